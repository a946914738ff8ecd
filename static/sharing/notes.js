// What this browser notes about the results made in it: {slug: {key, on, titles: {language: [title]}, sign}}.
// The key deletes the result. A browser may refuse storage; then there are no notes.

const PLACE = "results";

export function notes() {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? {};
  } catch {
    return {};
  }
}

/** The first note of a result stands; its day never moves. */
export function note(slug, what) {
  const known = notes();
  write({ ...known, [slug]: { on: today(), ...what, ...known[slug] } });
}

export function forget(slug) {
  const others = notes();
  delete others[slug];
  write(others);
}

export function wipe() {
  write({});
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

function write(value) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(value));
  } catch {
    // The result stays where it is, with its link.
  }
}
