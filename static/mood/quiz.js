// The mood quiz, one question at a time. Without this script the same form shows all of them.

import { forget, keep, recall } from "./keeping.js";
import { follow, send } from "./sending.js";
import { chooseByNumber, Steps } from "./steps.js";

const form = document.querySelector("[data-quiz]");
const steps = new Steps(form);

const kept = recall(form);
steps.start(kept ? kept.step : 0);

form.addEventListener("change", () => {
  steps.refresh();
  keep(form, steps.step);
});

form.addEventListener("click", (event) => {
  // A pointer has chosen; the arrow keys also click, but with no detail.
  if (event.target.matches("[type=radio]") && event.detail > 0 && !steps.isLast) {
    goTo(steps.step + 1);
  } else if (event.target.matches("[data-back]")) {
    goTo(steps.step - 1);
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
  if (next.step === "result") {
    forget(form);
  } else {
    keep(form, steps.step, next.step === "decider");
  }
  follow(next, form);
}
