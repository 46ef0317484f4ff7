/* Of a row that nobody touched only its place is sent: the portal takes only so many fields at once. */
export class Touched {
  constructor(form) {
    this.form = form;
  }

  start() {
    this.form.addEventListener("formdata", ({ formData }) => {
      const fields = [...this.form.elements].filter(rowOf);
      const touched = new Set(fields.filter(isTouched).map(rowOf));
      for (const field of fields) {
        const row = rowOf(field);
        const isNeeded = touched.has(row) || "entered" in row.dataset || field.matches("button, [data-row-order]");
        if (!isNeeded) formData.delete(field.name);
      }
    });
  }
}

function rowOf(field) {
  return field.closest("[data-row]");
}

function isTouched(field) {
  if (field.matches("[type=radio], [type=checkbox]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) return [...field.options].some((each) => each.selected !== each.defaultSelected);
  return field.matches("input:not([type=hidden]), textarea") && field.value !== field.defaultValue;
}
