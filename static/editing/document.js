// Stores what is typed without saving it, and shows how the points of each answer speak meanwhile.
// Without it the form works the same: every button sends the form, and the server keeps it.
import { keepUnsent, sendUnsent } from "../shared/unsent.js";

const PAUSE = 800;
const PATIENCE = 5000;
const form = document.querySelector("form[data-autosave]");
const status = form.querySelector("[data-kept]");
let timer = 0;
let waiting = 0;
let onTheWay = Promise.resolve();

for (const button of form.querySelectorAll("[data-nojs]")) button.hidden = true;
document.querySelector("[data-focus]")?.focus();

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
});

// What arrived after the save would come back as typed and not saved: the form waits for it.
form.addEventListener("submit", (event) => {
  timer = clearTimeout(timer);
  if (!waiting) return;
  event.preventDefault();
  if (form.ariaBusy) return;
  form.ariaBusy = "true";
  onTheWay.then(() => form.requestSubmit(event.submitter));
});

// Whoever leaves while typing finds the words again: leaving ends a request that is on its way.
addEventListener("pagehide", () => {
  if (!timer && !waiting) return;
  keepUnsent(form.dataset.autosave, form);
  navigator.sendBeacon(form.dataset.autosave, new FormData(form));
});

// Back at the form that was left: what it says now was rendered before its words arrived.
sendUnsent().then((address) => {
  if (address === form.dataset.autosave && !timer && !waiting) location.reload();
});

// One after the other, so that an older text never overtakes a newer one.
function keep() {
  timer = 0;
  waiting += 1;
  onTheWay = onTheWay.then(send).finally(() => (waiting -= 1));
}

async function send() {
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json());
    status.textContent = status.dataset.kept;
  } catch {
    status.textContent = status.dataset.lost;
  }
}

function show({ speaks, spent }) {
  speaks.forEach((voices, index) => {
    const list = form.querySelector(`[data-speaks="${index}"]`);
    voices.forEach(({ points }, place) => draw(list.children[place], points));
  });
  spent.forEach((points, index) => {
    form.querySelector(`[data-spent="${index}"]`).textContent = points;
  });
}

function draw(row, points) {
  const length = Math.min(Math.abs(points), 150) / 3;
  const bar = row.querySelector("rect");
  bar.setAttribute("x", points < 0 ? 50 - length : 50);
  bar.setAttribute("width", length);
  bar.parentElement.classList.toggle("against", points < 0);
  row.lastElementChild.textContent = points;
}
