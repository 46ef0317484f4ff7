/* What the pinboard says: that something is done, or why not. */

import { element } from "../dom.js";

const SHOWN_FOR = 20_000;

export class Announcements {
  constructor() {
    this.status = document.getElementById("pinboard-status");
    this.alert = document.getElementById("pinboard-alert");
  }

  /* After a page that led back here, what happened is said again: a live region only speaks when its text changes. */
  start() {
    const said = [...this.status.children];
    if (said.length) setTimeout(() => this.show(said), 150);
  }

  /* What the server answered: a sentence, and where it can be undone. */
  say({ sentence, undo }) {
    const line = element("p", { textContent: sentence });
    if (undo) line.append(" ", element("a", { className: "undo", href: undo, textContent: "Rückgängig" }));
    this.show([line]);
  }

  /* Emptied first, also for the same sentence twice. */
  show(lines) {
    this.alert.replaceChildren();
    this.status.replaceChildren();
    requestAnimationFrame(() => this.status.append(...lines));
    this.forgetLater();
  }

  /* Not while somebody is about to follow its link. */
  forgetLater() {
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => {
      if (this.status.matches(":hover, :focus-within")) this.forgetLater();
      else this.status.replaceChildren();
    }, SHOWN_FOR);
  }

  /* `card` is the one it is about, to which one returns. */
  refuse({ sentence, html }, card) {
    this.status.replaceChildren();
    if (html) this.alert.innerHTML = html;
    else this.alert.replaceChildren(element("p", { textContent: sentence }));
    const again = element("a", {
      className: "pinboard-button",
      href: location.pathname + location.search,
      textContent: "Tafel neu laden",
    });
    const close = element("button", { type: "button", className: "pinboard-button", textContent: "Schließen" });
    close.addEventListener("click", () => {
      this.alert.replaceChildren();
      card?.focus();
    });
    this.alert.append(again, close);
    this.alert.focus({ preventScroll: true });
  }
}
