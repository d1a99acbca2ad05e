// Passkeys: ask the server what to sign, let the browser sign it, send the answer in the form it stands in.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

/** The server's JSON as the browser wants it: what is bytes there is base64url here. */
function asked(options) {
  const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  const made = { ...options, challenge: bytes(options.challenge) };
  if (options.user) made.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) made.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) made.allowCredentials = known(options.allowCredentials);
  return made;
}

/** The browser's answer as JSON. */
function told(credential) {
  const { response } = credential;
  const said = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) said[name] = text(response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said, clientExtensionResults: {} });
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll('form[data-passkey]') : []) {
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const status = form.querySelector('[role=status]');
    status.textContent = '';
    try {
      const answer = await fetch(form.dataset.ask, { method: 'POST', headers: { 'X-CSRFToken': form.elements.csrf_token.value } });
      if (answer.redirected) { location.assign(answer.url); return; }
      const publicKey = asked(await answer.json());
      const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
      form.elements.answer.value = told(credential);
      form.submit();
    } catch {
      status.textContent = status.dataset.failed;
    }
  });
}
