// Known: which cards of a page of the queue are here already, or were decided on after it was asked for.
import { read } from "./sending.js";

/** By card: when its decision was answered, Infinity while it is on its way. */
export const sent = new Map();

/** Whether the card that the queue showed when it was `asked` belongs here, and is not here yet. */
export const isUnknown = (id, asked) => !document.getElementById(id) && !(sent.get(id) > asked);

/** A page of the queue, and what of it is unknown; nothing where it cannot be had. */
export async function unknown(path) {
  const asked = performance.now();
  const page = await read(path).catch(() => null);
  const cards = [...(page?.querySelectorAll("#stream > *") ?? [])];
  return [page, cards.filter(({ id }) => !id || isUnknown(id, asked))];
}
