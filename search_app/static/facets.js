/* Finds values of a facet in place, as they are typed. Without it the field leads to a page of
   them; what is shown here is taken from that page. */

const WAIT = 150;

function finder(form) {
  const facet = form.closest("fieldset");
  const field = form.elements.find;
  const status = form.querySelector("[role=status]");
  const list = document.createElement("ul");
  let waiting = 0;
  let asked = new AbortController();

  const box = (row) => row.querySelector("input");
  const ticked = () => [...list.children].filter((row) => box(row).checked);

  /* What was ticked before stays, as does what is chosen in the facet itself. */
  const show = (rows) => {
    const kept = ticked();
    const there = new Set([...facet.querySelectorAll("input:checked")].map((each) => each.value));
    const added = rows.filter((row) => !there.has(box(row).value));
    for (const row of added) box(row).setAttribute("form", "search");
    list.replaceChildren(...kept, ...added);
    list.hidden = !list.children.length;
  };
  const clear = () => {
    show([]);
    status.textContent = "";
    facet.classList.remove("finding");
  };
  const address = () => `${form.action}?${new URLSearchParams(new FormData(form))}`;
  const ask = async () => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await fetch(address(), { signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (signal.aborted) return;
      show([...page.querySelectorAll(".found-values > li")]);
      status.textContent = page.querySelector(".number").textContent;
      facet.classList.add("finding");
    } catch (error) {
      if (error.name !== "AbortError") clear();
    }
  };

  list.className = "found-values";
  list.hidden = true;
  form.after(list);
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    asked.abort();
    if (field.value.trim()) waiting = setTimeout(ask, WAIT);
    else clear();
  });
}

document.querySelectorAll("fieldset form.finder").forEach(finder);
