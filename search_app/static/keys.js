/* Single keys for what can be clicked. They keep out of fields and dialogs, and can be switched off
   (WCAG 2.1.4); the button in the foot of the page says which there are. */

const PAGE = { J: "a[rel~=next]", K: "a[rel~=prev]", n: "[data-step='1']", N: "[data-step='-1']" };
const CURRENT = { o: ".open", s: "[rel~=external]", l: ".like", c: "[data-copy]" };
const FIELDS = "input, textarea, select, [contenteditable]";
const SWITCH = "keys";

const help = document.getElementById("keys");
const box = document.getElementById("q");
const stops = [...document.querySelectorAll(".card, .place")];
let last = null;

/* Where nothing can be kept, the switch holds for the page. */
let on = true;
try {
  on = localStorage.getItem(SWITCH) !== "off";
} catch { /* no storage */ }

function turn(to) {
  on = to;
  try {
    if (on) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, "off");
  } catch { /* no storage */ }
  announce();
}

function announce() {
  for (const [key, selector] of Object.entries(PAGE)) {
    const element = document.querySelector(selector);
    if (on) element?.setAttribute("aria-keyshortcuts", key === key.toLowerCase() ? key : `Shift+${key}`);
    else element?.removeAttribute("aria-keyshortcuts");
  }
}

/* The card or passage that has the focus, else the one that the address names, else the last. */
function current() {
  const has = (test) => stops.find(test);
  return has((stop) => stop.contains(document.activeElement))
    ?? has((stop) => stop.matches(".place:is(:target, :has(:target))"))
    ?? last;
}

function move(by) {
  const from = current();
  const inView = stops.findIndex((stop) => stop.getBoundingClientRect().bottom > 0);
  const to = from ? stops.indexOf(from) + by : inView;
  const stop = stops[Math.max(0, Math.min(to, stops.length - 1))];
  if (!stop) return;
  last = stop;
  if (stop.matches(".place")) {
    /* The address follows, so that it names what is read. */
    location.replace(`#${stop.id}`);
    stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
  } else {
    stop.querySelector("h3 a").focus({ preventScroll: true });
    stop.scrollIntoView({ block: "nearest" });
  }
}

function click(within, selector) {
  const element = within?.querySelector(selector);
  if (element?.checkVisibility()) element.click();
}

function pressed(event) {
  const { key } = event;
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest(FIELDS) || document.querySelector("dialog[open]")) return;
  if (key === "/" && box) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (key === "?") help.showModal();
  else if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
  else if (Object.hasOwn(PAGE, key)) click(document, PAGE[key]);
  else if (Object.hasOwn(CURRENT, key)) click(current(), CURRENT[key]);
}

const button = document.querySelector("[data-opens=keys]");
const choice = help.querySelector("input");
button.hidden = false;
button.addEventListener("click", () => help.showModal());
help.querySelector("button").addEventListener("click", () => help.close());
choice.checked = on;
choice.addEventListener("change", () => turn(choice.checked));
addEventListener("keydown", pressed);
announce();
