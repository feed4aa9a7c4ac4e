/* What the page does faster with JavaScript; it does all of it without. */

const wide = matchMedia("(min-width: 60rem)");
const form = document.getElementById("search");

function submitWithoutEmptyFields() {
  for (const field of form.elements) {
    if (field.name && field.type === "date" && !field.value) field.disabled = true;
  }
}

function enableFields() {
  for (const field of form.elements) field.disabled = false;
}

/* On a phone several filters are ticked in the drawer before they are applied. */
function applyOnChange(event) {
  const field = event.target;
  if (!wide.matches || field.form !== form || field.type !== "checkbox") return;
  sessionStorage.setItem("changed", `${field.name}=${field.value}`);
  form.requestSubmit();
}

function returnToChanged() {
  const changed = sessionStorage.getItem("changed");
  sessionStorage.removeItem("changed");
  const field = [...document.querySelectorAll(".facets input")].find(
    (each) => `${each.name}=${each.value}` === changed,
  );
  field?.closest(".months")?.setAttribute("open", "");
  field?.focus();
}

function offerCopying(button) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 2000);
  });
}

/* Stepping follows the address: a mark is current when it, or its passage, is the target. */
function stepThrough(bar) {
  const marks = [...document.querySelectorAll("mark[id]")];
  const status = bar.querySelector("[role=status]");

  const current = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    return target ? marks.findIndex((mark) => target.contains(mark)) : -1;
  };
  const tell = () => {
    const number = current() + 1;
    if (number) status.textContent = bar.dataset.label.replace("{n}", number);
  };
  const step = (by) => {
    const from = current();
    const next = from < 0 && by < 0 ? marks.length - 1 : from + by;
    location.replace(`#${marks[(next + marks.length) % marks.length].id}`);
  };

  bar.querySelector("ol").hidden = true;
  for (const button of bar.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  addEventListener("hashchange", tell);
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") step(1);
    if (event.key === "N") step(-1);
  });
  tell();
}

if (form) {
  form.addEventListener("submit", submitWithoutEmptyFields);
  addEventListener("pageshow", enableFields);
  document.querySelector(".facets")?.addEventListener("change", applyOnChange);
  returnToChanged();
}
if (!CSS.supports("selector(::details-content)") && wide.matches) {
  document.querySelector(".drawer")?.setAttribute("open", "");
}
if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(offerCopying);
const steps = document.querySelector(".steps");
if (steps?.querySelector("ol")) stepThrough(steps);
