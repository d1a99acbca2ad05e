// The table of contents says where you are.
const contents = document.querySelector(".contents");
const links = new Map();
for (const link of contents?.querySelectorAll("a") ?? []) links.set(decodeURIComponent(link.hash.slice(1)), link);
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const passed = new Set();

// A heading counts as passed once it is in the upper third of the window, however far above it by now.
const observer = new IntersectionObserver(
  (changes) => {
    for (const { target, isIntersecting } of changes) passed[isIntersecting ? "add" : "delete"](target);
    const here = headings.findLast((heading) => passed.has(heading));
    for (const heading of headings) {
      const link = links.get(heading.id);
      if (heading === here) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  },
  { rootMargin: "9999999px 0px -66% 0px" },
);
for (const heading of headings) observer.observe(heading);

// Beside the text there is room for all of it; above the text it stays folded until somebody asks.
const wide = matchMedia("(min-width: 78rem)");
const unfold = () => contents?.firstElementChild.toggleAttribute("open", wide.matches);
wide.addEventListener("change", unfold);
unfold();
