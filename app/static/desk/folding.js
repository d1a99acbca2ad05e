// Folded cards: where some of the words cannot be seen, that is said, and nothing is decided on them.
import { stream } from "./page.js";

/** Whether this card hides some of its words. Asked when it matters: a window may have become narrower since. */
export function isCut(card) {
  if (card.matches(".now")) return false;
  const words = card.querySelector(".comment-body");
  return words.scrollHeight > words.clientHeight + 1 || Boolean(words.closest(".hard:not([open])"));
}

/** Every card that is cut says so. */
export function mark() {
  const cards = [...stream.querySelectorAll(".card")].map((card) => [card.querySelector(".more"), isCut(card)]);
  for (const [more, cut] of cards) more.hidden = !cut;
}
