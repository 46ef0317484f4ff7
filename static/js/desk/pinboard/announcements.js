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
    const said = this.status.textContent.trim();
    if (said) setTimeout(() => this.say(said), 150);
  }

  /* Emptied first, also for the same sentence twice. */
  say(sentence) {
    this.alert.replaceChildren();
    this.status.replaceChildren();
    requestAnimationFrame(() => this.status.append(element("p", { textContent: sentence })));
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => this.status.replaceChildren(), SHOWN_FOR);
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
