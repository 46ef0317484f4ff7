/* The line that says how far saving is. */

import { element } from "../dom.js";
import { pageUser, sessionState, signInAgain } from "../session.js";

export class Status {
  constructor(line) {
    this.line = line;
    /* Why what waits could not be delivered. */
    this.problem = "";
    /* Called when somebody has signed in again. */
    this.onSignedIn = () => {};
  }

  say(sentence, ...more) {
    if (this.line.firstChild?.textContent === sentence) return;
    this.line.replaceChildren(...[sentence, ...more].filter(Boolean));
    this.line.classList.toggle("is-waiting", Boolean(this.problem && sentence));
  }

  /* `isLasting` says whether what waits outlives this page. */
  sayWaiting(count, isLasting) {
    const waiting = count === 1 ? "1 Beitrag wartet" : `${count} Beiträge warten`;
    const lasting = isLasting ? "" : " Bitte lassen Sie diese Seite so lange offen.";
    if (this.problem === "session") {
      const again = element("button", { type: "button", className: "button", textContent: "Anmelden" });
      again.addEventListener("click", async () => {
        const state = await sessionState();
        if (state && (state.user === pageUser() || (await signInAgain(state)))) this.onSignedIn();
      });
      this.say(`${waiting}, bis Sie wieder angemeldet sind. ${lasting}`, again);
    } else if (this.problem === "server") {
      this.say(`${waiting}: Der Server antwortet gerade nicht. Es wird weiter versucht.${lasting}`);
    } else {
      this.say(`${waiting} auf die Verbindung.${lasting}`);
    }
  }
}
