// Cards: one of them is in focus with everything beside it; the next ones are here before they are needed.
import { mark } from "./folding.js";
import { isUnknown, sent, unknown } from "./known.js";
import { clear, stream } from "./page.js";
import { post } from "./sending.js";

const FEW = 8; // so many cards left: fetch the next page
const STILL_READING = 45_000; // milliseconds; half of what a look lasts
const SETTLED = 600; // milliseconds on one card before the others hear of it
let now = null;
let fetching = null;

const all = () => [...stream.querySelectorAll(".card:not(.leaving)")];

/** The card in focus, if there is one. */
export const current = () => now;

/** Put the first card in focus, and follow whoever tabs or clicks into another one. */
export function begin() {
  stream.classList.add("one-by-one");
  take(all()[0], { quietly: true });
  let pointing = false;
  addEventListener("pointerdown", () => (pointing = true));
  for (const over of ["click", "keydown", "pointercancel"]) addEventListener(over, () => (pointing = false), { capture: true });
  addEventListener("resize", mark);
  // A card must not grow under a finger that is on its way to a button: a finger gives the focus after it has left, before the click.
  stream.addEventListener("focusin", ({ target }) => pointing || follow(target));
  stream.addEventListener("click", ({ target }) => target.closest("button:not(.more), a, .changes > summary") || follow(target));
  setInterval(look, STILL_READING);
}

function follow(target) {
  const card = target.closest(".card");
  if (!card || card === now) return;
  const goes = target.matches(".more"); // it stands on folded cards only
  take(card, { quietly: !goes });
  if (!goes) target.scrollIntoView({ block: "nearest" }); // the card before has folded, and everything has moved
}

/** Put a card in focus; `quietly` where the keyboard and the page stay where they are. */
export function take(card, { quietly = false } = {}) {
  now?.classList.remove("now");
  now = card ?? null;
  now?.classList.add("now");
  mark();
  if (!now) return;
  if (!quietly) {
    now.focus({ preventScroll: true });
    now.scrollIntoView({ block: "start" });
  }
  look();
}

/** The next card, or the one before. */
export function step(by) {
  const cards = all();
  const next = cards[cards.indexOf(now) + by];
  if (next) take(next);
}

/** Put the next card in focus at once, and let this one go when the answer is here: `.gone()` or `.back()`. */
export function leave(card) {
  const cards = all();
  const place = cards.indexOf(card);
  card.classList.add("leaving");
  sent.set(card.id, Infinity);
  if (card === now) take(cards[place + 1] ?? cards[place - 1]);
  if (cards.length <= FEW) refill();
  return {
    gone() {
      sent.set(card.id, performance.now());
      (card.closest(".changed") ?? card).remove();
      if (!all().length) refill();
    },
    back() {
      sent.delete(card.id);
      card.classList.remove("leaving");
      take(card);
    },
  };
}

/** A card stands in the queue again, or has new words: it is what one looks at next. */
export function putBack(card) {
  sent.delete(card.id);
  document.getElementById(card.id)?.remove();
  clear();
  if (now?.isConnected) (now.closest(".changed") ?? now).before(card);
  else stream.prepend(card);
  take(card);
}

/** The words of a card are new: both stand here, and the new ones are decided on. */
export function putChanged(section, card) {
  section.className = "changed";
  stream.prepend(section);
  take(card);
}

/** Bring the cards of the next page; with none left, look whether anything came in meanwhile. */
function refill() {
  fetching ??= more().finally(() => (fetching = null));
  return fetching;
}

async function more() {
  const next = document.querySelector(".ways [rel=next]")?.href;
  if (!next && stream.querySelector(".card")) return;
  const [page, fresh] = await unknown(next ?? location.href);
  if (!page) return;
  document.querySelector(".ways")?.replaceWith(...page.querySelectorAll(".ways"));
  clear();
  stream.append(...fresh);
  mark();
  if (!now?.isConnected || now.matches(".leaving")) take(all()[0]);
}

/** What is more urgent than anything here is read next, behind the card in focus: the cards with these `ids`. */
export async function bring(ids) {
  if (!all().length) refill();
  if (!ids.some((id) => isUnknown(id, performance.now()))) return;
  const urgent = (await unknown(location.pathname))[1].filter(({ id }) => ids.includes(id));
  if (!urgent.length) return;
  clear();
  if (now?.isConnected) (now.closest(".changed") ?? now).after(...urgent);
  else stream.prepend(...urgent);
  mark();
  if (!now?.isConnected || now.matches(".leaving")) take(all()[0]);
}

/** Say what is before one's eyes, and hear whether somebody else reads it too. */
async function look() {
  const card = now;
  if (!card || document.visibilityState !== "visible") return;
  await new Promise((settled) => setTimeout(settled, SETTLED));
  if (card !== now || !card.isConnected) return;
  const { action, elements } = card.querySelector("form.decide");
  const { status, page } = await post(action.replace(/decisions$/, "look"), { csrf_token: elements.csrf_token.value }).catch(() => ({}));
  if (status === 200) card.querySelector(".look").replaceChildren(...page.body.childNodes);
}
