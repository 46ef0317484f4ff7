/*
 * The minutes of a working group: typing at the speed of the room.
 *
 * Whatever is finished with Enter is kept in this browser until the server has said that it has it, and is sent again
 * until then; the server knows it by the id it got here, so that twice sent is once written. Without this script every
 * column is an ordinary form.
 */
"use strict";

const SENT_AT_ONCE = 50;
const PATIENCE = 15_000;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;
const SLOW = 600;

/* What this browser keeps, also over a reload. In its memory alone where it may not keep anything. */
class Store {
  constructor(key) {
    this.key = key;
    this.memory = new Map();
    this.isLasting = true;
  }

  read(name, otherwise) {
    try {
      const text = localStorage.getItem(`${this.key}-${name}`);
      return text === null ? otherwise : JSON.parse(text);
    } catch {
      return otherwise;
    }
  }

  get(name, otherwise) {
    return this.memory.has(name) ? this.memory.get(name) : this.read(name, otherwise);
  }

  set(name, value) {
    try {
      localStorage.setItem(`${this.key}-${name}`, JSON.stringify(value));
      this.memory.delete(name);
    } catch {
      this.memory.set(name, value);
      this.isLasting = false;
    }
  }
}

class Minutes {
  constructor(bar) {
    this.bar = bar;
    this.store = new Store(bar.dataset.key);
    this.status = bar.querySelector("[data-status]");
    this.round = bar.querySelector("[data-round] select");
    this.limit = Number(bar.dataset.limit);
    this.columns = [...document.querySelectorAll("[data-column]")].map((section) => new Column(section, this));
    this.problem = "";
    this.written = 0;
    this.retryAfter = FIRST_RETRY;
    this.isSending = false;
  }

  start() {
    for (const part of this.bar.querySelectorAll("[data-keys], [data-round]")) part.hidden = false;
    this.bar.querySelector("[data-no-keys]").hidden = true;
    const kept = this.store.get("runde", this.round.value);
    if ([...this.round.options].some((option) => option.value === kept)) this.round.value = kept;
    this.round.addEventListener("change", () => this.store.set("runde", this.round.value));
    for (const column of this.columns) column.start();
    document.addEventListener("submit", (event) => this.mindConnection(event));
    addEventListener("online", () => this.send());
    addEventListener("pageshow", () => this.send());
    addEventListener("storage", () => this.show());
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
    this.show();
    this.send();
  }

  get waiting() {
    return this.store.get("wartend", []);
  }

  set waiting(entries) {
    this.store.set("wartend", entries);
  }

  add(quadrant, wording) {
    const entry = { client_id: newId(), quadrant, wording, round: this.round.value };
    this.waiting = [...this.waiting, entry];
    // "Alles gespeichert" is no longer true.
    if (!this.problem) this.say("");
    this.show();
    this.send();
  }

  drop(clientId) {
    this.waiting = this.waiting.filter((entry) => entry.client_id !== clientId);
  }

  /* Another form than the fields below the columns: without a connection its text would be gone with the page. */
  mindConnection(event) {
    if (navigator.onLine || event.defaultPrevented) return;
    event.preventDefault();
    this.say("Keine Verbindung. Ihr Text bleibt hier stehen; bitte speichern Sie noch einmal, sobald sie wieder da ist.");
  }

  async send() {
    const batch = this.waiting.filter((entry) => !entry.refused).slice(0, SENT_AT_ONCE);
    if (this.isSending || !batch.length) return;
    this.isSending = true;
    clearTimeout(this.retry);
    const slow = setTimeout(() => this.problem || this.say("Wird gespeichert …"), SLOW);
    this.problem = await this.deliver(batch);
    clearTimeout(slow);
    this.isSending = false;
    this.show();
    if (this.problem) {
      this.retry = setTimeout(() => this.send(), this.retryAfter);
      this.retryAfter = Math.min(this.retryAfter * 2, LAST_RETRY);
    } else {
      this.retryAfter = FIRST_RETRY;
      this.send();
    }
  }

