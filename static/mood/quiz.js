// The mood quiz, one question at a time. Without this script the same form shows all of them.

import "../shared/beacon.js";
import { forget, keep, recall, settle } from "./keeping.js";
import { follow, send } from "./sending.js";
import { chooseByNumber, Steps } from "./steps.js";

const form = document.querySelector("[data-quiz]");
const steps = new Steps(form);

// Sent back with a remark, the page has the answers itself, and an attempt that can be sent.
const kept = form.querySelector("[role=alert]") ? null : recall(form);
steps.start(kept ? kept.step : 0);
history.replaceState({ attempt: form.elements.attempt.value }, "");
tell(kept);

addEventListener("pageshow", ({ persisted }) => {
  if (persisted) tell(recall(form));
});

form.addEventListener("change", () => {
  tell(null);
  steps.refresh();
  keep(form, steps.step);
});

form.addEventListener("click", (event) => {
  // A pointer has chosen; the arrow keys also click, but with no detail.
  if (event.target.matches("[type=radio]") && event.detail > 0 && !steps.isLast) {
    goTo(steps.step + 1);
  } else if (event.target.matches("[data-back]")) {
    goTo(steps.step - 1);
  } else if (event.target.matches("[data-restart] a")) {
    forget(form.dataset.quiz);
  }
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (steps.isLast) {
    finish();
  } else {
    goTo(steps.step + 1);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  chooseByNumber(event, steps.item);
  if (event.key === "Backspace" && steps.step > 0) {
    event.preventDefault();
    goTo(steps.step - 1);
  } else if (event.key === "ArrowDown" && !event.target.matches("[type=radio]")) {
    event.preventDefault();
    steps.enter();
  }
});

function goTo(step) {
  steps.goTo(step);
  keep(form, steps.step);
}

async function finish() {
  const next = await send(form);
  if (next === null) return;
  keep(form, steps.step);
  if (next.step === "result") settle(form.elements.attempt.value, next.location);
  follow(next, form);
}

// Whose answers these are: of an earlier visit, or of a result that stands. Another answer makes it untrue.
function tell(kept) {
  const stands = form.querySelector("[data-stands]");
  stands.hidden = !kept?.result;
  form.querySelector("[data-resumed]").hidden = !kept || Boolean(kept.result);
  if (kept?.result) stands.querySelector("a").href = kept.result;
}
