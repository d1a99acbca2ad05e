// Changed words are sent from where they stand: whatever goes wrong on the way, they are still there.
// Without this script the same form is posted to a page.
const form = document.querySelector("form[data-lost]");
const problem = document.createElement("p");
problem.className = "problem";
problem.role = "alert";
problem.tabIndex = -1;
let busy;

// What went wrong; nothing where nothing did.
async function send() {
  try {
    const fields = { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "In-Place": "1" } };
    const answer = await fetch(form.action, { ...fields, signal: AbortSignal.timeout(3e4) });
    if (answer.status === 201) return location.assign(answer.headers.get("Location"));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector(".problem b, .standfirst").textContent;
  } catch {
    return form.dataset.lost; // no way to us, or a page of somebody in between
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  const wrong = await send();
  busy = false;
  if (!wrong) return;
  document.querySelector(".problem")?.remove();
  problem.textContent = wrong;
  form.prepend(problem);
  problem.focus();
});
