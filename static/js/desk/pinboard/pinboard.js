/*
 * The pinboard of a field. Every form on it works without these scripts, as pages; they send the same forms in place,
 * let cards be dragged, and say what happened.
 */

import { connect } from "../dom.js";
import { Announcements } from "./announcements.js";
import { Cards } from "./cards.js";
import { Dragging } from "./dragging.js";
import { Finding } from "./finding.js";
import { Forms } from "./forms.js";
import { Menus } from "./menus.js";

class Pinboard {
  constructor(element) {
    this.announcements = new Announcements();
    this.menus = new Menus(element);
    const cards = new Cards(element, this.menus);
    this.dragging = new Dragging(cards, this.menus, this.announcements);
    this.forms = new Forms(element, cards, this.announcements);
    this.finding = new Finding(element);
  }

  start() {
    document.documentElement.classList.add("has-script");
    this.menus.start();
    this.dragging.start();
    this.forms.start();
    this.finding.start();
    this.announcements.start();
    this.arrive();
  }

  /* After a page that led back here: to the reason why not, or to the card. */
  arrive() {
    const { alert } = this.announcements;
    if (alert.textContent.trim()) alert.focus();
    else if (location.hash.startsWith("#karte-")) document.getElementById(location.hash.slice(1))?.focus();
  }
}

connect("data-pinboard", Pinboard);
