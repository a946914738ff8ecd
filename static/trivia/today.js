// Today's round as this browser knows it: played, begun, or still to come; and when the next one comes.

import { playedOn } from "./noted.js";
import { unfinished } from "./open.js";

const panel = document.querySelector("[data-today]");
if (panel) {
  const played = playedOn(panel.dataset.today);
  if (played) showDone(played);
  showOpen(unfinished(Date.now()), Boolean(played));
}

function showDone(round) {
  const done = panel.querySelector("[data-done]");
  panel.querySelector("[data-fresh]").hidden = true;
  done.hidden = false;
  panel.querySelector("[data-line]").textContent = round.line;
  const link = panel.querySelector("[data-result]");
  link.hidden = !round.key;
  if (round.key) link.href = address(done, round.key);
}

// A round of today that waits to be finished takes the place of the button that begins one.
function showOpen(rounds, isPlayed) {
  const list = panel.querySelector("[data-open]");
  const isWaiting = rounds.some((round) => round.kind === "today" && round.day === panel.dataset.today);
  if (isWaiting && !isPlayed) panel.querySelector("[data-fresh]").hidden = true;
  list.hidden = rounds.length === 0;
  list.querySelector("ul").replaceChildren(...rounds.map((round) => row(list, round)));
}

function row(list, round) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const words = list.dataset[round.kind] ?? list.dataset.practice;
  link.href = address(list, round.key);
  link.className = "button";
  link.textContent = words.replace("{position}", round.position).replace("{count}", round.count);
  item.append(link);
  return item;
}

function address(place, key) {
  return place.dataset.address.replace("KEY", encodeURIComponent(key));
}
