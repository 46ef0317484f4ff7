import { pageUser, sessionState, useToken } from "../session.js";

/*
 * Contributions on their way to the server. Each is kept in this browser until the server has said that it has it, and
 * is sent again until then; the server knows it by the id it got here, so that twice sent is once written.
 */

const SENT_AT_ONCE = 50;
const PATIENCE = 15_000;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;
const SLOW = 600;

export class Outbox {
  /* `onSlow` is called when an answer takes long, `onAnswer` with each, `onChange` when what waits may have changed. */
  constructor(store, url, { onSlow, onAnswer, onChange }) {
    this.store = store;
    this.url = url;
    this.onSlow = onSlow;
    this.onAnswer = onAnswer;
    this.onChange = onChange;
    /* Why the last could not be delivered: "connection", "session" or "server"; empty if they were. */
    this.problem = "";
    this.retryAfter = FIRST_RETRY;
    this.isSending = false;
    /* Signed in again while something was on its way that was sent before. */
    this.sendsAgain = false;
  }

  start() {
    addEventListener("online", () => this.send());
    addEventListener("pageshow", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
    this.send();
  }

  get entries() {
    return this.store.get("wartend", []);
  }

  set entries(entries) {
    this.store.set("wartend", entries);
  }

  get waiting() {
    return this.entries.filter((entry) => !entry.refused);
  }

  get hasRefused() {
    return this.entries.some((entry) => entry.refused);
  }

  add(entry) {
    this.entries = [...this.entries, { client_id: newId(), ...entry }];
  }

  /* The entry of that id, which is no longer here. */
  take(clientId) {
    const found = this.entries.find((entry) => entry.client_id === clientId);
    this.entries = this.entries.filter((entry) => entry.client_id !== clientId);
    return found;
  }

  refuse(clientId, reason) {
    this.entries = this.entries.map((entry) =>
      entry.client_id === clientId ? { ...entry, refused: reason } : entry
    );
  }

  signedInAgain() {
    if (this.isSending) this.sendsAgain = true;
    else this.send();
  }

  async send() {
    const batch = this.waiting.slice(0, SENT_AT_ONCE);
    if (this.isSending || !batch.length) return;
    this.isSending = true;
    clearTimeout(this.retry);
    const slow = setTimeout(this.onSlow, SLOW);
    this.problem = await this.deliver(batch);
    clearTimeout(slow);
    this.isSending = false;
    this.onChange();
    const sendsAgain = this.sendsAgain;
    this.sendsAgain = false;
    if (this.problem && !sendsAgain) {
      this.retry = setTimeout(() => this.send(), this.retryAfter);
      this.retryAfter = Math.min(this.retryAfter * 2, LAST_RETRY);
    } else {
      this.retryAfter = FIRST_RETRY;
      this.send();
    }
  }

  async deliver(entries) {
    if (this.problem === "session") {
      // Signed in again, perhaps in another window: the token is another one now.
      const state = await sessionState();
      if (!state) return "connection";
      if (state.user !== pageUser()) return "session";
      useToken(state.token);
    }
    const token = document.querySelector("[data-entry] [name=csrfmiddlewaretoken]").value;
    try {
      const response = await fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ entries }),
        redirect: "manual",
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      if (response.type === "opaqueredirect" || response.status === 403) return "session";
      if (!response.ok) return "server";
      this.onAnswer(await response.json());
      return "";
    } catch {
      return "connection";
    }
  }
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
