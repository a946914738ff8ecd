// Results made in this browser, with the keys that delete them. A browser may refuse storage.

const PLACE = "results";

export function results() {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? {};
  } catch {
    return {};
  }
}

export function keyOf(slug) {
  return results()[slug]?.key;
}

export function keepKey(slug, key) {
  write({ ...results(), [slug]: { ...results()[slug], key } });
}

export function forget(slug) {
  const { [slug]: _, ...others } = results();
  write(others);
}

export function wipe() {
  write({});
}

function write(value) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(value));
  } catch {
    // The result stays where it is, with its link.
  }
}
