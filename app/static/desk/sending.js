// Sending: one act after the other, so that answers come in the order of the acts; all at once when the page is left.
let last = Promise.resolve();
const waiting = new Set(); // acts whose turn has not come
const headers = { Desk: "script", "Desk-Lane": new URLSearchParams(location.search).get("lane") ?? "" };

/** Another page answered than the one that was asked: somebody has to sign in again. */
export class SignedOut extends Error {}

/** Do `act` once everything begun before is done. Whoever awaits the answer shows it before the next act begins. */
export function inTurn(act) {
  const done = last.then(act);
  last = done.catch(() => {});
  return done;
}

/** POST `fields` in turn, or when the page is left before: `{ status, page }`. Nothing is posted where `unless()` by then: undefined. */
export function send(path, fields, unless = () => false) {
  let answer;
  const go = () => {
    waiting.delete(go);
    return (answer ??= unless() ? Promise.resolve() : post(path, fields));
  };
  waiting.add(go);
  return inTurn(go);
}

addEventListener("pagehide", () => {
  for (const go of waiting) go().catch(() => {});
});

/** POST `fields` at once. It arrives even when the page is left in the same moment. */
export async function post(path, fields, again = true) {
  const body = new URLSearchParams(fields);
  const answer = await fetch(path, { method: "POST", body, headers, keepalive: true });
  if (answer.redirected) throw new SignedOut();
  // Signed in anew in another tab: this page's token is of the session before.
  if (answer.status === 400 && again) {
    body.set("csrf_token", await renewedToken());
    return post(path, body, false);
  }
  return { status: answer.status, page: parsed(await answer.text()) };
}

/** GET a page of the desk. */
export async function read(path) {
  const answer = await fetch(path, { headers });
  if (answer.redirected) throw new SignedOut();
  return parsed(await answer.text());
}

async function renewedToken() {
  const { value } = (await read(location.href)).querySelector("[name=csrf_token]");
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = value;
  return value;
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
