/* The search box as a combobox: what is being typed is completed from the words of the index.
   After the ARIA Authoring Practices, "Combobox with List Autocomplete"; without it, a plain box. */

const WAIT = 120;
const box = document.querySelector("input[data-suggest]");

function combobox(box) {
  const list = document.createElement("ul");
  const known = new Map();
  let shown = [];
  let active = -1;
  let waiting = 0;
  let asked = new AbortController();

  const mark = (at) => {
    active = at;
    [...list.children].forEach((each, n) => each.setAttribute("aria-selected", n === at));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const show = (suggestions) => {
    shown = suggestions;
    list.replaceChildren(...shown.map(option));
    list.hidden = !shown.length;
    box.setAttribute("aria-expanded", !list.hidden);
    mark(-1);
  };
  const option = (suggestion, n) => {
    const made = document.createElement("li");
    const text = document.createElement("span");
    const kind = document.createElement("small");
    made.id = `suggestion-${n}`;
    made.setAttribute("role", "option");
    text.textContent = suggestion.text;
    if (suggestion.language) text.lang = suggestion.language;
    kind.textContent = suggestion.kind === "outlet" ? box.dataset.outlet : suggestion.language ?? "";
    made.append(text, kind);
    made.addEventListener("click", () => choose(n));
    return made;
  };
  const close = () => {
    clearTimeout(waiting);
    asked.abort();
    if (!list.hidden) show([]);
  };
  const choose = (at) => {
    box.value = shown[at].query;
    close();
    box.form.requestSubmit();
  };
  const ask = async () => {
    const typed = box.value;
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      if (!known.has(typed)) {
        const address = `${box.dataset.suggest}?q=${encodeURIComponent(typed)}`;
        const answer = await fetch(address, { signal });
        known.set(typed, answer.ok ? (await answer.json()).suggestions : []);
      }
      if (!signal.aborted && box.value === typed) show(known.get(typed));
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  };
  const typing = (event) => {
    clearTimeout(waiting);
    const atEnd = box.selectionStart === box.value.length;
    const begun = /\p{L}[\p{L}\p{M}\p{N}]+$/u.test(box.value);
    if (event.isComposing || !atEnd || !begun) close();
    else waiting = setTimeout(ask, WAIT);
  };
  const keys = {
    ArrowDown: () => mark(active + 1 < shown.length ? active + 1 : -1),
    ArrowUp: () => mark(active < 0 ? shown.length - 1 : active - 1),
    Enter: () => choose(active),
    Escape: close,
  };

  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.label);
  /* A search field may have no other role. */
  box.type = "text";
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    box.setAttribute(name, value);
  }
  box.after(list);
  box.addEventListener("input", typing);
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  box.addEventListener("keydown", (event) => {
    const wanted = !list.hidden && !event.isComposing && keys[event.key];
    if (!wanted || (event.key === "Enter" && active < 0)) return;
    event.preventDefault();
    wanted();
  });
  /* Pressing on an option must not take the focus from the box, which would close the list. */
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

if (box) combobox(box);
