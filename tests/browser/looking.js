/* What `inspection.py` asks of a page, as functions of `looking`. Each answers with sentences, none for a page in order. */

(() => {
  const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'experimental'];
  const RULES_ON_COLOURS = ['color-contrast', 'link-in-text-block'];
  const WCAG_TEXT_SPACING = `
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`;
  // One pixel may be rounding.
  const TOLERANCE = 1.5;

  const kind = (element) => [element.localName, ...element.classList].join('.');
  const name = (element) => `${kind(element)} „${(element.textContent || '').trim().slice(0, 40)}“`;

  /* An element and what it stands in, up to the landmark: `ol.field-list > li.field-entry > p.field-entry-number`. */
  const path = (element) => {
    const kinds = [];
    for (let it = element; it && !it.matches('body, main, header, footer'); it = it.parentElement) kinds.unshift(kind(it));
    return kinds.join(' > ');
  };

  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isForEarsAlone = (element) => element.closest('.visually-hidden, .skip-link') !== null;
  const scrollsByDesign = (element) => element.closest('.table-scroll') !== null;

  /* Of an element's text, or of something else in that colour, against what is seen behind it: painted one over the other. */
  const contrast = (element, colour = getComputedStyle(element).color) => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const paint = (colour) => {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    };
    const luminance = () => {
      const linear = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map((it) => {
        const share = it / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const behind = [];
    for (let it = element; it; it = it.parentElement) behind.unshift(it);
    behind.forEach((it) => paint(getComputedStyle(it).backgroundColor));
    const ground = luminance();
    paint(colour);
    const text = luminance();
    return (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
  };

  /* Where everything stands and what of it is to be seen: what most of axe-core's rules look at. */
  const layout = () =>
    [...document.querySelectorAll('*')]
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [isShown(element), x, y, width, height].join();
      })
      .join(';');
  let layoutAskedAbout = '';

  /*
   * Everything axe-core has to say, its undecided findings with what it takes to decide them. Where it was asked before
   * and nothing has changed but the colours, as in the dark, only the rules on colours are left to ask.
   */
  const axeFindings = async () => {
    const isAskedAbout = layout() === layoutAskedAbout;
    layoutAskedAbout = layout();
    const runOnly = isAskedAbout ? { type: 'rule', values: RULES_ON_COLOURS } : { type: 'tag', values: TAGS };
    const found = await axe.run(document, { runOnly, resultTypes: ['violations', 'incomplete'], elementRef: true });
    const nodes = (results) => results.flatMap((rule) => rule.nodes.map((node) => ({ rule: rule.id, node })));
    return {
      violations: nodes(found.violations).map(({ rule, node }) => `${rule}: ${name(node.element)}: ${node.failureSummary}`),
      undecided: nodes(found.incomplete).map(({ rule, node }) => ({
        rule,
        path: path(node.element),
        reasons: [...node.any, ...node.all, ...node.none].map((check) => check.data?.messageKey ?? check.id),
        contrast: contrast(node.element),
      })),
    };
  };

  /* Begin to ask axe-core and answer at once, so that another page can be asked in the meantime. */
  const begin = () => {
    looking.findings = new Promise((resolve) => setTimeout(resolve)).then(() => axeFindings());
  };

  /* What reaches over the edge of a window of this width, so that one would have to scroll sideways. */
  const tooWide = (width) => {
    const found = document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
    for (const element of document.body.querySelectorAll('*')) {
      if (scrollsByDesign(element) || isForEarsAlone(element) || !isShown(element)) continue;
      const { left, right } = element.getBoundingClientRect();
      if (left < -TOLERANCE || right > width + TOLERANCE) found.push(`${name(element)} from ${left} to ${right}`);
    }
    return found;
  };

  /* Text that is cut off by the box it stands in, or stands on other text. */
  const unreadable = () => {
    const found = [];
    for (const element of document.body.querySelectorAll('*')) {
      if (!(element instanceof HTMLElement) || scrollsByDesign(element) || isForEarsAlone(element)) continue;
      const { overflowX, overflowY } = getComputedStyle(element);
      if (
        (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + TOLERANCE) ||
        (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + TOLERANCE)
      ) found.push(`${name(element)} is cut off`);
    }
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = new Range();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const element = text.parentElement;
      if (!text.data.trim() || isForEarsAlone(element) || scrollsByDesign(element) || !isShown(element)) continue;
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) {
        // The box of a font is taller than its letters.
        const air = box.height / 4;
        if (box.width > 1) texts.push({ element, left: box.left, right: box.right, top: box.top + air, bottom: box.bottom - air });
      }
    }
    texts.sort((one, other) => one.top - other.top);
    texts.forEach((one, index) => {
      for (let next = index + 1; next < texts.length && texts[next].top < one.bottom - TOLERANCE; next++) {
        const other = texts[next];
        const side_by_side = other.left >= one.right - TOLERANCE || one.left >= other.right - TOLERANCE;
        if (one.element !== other.element && !side_by_side) found.push(`${name(one.element)} stands on ${name(other.element)}`);
      }
    });
    return [...new Set(found)];
  };

  /* Run a look with the spacing that readers may set for themselves (WCAG 1.4.12). */
  const spacedOut = (look) => {
    const spacing = new CSSStyleSheet();
    spacing.replaceSync(WCAG_TEXT_SPACING);
    document.adoptedStyleSheets = [spacing];
    const found = look();
    document.adoptedStyleSheets = [];
    return found;
  };

  /* What paper does not need and what it must not lack. */
  const badlyPrinted = (address) => {
    const found = [...document.querySelectorAll('nav, .skip-link')]
      .filter((element) => element.checkVisibility()).map((element) => `${name(element)} is printed`);
    const printed = document.querySelector('.print-address');
    if (!printed?.checkVisibility() || printed.innerText !== address) found.push(`the address is missing: ${address}`);
    return found;
  };

  window.looking = { axeFindings, badlyPrinted, begin, contrast, layout, name, spacedOut, tooWide, unreadable };
})();
