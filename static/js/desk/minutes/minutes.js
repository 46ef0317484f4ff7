/*
 * The minutes of a working group: typing at the speed of the room. Whatever is finished with Enter is saved without
 * waiting for the server. Without this script every column is an ordinary form.
 */

import { connect } from "../dom.js";
import { Column } from "./column.js";
import { Outbox } from "./outbox.js";
import { Status } from "./status.js";
import { Store } from "./store.js";

class Minutes {
  constructor(bar) {
    this.bar = bar;
    this.store = new Store(bar.dataset.key);
    this.status = new Status(bar.querySelector("[data-status]"));
    this.round = bar.querySelector("[data-round] select");
    this.limit = Number(bar.dataset.limit);
    this.columns = [...document.querySelectorAll("[data-column]")].map((section) => new Column(section, this));
    this.outbox = new Outbox(this.store, bar.dataset.send, {
      onSlow: () => this.outbox.problem || this.status.say("Wird gespeichert …"),
      onAnswer: (answer) => this.receive(answer),
      onChange: () => this.show(),
    });
    this.status.onSignedIn = () => this.outbox.signedInAgain();
    this.written = 0;
  }

  start() {
    for (const part of this.bar.querySelectorAll("[data-keys], [data-round]")) part.hidden = false;
    this.bar.querySelector("[data-no-keys]").hidden = true;
    const kept = this.store.get("runde", this.round.value);
    if ([...this.round.options].some((option) => option.value === kept)) this.round.value = kept;
    this.round.addEventListener("change", () => this.store.set("runde", this.round.value));
    for (const column of this.columns) column.start();
    document.addEventListener("submit", (event) => this.mindConnection(event));
    addEventListener("storage", () => this.show());
    this.show();
    this.outbox.start();
  }

  add(quadrant, wording) {
    this.outbox.add({ quadrant, wording, round: this.round.value });
    // "Alles gespeichert" is no longer true.
    if (!this.outbox.problem) this.status.say("");
    this.show();
    this.outbox.send();
  }

  /* Another form than the fields below the columns: without a connection its text would be gone with the page. */
  mindConnection(event) {
    if (navigator.onLine || event.defaultPrevented) return;
    event.preventDefault();
    const kept = "Ihr Text bleibt hier stehen; bitte speichern Sie noch einmal, sobald sie wieder da ist.";
    this.status.say(`Keine Verbindung. ${kept}`);
  }

  receive({ saved, refused, open }) {
    for (const { client_id, row } of saved) {
      const entry = this.outbox.take(client_id);
      if (entry && row) this.column(entry.quadrant).put(row);
      this.written += 1;
    }
    for (const { client_id, reason } of refused) this.outbox.refuse(client_id, reason);
    const adopt = document.querySelector("[data-adopt]");
    if (adopt) {
      adopt.hidden = !open.length;
      adopt.querySelector("[data-open]").value = open.join(",");
      adopt.querySelector("[data-open-count]").textContent = open.length;
    }
  }

  column(quadrant) {
    return this.columns.find((column) => column.quadrant === quadrant) || this.columns[0];
  }

  /* Behind the last column comes the first: who types goes round. */
  next(column) {
    return this.columns[(this.columns.indexOf(column) + 1) % this.columns.length];
  }

  /* Out of the columns, to what stands below them. */
  leave() {
    document.querySelector("[data-adopt]:not([hidden]) button, #leitsatz, .minutes-box a")?.focus();
  }

  show() {
    const { entries, waiting, hasRefused, problem } = this.outbox;
    for (const column of this.columns) {
      column.showWaiting(entries.filter((entry) => this.column(entry.quadrant) === column));
    }
    const count = waiting.length;
    this.status.problem = problem;
    if (problem && count) this.status.sayWaiting(count, this.store.isLasting);
    else if (hasRefused) this.status.say("Ein Beitrag konnte nicht gespeichert werden, siehe unten.");
    else if (!count && this.written) this.status.say("Alles gespeichert.");
    else if (!count && this.store.isLasting) this.status.say("");
  }
}

connect("data-bar", Minutes);
