/* The buttons that move a row up or down do so at once, and say where it stands. */
export class Moving {
  constructor(form, unsaved) {
    this.form = form;
    this.unsaved = unsaved;
    this.says = form.querySelector("[data-rows-says]");
  }

  start() {
    this.form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      event.preventDefault();
      this.move(button);
    });
  }

  move(button) {
    const row = button.closest("[data-row]");
    const isUp = button.dataset.move === "up";
    const other = isUp ? row.previousElementSibling : row.nextElementSibling;
    if (!other) {
      this.says.textContent = isUp ? "Steht schon ganz oben." : "Steht schon ganz unten.";
      return;
    }
    if (isUp) other.before(row);
    else other.after(row);
    const list = row.parentElement;
    const rows = [...list.children];
    this.form.elements[list.dataset.rowList].value = rows.map((each) => each.dataset.row).join();
    rows.forEach(number);
    button.focus();
    this.says.textContent = `Jetzt Platz ${rows.indexOf(row) + 1} von ${rows.length}.`;
    this.unsaved.change();
  }
}

function number(row, place) {
  const shown = row.querySelector(":scope > .rows-number, :scope > .count-head > .rows-number");
  if (shown) shown.textContent = place + 1;
}
