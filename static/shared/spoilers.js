// How far this visitor has watched, noted in this browser only: the choice of the trivia lobby is
// kept, and what it makes safe is unfolded wherever it is told. Pages are the same for everybody.

const PLACE = "watched-up-to";

function watched() {
  try {
    return Number(localStorage.getItem(PLACE));
  } catch {
    return 0;
  }
}

function note(episode) {
  try {
    localStorage.setItem(PLACE, episode);
  } catch {
    // a browser may refuse storage; then everything stays folded
  }
}

const choice = document.querySelector("select[name=watched_up_to]");
if (choice) {
  const kept = String(watched());
  if ([...choice.options].some((option) => option.value === kept)) choice.value = kept;
  choice.addEventListener("change", () => note(choice.value));
}

for (const fold of document.querySelectorAll("details[data-safe-after]")) {
  fold.open ||= Number(fold.dataset.safeAfter) <= watched();
}
