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
  const field = [...document.querySelectorAll(".facets [type=checkbox]")].find(
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
