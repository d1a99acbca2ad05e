// The desk: the queue worked through without waiting for pages. Every button does the same by itself without this script.
import { begin } from "./desk/cards.js";
import { show, watchForms, watchHardTexts, watchNotes } from "./desk/deciding.js";
import { keepDrafts } from "./desk/drafts.js";
import { listen } from "./desk/keys.js";
import { said } from "./desk/page.js";
import { watchPresses } from "./desk/presses.js";
import { countDown } from "./desk/recent.js";
import { read } from "./desk/sending.js";

document.documentElement.classList.add("scripted");
begin();
keepDrafts();
watchPresses();
watchForms();
watchNotes();
watchHardTexts();
countDown();
if (said.keys === "on") listen();

// Whoever comes back to this tab may have decided in another one; and while somebody reads, something urgent may come.
const renew = () => document.visibilityState === "visible" && read(said.recent).then(show, () => {});
document.addEventListener("visibilitychange", renew);
setInterval(renew, 45_000);
