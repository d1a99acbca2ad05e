// Presses: the second half of a double-click, and a key held down, would press what has just come under them.
import { stream } from "./page.js";

/** Let one press be one press. */
export function watchPresses() {
  const stop = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  stream.addEventListener("click", (event) => event.detail > 1 && stop(event), { capture: true });
  stream.addEventListener("keydown", (event) => event.repeat && event.target.matches("button, summary, a") && stop(event));
}
