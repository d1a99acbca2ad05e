// Marks what came since the last visit. Only this browser knows of it: the newest comment it has shown, for each page of an article.
const { seen, says } = document.querySelector(".under").dataset;
try {
  const last = Number(localStorage.getItem(seen));
  let newest = last;
  for (const one of document.querySelectorAll("[data-since]")) {
    const since = Number(one.dataset.since);
    newest = Math.max(newest, since);
    if (!last || since <= last) continue;
    const mark = document.createElement("span");
    mark.className = "mark";
    mark.textContent = says;
    one.querySelector("h3").after(" ", mark);
  }
  localStorage.setItem(seen, newest);
} catch {} // a browser that keeps nothing marks nothing
