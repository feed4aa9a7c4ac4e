/* What is wrong with the layout of a page as it is now shown, in sentences; none where all is well. */
() => {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const CONTROLS = "a, button, input, select, textarea, summary";
  const FREE = ".hidden, .skip";
  const told = (each) => each.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const isShown = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(FREE);
  const ancestors = function* (each) {
    for (; each; each = each.parentElement) yield each;
  };
  const isFixed = (each) => [...ancestors(each)].some((own) => getComputedStyle(own).position === "fixed");
  const scrolls = (each) =>
    [...ancestors(each)].some((own) => /auto|scroll/.test(getComputedStyle(own).overflowX));

  const shown = [...document.body.querySelectorAll("*")].filter(isShown);

  if (document.documentElement.scrollWidth > width) faults.push("the page scrolls sideways");

  for (const each of shown) {
    const { overflowX, overflowY } = getComputedStyle(each);
    const hides = each.matches("button") ? /./ : /hidden|clip/;
    if (each.matches("input")) continue;
    if (hides.test(overflowX) && each.scrollWidth > each.clientWidth + 1) faults.push(`cut at its side: ${told(each)}`);
    if (hides.test(overflowY) && each.scrollHeight > each.clientHeight + 1) faults.push(`cut below: ${told(each)}`);
  }

  /* Lines of text and controls as boxes. Of a line the middle counts: the boxes of two lines that
     are set close reach into each other, their letters do not. */
  const boxes = [];
  const add = (element, rects, dx, dy, isText = false) => {
    const fixed = isFixed(element);
    for (const { left, right, top, bottom } of rects) {
      const height = bottom - top;
      const box = { element, isText, fixed, left: left + dx, right: right - dx, top: top + dy * height, bottom: bottom - dy * height };
      if (box.left < box.right && box.top < box.bottom) boxes.push(box);
    }
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: element, data } = walker.currentNode;
    if (!data.trim() || !isShown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const rects = [...range.getClientRects()];
    add(element, rects, 3, 0.2, true);
    const outside = rects.some(({ left, right }) => left < -1 || right > width + 1);
    if (outside && !scrolls(element)) faults.push(`outside the window: ${told(element)}`);
  }
  for (const each of shown.filter((own) => own.matches(CONTROLS))) {
    add(each, each.getClientRects(), 2, 0.15);
  }

  boxes.sort((one, other) => one.top - other.top);
  boxes.forEach((one, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].top < one.bottom; next += 1) {
      const other = boxes[next];
      const apart = other.left >= one.right || one.left >= other.right;
      const inside = one.element.contains(other.element) || other.element.contains(one.element);
      if (apart || (inside && !(one.isText && other.isText)) || one.fixed !== other.fixed) continue;
      faults.push(`overlapping: ${told(one.element)} and ${told(other.element)}`);
    }
  });

  const small = shown
    .filter((each) => each.matches(`${CONTROLS}, label`))
    .filter((each) => each.type !== "checkbox" && each.type !== "hidden")
    .filter((each) => each.getBoundingClientRect().height < 24);
  faults.push(...small.map((each) => `too small to be clicked: ${told(each)}`));
  return [...new Set(faults)];
}
