// Sends the answers. A send that fails is kept, said, and tried again when the network is back.

const PATIENCE_SECONDS = 5;
const SILENCE_MS = 800;

let isUnderWay = false;
let waiting = new AbortController();

/** What comes next, or null when the answers could not be sent yet. */
export async function send(form) {
  if (isUnderWay) return null;
  isUnderWay = true;
  waiting.abort();
  say("");
  const slow = setTimeout(() => say("slow"), SILENCE_MS);
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
    clearTimeout(slow);
    isUnderWay = false;
  }
  return null;
}

/** To the result, or by the form itself to the page that says what comes next. */
export function follow(next, form) {
  if (next.step === "result") {
    location.assign(next.location);
  } else {
    form.submit();
  }
}

// One try waits at a time: whoever skips after all takes back the answer that could not go out.
function tryAgainIn(form, seconds, reason) {
  say(reason);
  waiting = new AbortController();
  const { signal } = waiting;
  const again = () => form.requestSubmit();
  const timer = setTimeout(again, seconds * 1000);
  signal.addEventListener("abort", () => clearTimeout(timer));
  addEventListener("online", again, { signal });
}

function say(reason) {
  const line = document.querySelector("[data-news]");
  line.textContent = reason ? line.dataset[reason] : "";
  line.hidden = !reason;
}
