/* Whoever writes a wording of their own wants it: typing chooses it. */

const text = document.querySelector("textarea[name=text]");
const own = document.querySelector("input[name=wording][data-own]");

text.addEventListener("input", () => {
  if (text.value.trim()) own.checked = true;
});
