/* The matches of an article, one after the other instead of by number.
   Stepping follows the address: a mark is current when it, or its passage, is the target. */
function stepThrough(bar) {
  const marks = [...document.querySelectorAll("mark[id]")];
  const status = bar.querySelector("[role=status]");

  const target = () => location.hash && document.getElementById(location.hash.slice(1));
  const current = () => marks.findIndex((mark) => target() && target().contains(mark));
  /* Of a passage without any, the one that follows it. */
  const following = () => {
    const from = target();
    const after = (mark) => !from || from.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = marks.findIndex(after);
    return next < 0 ? marks.length : next;
  };
  const tell = () => {
    const number = current() + 1;
    if (number) status.textContent = bar.dataset.label.replace("{n}", number);
  };
  const step = (by) => {
    const from = current();
    const next = from < 0 ? following() - (by < 0) : from + by;
    location.replace(`#${marks[(next + marks.length) % marks.length].id}`);
  };

  bar.querySelector("ol").hidden = true;
  for (const button of bar.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  addEventListener("hashchange", tell);
  tell();
}

const bar = document.querySelector(".steps");
if (bar?.querySelector("ol")) stepThrough(bar);
