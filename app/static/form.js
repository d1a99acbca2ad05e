// One comment being written: it grows, is kept until it is posted, shows itself as the server will show it, and is sent
// from where it is. Without this script the same form goes to a page of its own first.
const form = document.querySelector("form[data-script]");
const { body, name } = form.elements;
const say = form.dataset;
const key = `draft ${say.draft}`;
const PAUSE = 700; // milliseconds without a key pressed, after which the words are shown
const SOON = 300; // milliseconds until what was typed is kept
const PATIENCE = 30000; // milliseconds until an answer is not waited for any more
let shown, busy, sent, forgotten, pausing, keeping;

const line = (place) => {
  const made = document.createElement("p");
  made.className = "quiet";
  made.setAttribute("role", "status");
  place.after(made);
  return (words) => made.textContent === words || (made.textContent = words);
};
const tellCount = line(body);
const tell = line(form.lastElementChild);
const words = () => JSON.stringify([body.value, name.value]);
const now = (part) => form.querySelector(part);

// --- kept ----------------------------------------------------------------------------------------------------------
// In the tab alone where the article is sensitive. With the key of the form: sent again after a crash, it is the same comment.

const store = () => (say.where === "tab" ? sessionStorage : localStorage);

function keep() {
  keeping = clearTimeout(keeping);
  if (forgotten || document.body.hidden) return;
  try {
    if (!body.value.trim()) return store().removeItem(key);
    const draft = { body: body.value, name: name.value, form_key: form.elements.form_key.value, at: Date.now() };
    store().setItem(key, JSON.stringify(draft));
    tell(say.kept);
  } catch {
    tell(say.unkept);
  }
}

function bringBack() {
  try {
    const draft = JSON.parse(store().getItem(key) ?? localStorage.getItem(key));
    if (say.where === "tab") localStorage.removeItem(key);
    if (!draft || body.value) return;
    body.value = draft.body;
    name.value ||= draft.name;
    form.elements.form_key.value = draft.form_key;
    tell(`${say.back} ${say.kept}`);
    if (location.hash === "#write") body.focus();
  } catch {} // nothing was kept, or nothing may be
}

// --- counted, and grown where the browser does not do it by itself -----------------------------------------------------

function measure() {
  const left = say.most - [...body.value].length;
  const near = left <= say.most / 10;
  tellCount(near ? `${left < 0 ? say.over : say.left} ${Math.abs(left).toLocaleString(document.documentElement.lang)}` : "");
  return left >= 0 && body.value.trim();
}

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  body.style.height = "auto";
  body.style.height = `${body.scrollHeight + 2}px`;
}

// --- shown and sent ------------------------------------------------------------------------------------------------

// `asked`: somebody pressed a button, and hears of it; otherwise what goes wrong is left until they do.
async function send(address, asked) {
  const said = words();
  let answer, page;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const fields = new URLSearchParams(new FormData(form));
    answer = await fetch(address, { method: "POST", body: fields, headers: { "In-Place": "1" }, signal });
    if (answer.status === 201) return leave(answer.headers.get("Location"));
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {}
  const proof = page?.querySelector(".proof");
  const ends = page?.querySelector(".ends");
  if (proof && ends) {
    const same = now(".ends").textContent === ends.textContent;
    const inUse = now(".ends").matches(":hover, :focus-within"); // nothing moves away from under a finger
    if (!asked && (!answer.ok || said !== words() || (inUse && !same))) return;
    now(".proof").replaceWith(proof);
    if (!same || asked) now(".ends").replaceWith(ends);
    document.getElementById("shown")?.remove();
    shown = said;
  } else if (asked) {
    complain(page?.querySelector(".problem, .standfirst")?.textContent.trim() || say.lost);
  }
  if (asked) now(".proof").focus();
}

function complain(sentence) {
  const box = document.createElement("div");
  box.className = "problem";
  box.setAttribute("role", "alert");
  box.append(sentence);
  now(".proof .problem")?.remove();
  now(".proof").tabIndex = -1;
  now(".proof").prepend(box);
}

function leave(receipt) {
  sent = true;
  body.value = "";
  keep();
  const here = form.getAttribute("action").endsWith("/preview");
  location[here ? "assign" : "replace"](receipt);
}

function pause() {
  if (measure() && words() !== shown && !busy && !sent) send(`${say.preview}`, false);
}

form.addEventListener("input", () => {
  clearTimeout(pausing);
  pausing = setTimeout(pause, PAUSE);
  keeping ??= setTimeout(keep, SOON);
  grow();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  clearTimeout(pausing);
  keep();
  tell(say.wait);
  await send(event.submitter?.getAttribute("formaction") ?? form.getAttribute("action"), true);
  busy = false;
  if (!sent) keep();
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  // Whoever has not seen these words yet sees them first.
  form.requestSubmit(now(words() === shown ? "button.main" : ".row button:last-of-type"));
});
addEventListener("pagehide", keep);
addEventListener("visibilitychange", keep);
addEventListener("pageshow", ({ persisted }) => persisted && sent && location.reload());
// "Forget me on this device", said in another tab.
addEventListener("storage", (event) => {
  if (event.key !== null) return;
  forgotten = true;
  sessionStorage.clear();
  tell("");
});

if (document.getElementById("shown")) shown = words();
bringBack();
measure();
grow();
