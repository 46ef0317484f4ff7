// What makes a grid quick: rows move without a page load, keys choose, Enter goes on, and nothing is left unsaved unseen.
(() => {
  "use strict";
  const grid = document.querySelector("[data-grid]");
  if (!grid) return;
  const state = grid.querySelector("[data-grid-state]");
  const says = grid.querySelector("[data-grid-says]");
  // Which key stands for which value, by the value.
  const KEYS = { j: "ja", n: "nein", u: "", 0: "", "-": "", Backspace: "", Delete: "" };
  let isChanged = Boolean(document.querySelector(".errornote, .conflict, .notice[role=status]"));
  let isSent = false;

  document.querySelectorAll("[data-grid-hint]").forEach((hint) => { hint.hidden = false; });

  function changed() {
    isChanged = true;
    if (state) {
      state.hidden = false;
      state.textContent = "Noch nicht gespeichert";
    }
  }

  function number(rows) {
    [...rows.children].forEach((row, place) => {
      const shown = row.querySelector(":scope > .grid-number, :scope > .count-head > .grid-number");
      if (shown) shown.textContent = place + 1;
    });
  }

  grid.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-row]");
    const rows = row.parentElement;
    const isUp = button.dataset.move === "up";
    const other = isUp ? row.previousElementSibling : row.nextElementSibling;
    if (!other) {
      says.textContent = isUp ? "Steht schon ganz oben." : "Steht schon ganz unten.";
      return;
    }
    if (isUp) other.before(row);
    else other.after(row);
    number(rows);
    button.focus();
    says.textContent = `Jetzt Platz ${[...rows.children].indexOf(row) + 1} von ${rows.children.length}.`;
    changed();
  });

  grid.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = event.target.closest("[data-choice]");
    const isLine = event.target.matches("[data-row] textarea, [data-row] input:not([type=radio]):not([type=checkbox])");
    if (event.key === "Enter" && (choice || isLine)) {
      event.preventDefault();
      step(event.target, event.shiftKey ? -1 : 1);
      return;
    }
    if (!choice) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const value = key in KEYS ? KEYS[key] : key;
    const radio = [...choice.querySelectorAll("input[type=radio]")].find((each) => each.value === value);
    if (!radio || (key.length === 1 && key !== "-" && !/[a-z0-9]/.test(key))) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    changed();
  });

  // To the same field of the next row, across the groups; behind the last one, to the button that saves.
  function step(from, by) {
    const field = fieldOf(from);
    const all = [...grid.querySelectorAll("[data-row] textarea, [data-row] input, [data-row] select")].filter(
      (each) => each.type !== "hidden" && fieldOf(each) === field && (each.type !== "radio" || isStop(each)),
    );
    const here = all.findIndex((each) => each === from || (each.name === from.name && from.name));
    const next = all[here + by];
    if (next) {
      next.focus();
      if (next.select) next.select();
    } else if (by > 0) {
      grid.querySelector(".grid-save-end button").focus();
    }
  }

  function fieldOf(element) {
    return element.name.split("-").pop();
  }

  function isStop(radio) {
    const same = [...grid.querySelectorAll(`input[name="${CSS.escape(radio.name)}"]`)];
    return radio === (same.find((each) => each.checked) || same[0]);
  }

  grid.addEventListener("input", changed);
  grid.addEventListener("change", changed);
  grid.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged && !isSent) event.preventDefault();
  });
})();
