/* Whether something is not saved yet, shown, and asked about when the page is left. */
export class Unsaved {
  constructor(form) {
    this.form = form;
    this.shown = form.querySelector("[data-rows-state]");
    this.isChanged = Boolean(document.querySelector(".errornote, .conflict, .notice[role=status]"));
    this.isSent = false;
  }

  start() {
    this.form.addEventListener("input", () => this.change());
    this.form.addEventListener("change", () => this.change());
    this.form.addEventListener("submit", () => {
      this.isSent = true;
    });
    addEventListener("beforeunload", (event) => {
      if (this.isChanged && !this.isSent) event.preventDefault();
    });
  }

  change() {
    this.isChanged = true;
    if (!this.shown) return;
    this.shown.hidden = false;
    this.shown.textContent = "Noch nicht gespeichert";
  }
}
