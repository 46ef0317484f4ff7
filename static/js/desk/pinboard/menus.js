/*
 * The menu of a card comes out of the template on the page when it is opened: three hundred of them would be most of
 * the page. What does not fit the card is left out of it.
 */

const IN_ADDRESSES = { CODE: "code", TARGET: "target", NUMBER: "pk" };

export class Menus {
  constructor(pinboard) {
    this.pinboard = pinboard;
    this.template = document.getElementById("pin-menu").content.firstElementChild;
  }

  start() {
    // Being opened does not bubble.
    this.pinboard.addEventListener("toggle", ({ target }) => this.opened(target), true);
  }

  opened(menu) {
    if (menu.open && menu.matches(".pin-menu")) this.fill(menu.closest("[data-code]"));
  }

  /* Gives the card its menu, if it has none yet. */
  fill(card) {
    const menu = card.querySelector(".pin-menu");
    if (!menu || menu.querySelector("form")) return;
    const form = this.template.cloneNode(true);
    const traits = card.dataset.is.split(" ");
    for (const part of form.querySelectorAll("[data-when], [data-unless]")) {
      const { when, unless } = part.dataset;
      if ((when && !traits.includes(when)) || (unless && traits.includes(unless))) part.remove();
    }
    for (const part of [form, ...form.querySelectorAll("[href], [formaction]")]) {
      for (const name of ["action", "href", "formaction"]) {
        if (part.hasAttribute(name)) part.setAttribute(name, addressed(part.getAttribute(name), card));
      }
    }
    menu.append(form);
    know(card, card.dataset.version);
  }

  /* What is sent when the card is moved by hand, and where to. */
  move(card) {
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", this.template.elements.csrfmiddlewaretoken.value);
    sent.set("version", card.dataset.version);
    sent.set("seen", card.dataset.seen);
    return { url: addressed(this.template.getAttribute("action"), card), sent };
  }
}

/* From now on the page knows this version of the card. */
export function know(card, version) {
  card.dataset.version = version;
  const form = card.querySelector("[data-move]");
  if (!form) return;
  form.elements.version.value = version;
  form.elements.seen.value = card.dataset.seen;
}

function addressed(address, card) {
  return address.replace(/CODE|TARGET|NUMBER/, (word) => card.dataset[IN_ADDRESSES[word]]);
}
