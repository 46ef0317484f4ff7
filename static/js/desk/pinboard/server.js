/* What the server answers to the forms of the pinboard. */

import { pageUser, sessionState, signInAgain, useToken } from "../session.js";

const LOST = "Die Verbindung zum Portal ist weg. Es wurde nichts gespeichert; was Sie eingegeben haben, steht noch da.";
const SIGNED_OUT = "Sie sind nicht mehr angemeldet. Es wurde nichts gespeichert; was Sie eingegeben haben, steht noch da.";
const BROKEN = "Das hat nicht geklappt, und es wurde nichts gespeichert. Bitte laden Sie die Tafel neu.";

/* {ok: true, data} when it is done; {ok: false, data} with the reason when not, and with the form, if it comes back. */
export async function ask(url, body, isSecondTry = false) {
  try {
    const response = await fetch(url, {
      method: body ? "POST" : "GET",
      body,
      headers: { "X-Requested-With": "pinboard" },
      credentials: "same-origin",
    });
    if (response.redirected || (response.status === 403 && !isJson(response))) {
      if (isSecondTry || !(await isSignedInAgain(body))) return refused(SIGNED_OUT);
      return ask(url, body, true);
    }
    if (isJson(response)) return { ok: response.ok, data: await response.json() };
    const text = await response.text();
    return text.includes("data-edit-form") ? { ...refused(BROKEN), form: text } : refused(BROKEN);
  } catch {
    return refused(LOST);
  }
}

function isJson(response) {
  return (response.headers.get("Content-Type") || "").startsWith("application/json");
}

/* Perhaps in another window already; else here. What is sent then carries the token that holds. */
async function isSignedInAgain(body) {
  const state = await sessionState();
  if (!state) return false;
  if (state.user === pageUser()) useToken(state.token);
  else if (!(await signInAgain(state))) return false;
  body?.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  return true;
}

function refused(sentence) {
  return { ok: false, data: { sentence } };
}
