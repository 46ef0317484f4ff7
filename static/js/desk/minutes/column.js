/* A column of the minutes: the field one types into, what stands there, and what still waits to be saved. */

import { element, isModified, parsed } from "../dom.js";

export class Column {
  constructor(section, minutes) {
    this.minutes = minutes;
    this.quadrant = section.dataset.column;
    this.list = section.querySelector("[data-list]");
    this.waitingList = section.querySelector("[data-waiting]");
    this.count = section.querySelector("[data-count]");
    this.form = section.querySelector("[data-entry]");
    this.field = this.form.querySelector("textarea");
    this.errors = this.form.querySelector("[data-entry-errors]");
  }

  start() {
    this.form.querySelector("[data-entry-round]").hidden = true;
    if (new URLSearchParams(location.search).get("gespeichert") === this.quadrant) {
      this.minutes.store.set(this.draftName, "");
    }
    if (!this.field.value) this.field.value = this.minutes.store.get(this.draftName, "");
    this.field.addEventListener("input", () => this.keepDraft());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("paste", (event) => this.mindList(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  get draftName() {
    return `entwurf-${this.quadrant}`;
  }

  keepDraft() {
    this.minutes.store.set(this.draftName, this.field.value);
  }

  press(event) {
    if (event.isComposing || isModified(event)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.finish();
    } else if (event.key === "Tab") {
      event.preventDefault();
      this.finish();
      this.minutes.next(this).field.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.minutes.leave();
    }
  }

  submit(event) {
    if (event.submitter?.matches("[data-paste]")) {
      // The round that holds for typing holds for the list too.
      this.form.elements.round.value = this.minutes.round.value;
      return;
    }
    event.preventDefault();
    this.finish();
    this.field.focus();
  }

  /* What stands in the field becomes a contribution, and the field is empty for the next. */
  finish() {
    const wording = this.field.value.trim();
    if (!wording) return;
    const length = [...wording].length;
    if (length > this.minutes.limit) {
      const [is, may] = [length, this.minutes.limit].map((number) => number.toLocaleString("de-DE"));
      const tooLong = `Der Beitrag ist mit ${is} Zeichen zu lang, möglich sind ${may}.`;
      this.complain(`${tooLong} Bitte kürzen Sie ihn oder teilen Sie ihn auf.`);
      return;
    }
    this.complain("");
    this.field.value = "";
    this.keepDraft();
    this.minutes.add(this.quadrant, wording);
  }

  complain(sentence) {
    const note = element("div", { className: "errornote", role: "alert", textContent: sentence });
    this.errors.replaceChildren(...(sentence ? [note] : []));
    this.field.toggleAttribute("aria-invalid", Boolean(sentence));
  }

  mindList(event) {
    const lines = event.clipboardData.getData("text").split("\n").filter((line) => line.trim());
    if (lines.length < 2) return;
    const hint = "Das sind mehrere Zeilen. „Liste einfügen …“ macht daraus einzelne Beiträge.";
    this.errors.replaceChildren(element("p", { className: "help", textContent: hint }));
  }

  /* A row as the server shows it; in the place of its older self, if there is one. */
  put(html) {
    const row = parsed(html);
    const older = document.getElementById(row.id);
    if (older) older.replaceWith(row);
    else this.list.append(row);
    this.count.textContent = this.list.children.length;
  }

  showWaiting(entries) {
    this.waitingList.hidden = !entries.length;
    this.waitingList.replaceChildren(...entries.map((entry) => this.waitingRow(entry)));
  }

  waitingRow({ client_id, wording, refused }) {
    const row = element("li", { className: "contribution is-waiting" });
    row.append(
      element("p", { className: "contribution-wording", dir: "auto", textContent: wording }),
      element("p", { className: "contribution-marks", textContent: refused || "noch nicht gespeichert" }),
    );
    if (refused) {
      const again = element("button", { type: "button", className: "button quiet", textContent: "Zurück ins Feld" });
      again.addEventListener("click", () => this.takeBack(client_id));
      row.classList.add("is-refused");
      row.append(again);
    }
    return row;
  }

  takeBack(clientId) {
    const { wording } = this.minutes.outbox.take(clientId);
    this.field.value = [this.field.value, wording].filter(Boolean).join("\n");
    this.keepDraft();
    this.minutes.show();
    this.field.focus();
  }
}
