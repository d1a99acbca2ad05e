// Deciding: the form of a card is sent while the next card is read already; whatever goes wrong brings it back as it was.
import { bring, leave, putBack, putChanged, take } from "./cards.js";
import { forget } from "./drafts.js";
import { isCut } from "./folding.js";
import { adopt, recent, said, tell } from "./page.js";
import { ask, close } from "./reasons.js";
import { countDown } from "./recent.js";
import { inTurn, post, send, SignedOut } from "./sending.js";

const onTheirWay = []; // decisions, and what is handed over, that are not answered yet, the newest last

/** Send the forms of the desk from here instead of leaving the page. */
export function watchForms() {
  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (!form.matches("#recent form, #care form, #stream form.decide")) return;
    event.preventDefault();
    if (form.matches("#stream *")) press(form, button);
    else if (button.dataset.key === "z") undoLast();
    else follow(send(form.action, new FormData(form)));
  });
}

/** A prepared sentence goes where it can be changed to fit the person. */
export function watchNotes() {
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("select[name=prepared]") || !target.value) return;
    const { note } = target.form.elements;
    note.value = [note.value.trim(), target.selectedOptions[0].dataset.text].filter(Boolean).join("\n\n");
    target.value = "";
    note.dispatchEvent(new Event("input", { bubbles: true })); // so that it is kept, like what is typed
    note.focus();
  });
}

/** A hard text that is opened counts towards a pause. */
export function watchHardTexts() {
  const opened = async ({ target }) => {
    if (!target.matches?.(".hard[open]") || target.dataset.counted) return;
    target.dataset.counted = "yes";
    const { action, elements } = target.closest(".card").querySelector("form.decide");
    const path = target.dataset.opened ?? action.replace(/decisions$/, "opened");
    const answer = await send(path, { csrf_token: elements.csrf_token.value }).catch(() => null);
    if (answer?.status === 200) adopt(answer.page, "care");
  };
  document.addEventListener("toggle", opened, { capture: true });
}

/** Do what a button of a card says; a verdict only on words that can be seen. Rejecting asks why, where no reason was chosen yet. */
function press(form, button) {
  if (button.name === "stays") return write(form, button);
  if (button.name === "verdict" && unfold(form.closest(".card"))) return;
  const asks = button.value === "rejected" && !form.elements.reason.value;
  if (!asks || !ask(form, () => decide(form, button))) decide(form, button);
}

/** Unfold the words of a card; false where all of them can be seen already. */
function unfold(card) {
  const hard = card.querySelector(".hard:not([open]):has(.comment-body)"); // what it answers may stay folded
  if (!hard && !isCut(card)) return false;
  if (isCut(card)) take(card);
  if (!hard) return true;
  hard.open = true;
  tell(said.opened);
  return true;
}

async function decide(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button.name) fields.set(button.name, button.value);
  close(form);
  const leaving = leave(form.closest(".card"));
  const mine = { undone: false, made: false };
  onTheirWay.push(mine);
  try {
    const answer = await send(button.getAttribute("formaction") ?? form.action, fields, () => mine.undone);
    mine.made = answer?.status === 200;
    if (mine.made || answer?.status === 409 || answer?.status === 410) leaving.gone();
    else leaving.back();
    if (mine.made || answer?.status === 410) forget(form);
    if (mine.made) show(answer.page);
    else if (answer) refused(answer, fields.get("note"));
  } catch (error) {
    leaving.back();
    failed(error);
  } finally {
    if (onTheirWay.includes(mine)) onTheirWay.splice(onTheirWay.indexOf(mine), 1);
  }
}

/** Send a note without a decision: the card stays, the words are on the receipt. */
async function write(form, button) {
  try {
    const { status, page } = await send(button.getAttribute("formaction"), new FormData(form));
    if (status !== 200) return tell(...words(page));
    show(page);
    form.elements.note.value = "";
    forget(form);
  } catch (error) {
    failed(error);
  }
}

/** Undo what was decided last, as often as it is asked for; what is on its way still is waited for. */
export function undoLast() {
  const meant = onTheirWay.pop() ?? { made: true };
  meant.undone = true;
  follow(inTurn(() => {
    const form = meant.made && recent.querySelector("form:has([data-key=z])");
    return form && post(form.action, new FormData(form));
  }));
}

/** Do what a form beside the cards says, and show what came of it; a comment that waits again stands here again. */
async function follow(answered) {
  try {
    const answer = await answered;
    if (!answer) return;
    if (answer.status !== 200) return tell(...words(answer.page));
    show(answer.page);
    for (const card of answer.page.querySelectorAll(".card")) putBack(card);
  } catch (error) {
    failed(error);
  }
}

/** The lines and the counts of an answer take the place of those that stand; what is urgent and not here yet is brought. */
export function show(page) {
  for (const place of ["waiting", "tabs", "care", "recent"]) adopt(page, place);
  countDown();
  bring([...page.querySelectorAll("#urgent a")].map(({ hash }) => hash.slice(1)));
}

/** Nothing was decided: say why. New words are shown to be decided on, and what was `typed` for the author stands there again. */
function refused({ status, page }, typed) {
  const card = page.querySelector("#told[data-again] ~ .card") ?? (typed && page.querySelector("#told ~ .card"));
  if (status !== 409 || !card) return tell(...words(page));
  const section = document.createElement("section");
  const heading = document.createElement("h2");
  heading.textContent = page.querySelector("h1").textContent;
  section.append(heading, ...page.querySelectorAll("#told, #told ~ :not(p)"));
  putChanged(section, card);
}

/** What a page that is no answer of the desk says to people. */
function words(page) {
  const told = page.querySelectorAll("#told > *, [role=alert] p");
  const found = told.length ? told : page.querySelectorAll("main p:first-of-type");
  return found.length ? [...found] : [said.lost];
}

function failed(error) {
  tell(error instanceof SignedOut ? said.signedOut : said.lost);
}
