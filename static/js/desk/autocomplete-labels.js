// Select2 gives its fields no names that a screen reader could say: they get those of the form's labels.
"use strict";
{
  const name = (select) => {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const container = select.nextElementSibling;
    if (!label || !container || !container.classList.contains("select2")) return;
    const words = label.textContent.trim().replace(/:$/, "");
    for (const part of container.querySelectorAll(".select2-selection, .select2-selection__rendered, .select2-search__field")) {
      part.setAttribute("aria-label", words);
      part.removeAttribute("aria-labelledby");
    }
  };
  const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);

  // jQuery calls those who wait for the page one after the other: Select2 may be yet to come.
  django.jQuery(() => setTimeout(nameAll));
  document.addEventListener("formset:added", () => setTimeout(nameAll));
  // The field in which one types is made anew whenever the list opens.
  django.jQuery(document).on("select2:open", (event) => {
    const label = document.querySelector(`label[for="${event.target.id}"]`);
    const field = document.querySelector(".select2-container--open .select2-search__field");
    if (label && field) field.setAttribute("aria-label", label.textContent.trim().replace(/:$/, ""));
  });
}
