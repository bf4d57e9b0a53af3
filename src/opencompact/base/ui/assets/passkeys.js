// Passkeys: the browser makes or uses one, and its answer goes into the form's hidden field.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const named = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

const ANSWERS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

async function make({ publicKey }) {
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
}

async function use({ publicKey }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });
}

function written(made) {
  const parts = ANSWERS.filter((key) => made.response[key]).map((key) => [
    key,
    toText(made.response[key]),
  ]);
  return JSON.stringify({
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    response: Object.fromEntries(parts),
    clientExtensionResults: made.getClientExtensionResults(),
  });
}

// What the server wants signed: on the page, or fetched where nobody is known yet.
async function wanted(form) {
  const onPage = document.getElementById("js_data");
  if (onPage) {
    const data = JSON.parse(onPage.textContent);
    return data.creation_options || data.request_options;
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

async function answer(form) {
  const options = await wanted(form);
  const made = await (form.dataset.passkey === "make" ? make(options) : use(options));
  form.elements.credential.value = written(made);
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const fault = form.querySelector("[data-passkey-fault]");
  let asking = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    fault.hidden = true;
    try {
      await answer(form);
    } catch {
      asking = false;
      fault.hidden = false;
      fault.focus();
    }
  });
}
