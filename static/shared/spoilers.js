// How far this visitor has watched, noted in this browser only: the choice of the trivia lobby is
// kept, and what it makes safe is unfolded wherever it is told. Pages are the same for everybody.

import { read, write } from "./store.js";

const PLACE = "watched-up-to";
const watched = Number(read(PLACE, 0));

const choice = document.querySelector("select[name=watched_up_to]");
if (choice) {
  if ([...choice.options].some((option) => option.value === String(watched))) choice.value = watched;
  choice.addEventListener("change", () => write(PLACE, Number(choice.value)));
}

for (const fold of document.querySelectorAll("details[data-safe-after]")) {
  fold.open ||= Number(fold.dataset.safeAfter) <= watched;
}
