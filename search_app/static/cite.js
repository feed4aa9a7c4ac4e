/* Copying a reference: with its italics where they are wanted, as plain text elsewhere. */

const status = document.getElementById("copied");

/* A clone without what belongs to the page: only text, its emphasis and its links are passed on. */
function marked(element) {
  const clone = element.cloneNode(true);
  for (const each of clone.querySelectorAll("[class], [rel]")) {
    each.removeAttribute("class");
    each.removeAttribute("rel");
  }
  return clone.innerHTML.replace(/\s+/g, " ").trim();
}

async function copy(element) {
  const text = element.textContent.replace(/\s+/g, " ").trim();
  if (!window.ClipboardItem) return navigator.clipboard.writeText(text);
  const forms = { "text/plain": text, "text/html": marked(element) };
  const blobs = Object.entries(forms).map(([type, form]) => [type, new Blob([form], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

function offer(button) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(document.getElementById(button.dataset.copyText));
    button.textContent = status.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 2000);
  });
}

if (navigator.clipboard) document.querySelectorAll("[data-copy-text]").forEach(offer);
