// One comment being written or changed: kept until it is sent, shown as the server will, and sent from where it is.
const form = document.querySelector("form[data-script]");
const { body, name, content_note: note, hold } = form.elements;
const say = form.dataset;
const key = `draft ${say.draft}`;
const inTab = say.where === "tab";
const part = (selector) => form.querySelector(selector);
const written = () => ({ body: body.value, name: name?.value, note: note.value });
const words = () => JSON.stringify(written());
// What stood there at first, where words are changed.
const first = "first" in say ? body.defaultValue : "";
const [tellCount, tell] = [body, form.lastElementChild].map((place) => {
  const line = document.createElement("p");
  line.className = "quiet";
  line.role = "status";
  place.after(line);
  return (said) => line.textContent === said || (line.textContent = said);
});
// Sent before this script came.
const away = form.matches(".away");
let shown, sent, forgotten, pausing, keeping, asking, mine, changed;
let busy = away;

const store = () => (inTab ? sessionStorage : localStorage);

// With the form's key: sent after a crash, it is still the same comment.
function keep() {
  keeping = clearTimeout(keeping);
  if (forgotten || document.body.hidden) return;
  try {
    const found = store()[key];
    if (!changed && found && found !== mine) return; // another tab's, and newer
    changed = false;
    if (!body.value || body.value === first) return store().removeItem(key);
    const form_key = form.elements.form_key?.value;
    store()[key] = mine = JSON.stringify({ ...written(), hold: hold?.checked, form_key, at: Date.now() });
    tell(say.kept);
  } catch {
    tell(say.unkept);
  }
}

function bringBack() {
  try {
    mine = store()[key] ?? localStorage[key];
    const draft = JSON.parse(mine);
    if (inTab) localStorage.removeItem(key);
    if (body.value !== first) return;
    body.value = draft.body;
    note.value = draft.note ?? "";
    if (hold) {
      name.value ||= draft.name;
      hold.checked = draft.hold;
      note.closest("details").open ||= note.value || hold.checked;
      form.elements.form_key.value = draft.form_key;
    }
    tell(`${say.back} ${say.kept}`);
    if (location.hash === "#write") body.focus();
  } catch {}
}

function measure() {
  const left = say.most - [...body.value].length;
  const near = left <= say.most / 10;
  tellCount(near ? `${left < 0 ? say.over : say.left} ${Math.abs(left).toLocaleString(document.documentElement.lang)}` : "");
  if (!CSS.supports("field-sizing", "content")) {
    body.style.height = "auto";
    body.style.height = `${body.scrollHeight + 2}px`;
  }
  return left >= 0 && body.value.trim();
}

// `asked`: by somebody, who hears of what goes wrong.
// One at a time: two first answers would begin two sessions.
async function send(address, asked) {
  const said = words();
  asking?.abort();
  const mine = (asking = new AbortController());
  setTimeout(() => mine.abort(), 3e4);
  let answer, page;
  try {
    answer = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "In-Place": "1" },
      signal: mine.signal,
    });
    if (answer.status === 201) return leave(answer.headers.get("Location"));
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {}
  const proof = page?.querySelector(".proof");
  if (proof) {
    const ends = page.querySelector(".ends");
    const same = part(".ends").textContent === ends.textContent;
    // Nothing moves from under a finger or the keyboard.
    if (!asked && (!answer.ok || said !== words() || said === shown || (!same && part(".ends").matches(":hover, :focus-within")))) return;
    part(".proof").replaceWith(proof);
    if (!same || asked) part(".ends").replaceWith(ends);
    document.getElementById("shown")?.remove();
    shown = said;
  } else if (asked) {
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.role = "alert";
    problem.textContent = page?.querySelector(".problem, .standfirst")?.textContent || say.lost;
    part(".problem")?.remove();
    part(".proof").prepend(problem);
  }
  if (asked) part(".proof").focus();
}

function leave(receipt) {
  sent = true;
  body.value = first;
  keep();
  location[form.action.endsWith("/preview") ? "assign" : "replace"](receipt);
}

form.addEventListener("input", () => {
  changed = true;
  clearTimeout(pausing);
  pausing = setTimeout(() => measure() && words() !== shown && !busy && send(say.preview), 700);
  keeping ??= setTimeout(keep, 300);
});
form.addEventListener("submit", async (event) => {
  if (away) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  keep();
  tell(say.wait);
  await send(event.submitter?.getAttribute("formaction") ?? form.action, true);
  busy = sent;
  if (!sent) keep();
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  // Words not seen yet are seen first.
  form.requestSubmit(part(words() === shown ? ".main" : ".row button:last-of-type"));
});
for (const leaving of ["pagehide", "visibilitychange"]) addEventListener(leaving, keep);
addEventListener("pageshow", ({ persisted }) => persisted && sent && location.reload());
// "Forget me on this device", in another tab.
addEventListener("storage", (event) => {
  if (event.key !== null) return;
  forgotten = true;
  sessionStorage.clear();
  tell("");
});

if (document.querySelector("#shown .comment")) shown = words();
const early = body.value; // typed before
bringBack();
measure();
if (early !== first) form.dispatchEvent(new Event("input"));
