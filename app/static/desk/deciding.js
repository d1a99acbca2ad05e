// Deciding: the form of a card is sent while the next card is read already; whatever goes wrong brings it back as it was.
import { leave, putBack, putChanged, take } from "./cards.js";
import { isCut } from "./folding.js";
import { adopt, said, tell } from "./page.js";
import { ask, close } from "./reasons.js";
import { countDown } from "./recent.js";
import { send, SignedOut } from "./sending.js";

/** Send the forms of the desk from here instead of leaving the page. */
export function watchForms() {
  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (form.matches("#recent form") || form.matches("#care form")) event.preventDefault() ?? undo(form);
    if (form.matches("#stream form.decide")) event.preventDefault() ?? press(form, button);
  });
}

/** A prepared sentence goes where it can be changed to fit the person. */
export function watchNotes() {
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("select[name=prepared]") || !target.value) return;
    const { note } = target.form.elements;
    note.value = [note.value.trim(), target.selectedOptions[0].dataset.text].filter(Boolean).join("\n\n");
    target.value = "";
    note.focus();
  });
}

/** A hard text that is opened counts towards a pause. */
export function watchHardTexts() {
  const opened = async ({ target }) => {
    if (!target.matches?.(".hard[open]") || target.dataset.counted) return;
    target.dataset.counted = "yes";
    const { action, elements } = target.closest(".card").querySelector("form.decide");
    const answer = await send(action.replace(/decisions$/, "opened"), { csrf_token: elements.csrf_token.value }).catch(() => null);
    if (answer?.status === 200) adopt(answer.page, "care");
  };
  document.addEventListener("toggle", opened, { capture: true });
}

/** Do what a button of a card says; a verdict only on words that can be seen. Rejecting asks why, where no reason was chosen yet. */
function press(form, button) {
  const card = form.closest(".card");
  if (button.name === "stays") return write(form, button);
  if (button.name === "verdict" && isCut(card)) return take(card);
  const asks = button.value === "rejected" && !form.elements.reason.value;
  if (!asks || !ask(form, () => decide(form, button))) decide(form, button);
}

async function decide(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button.name) fields.set(button.name, button.value);
  close(form);
  const leaving = leave(form.closest(".card"));
  try {
    const { status, page } = await send(button.getAttribute("formaction") ?? form.action, fields);
    if (status !== 200 && status !== 409 && status !== 410) throw new Error(status);
    leaving.gone();
    if (status === 200) show(page);
    else changed(page);
  } catch (error) {
    leaving.back();
    failed(error);
  }
}

/** Send a note without a decision: the card stays, the words are on the receipt. */
async function write(form, button) {
  try {
    const { status, page } = await send(button.getAttribute("formaction"), new FormData(form));
    if (status !== 200) return tell(...page.querySelectorAll("[role=alert] p"));
    show(page);
    form.elements.note.value = "";
  } catch (error) {
    failed(error);
  }
}

async function undo(form) {
  try {
    const { status, page } = await send(form.action, new FormData(form));
    if (status !== 200) return tell(...words(page));
    show(page);
    const back = page.querySelector(".card");
    if (back) putBack(back);
  } catch (error) {
    failed(error);
  }
}

/** The lines and the count of an answer take the place of those that stand. */
export function show(page) {
  if (!location.search) adopt(page, "waiting"); // the count is that of the whole queue
  adopt(page, "care");
  adopt(page, "recent");
  countDown();
}

/** Somebody else decided, or the words are new: say so, and show the new ones to be decided on. */
function changed(page) {
  const card = page.querySelector("#told[data-again] ~ .card");
  if (!card) return tell(...words(page));
  const section = document.createElement("section");
  const heading = document.createElement("h2");
  heading.textContent = page.querySelector("h1").textContent;
  section.append(heading, ...page.querySelectorAll("#told, #told ~ :not(p)"));
  putChanged(section, card);
}

/** What a page that is no answer of the desk says to people. */
function words(page) {
  return [...(page.getElementById("told")?.childNodes ?? page.querySelectorAll("main p:first-of-type"))];
}

function failed(error) {
  tell(error instanceof SignedOut ? said.signedOut : said.lost);
}
