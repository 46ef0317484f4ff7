/* Select2 gives its fields no names that a screen reader could say: they get those of the form's labels. */

function wordsOf(select) {
  return document.querySelector(`label[for="${select.id}"]`)?.textContent.trim().replace(/:$/, "");
}

function name(select) {
  const words = wordsOf(select);
  const container = select.nextElementSibling;
  if (!words || !container?.classList.contains("select2")) return;
  const parts = ".select2-selection, .select2-selection__rendered, .select2-search__field";
  for (const part of container.querySelectorAll(parts)) {
    part.setAttribute("aria-label", words);
    part.removeAttribute("aria-labelledby");
  }
}

/* jQuery calls those who wait for the page one after the other: Select2 may be yet to come. */
function nameAll() {
  setTimeout(() => document.querySelectorAll("select.admin-autocomplete").forEach(name));
}

const { jQuery } = window.django;

jQuery(nameAll);
document.addEventListener("formset:added", nameAll);
/* The field in which one types is made anew whenever the list opens. */
jQuery(document).on("select2:open", ({ target }) => {
  const field = document.querySelector(".select2-container--open .select2-search__field");
  const words = wordsOf(target);
  if (field && words) field.setAttribute("aria-label", words);
});
