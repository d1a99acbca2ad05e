// The comment form starts small. What helps somebody who writes is fetched once they do: this is only the door to it.
const form = document.querySelector("form[data-script]");
const { draft, script, quote } = form.dataset;
const WEEK = 6048e5; // milliseconds

const come = () => {
  form.classList.remove("small");
  import(script).catch(() => {}); // then the form goes the long way
};

// Every draft ends after a week. A browser may refuse to keep anything.
try {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("draft ") && Date.now() - JSON.parse(localStorage[key]).at > WEEK) localStorage.removeItem(key);
  }
  if ([localStorage, sessionStorage].some((store) => store[`draft ${draft}`])) come();
} catch {}
form.addEventListener("focusin", come, { once: true });
form.addEventListener("submit", () => form.classList.add("away"));
addEventListener("pageshow", () => form.elements.body.value && come()); // words that the browser brought back

document.addEventListener("selectionchange", function choose() {
  const chosen = getSelection();
  if (chosen.isCollapsed || !chosen.anchorNode.parentElement?.closest(".comment-body")) return;
  document.removeEventListener("selectionchange", choose);
  import(quote).catch(() => {});
});
