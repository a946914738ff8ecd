// What this browser notes about the results made in it: {slug: {key, on, titles: {language: [title]}, sign}}.
// The key deletes the result.

import { read, write } from "../shared/store.js";

const PLACE = "results";

export function notes() {
  return read(PLACE, {});
}

/** The first note of a result stands; its day never moves. */
export function note(slug, what) {
  const known = notes();
  write(PLACE, { ...known, [slug]: { on: today(), ...what, ...known[slug] } });
}

export function forget(slug) {
  const others = notes();
  delete others[slug];
  write(PLACE, others);
}

export function wipe() {
  write(PLACE, {});
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}
