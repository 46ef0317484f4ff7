/*
 * Whether one is still signed in, and a way to sign in again without leaving the page: what stands in its forms stays
 * where it is. The server gives a token for forms along, since one from before does not hold any more.
 */

import { element } from "./dom.js";

const STATE = "/admin/stand/";
const LOG_IN = `/admin/login/?next=${STATE}`;

/* {user, token}, `user` empty for nobody; null where the portal can't be reached. */
export async function sessionState() {
  try {
    const response = await fetch(STATE, { credentials: "same-origin", cache: "no-store" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/* From now on every form on the page carries this token. */
export function useToken(token) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  for (const template of document.querySelectorAll("template")) {
    for (const field of template.content.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  }
}

export function pageUser() {
  return document.querySelector("meta[name=desk-user]")?.content ?? "";
}

/* Asks for the password, until it is right or somebody gives up. Whether one is signed in again. */
export async function signInAgain(state) {
  const dialog = document.body.appendChild(logInDialog());
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "done");
      dialog.remove();
    });
    dialog.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await logIn(event.target, state.token);
      if (answer?.user === pageUser()) {
        useToken(answer.token);
        dialog.close("done");
        return;
      }
      if (answer) state = answer;
      dialog.querySelector("[role=alert]").textContent = answer?.user
        ? "Das ist ein anderes Konto. Bitte melden Sie sich mit dem an, mit dem Sie hier arbeiten."
        : "Das hat nicht geklappt. Bitte prüfen Sie Name und Passwort.";
    });
  });
}

async function logIn(form, token) {
  const sent = new FormData(form);
  sent.set("csrfmiddlewaretoken", token);
  try {
    const response = await fetch(LOG_IN, { method: "POST", body: sent, credentials: "same-origin" });
    const isState = (response.headers.get("Content-Type") || "").startsWith("application/json");
    return isState ? await response.json() : await sessionState();
  } catch {
    return null;
  }
}

function logInDialog() {
  const dialog = element("dialog", { className: "sign-in-again" });
  dialog.setAttribute("aria-labelledby", "sign-in-again");
  // The words are the page's own: nothing of them was typed by anybody.
  dialog.innerHTML = `
    <form method="post">
      <h2 id="sign-in-again">Bitte melden Sie sich noch einmal an</h2>
      <p>Ihre Anmeldung ist abgelaufen. Was Sie eingegeben haben, steht noch hier und wird danach gesendet.</p>
      <p role="alert"></p>
      <p><label>Benutzername <input name="username" autocomplete="username" required></label></p>
      <p><label>Passwort <input name="password" type="password" autocomplete="current-password" required></label></p>
      <p><button class="button default">Anmelden</button>
        <button class="button" type="button" data-cancel>Abbrechen</button></p>
    </form>`;
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  return dialog;
}
