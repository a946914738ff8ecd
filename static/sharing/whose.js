// Who is "you" on a page of a result or a comparison: whoever holds a key of it in this browser.
// The page itself is neutral and the same for everybody.

import { notes } from "./notes.js";

/**
 * Turn a page to its owner. Two results of one browser say nothing about who is who.
 * @param came {slug: {key}} of the result that was made just now, which decides.
 */
export function turnToOwner(slug, came) {
  const held = { ...notes(), ...came };
  const sides = new Set([...document.querySelectorAll("[data-side]")].map(({ dataset }) => dataset.side));
  const [mine, another] = [...sides].filter((side) => (Object.keys(came).length ? came : held)[side]);
  if (mine && !another) nameSides(mine);
  for (const link of document.querySelectorAll("a[data-whose]")) {
    if (came[link.dataset.whose]) link.hash = `mine=${came[link.dataset.whose].key}`;
  }
  if (slug && held[slug]) showOwned(held[slug].key);
}

function nameSides(mine) {
  for (const place of document.querySelectorAll("[data-side]")) {
    place.textContent = place.dataset.side === mine ? place.dataset.you : place.dataset.friend;
  }
}

function showOwned(key) {
  for (const place of document.querySelectorAll("[data-yours]")) place.textContent = place.dataset.yours;
  for (const place of document.querySelectorAll("[data-owner]")) place.hidden = false;
  for (const place of document.querySelectorAll("[data-visitor]")) place.hidden = true;
  for (const field of document.querySelectorAll("input[data-key]")) field.value = key;
}
