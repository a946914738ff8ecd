// Sends the answers. A send that fails is kept, said, and tried again when the network is back.

const PATIENCE_SECONDS = 5;

let isUnderWay = false;

/** What comes next, or null when the answers could not be sent yet. */
export async function send(form) {
  if (isUnderWay) return null;
  isUnderWay = true;
  say(form, "");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
    });
    if (answer.ok) return await answer.json();
    if (answer.status < 500 && answer.status !== 429) return { step: "refused" };
    tryAgainIn(form, Number(answer.headers.get("Retry-After")) || PATIENCE_SECONDS, "busy");
  } catch {
    tryAgainIn(form, PATIENCE_SECONDS, "offline");
  } finally {
    isUnderWay = false;
  }
  return null;
}

function tryAgainIn(form, seconds, reason) {
  say(form, form.dataset[reason]);
  const stop = new AbortController();
  const again = () => {
    stop.abort();
    clearTimeout(timer);
    form.requestSubmit();
  };
  const timer = setTimeout(again, seconds * 1000);
  addEventListener("online", again, { signal: stop.signal });
}

function say(form, words) {
  const line = form.querySelector("[data-news]");
  line.textContent = words;
  line.hidden = words === "";
}
