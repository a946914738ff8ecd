// The player's own record, in this browser only: shown, added to, exported, wiped.

import { note, noted } from "./noted.js";
import { finished } from "./open.js";
import { figures, withRound } from "./record.js";

const SHOWN = 7;
const part = document.querySelector("[data-history]");
const days = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });

function show(rounds) {
  part.hidden = rounds.length === 0;
  const numbers = figures(rounds, part.dataset.houseDay, Date.now());
  for (const [name, number] of Object.entries(numbers)) {
    part.querySelector(`[data-figure=${name}]`).textContent = number;
  }
  part.querySelector("[data-past]").replaceChildren(...rounds.slice(-SHOWN).reverse().map(row));
}

function row(round) {
  const item = document.createElement("li");
  const day = round.day && days.format(new Date(round.day));
  item.textContent = [day, round.line].filter(Boolean).join(" ");
  return item;
}

// The keys of rounds open them for whoever has them, so they are not in the file.
function save(rounds) {
  const shared = rounds.map(({ key, ...round }) => round);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(shared, null, 2)], { type: "application/json" }));
  link.download = "trivia-record.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

const entry = JSON.parse(part.dataset.entry);
if (entry) {
  note(withRound(noted(), entry));
  finished(entry.key);
}
show(noted());

part.querySelector("[data-export]").addEventListener("click", () => save(noted()));
part.querySelector("[data-wipe]").addEventListener("click", () => {
  note([]);
  show([]);
});
