// Reasons: rejecting asks why, and one more key answers. The list is the one that the card's own field holds.
import { said } from "./page.js";

/** Ask for the reason in this form, then go on; false where the house has no reasons to choose from. */
export function ask(form, then) {
  const [none, ...reasons] = form.elements.reason.options;
  if (!reasons.length) return false;
  close(form);
  const box = document.createElement("fieldset");
  const legend = document.createElement("legend");
  box.className = "reasons";
  legend.textContent = said.why;
  const choose = (value) => {
    form.elements.reason.value = value;
    then();
  };
  box.append(legend, ...reasons.map((one, at) => choice(one.text, at + 1, () => choose(one.value))));
  box.append(choice(said.noReason, 0, () => choose(none.value)));
  form.querySelector(".row").after(box);
  box.querySelector("button").focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
  return true;
}

function choice(text, digit, chosen) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  if (digit < 10) button.dataset.key = digit;
  button.addEventListener("click", chosen);
  return button;
}

/** Ask no more; false where nothing was asked. */
export function close(within) {
  const box = within.querySelector(".reasons");
  box?.remove();
  return Boolean(box);
}
