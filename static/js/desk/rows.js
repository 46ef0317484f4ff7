// What makes rows quick: they move without a page load, keys choose, Enter goes on, nothing is left unsaved unseen, and
// only what was touched is sent.
(() => {
  "use strict";
  const form = document.querySelector("[data-rows]");
  if (!form) return;
  const state = form.querySelector("[data-rows-state]");
  const says = form.querySelector("[data-rows-says]");
  // Which key stands for which value, by the value.
  const KEYS = { j: "ja", n: "nein", u: "", 0: "", "-": "", Backspace: "", Delete: "" };
  let isChanged = Boolean(document.querySelector(".errornote, .conflict, .notice[role=status]"));
  let isSent = false;

  document.querySelectorAll("[data-rows-hint]").forEach((hint) => { hint.hidden = false; });

  function changed() {
    isChanged = true;
    if (state) {
      state.hidden = false;
      state.textContent = "Noch nicht gespeichert";
    }
  }

  function number(rows) {
    [...rows.children].forEach((row, place) => {
      const shown = row.querySelector(":scope > .rows-number, :scope > .count-head > .rows-number");
      if (shown) shown.textContent = place + 1;
    });
  }

  form.addEventListener("click", (event) => {
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
    form.elements[rows.dataset.rowList].value = [...rows.children].map((each) => each.dataset.row).join();
    number(rows);
    button.focus();
    says.textContent = `Jetzt Platz ${[...rows.children].indexOf(row) + 1} von ${rows.children.length}.`;
    changed();
  });

  form.addEventListener("keydown", (event) => {
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
    const all = [...form.querySelectorAll("[data-row] textarea, [data-row] input, [data-row] select")].filter(
      (each) => each.type !== "hidden" && fieldOf(each) === field && (each.type !== "radio" || isStop(each)),
    );
    const here = all.findIndex((each) => each === from || (each.name === from.name && from.name));
    const next = all[here + by];
    if (next) {
      next.focus();
      if (next.select) next.select();
    } else if (by > 0) {
      form.querySelector(".rows-save-end button").focus();
    }
  }

  function fieldOf(element) {
    return element.name.split("-").pop();
  }

  function isStop(radio) {
    const same = [...form.querySelectorAll(`input[name="${CSS.escape(radio.name)}"]`)];
    return radio === (same.find((each) => each.checked) || same[0]);
  }

  // The portal takes only so many fields at once, and needs none of a row that nobody touched.
  form.addEventListener("formdata", (event) => {
    const fields = [...form.elements].filter((field) => field.closest("[data-row]"));
    const touched = new Set(fields.filter(isTouched).map((field) => field.closest("[data-row]")));
    for (const field of fields) {
      const row = field.closest("[data-row]");
      if (!touched.has(row) && !("entered" in row.dataset) && !field.matches("button, [data-row-order]")) {
        event.formData.delete(field.name);
      }
    }
  });

  function isTouched(field) {
    if (field.matches("[type=radio], [type=checkbox]")) return field.checked !== field.defaultChecked;
    if (field.matches("select")) return [...field.options].some((each) => each.selected !== each.defaultSelected);
    return field.matches("input:not([type=hidden]), textarea") && field.value !== field.defaultValue;
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged && !isSent) event.preventDefault();
  });
})();
