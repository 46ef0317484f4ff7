/* What the scripts of the desk need of the page. */

/* Starts a controller for each element that carries the data attribute: `connect("data-minutes", Minutes)`. */
export function connect(attribute, Controller) {
  for (const element of document.querySelectorAll(`[${attribute}]`)) new Controller(element).start();
}

/* A new element: `element("p", { className: "help", textContent: "…" })`. */
export function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

/* The element that the HTML describes. */
export function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

/* The text for comparing: without case, accents and dots above. */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/* Whether a key or click has a meaning of the browser's own: a new tab, a line break. */
export function isModified(event) {
  return event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
}
