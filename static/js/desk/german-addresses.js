/* »Große Übergänge« becomes »grosse-uebergaenge«: Django's own script leaves out the dots. */

const GERMAN = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
const withoutDots = window.URLify;

if (withoutDots) {
  window.URLify = (text, ...rest) =>
    withoutDots(text.normalize("NFC").toLowerCase().replace(/[äöüß]/g, (letter) => GERMAN[letter]), ...rest);
}
