// Who is "you" on a page of a result or a comparison: whoever holds a key of it in this browser.
// The page itself is neutral and the same for everybody; an address with a key is drawn for its owner.

import { notes } from "./notes.js";

/** Turn a page to its owner. Two results of one browser say nothing about who is who. */
export function turnToOwner(slug) {
  const held = notes();
  const sides = new Set([...document.querySelectorAll("[data-side]")].map(({ dataset }) => dataset.side));
  const mine = [...sides].filter((side) => held[side]);
  if (mine.length === 1) nameSides(mine[0]);
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
