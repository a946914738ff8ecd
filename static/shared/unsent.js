// A form that was left while it was typed in: a beacon may get lost, so the next page of the desk in this tab sends it again.
// Kept without its token, and no longer than until the next page; to whoever is signed out nothing is left.
const NAME = "unsent";
const TOKEN = "csrf_token";

export function keepUnsent(address, form) {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete(TOKEN);
  try {
    sessionStorage.setItem(NAME, JSON.stringify([address, `${fields}`]));
  } catch {
    // The beacon has to do alone.
  }
}

// The address that something was sent to, if anything was.
export async function sendUnsent() {
  try {
    const kept = sessionStorage.getItem(NAME);
    const token = document.querySelector("meta[name=csrf-token]")?.content;
    if (kept && token) return await send(kept, token);
    sessionStorage.removeItem(NAME);
  } catch {
    // No network, or no storage: the next page tries again.
  }
  return null;
}

async function send(kept, token) {
  const [address, fields] = JSON.parse(kept);
  const body = new URLSearchParams(fields);
  body.set(TOKEN, token);
  await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  if (sessionStorage.getItem(NAME) === kept) sessionStorage.removeItem(NAME);
  return address;
}
