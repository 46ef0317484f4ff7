/* The preview of a pasted list: »Teilen« divides where the caret stands. */

import { connect } from "../dom.js";

class Preview {
  constructor(form) {
    this.form = form;
  }

  start() {
    this.form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-split]");
      if (button) divideAtCaret(button.closest("li").querySelector("textarea"));
    });
  }
}

function divideAtCaret(field) {
  const place = field.selectionStart;
  const [before, after] = [field.value.slice(0, place), field.value.slice(place)];
  if (!field.value.includes("\n") && before.trim() && after.trim()) field.value = `${before}\n${after}`;
}

connect("data-preview", Preview);
