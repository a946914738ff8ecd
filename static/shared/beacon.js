// Tells how far a quiz was played: that it was opened, and which questions came into sight.
// Nothing about the player or the answers is sent, and nothing is kept in the browser.
const form = document.querySelector("form[data-quiz]");

function count(step) {
  const body = new URLSearchParams({ quiz: form.dataset.quiz, step });
  navigator.sendBeacon?.(`/${document.documentElement.lang}/beacon`, body);
}

if (form?.dataset.quiz) {
  const items = [...form.querySelectorAll("[data-item]")];
  const watch = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        watch.unobserve(target);
        count(`item-${items.indexOf(target) + 1}`);
      }
    }
  });
  count("start");
  items.forEach((item) => watch.observe(item));
}
