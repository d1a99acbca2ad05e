// The part of a comment that somebody selected goes into their answer to it, as a quotation.
const form = document.querySelector("form[data-script]");
const { draft, quoteSays } = form.dataset;
const button = document.createElement("button");
button.type = "button";
button.className = "quote";
button.textContent = quoteSays;
let words, comment;

function offer() {
  const chosen = getSelection();
  const within = (node) => node?.parentElement?.closest(".comment-body");
  const found = within(chosen.anchorNode);
  words = chosen.toString().trim();
  if (!words || !found || found !== within(chosen.focusNode) || form.contains(found)) return button.remove();
  comment = found.closest(".comment");
  found.after(button); // where the next press of Tab finds it
  const [lines, around] = [chosen.getRangeAt(0), comment].map((one) => one.getBoundingClientRect());
  button.style.top = `${lines.bottom - around.top + 10}px`;
}

function quote() {
  const quoted = `${words.replace(/^/gm, "> ")}\n\n`;
  const reply = comment.querySelector('a[href*="/reply/"]');
  if (!reply) return write(quoted);
  try {
    const key = `draft ${draft.split("/")[0]}/${comment.id.split("-")[1]}`;
    const store = form.dataset.where === "tab" ? sessionStorage : localStorage;
    const begun = JSON.parse(store.getItem(key)) ?? { body: "", name: form.elements.name.value, form_key: "" };
    const body = begun.body ? `${begun.body.trimEnd()}\n\n${quoted}` : quoted;
    store.setItem(key, JSON.stringify({ ...begun, body, at: Date.now() }));
  } catch {} // then the answer begins empty
  location.href = reply.href;
}

function write(quoted) {
  const { body } = form.elements;
  body.focus();
  body.setRangeText(quoted, body.selectionStart, body.selectionEnd, "end");
  body.dispatchEvent(new Event("input", { bubbles: true }));
  button.remove();
}

button.addEventListener("pointerdown", (event) => event.preventDefault()); // what is selected stays so
button.addEventListener("click", quote);
document.addEventListener("selectionchange", () => document.activeElement === button || offer());
offer();
