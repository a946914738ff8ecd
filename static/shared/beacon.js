// Tells how far a quiz was played: that it was opened, and which questions came into sight.
// Nothing about the player or the answers is sent, and nothing is kept in the browser.
const BEACON = new URL(`../../../${document.documentElement.lang}/beacon`, import.meta.url);
const form = document.querySelector("form[data-quiz]");

function count(steps) {
  if (!steps.length) return;
  const named = steps.map((step) => ["step", step]);
  const body = new URLSearchParams([["quiz", form.dataset.quiz], ...named]);
  navigator.sendBeacon?.(BEACON, body);
}

if (form?.dataset.quiz) {
  const items = [...form.querySelectorAll("[data-item]")];
  let unsaid = ["start"]; // goes along with what is in sight first
  const watch = new IntersectionObserver((entries) => {
    const seen = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target);
    for (const item of seen) watch.unobserve(item);
    count([...unsaid, ...seen.map((item) => `item-${items.indexOf(item) + 1}`)]);
    unsaid = [];
  });
  for (const item of items) watch.observe(item);
}
