/*
 * A form of the desk leaves only when it will arrive: the portal can be reached, one is still signed in, and the form
 * carries a token that holds. Until then what was typed stays where it is. A second click sends nothing twice.
 */

import { element } from "./dom.js";
import { pageUser, sessionState, signInAgain, useToken } from "./session.js";

// As long a form is taken to be on its way; one whose answer is a file leaves the page standing.
const ON_ITS_WAY = 10_000;

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== "post" || form.closest("#logout-form, dialog")) return;
  if (form.dataset.mayLeave) {
    delete form.dataset.mayLeave;
    return;
  }
  event.preventDefault();
  if (form.dataset.leaving) return;
  form.dataset.leaving = "1";
  setTimeout(() => delete form.dataset.leaving, ON_ITS_WAY);
  send(form, submitter);
});

// The browser shows a page as it was left when one comes back to it.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-leaving]")) delete form.dataset.leaving;
});

async function send(form, submitter) {
  const state = await sessionState();
  if (!state) {
    stay(form, "Das Portal ist gerade nicht zu erreichen. Es wurde nichts gesendet; Ihre Eingaben stehen noch hier.");
    return;
  }
  if (state.user === pageUser()) useToken(state.token);
  else if (!(await signInAgain(state))) {
    stay(form, "Sie sind nicht angemeldet. Es wurde nichts gesendet; Ihre Eingaben stehen noch hier.");
    return;
  }
  form.querySelector("[data-not-sent]")?.remove();
  form.dataset.mayLeave = "1";
  form.requestSubmit(submitter);
}

function stay(form, sentence) {
  delete form.dataset.leaving;
  form.querySelector("[data-not-sent]")?.remove();
  const note = element("p", { className: "errornote", role: "alert", textContent: sentence, tabIndex: -1 });
  note.dataset.notSent = "";
  form.prepend(note);
  note.focus();
}
