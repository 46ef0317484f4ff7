/* What the server answers to the forms of the pinboard. */

const LOST = "Die Verbindung zum Portal ist weg. Es wurde nichts gespeichert; was Sie eingegeben haben, steht noch da.";
const SIGNED_OUT =
  "Sie sind nicht mehr angemeldet. Melden Sie sich in einem neuen Fenster an, und versuchen Sie es dann noch einmal.";
const BROKEN = "Das hat nicht geklappt, und es wurde nichts gespeichert. Bitte laden Sie die Tafel neu.";

/* {ok: true, data} when it is done; {ok: false, data} with the reason when not, and with the form, if it comes back. */
export async function ask(url, body) {
  try {
    const response = await fetch(url, {
      method: body ? "POST" : "GET",
      body,
      headers: { "X-Requested-With": "pinboard" },
      credentials: "same-origin",
    });
    if (response.redirected) return refused(SIGNED_OUT);
    const type = response.headers.get("Content-Type") || "";
    if (type.startsWith("application/json")) return { ok: response.ok, data: await response.json() };
    const text = await response.text();
    return text.includes("data-edit-form") ? { ...refused(BROKEN), form: text } : refused(BROKEN);
  } catch {
    return refused(LOST);
  }
}

function refused(sentence) {
  return { ok: false, data: { sentence } };
}
