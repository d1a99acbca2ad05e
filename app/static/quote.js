// The part of a comment that somebody selected goes into their answer to it.
const form = document.querySelector("form[data-script]");
const { draft, where, quoteSays } = form.dataset;
const button = document.createElement("button");
button.type = "button";
button.className = "quote";
button.textContent = quoteSays;
const within = (node) => node?.parentElement?.closest(".comment-body");
let range, comment;

function offer() {
  const chosen = getSelection();
  range = chosen.rangeCount && chosen.getRangeAt(0).cloneRange();
  const found = within(range?.startContainer);
  // A triple click ends behind the paragraph.
  if (found && !found.contains(range.endContainer)) range.setEndAfter(found.lastChild);
  if (!found || form.contains(found) || !`${range}`.trim()) return button.remove();
  comment = found.closest(".comment");
  found.after(button); // the next press of Tab finds it
  const [lines, around] = [range, comment].map((one) => one.getBoundingClientRect());
  button.style.top = `${lines.bottom - around.top + 10}px`;
}

button.addEventListener("pointerdown", (event) => event.preventDefault());
button.addEventListener("click", () => {
  const chosen = getSelection();
  chosen.removeAllRanges();
  chosen.addRange(range);
  const words = `${chosen}`.trim();
  const after = (begun) => `${begun && `${begun.trimEnd()}\n\n`}${words.replace(/^/gm, "> ")}\n\n`;
  const reply = comment.querySelector("a[href*='/reply/']");
  const { body, name } = form.elements;
  if (!reply) {
    body.value = after(body.value);
    body.focus();
    body.dispatchEvent(new Event("input", { bubbles: true }));
    return button.remove();
  }
  try {
    const key = `draft ${draft.split("/")[0]}/${comment.id.slice(8)}`;
    const store = where === "tab" ? sessionStorage : localStorage;
    const begun = JSON.parse(store[key] ?? null) ?? { body: "", name: name.value, form_key: "" };
    store[key] = JSON.stringify({ ...begun, body: after(begun.body), at: Date.now() });
  } catch {} // then the answer begins empty
  location.href = reply.href;
});
document.addEventListener("selectionchange", () => document.activeElement === button || offer());
offer();
