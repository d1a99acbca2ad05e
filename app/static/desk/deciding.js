// Deciding: the form of a card is sent while the next card is read already; whatever goes wrong brings it back as it was.
import { leave, putBack, putChanged } from "./cards.js";
import { adopt, said, tell } from "./page.js";
import { ask, close } from "./reasons.js";
import { countDown } from "./recent.js";
import { send, SignedOut } from "./sending.js";

/** Send the forms of the desk from here instead of leaving the page. */
export function watchForms() {
  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (form.matches("#recent form")) event.preventDefault() ?? undo(form);
    if (form.matches("#stream form.decide")) event.preventDefault() ?? press(form, button);
  });
}

/** Do what a button of a card says. Rejecting asks why, where no reason was chosen yet. */
function press(form, button) {
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
  adopt(page, "waiting");
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
