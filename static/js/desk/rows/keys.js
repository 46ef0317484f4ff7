/* Keys choose in a row of radio buttons; Enter goes to the same field of the next row. */

/* Which key stands for which value, by the value. */
const VALUES = { j: "ja", n: "nein", u: "", 0: "", "-": "", Backspace: "", Delete: "" };
const LINE = "[data-row] textarea, [data-row] input:not([type=radio]):not([type=checkbox])";
const FIELD = "[data-row] textarea, [data-row] input, [data-row] select";

export class Keys {
  constructor(form, unsaved) {
    this.form = form;
    this.unsaved = unsaved;
  }

  start() {
    this.form.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = event.target.closest("[data-choice]");
    if (event.key === "Enter" && (choice || event.target.matches(LINE))) {
      event.preventDefault();
      this.step(event.target, event.shiftKey ? -1 : 1);
    } else if (choice) {
      const radio = radioFor(event.key, choice);
      if (!radio) return;
      event.preventDefault();
      radio.checked = true;
      radio.focus();
      this.unsaved.change();
    }
  }

  /* To the same field of the next row, across the groups; behind the last one, to the button that saves. */
  step(from, by) {
    const field = fieldOf(from);
    const all = [...this.form.querySelectorAll(FIELD)].filter(
      (each) => each.type !== "hidden" && fieldOf(each) === field && (each.type !== "radio" || this.isStop(each)),
    );
    const here = all.findIndex((each) => each === from || (each.name === from.name && from.name));
    const next = all[here + by];
    if (next) {
      next.focus();
      next.select?.();
    } else if (by > 0) {
      this.form.querySelector(".rows-save-end button").focus();
    }
  }

  /* Of radio buttons, the one where the tabulator key would stop. */
  isStop(radio) {
    const same = [...this.form.querySelectorAll(`input[name="${CSS.escape(radio.name)}"]`)];
    return radio === (same.find((each) => each.checked) || same[0]);
  }
}

function radioFor(pressed, choice) {
  const key = pressed.length === 1 ? pressed.toLowerCase() : pressed;
  if (key.length === 1 && !/[-a-z0-9]/.test(key)) return null;
  const value = key in VALUES ? VALUES[key] : key;
  return [...choice.querySelectorAll("input[type=radio]")].find((each) => each.value === value);
}

function fieldOf(element) {
  return element.name.split("-").pop();
}
