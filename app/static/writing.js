// The comment form starts small. What helps somebody who writes is asked for once they do: here is only the door to it.
const form = document.querySelector("form[data-script]");
const { draft, script, quote } = form.dataset;
const WEEK = 7 * 24 * 3600 * 1000; // milliseconds

const come = () => {
  form.classList.remove("small");
  import(script);
};

// Drafts end after a week, whichever article they belong to. A browser may refuse to keep anything at all.
const begun = () => {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("draft ") && Date.now() - JSON.parse(localStorage[key]).at > WEEK) localStorage.removeItem(key);
    }
    return [localStorage, sessionStorage].some((store) => store.getItem(`draft ${draft}`));
  } catch {
    return false;
  }
};

form.addEventListener("focusin", come, { once: true });
addEventListener("pageshow", () => form.elements.body.value && come()); // as the browser brought it back
if (begun()) come();

// Words of a comment that somebody selects can be quoted.
const choose = () => {
  const chosen = getSelection();
  if (chosen.isCollapsed || !chosen.anchorNode.parentElement?.closest(".comment-body")) return;
  document.removeEventListener("selectionchange", choose);
  import(quote);
};
document.addEventListener("selectionchange", choose);
