// Sending: one act after the other, so that answers come in the order of the acts.
let last = Promise.resolve();

/** Another page answered than the one that was asked: somebody has to sign in again. */
export class SignedOut extends Error {}

/** POST `fields`, once everything sent before has been answered: `{ status, page }`. */
export function send(path, fields) {
  const answer = last.then(() => post(path, fields));
  last = answer.catch(() => {});
  return answer;
}

/** POST `fields` at once. It arrives even when the page is left in the same moment. */
export async function post(path, fields, again = true) {
  const body = new URLSearchParams(fields);
  const answer = await fetch(path, { method: "POST", body, headers: { Desk: "script" }, keepalive: true });
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
  const answer = await fetch(path, { headers: { Desk: "script" } });
  if (answer.redirected) throw new SignedOut();
  return parsed(await answer.text());
}

async function renewedToken() {
  const { value } = (await read(location.href)).querySelector("[name=csrf_token]");
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = value;
  return value;
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
