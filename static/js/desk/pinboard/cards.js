/* The cards on the pinboard: where they hang, and how an answer of the server changes that. */

import { parsed } from "../dom.js";
import { know } from "./menus.js";

export function cardOf(element) {
  return element.closest("[data-code]");
}

export function cardNamed(code) {
  return document.getElementById(`karte-${code}`);
}

export class Cards {
  constructor(pinboard, menus) {
    this.pinboard = pinboard;
    this.menus = menus;
  }

  get columns() {
    return [...this.pinboard.querySelectorAll("[data-quadrant]")];
  }

  count() {
    for (const column of this.columns) {
      const shown = column.closest("section").querySelector("[data-count]");
      shown.textContent = column.querySelectorAll(":scope > li").length;
    }
  }

  /*
   * Puts the card as it now is where it now belongs, or takes it away if it is no longer on this page. Returns what
   * to go on from: the card, or its neighbour.
   */
  show(answer, old) {
    const neighbour = old?.nextElementSibling || old?.previousElementSibling;
    const card = answer.html ? parsed(answer.html) : null;
    if (card && old) this.keepOpen(old, card);
    old?.remove();
    if (card) this.hang(card, answer);
    this.count();
    return card || neighbour;
  }

  hang(card, { quadrant, followers, versions }) {
    const column = this.columns.find((column) => column.dataset.quadrant === quadrant);
    const follower = followers.map(cardNamed).find((found) => found && found.parentElement === column);
    column.insertBefore(card, follower || null);
    for (const [code, version] of Object.entries(versions)) {
      const other = cardNamed(code);
      if (other) know(other, version);
    }
  }

  /* What somebody has opened or ticked on a card stays so. */
  keepOpen(old, card) {
    const menu = card.querySelector(".pin-menu");
    if (menu && old.querySelector(".pin-menu[open]")) {
      menu.open = true;
      this.menus.fill(card);
    }
    const tick = card.querySelector("input[name=karte]");
    if (tick && old.querySelector("input[name=karte]:checked")) tick.checked = true;
  }
}
