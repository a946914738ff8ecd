// Rounds begun and not finished: {key, kind, day, position, count, at}, the latest first.

import { read, write } from "../shared/store.js";

const PLACE = "trivia-open";
const MOST = 3;
const LASTING = 2 * 86_400_000; // after two days the server forgets them too

export function begun(round) {
  write(PLACE, [round, ...others(round.key)].slice(0, MOST));
}

export function finished(key) {
  write(PLACE, others(key));
}

export function unfinished(now) {
  return read(PLACE, []).filter((round) => now - Date.parse(round.at) < LASTING);
}

function others(key) {
  return read(PLACE, []).filter((round) => round.key !== key);
}
