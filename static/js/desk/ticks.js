/*
 * Many things to tick get a field to search in: what is ticked and what is suggested stays in sight, of the rest what one
 * types.
 */

import { element, folded } from "./dom.js";

// Fewer are seen at a glance.
const MANY = 8;

export function makeSearchable(groups) {
  const labels = [...groups.querySelectorAll("label")];
  if (labels.length < MANY || groups.querySelector("input[type=search]")) return;
  const search = element("input", { type: "search", autocomplete: "off", placeholder: `Suchen in ${labels.length}` });
  search.setAttribute("aria-label", `${groups.dataset.ticks} suchen`);
  // What is typed here is no change of the form, and Enter sends nothing.
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  const update = () => show(groups, labels, folded(search.value).split(/\s+/).filter(Boolean));
  search.addEventListener("input", update);
  groups.addEventListener("change", update);
  groups.prepend(search);
  update();
}

function show(groups, labels, words) {
  for (const label of labels) {
    const isFound = words.every((word) => folded(label.textContent).includes(word));
    const isOffered = words.length > 0 || label.closest("[data-suggested]") !== null;
    label.hidden = !label.querySelector("input").checked && !(isOffered && isFound);
  }
  for (const group of groups.querySelectorAll("fieldset")) {
    group.hidden = !group.querySelector("label:not([hidden])");
  }
}

for (const groups of document.querySelectorAll("[data-ticks]")) makeSearchable(groups);
