/* The line that says how far saving is. */

import { element } from "../dom.js";

export class Status {
  constructor(line) {
    this.line = line;
    /* Why what waits could not be delivered. */
    this.problem = "";
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
      const link = element("a", { href: location.pathname, textContent: "Seite neu laden und anmelden" });
      this.say(`${waiting}, bis Sie wieder angemeldet sind. ${lasting}`, link);
    } else if (this.problem === "server") {
      this.say(`${waiting}: Der Server antwortet gerade nicht. Es wird weiter versucht.${lasting}`);
    } else {
      this.say(`${waiting} auf die Verbindung.${lasting}`);
    }
  }
}
