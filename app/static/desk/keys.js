// Keys: each does what a visible button does. Never while somebody types or looks at the list of keys, and never together with
// Ctrl, Alt or Command.
import { current, step } from "./cards.js";
import { undoLast } from "./deciding.js";
import { stream } from "./page.js";
import { close } from "./reasons.js";

const TYPING = "input, textarea, select, [contenteditable]";

/** Listen, and show beside each button which key presses it; nothing of it for whoever switched the keys off. */
export function listen() {
  let listed = false;
  document.body.classList.add("keyed");
  document.getElementById("keys").addEventListener("toggle", ({ newState }) => (listed = newState === "open"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
    if (event.key === "Escape" && leaveOff(event.target)) return;
    if (event.target.matches(TYPING) || (listed && event.key !== "?")) return;
    if (event.key.toLowerCase() === "z") return undoLast(); // what it undoes may have no button yet
    const pressed = buttonFor(event.key.toLowerCase());
    if (!pressed) return;
    event.preventDefault();
    if (pressed.matches("input")) pressed.focus();
    else if (pressed.matches(".why > summary")) write(pressed.parentElement);
    else pressed.click();
  });
}

/** Open the box for a note, and go on in it: whatever is typed next is meant for the author. */
function write(box) {
  box.open = true;
  box.querySelector("[name=note]").focus();
}

/** The control that a key stands for: in the card in focus, and else on the page. */
function buttonFor(key) {
  const named = `[data-key="${CSS.escape(key)}"]`;
  return current()?.querySelector(named) ?? document.querySelector(`${named}:not(.card *)`);
}

/** Escape asks no more for a reason, and leaves a field. */
function leaveOff(field) {
  const card = current();
  const asked = card && close(card);
  if (asked || field.matches(TYPING)) (card ?? document.body).focus({ preventScroll: true });
  return asked;
}

for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
