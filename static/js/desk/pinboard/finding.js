/* Finding a card among many: what does not hold the words goes out of sight. And how many are ticked. */

import { folded } from "../dom.js";

export class Finding {
  constructor(pinboard) {
    this.pinboard = pinboard;
    this.search = pinboard.querySelector("[data-search]");
    this.found = pinboard.querySelector("[data-found]");
    this.ticked = pinboard.querySelector("[data-ticked]");
  }

  start() {
    this.search.addEventListener("input", () => this.find());
    this.pinboard.addEventListener("change", () => this.count());
    this.count();
  }

  find() {
    const words = folded(this.search.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const card of this.pinboard.querySelectorAll("[data-code]")) {
      const text = words.length ? folded(readable(card)) : "";
      card.hidden = !words.every((word) => text.includes(word));
      if (!card.hidden) found += 1;
    }
    this.found.textContent = words.length ? `${found} gefunden` : "";
  }

  count() {
    if (this.ticked) this.ticked.textContent = this.pinboard.querySelectorAll(".pin-head input:checked").length;
  }
}

function readable(card) {
  return [".pin-code", ".pin-text", ".pin-tags"].map((part) => card.querySelector(part)?.textContent ?? "").join(" ");
}
