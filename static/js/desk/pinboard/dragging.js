/* Cards are dragged to their place. One that could not be moved goes back where it was. */

import { ask } from "./server.js";

const OPTIONS = {
  group: "pinboard",
  animation: 150,
  draggable: ".pin",
  filter: ".pin-fixed, a, button, input, select, textarea, summary, label, .edit-card",
  preventOnFilter: false,
  ghostClass: "pin-ghost",
  // With a finger one first wants to scroll.
  delay: 200,
  delayOnTouchOnly: true,
  touchStartThreshold: 5,
};

export class Dragging {
  constructor(cards, menus, announcements) {
    this.cards = cards;
    this.menus = menus;
    this.announcements = announcements;
  }

  start() {
    // SortableJS, which the page loads before; without it the menus of the cards are left.
    if (!window.Sortable) return;
    for (const column of this.cards.columns) {
      window.Sortable.create(column, {
        ...OPTIONS,
        onStart: ({ item }) => {
          this.origin = { column: item.parentElement, next: nextCard(item) };
        },
        onEnd: ({ item }) => this.drop(item, this.origin),
      });
    }
  }

  async drop(card, origin) {
    const column = card.parentElement;
    if (column === origin.column && card.nextElementSibling === origin.next) return;
    const { url, sent } = this.menus.move(card);
    sent.set("to", column.dataset.quadrant);
    sent.set("before", card.nextElementSibling?.dataset.code || "");
    sent.set("after", card.previousElementSibling?.dataset.code || "");
    card.classList.add("pin-waits", "pin-fixed");
    this.cards.count();
    const answer = await ask(url, sent);
    if (answer.ok) {
      this.cards.show(answer.data, card)?.focus();
      this.announcements.say(answer.data);
      return;
    }
    card.classList.remove("pin-waits", "pin-fixed");
    origin.column.insertBefore(card, origin.next?.parentElement === origin.column ? origin.next : null);
    this.cards.count();
    this.announcements.refuse(answer.data, card);
  }
}

/* While a card is dragged natively, the library leaves no copy of it in the column: its neighbour is a card. */
function nextCard(card) {
  let next = card.nextElementSibling;
  while (next && !next.dataset.code) next = next.nextElementSibling;
  return next;
}
