// While a question waits: how much of the time hint is left, and the keys 1 to 4.

const TICK = 250;
const form = document.querySelector("[data-question]");
const bar = form.querySelector("[data-timer]");

form.classList.add("keyed");

if (bar) {
  const left = bar.value;
  const start = performance.now();
  bar.hidden = false;
  const ticking = setInterval(() => {
    bar.value = Math.max(0, left - (performance.now() - start) / 1000);
    if (bar.value === 0) clearInterval(ticking);
  }, TICK);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  const option = form.elements.option[Number(event.key) - 1];
  if (!option) return;
  option.checked = true;
  option.focus();
});
