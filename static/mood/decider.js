// The decider goes out as the quiz does: a network that is gone costs no answer here either.

import { settle } from "./keeping.js";
import { follow, send } from "./sending.js";
import { chooseByNumber } from "./steps.js";

const decider = document.querySelector("[data-decider]");
decider.classList.add("keyed");

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const next = await send(event.target);
  if (!next) return;
  if (next.step === "result") settle(event.target.elements.attempt.value, next.location);
  follow(next, event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  chooseByNumber(event, decider);
});