  /* Why the entries could not be delivered: "connection", "session" or "server"; empty if they were. */
  async deliver(entries) {
    const token = document.querySelector("[data-entry] [name=csrfmiddlewaretoken]").value;
    const body = JSON.stringify({ entries: entries.map(({ refused, ...entry }) => entry) });
    try {
      const response = await fetch(this.bar.dataset.send, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body,
        redirect: "manual",
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      if (response.type === "opaqueredirect" || response.status === 403) return "session";
      if (!response.ok) return "server";
      this.receive(await response.json());
      return "";
    } catch {
      return "connection";
    }
  }

  receive(answer) {
    for (const { client_id, row } of answer.saved) {
      const entry = this.waiting.find((entry) => entry.client_id === client_id);
      this.drop(client_id);
      if (entry && row) this.column(entry.quadrant).put(row);
      this.written += 1;
    }
    for (const { client_id, reason } of answer.refused) {
      this.waiting = this.waiting.map((entry) =>
        entry.client_id === client_id ? { ...entry, refused: reason } : entry
      );
    }
    const adopt = document.querySelector("[data-adopt]");
    if (adopt) {
      adopt.hidden = !answer.open.length;
      adopt.querySelector("[data-open]").value = answer.open.join(",");
      adopt.querySelector("[data-open-count]").textContent = answer.open.length;
    }
  }

  column(quadrant) {
    return this.columns.find((column) => column.quadrant === quadrant) || this.columns[0];
  }

  next(column) {
    return this.columns[this.columns.indexOf(column) + 1];
  }

  show() {
    for (const column of this.columns) {
      column.showWaiting(this.waiting.filter((entry) => this.column(entry.quadrant) === column));
    }
    const count = this.waiting.filter((entry) => !entry.refused).length;
    if (this.problem && count) this.say(...this.waitingSentence(count));
    else if (this.waiting.length > count) this.say("Ein Beitrag konnte nicht gespeichert werden, siehe unten.");
    else if (!count && this.written) this.say("Alles gespeichert.");
    else if (!count && this.store.isLasting) this.say("");
  }

  waitingSentence(count) {
    const many = count === 1 ? "1 Beitrag wartet" : `${count} Beiträge warten`;
    const lasting = this.store.isLasting ? "" : " Bitte lassen Sie diese Seite so lange offen.";
    if (this.problem === "session") {
      const link = document.createElement("a");
      link.href = location.pathname;
      link.textContent = "Seite neu laden und anmelden";
      return [`${many}, bis Sie wieder angemeldet sind. ${lasting}`, link];
    }
    if (this.problem === "server") return [`${many}: Der Server antwortet gerade nicht. Es wird weiter versucht.${lasting}`];
    return [`${many} auf die Verbindung.${lasting}`];
  }

  say(sentence, ...more) {
    if (this.status.firstChild?.textContent === sentence) return;
    this.status.replaceChildren(...[sentence, ...more].filter(Boolean));
    this.status.classList.toggle("is-waiting", Boolean(this.problem) && sentence !== "");
  }
}

class Column {
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
    if (event.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.finish();
    } else if (event.key === "Tab") {
      this.finish();
      const next = this.minutes.next(this);
      if (!next) return;
      event.preventDefault();
      next.field.focus();
    }
  }

  submit(event) {
    if (event.submitter?.matches("[data-paste]")) {
      // The round that holds for typing holds for the list too.
      this.form.elements.round.value = this.minutes.round.value;
      if (navigator.onLine) this.minutes.store.set(this.draftName, "");
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
      this.complain(`Der Beitrag ist mit ${is} Zeichen zu lang, möglich sind ${may}. Bitte kürzen Sie ihn oder teilen Sie ihn auf.`);
      return;
    }
    this.complain("");
    this.field.value = "";
    this.keepDraft();
    this.minutes.add(this.quadrant, wording);
  }

  complain(sentence) {
    this.errors.replaceChildren(...(sentence ? [element("div", "errornote", sentence)] : []));
    this.errors.firstChild?.setAttribute("role", "alert");
    this.field.toggleAttribute("aria-invalid", Boolean(sentence));
  }

  mindList(event) {
    const lines = event.clipboardData.getData("text").split("\n").filter((line) => line.trim());
    if (lines.length > 1) {
      this.errors.replaceChildren(
        element("p", "help", "Das sind mehrere Zeilen. „Liste einfügen …“ macht daraus einzelne Beiträge.")
      );
    }
  }

  /* A row as the server shows it; in the place of its older self, if there is one. */
  put(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const row = template.content.querySelector("li");
    const older = document.getElementById(row.id);
    if (older) older.replaceWith(row);
    else this.list.append(row);
    this.count.textContent = this.list.children.length;
  }

  showWaiting(entries) {
    this.waitingList.hidden = !entries.length;
    this.waitingList.replaceChildren(...entries.map((entry) => this.waitingRow(entry)));
  }

  waitingRow(entry) {
    const row = element("li", "contribution is-waiting");
    const wording = element("p", "contribution-wording", entry.wording);
    wording.dir = "auto";
    row.append(wording, element("p", "contribution-marks", entry.refused || "noch nicht gespeichert"));
    if (entry.refused) {
      row.classList.add("is-refused");
      const again = element("button", "button quiet", "Zurück ins Feld");
      again.type = "button";
      again.addEventListener("click", () => this.takeBack(entry));
      row.append(again);
    }
    return row;
  }

  takeBack(entry) {
    this.minutes.drop(entry.client_id);
    this.field.value = [this.field.value, entry.wording].filter(Boolean).join("\n");
    this.keepDraft();
    this.minutes.show();
    this.field.focus();
  }
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/* randomUUID is for secure pages only; the portal may run in an office's own network without TLS. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/* The preview of a pasted list: »Teilen« divides where the caret stands. */
function divideAtCaret(event) {
  const button = event.target.closest("[data-split]");
  if (!button) return;
  const field = button.closest("li").querySelector("textarea");
  const place = field.selectionStart;
  const [before, after] = [field.value.slice(0, place), field.value.slice(place)];
  if (!field.value.includes("\n") && before.trim() && after.trim()) field.value = `${before}\n${after}`;
}

const bar = document.querySelector("[data-bar]");
if (bar) new Minutes(bar).start();
document.querySelector("[data-preview]")?.addEventListener("click", divideAtCaret);
