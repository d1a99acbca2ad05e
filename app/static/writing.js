// The form starts small; its script is fetched once somebody writes.
const form = document.querySelector("form[data-script]");
const { draft, former, script, quote } = form.dataset;
const WEEK = 6048e5; // milliseconds

const come = () => {
  form.classList.remove("small");
  import(script).catch(() => {}); // then it goes the long way
};

// Drafts end after a week; one may lie under the article's address still. A browser may keep nothing.
try {
  for (const key of Object.keys(localStorage)) {
    const moves = key === `draft ${former}`;
    if (moves) localStorage[`draft ${draft}`] ??= localStorage[key];
    if (moves || (key.startsWith("draft ") && Date.now() - JSON.parse(localStorage[key]).at > WEEK)) localStorage.removeItem(key);
  }
  if ([localStorage, sessionStorage].some((store) => store[`draft ${draft}`])) come();
} catch {}
form.addEventListener("focusin", come, { once: true });
form.addEventListener("submit", () => form.classList.add("away"));
addEventListener("pageshow", () => form.elements.body.value && come()); // brought back by the browser

document.addEventListener("selectionchange", function choose() {
  const chosen = getSelection();
  if (!quote || chosen.isCollapsed || !chosen.getRangeAt(0).startContainer.parentElement?.closest(".comment-body")) return;
  document.removeEventListener("selectionchange", choose);
  import(quote).catch(() => {});
});
