/*
 * The pinboard of a field. Every form on it works without this script, as pages; the script sends the same forms in
 * place, lets cards be dragged, and says what happened. A card that could not be moved goes back where it was.
 */
"use strict";

(() => {
  const pinboard = document.querySelector("[data-pinboard]");
  if (!pinboard) return;
  document.documentElement.classList.add("has-script");
  const says = document.getElementById("pinboard-status");
  const refuses = document.getElementById("pinboard-alert");

  const LOST = "Die Verbindung zum Portal ist weg. Es wurde nichts gespeichert; was Sie eingegeben haben, steht noch da.";
  const SIGNED_OUT = "Sie sind nicht mehr angemeldet. Melden Sie sich in einem neuen Fenster an, und versuchen Sie es dann noch einmal.";
  const BROKEN = "Das hat nicht geklappt, und es wurde nichts gespeichert. Bitte laden Sie die Tafel neu.";

  const cardOf = (element) => element.closest("[data-code]");
  const cardNamed = (code) => document.getElementById(`karte-${code}`);
  const columnOf = (quadrant) => pinboard.querySelector(`[data-quadrant="${quadrant}"]`);

  /* A live region speaks when its text changes, so it is emptied first, also for the same sentence twice. */
  let forgetting = 0;
  function say(sentence) {
    refuses.replaceChildren();
    says.replaceChildren();
    requestAnimationFrame(() => {
      const paragraph = document.createElement("p");
      paragraph.textContent = sentence;
      says.append(paragraph);
    });
    clearTimeout(forgetting);
    forgetting = setTimeout(() => says.replaceChildren(), 20000);
  }

  /* `card` is the one it is about, to which one returns. */
  function refuse({ sentence, html }, card) {
    says.replaceChildren();
    if (html) refuses.innerHTML = html;
    else {
      const paragraph = document.createElement("p");
      paragraph.textContent = sentence;
      refuses.replaceChildren(paragraph);
    }
    const again = document.createElement("a");
    again.className = "pinboard-button";
    again.href = location.pathname + location.search;
    again.textContent = "Tafel neu laden";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "pinboard-button";
    close.textContent = "Schließen";
    close.addEventListener("click", () => {
      refuses.replaceChildren();
      if (card) focus(card);
    });
    refuses.append(again, close);
    refuses.focus({ preventScroll: true });
  }

  /* What the server answers: {ok, status, data} for JSON, {ok, status, form} for a form that comes back. */
  async function ask(url, body) {
    const headers = { "X-Requested-With": "pinboard" };
    let response;
    try {
      response = await fetch(url, { method: body ? "POST" : "GET", body, headers, credentials: "same-origin" });
      const type = response.headers.get("Content-Type") || "";
      if (response.redirected) return { ok: false, data: { sentence: SIGNED_OUT } };
      if (type.startsWith("application/json")) {
        return { ok: response.ok, status: response.status, data: await response.json() };
      }
      const text = await response.text();
      if (text.includes("data-edit-form")) return { ok: false, status: response.status, form: text };
    } catch {
      return { ok: false, data: { sentence: LOST } };
    }
    return { ok: false, data: { sentence: BROKEN } };
  }

  function parsed(html) {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content.firstElementChild;
  }

  function count() {
    for (const column of pinboard.querySelectorAll("[data-quadrant]")) {
      column.closest("section").querySelector("[data-count]").textContent = column.querySelectorAll(":scope > li").length;
    }
  }

  /* Puts the card as it now is where it now belongs, or takes it away if it is no longer on this page. */
  function show(answer, old) {
    let card = null;
    const next = old && (old.nextElementSibling || old.previousElementSibling);
    if (answer.html) {
      card = parsed(answer.html);
      const wasOpen = old && old.querySelector("details[open].pin-menu");
      if (wasOpen && card.querySelector("details")) card.querySelector("details").open = true;
      const isTicked = old && old.querySelector("input[name=karte]:checked");
      if (isTicked && card.querySelector("input[name=karte]")) card.querySelector("input[name=karte]").checked = true;
      if (old) old.remove();
      const column = columnOf(answer.quadrant);
      const follower = answer.followers.map(cardNamed).find((found) => found && found.parentElement === column);
      column.insertBefore(card, follower || null);
      for (const [code, version] of Object.entries(answer.versions)) {
        const field = cardNamed(code)?.querySelector("[data-move] input[name=version]");
        if (field) field.value = version;
      }
    } else if (old) {
      old.remove();
    }
    count();
    say(answer.sentence);
    return card || next;
  }

  const focus = (element) => element && element.focus({ preventScroll: false });

  /* Dragging */

  let origin = null;

  async function drop(event) {
    const card = event.item;
    const from = origin;
    if (card.parentElement === from.parent && card.nextElementSibling === from.next) return;
    const form = card.querySelector("[data-move]");
    const sent = new FormData(form);
    sent.set("to", card.parentElement.dataset.quadrant);
    sent.set("before", card.nextElementSibling?.dataset.code || "");
    sent.set("after", card.previousElementSibling?.dataset.code || "");
    card.classList.add("pin-waits", "pin-fixed");
    count();
    const answer = await ask(form.action, sent);
    if (answer.ok) {
      focus(show(answer.data, card));
    } else {
      card.classList.remove("pin-waits", "pin-fixed");
      from.parent.insertBefore(card, from.next && from.next.parentElement === from.parent ? from.next : null);
      count();
      refuse(answer.data || { sentence: BROKEN }, card);
    }
  }

  if (window.Sortable) {
    for (const column of pinboard.querySelectorAll("[data-quadrant]")) {
      window.Sortable.create(column, {
        group: "pinboard",
        animation: 150,
        draggable: ".pin",
        filter: ".pin-fixed, a, button, input, select, textarea, summary, label, .edit-card",
        preventOnFilter: false,
        ghostClass: "pin-ghost",
        // With a finger one first wants to scroll.
        delay: 200,
        delayOnTouchOnly: true,
        touchStartThreshold: 5,
        onStart: (event) => {
          origin = { parent: event.item.parentElement, next: nextCard(event.item) };
        },
        onEnd: drop,
      });
    }
  }

  /* While a card is dragged natively, the library leaves no copy of it in the column: its neighbour is a card. */
  function nextCard(card) {
    let next = card.nextElementSibling;
    while (next && !next.dataset.code) next = next.nextElementSibling;
    return next;
  }

  /* The menu of a card, and new cards */

  const FORMS = { move: sendCard, new: sendNew, editForm: sendEdit };

  pinboard.addEventListener("submit", (event) => {
    const form = event.target;
    const kind = Object.keys(FORMS).find((name) => name in form.dataset);
    if (!kind || form.dataset.waits) return;
    event.preventDefault();
    const body = new FormData(form);
    const button = event.submitter;
    if (button && button.name) body.set(button.name, button.value);
    form.dataset.waits = "1";
    FORMS[kind](form, (button && button.getAttribute("formaction")) || form.getAttribute("action"), body).finally(() => {
      delete form.dataset.waits;
    });
  });

  async function sendCard(form, url, body) {
    const answer = await ask(url, body);
    if (answer.ok) focus(show(answer.data, cardOf(form)));
    else refuse(answer.data || { sentence: BROKEN }, cardOf(form));
  }

  async function sendNew(form, url, body) {
    const answer = await ask(url, body);
    const mistake = form.querySelector("[data-mistake]");
    const text = form.elements.text;
    if (answer.ok) {
      show(answer.data, null);
      mistake.textContent = "";
      text.value = "";
    } else {
      mistake.textContent = (answer.data || { sentence: BROKEN }).sentence;
    }
    text.focus();
  }

  pinboard.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form?.matches("[data-new], [data-edit-form]")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    if (event.key === "Escape" && event.target.closest("[data-edit-form]")) {
      event.preventDefault();
      leave(cardOf(event.target));
    }
  });

  /* Editing in place: the form stands in the card, instead of its text */

  pinboard.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-edit], [data-cancel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !cardOf(link)) return;
    event.preventDefault();
    const card = cardOf(link);
    if ("cancel" in link.dataset) return leave(card);
    const answer = await ask(link.href);
    if (answer.form) open(card, answer.form);
    else refuse(answer.data);
  });

  function open(card, html) {
    card.querySelector(".edit-card")?.remove();
    card.querySelector(".pin-text").after(parsed(html));
    for (const part of card.querySelectorAll(":scope > :not(.pin-head, .edit-card)")) part.hidden = true;
    card.querySelector(".edit-card .pinboard-refuses, .edit-card textarea").focus();
  }

  /* Text that a form came back with counts too: it is not saved. */
  const isUnsent = (text) =>
    text.value.trim() !== text.defaultValue.trim() || Boolean(text.form.querySelector(".pinboard-refuses, .mistake:not(:empty)"));

  function leave(card) {
    if (isUnsent(card.querySelector("textarea")) && !confirm("Ihre Änderung am Text verwerfen?")) return;
    card.querySelector(".edit-card").remove();
    for (const part of card.children) part.hidden = false;
    focus(card);
  }

  async function sendEdit(form, url, body) {
    const card = cardOf(form);
    const answer = await ask(url, body);
    if (answer.ok) focus(show(answer.data, card));
    else if (answer.form) open(card, answer.form);
    else refuse(answer.data || { sentence: BROKEN }, card);
  }

  addEventListener("beforeunload", (event) => {
    const texts = [...pinboard.querySelectorAll("[data-new] textarea, [data-edit-form] textarea")];
    if (texts.some((text) => text.value.trim() && isUnsent(text) && !text.form.dataset.waits)) event.preventDefault();
  });

  /* After a page that led back here: to the card, and what happened is said once the page is there. */
  const arrived = location.hash.startsWith("#karte-") && document.getElementById(location.hash.slice(1));
  const said = says.textContent.trim();
  if (refuses.textContent.trim()) refuses.focus();
  else if (arrived) focus(arrived);
  if (said) setTimeout(() => say(said), 150);
})();
