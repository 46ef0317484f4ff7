/* What `test_keyboard.py` asks of a page while the focus walks over it. Needs `looking.js`. */

(() => {
  const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [contenteditable], [tabindex]:not([tabindex="-1"])';
  const stops = [...document.querySelectorAll(FOCUSABLE)].filter((element) => element.checkVisibility());

  /* How the focus shows on an element: its ring, and how that stands out against what lies around it. */
  const ring = (element) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return {
      width: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth),
      contrast: looking.contrast(element.parentElement, outlineColor),
      isShown: element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    };
  };

  /* Whether an element's first line is in the window with nothing over it. */
  const isInSight = (element) => {
    const box = element.getClientRects()[0];
    const middle = (box.top + box.bottom) / 2;
    return [box.left + 2, (box.left + box.right) / 2, box.right - 2]
      .every((across) => element.contains(document.elementFromPoint(across, middle)));
  };

  const describe = (element) => ({
    stop: stops.indexOf(element),
    name: looking.name(element),
    ring: ring(element),
    isInSight: isInSight(element),
  });

  window.walking = {
    stops: stops.map(looking.name),
    here: () => (document.activeElement === document.body ? null : describe(document.activeElement)),
    isInSight: (selector) => isInSight(document.querySelector(selector)),
  };
})();
