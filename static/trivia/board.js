// The form for the leaderboard: whose the nickname is, and whether this round is the day's first here.

import { read, write } from "../shared/store.js";
import { playedOn } from "./noted.js";

const PLACE = "trivia-nickname";
const MOST_KEYS = 5;
const part = document.querySelector("[data-board]");
if (part?.querySelector("form")) takePart(part.dataset);

function takePart({ slug, day, key }) {
  const known = read(PLACE, { nickname: "", keys: [] });
  const first = playedOn(day);
  if (first && first.slug !== slug) {
    part.querySelector("[data-first]").hidden = true;
    part.querySelector("[data-later]").hidden = false;
  }

  for (const form of part.querySelectorAll("form")) {
    form.elements.earlier.value = known.keys.join(" ");
    if (!form.elements.nickname.value) form.elements.nickname.value = known.nickname;
    form.addEventListener("submit", () => {
      const keys = [key, ...known.keys.filter((other) => other !== key)].slice(0, MOST_KEYS);
      write(PLACE, { nickname: form.elements.nickname.value, keys });
    });
  }
}
