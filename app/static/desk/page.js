// The places of the page that change, and what is said in them.
export const stream = document.getElementById("stream");
export const recent = document.getElementById("recent");
export const said = stream.dataset;

/** Tell something that went wrong, where decisions are told too. `parts` are nodes or strings. */
export function tell(...parts) {
  const box = document.createElement("div");
  box.className = "problem";
  box.append(...parts);
  recent.append(box);
  return box;
}

/** What an answer's page holds under this id takes the place of what this page holds under it. */
export function adopt(page, id) {
  const fresh = page.getElementById(id);
  if (fresh) document.getElementById(id).replaceChildren(...fresh.childNodes);
}

/** Take away what is said where there are no cards. */
export function clear() {
  for (const words of stream.querySelectorAll(":scope > p")) words.remove();
}
