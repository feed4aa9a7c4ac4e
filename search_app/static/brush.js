/* Dragging across the bars of a chart chooses from the first to the last; a click is a link. */

const form = document.getElementById("search");
const LEAST = 6; /* pixels; less is a click that trembled */

function brush(chart) {
  const bars = [...chart.querySelectorAll("a")]
    .map((link) => ({ link, days: new URL(link.getAttribute("href"), location).searchParams }))
    .filter(({ days }) => days.get("from"));
  const band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  band.classList.add("band");
  band.setAttribute("y", 14);
  band.setAttribute("height", 56);
  let begin = null;
  let dragged = false;
  let chosen = [];

  function mark(here) {
    const [left, right] = [begin, here].sort((one, other) => one - other);
    chosen = bars.filter(({ link }) => {
      const box = link.getBoundingClientRect();
      return box.right > left && box.left < right;
    });
    band.toggleAttribute("hidden", !chosen.length);
    if (!chosen.length) return;
    const from = chosen[0].link.getBoundingClientRect().left;
    band.setAttribute("x", from - chart.getBoundingClientRect().left);
    band.setAttribute("width", chosen.at(-1).link.getBoundingClientRect().right - from);
  }

  function stop() {
    begin = null;
    chosen = [];
    band.remove();
  }

  function choose() {
    const [first, last] = [chosen[0], chosen.at(-1)];
    stop();
    if (!first) return;
    form.elements.from.value = first.days.get("from");
    form.elements.to.value = last.days.get("to");
    for (const month of document.querySelectorAll("[name=month]:checked")) month.checked = false;
    form.requestSubmit();
  }

  chart.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.isPrimary && event.button === 0) begin = event.clientX;
  });
  chart.addEventListener("pointermove", (event) => {
    if (begin === null || (!dragged && Math.abs(event.clientX - begin) < LEAST)) return;
    if (!dragged) {
      dragged = true;
      chart.setPointerCapture(event.pointerId);
      chart.append(band);
    }
    mark(event.clientX);
  });
  chart.addEventListener("pointerup", choose);
  chart.addEventListener("pointercancel", stop);
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("click", (event) => dragged && event.preventDefault(), true);
  addEventListener("keydown", (event) => event.key === "Escape" && stop());
}

document.querySelectorAll("[data-brush]").forEach(brush);
