// Drafts: a note to an author that was begun stands there again after whatever became of the page. It is kept in this tab alone.
import { said, stream } from "./page.js";

const MINE = `note ${said.person} `;
const key = (form) => MINE + new URL(form.action).pathname;

/** Keep what is typed; bring back what was, wherever a card comes in; forget it when somebody signs out or somebody else signs in. */
export function keepDrafts() {
  forgetAll((name) => name.startsWith("note ") && !name.startsWith(MINE));
  stream.addEventListener("input", ({ target }) => target.name === "note" && keep(target.form));
  document.addEventListener("submit", ({ target }) => target.action.endsWith("/sign-out") && forgetAll((name) => name.startsWith(MINE)));
  new MutationObserver(bringBack).observe(stream, { childList: true, subtree: true });
  bringBack();
}

/** What was typed in this form was sent, or has nobody to read it any more. */
export const forget = (form) => tried((kept) => kept.removeItem(key(form)));

const keep = (form) =>
  tried((kept) => (form.elements.note.value.trim() ? kept.setItem(key(form), form.elements.note.value) : kept.removeItem(key(form))));

function bringBack() {
  for (const form of stream.querySelectorAll("form.decide")) {
    const { note } = form.elements;
    const begun = note.value ? null : tried((kept) => kept.getItem(key(form)));
    if (!begun) continue;
    note.value = begun;
    note.closest("details").open = true;
  }
}

const forgetAll = (which) => tried((kept) => Object.keys(kept).filter(which).forEach((name) => kept.removeItem(name)));

// A browser may keep nothing, or have no room left.
function tried(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}
