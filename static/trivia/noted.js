// The finished rounds of this browser, the oldest first; record.js has the rules for them.

import { read, write } from "../shared/store.js";

const PLACE = "trivia-record";

export function noted() {
  return read(PLACE, []);
}

export function note(rounds) {
  write(PLACE, rounds);
}

/** The round of a day that counts, if this browser has finished one. */
export function playedOn(day) {
  return noted().find((round) => round.kind === "today" && round.day === day);
}
