/*
 * What makes many rows quick: they move without a page load, keys choose, Enter goes on, nothing is left unsaved
 * unseen, and only what was touched is sent.
 */

import { connect } from "../dom.js";
import { Keys } from "./keys.js";
import { Moving } from "./moving.js";
import { Touched } from "./touched.js";
import { Unsaved } from "./unsaved.js";

class Rows {
  constructor(form) {
    const unsaved = new Unsaved(form);
    this.behaviours = [unsaved, new Moving(form, unsaved), new Keys(form, unsaved), new Touched(form)];
  }

  start() {
    for (const hint of document.querySelectorAll("[data-rows-hint]")) hint.hidden = false;
    for (const behaviour of this.behaviours) behaviour.start();
  }
}

connect("data-rows", Rows);
