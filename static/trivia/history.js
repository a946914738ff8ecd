// The player's own record, in this browser only: shown, added to, exported, wiped.

import { figures, withRound } from "./record.js";

const KEY = "trivia-record";
const SHOWN = 7;
const part = document.querySelector("[data-history]");
const days = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

function show(rounds) {
  part.hidden = rounds.length === 0;
  const numbers = figures(rounds, new Date().toISOString().slice(0, 10));
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

function save(rounds) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(rounds, null, 2)], { type: "application/json" }));
  link.download = "trivia-record.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

const entry = JSON.parse(part.dataset.entry);
if (entry) {
  try {
    localStorage.setItem(KEY, JSON.stringify(withRound(read(), entry)));
  } catch {
    // A browser that keeps nothing plays on without a record.
  }
}
show(read());

part.querySelector("[data-export]").addEventListener("click", () => save(read()));
part.querySelector("[data-wipe]").addEventListener("click", () => {
  localStorage.removeItem(KEY);
  show([]);
});
