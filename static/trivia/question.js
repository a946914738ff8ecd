// While a question waits: how much of the time hint is left, the keys 1 to 4, and the way back here.

import { begun } from "./open.js";

const TICK = 250;
const form = document.querySelector("[data-question]");
const bar = form.querySelector("[data-timer]");

form.classList.add("keyed");
begun(JSON.parse(form.dataset.round));

if (bar) {
  const left = bar.value;
  const start = performance.now();
  bar.hidden = false;
  const ticking = setInterval(() => {
    bar.value = Math.max(0, left - (performance.now() - start) / 1000);
    if (bar.value > 0) return;
    clearInterval(ticking);
    form.querySelector("[data-in-time]").hidden = true;
    form.querySelector("[data-late]").hidden = false;
  }, TICK);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  const option = form.elements.option[Number(event.key) - 1];
  if (!option) return;
  option.checked = true;
  option.focus();
});
