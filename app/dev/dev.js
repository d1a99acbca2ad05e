// While writing: this page reloads when something is saved, and shows the words that changed.
const made = new URL(import.meta.url).searchParams.get("stamp");
const place = `dev ${location.pathname}`;
const blocks = () => [...document.querySelectorAll(".body > *")];

function reload() {
  const was = blocks().map((block) => block.outerHTML);
  if (was.length) sessionStorage.setItem(place, JSON.stringify({ was, top: scrollY }));
  history.scrollRestoration = "manual";
  location.reload();
}

function follow() {
  const kept = sessionStorage.getItem(place);
  const is = blocks();
  if (!kept || !is.length) return;
  sessionStorage.removeItem(place);
  const { was, top } = JSON.parse(kept);
  let at = is.findIndex((block, number) => block.outerHTML !== was[number]);
  if (at < 0 && is.length < was.length) at = is.length - 1;
  scrollTo({ top, behavior: "instant" });
  // Not before the page has loaded: until then the browser would put its own place in place of ours.
  addEventListener("load", () => setTimeout(() => (history.scrollRestoration = "auto")));
  if (at < 0) return;
  is[at].classList.add("dev-changed");
  const { top: above, bottom: below } = is[at].getBoundingClientRect();
  if (above < 0 || below > innerHeight) is[at].scrollIntoView({ block: "center", behavior: "instant" });
}

function show(problems) {
  document.querySelector(".dev-problems")?.remove();
  if (!problems.length) return;
  const box = document.createElement("aside");
  box.className = "dev-problems";
  box.setAttribute("role", "status");
  box.append(Object.assign(document.createElement("pre"), { textContent: problems.join("\n"), tabIndex: 0 }));
  document.body.append(box);
}

let stream;
function listen() {
  stream = new EventSource("/dev/changes");
  stream.onmessage = ({ data }) => {
    const { stamp, problems } = JSON.parse(data);
    if (stamp === made) show(problems);
    else reload();
  };
  stream.onerror = () => {
    stream.close();
    setTimeout(listen, 100);
  };
}

// A browser keeps six connections to one host; pages nobody looks at must not use them up.
document.addEventListener("visibilitychange", () => {
  stream.close();
  if (!document.hidden) listen();
});
follow();
listen();
