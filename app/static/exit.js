// "Exit this page" without a way back by the back button, and by pressing Shift or Escape three times.
// Drafts, the cookie and what stands in the fields go along. The gesture is that of the GOV.UK Design System.
const link = document.querySelector(".exit");
const QUICK = 5000; // milliseconds, from the first press to the third
const TIMES = 3;
let pressed = { key: "", times: 0, since: 0 };

function leave() {
  document.body.hidden = true;
  document.title = "";
  for (const field of document.querySelectorAll("textarea, input")) field.value = "";
  navigator.sendBeacon(link.dataset.forget);
  try {
    localStorage.setItem("forget", "");
    localStorage.clear();
    sessionStorage.clear();
  } catch {} // a browser that keeps nothing
  location.replace(link.href);
}

link.title = link.dataset.keys;
link.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  leave();
});
addEventListener("keydown", ({ key, repeat, timeStamp }) => {
  if (repeat) return;
  if (key !== pressed.key || timeStamp - pressed.since > QUICK) pressed = { key, times: 0, since: timeStamp };
  if (++pressed.times === TIMES && (key === "Shift" || key === "Escape")) leave();
});
// A browser may show the page again as it was left.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && document.body.hidden) location.reload();
});
