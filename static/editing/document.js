// Keeps what is typed as a draft, and shows how the points of each answer speak meanwhile.
// Without it the form works the same: every button sends the form, and the server keeps it.

const PAUSE = 800;
const form = document.querySelector("form[data-draft]");
const status = form.querySelector("[data-kept]");
let timer = 0;
let asking = new AbortController();

for (const button of form.querySelectorAll("[data-nojs]")) button.hidden = true;
document.querySelector("[data-focus]")?.focus();

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
});

form.addEventListener("submit", () => {
  clearTimeout(timer);
  asking.abort();
});

async function keep() {
  asking.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      signal: asking.signal,
    });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json());
    status.textContent = status.dataset.kept;
  } catch (problem) {
    if (problem.name !== "AbortError") status.textContent = status.dataset.lost;
  }
}

function show({ speaks, spent }) {
  speaks.forEach((voices, index) => {
    const list = form.querySelector(`[data-speaks="${index}"]`);
    voices.forEach(({ points }, place) => draw(list.children[place], points));
  });
  spent.forEach((points, index) => {
    const place = form.querySelector(`[data-spent="${index}"]`);
    place.textContent = place.textContent.replace(/\d+/, points);
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
