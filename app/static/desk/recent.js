// What was decided just now: how much of the time to undo it is left.
import { recent } from "./page.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** A bar under each line grows shorter until the decision takes effect; then the line goes. Nothing blinks or is read out. */
export function countDown() {
  for (const line of recent.querySelectorAll("[data-seconds]:not(.counted)")) {
    const bar = document.createElement("span");
    const { seconds } = line.dataset;
    bar.className = "left";
    line.append(bar);
    line.classList.add("counted");
    const easing = still.matches ? `steps(${seconds})` : "linear";
    const shrinking = [{ transform: "scaleX(1)" }, { transform: "scaleX(0)" }];
    bar.animate(shrinking, { duration: seconds * 1000, easing, fill: "forwards" }).onfinish = () => ended(line);
  }
}

function ended(line) {
  const earlier = line.closest("details");
  line.remove();
  if (earlier && !earlier.querySelector("[data-seconds]")) earlier.remove();
}
