/*
 * What is typed into a form of the desk and not yet saved is kept in this browser, for a day, and offered when the form
 * is opened again. It is dropped when a page has said that it is saved, and all of it when one signs out.
 */

import { element } from "./dom.js";
import { pageUser } from "./session.js";

const PREFIX = "eingaben";
const A_DAY = 24 * 60 * 60 * 1000;
const PAUSE = 300;
const FIELDS = "textarea, select, input:not([type=hidden], [type=password], [type=file], [type=search])";
// These keep what is typed by themselves, or hold nothing that anybody types.
const WITHOUT = "#logout-form, [data-entry], [data-move], dialog form, #changelist-form";

const waiting = new Map();

/* The values of a form that are not those it came with: name, number among those of that name, value. */
function typedIn(form) {
  const counts = {};
  return [...form.querySelectorAll(FIELDS)].flatMap((field) => {
    if (!field.name || field.disabled) return [];
    const number = (counts[field.name] = (counts[field.name] ?? -1) + 1);
    return isAsItCame(field) ? [] : [[field.name, number, valueOf(field)]];
  });
}

function isAsItCame(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked === field.defaultChecked;
  if (field.options) return [...field.options].every((option) => option.selected === option.defaultSelected);
  return field.value === field.defaultValue;
}

function valueOf(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked;
  if (field.options) return [...field.options].filter((option) => option.selected).map((option) => option.value);
  return field.value;
}

function fill(form, typed) {
  for (const [name, number, value] of typed) {
    const field = [...form.querySelectorAll(FIELDS)].filter((each) => each.name === name)[number];
    if (!field) continue;
    if (typeof value === "boolean") field.checked = value;
    else if (field.options) for (const option of field.options) option.selected = value.includes(option.value);
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function keyOf(form) {
  const address = new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const forms = [...document.querySelectorAll("form")].filter((other) => other.action === form.action);
  return `${PREFIX}:${pageUser()}:${address}:${form.id || forms.indexOf(form)}`;
}

function keep(form) {
  const typed = typedIn(form);
  const key = keyOf(form);
  try {
    if (typed.length) localStorage.setItem(key, JSON.stringify({ at: Date.now(), typed }));
    else localStorage.removeItem(key);
  } catch {
    // This browser keeps nothing; then nothing can be offered.
  }
}

function kept(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return found && Date.now() - found.at < A_DAY ? found : null;
  } catch {
    return null;
  }
}

function keptKeys(beginning = `${PREFIX}:`) {
  return Object.keys(localStorage).filter((key) => key.startsWith(beginning));
}

/* Shows above the form that there is something to put back. */
export function offerDraft(form) {
  const key = keyOf(form);
  const found = kept(key);
  if (!found) return;
  const now = JSON.stringify(found.typed.map(([name, number]) => current(form, name, number)));
  if (now === JSON.stringify(found.typed.map(([, , value]) => value))) {
    // It stands there already: it was saved.
    localStorage.removeItem(key);
    return;
  }
  const time = new Date(found.at).toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
  const bar = element("p", { className: "draft-offer", role: "status" });
  const back = element("button", { type: "button", className: "button", textContent: "Wieder einsetzen" });
  const away = element("button", { type: "button", className: "button", textContent: "Verwerfen" });
  back.addEventListener("click", () => {
    fill(form, found.typed);
    bar.remove();
  });
  away.addEventListener("click", () => {
    localStorage.removeItem(key);
    bar.remove();
  });
  bar.append(`Von ${time} Uhr sind hier Eingaben übrig, die nicht gespeichert wurden. `, back, " ", away);
  form.prepend(bar);
}

function current(form, name, number) {
  const field = [...form.querySelectorAll(FIELDS)].filter((each) => each.name === name)[number];
  return field ? valueOf(field) : null;
}

/* The server has said that what was typed into the form is saved. */
export function dropDraft(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  localStorage.removeItem(keyOf(form));
}

function minded(target) {
  const form = target.closest?.("form");
  return form && form.method === "post" && !form.matches(WITHOUT) ? form : null;
}

function note({ target }) {
  const form = minded(target);
  if (!form) return;
  clearTimeout(waiting.get(form));
  const later = () => {
    waiting.delete(form);
    keep(form);
  };
  waiting.set(form, setTimeout(later, PAUSE));
}

function keepAll() {
  for (const [form, timer] of waiting) {
    clearTimeout(timer);
    if (form.isConnected) keep(form);
  }
  waiting.clear();
}

function start() {
  const sent = sessionStorage.getItem(PREFIX);
  if (sent && document.querySelector(".messagelist .success, #pinboard-status:not(:empty)")) localStorage.removeItem(sent);
  sessionStorage.removeItem(PREFIX);
  for (const key of keptKeys()) if (!kept(key)) localStorage.removeItem(key);
  for (const form of document.querySelectorAll("form")) if (minded(form)) offerDraft(form);
  document.addEventListener("input", note);
  document.addEventListener("change", note);
  document.addEventListener("submit", (event) => {
    if (event.target.id === "logout-form") {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      for (const key of keptKeys()) localStorage.removeItem(key);
    }
    const form = minded(event.target);
    if (!form) return;
    keepAll();
    if (!event.defaultPrevented) sessionStorage.setItem(PREFIX, keyOf(form));
  });
  addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", () => document.hidden && keepAll());
}

try {
  start();
} catch {
  // A browser that may keep nothing at all.
}
