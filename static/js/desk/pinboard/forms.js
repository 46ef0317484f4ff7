/*
 * The forms of the pinboard are sent in place: the menu of a card, the form for a new one, and the one that edits a
 * card, which stands in it instead of its text.
 */

import { isModified, parsed } from "../dom.js";
import { dropDraft, offerDraft } from "../drafts.js";
import { makeSearchable } from "../ticks.js";
import { cardOf } from "./cards.js";
import { ask } from "./server.js";

export class Forms {
  constructor(pinboard, cards, announcements) {
    this.pinboard = pinboard;
    this.cards = cards;
    this.announcements = announcements;
  }

  start() {
    this.pinboard.addEventListener("submit", (event) => this.submit(event));
    this.pinboard.addEventListener("keydown", (event) => this.press(event));
    this.pinboard.addEventListener("click", (event) => this.click(event));
    addEventListener("beforeunload", (event) => {
      const texts = [...this.pinboard.querySelectorAll("[data-new] textarea, [data-edit-form] textarea")];
      if (texts.some((text) => text.value.trim() && isUnsent(text) && !text.form.dataset.waits)) event.preventDefault();
    });
  }

  submit(event) {
    const { target: form, submitter: button } = event;
    const send = this.way(form);
    if (!send || form.dataset.waits) return;
    event.preventDefault();
    const body = new FormData(form);
    if (button?.name) body.set(button.name, button.value);
    const url = button?.getAttribute("formaction") || form.getAttribute("action");
    form.dataset.waits = "1";
    send.call(this, form, url, body, button).finally(() => delete form.dataset.waits);
  }

  /* How a form is sent: nothing for one that is a page of its own. */
  way({ dataset }) {
    if ("move" in dataset) return this.sendCard;
    if ("new" in dataset) return this.sendNew;
    return "editForm" in dataset ? this.sendEdit : null;
  }

  async sendCard(form, url, body, button) {
    const card = this.receive(await ask(url, body), cardOf(form));
    // Whoever moves a card up step by step goes on pressing the same button.
    card?.querySelector(`.pin-menu[open] button[name="to"][value="${button?.value}"]`)?.focus();
  }

  async sendNew(form, url, body) {
    const answer = await ask(url, body);
    const text = form.elements.text;
    if (answer.ok) {
      this.show(answer.data, null);
      dropDraft(form);
      text.value = "";
    }
    form.querySelector("[data-mistake]").textContent = answer.ok ? "" : answer.data.sentence;
    text.focus();
  }

  async sendEdit(form, url, body) {
    const card = cardOf(form);
    const answer = await ask(url, body);
    if (answer.ok) dropDraft(form);
    if (answer.form) open(card, answer.form);
    else this.receive(answer, card);
  }

  receive(answer, card) {
    if (!answer.ok) {
      this.announcements.refuse(answer.data, card);
      return null;
    }
    const next = this.show(answer.data, card);
    next?.focus();
    return next;
  }

  show(answer, card) {
    const next = this.cards.show(answer, card);
    this.announcements.say(answer);
    return next;
  }

  press(event) {
    const { key, target } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.form?.matches("[data-new], [data-edit-form]")) {
      event.preventDefault();
      target.form.requestSubmit();
    }
    if (key === "Escape" && target.closest("[data-edit-form]")) {
      event.preventDefault();
      leave(cardOf(target));
    }
  }

  async click(event) {
    const link = event.target.closest("[data-edit], [data-cancel]");
    if (!link || isModified(event) || !cardOf(link)) return;
    event.preventDefault();
    if ("cancel" in link.dataset) {
      leave(cardOf(link));
      return;
    }
    const answer = await ask(link.href);
    if (answer.form) {
      open(cardOf(link), answer.form);
      offerDraft(cardOf(link).querySelector("[data-edit-form]"));
    } else this.announcements.refuse(answer.data);
  }
}

function open(card, html) {
  card.querySelector(".edit-card")?.remove();
  card.querySelector(".pin-text").after(parsed(html));
  for (const list of card.querySelectorAll("[data-ticks]")) makeSearchable(list);
  for (const part of card.querySelectorAll(":scope > :not(.pin-head, .edit-card)")) part.hidden = true;
  card.querySelector(".edit-card .pinboard-refuses, .edit-card textarea").focus();
}

function leave(card) {
  if (isUnsent(card.querySelector("textarea")) && !confirm("Ihre Änderung am Text verwerfen?")) return;
  dropDraft(card.querySelector("[data-edit-form]"));
  card.querySelector(".edit-card").remove();
  for (const part of card.children) part.hidden = false;
  card.focus();
}

/* Text that a form came back with counts too: it is not saved. */
function isUnsent(text) {
  const cameBack = text.form.querySelector(".pinboard-refuses, .mistake:not(:empty)");
  return text.value.trim() !== text.defaultValue.trim() || Boolean(cameBack);
}
