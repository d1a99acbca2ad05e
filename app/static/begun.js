// Where nothing can be sent now: what somebody had begun to write under this article, so that it can be taken elsewhere.
const place = document.querySelector("[data-begun]");
const { begun, former, heading, advice } = place.dataset;
const isHere = (key) => [begun, former].some((one) => `${key}/`.startsWith(`draft ${one}/`));

function add(name, text) {
  const one = document.createElement(name);
  one.textContent = text;
  place.append(one);
  return one;
}

try {
  const stores = [localStorage, sessionStorage];
  const kept = stores.flatMap((store) => Object.keys(store).filter(isHere).map((key) => JSON.parse(store[key]).body));
  if (kept.length) {
    place.className = "write";
    add("h2", heading);
    add("p", advice).className = "quiet";
    for (const words of kept) Object.assign(add("textarea", words), { readOnly: true, rows: 6, dir: "auto", ariaLabel: heading });
  }
} catch {} // a browser that keeps nothing
