// The mood diary: one leaf of a calendar for each month that has a result.

import { notes, wipe } from "./notes.js";

const MOST_MARKS = 3;
const diary = document.querySelector("[data-diary]");
const dialog = diary.querySelector("dialog");
const language = document.documentElement.lang;

show();

diary.querySelector("[data-export]").addEventListener("click", () => {
  const file = new Blob([JSON.stringify(notes(), null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "mood-diary.json";
  link.click();
  URL.revokeObjectURL(link.href);
});

diary.querySelector("[data-wipe]").addEventListener("click", () => dialog.showModal());

dialog.addEventListener("close", () => {
  if (dialog.returnValue !== "wipe") return;
  wipe();
  show();
});

function show() {
  const entries = Object.entries(notes()).filter(([, { on }]) => /^\d{4}-\d\d-\d\d$/.test(on));
  entries.sort(([, one], [, other]) => other.on.localeCompare(one.on));
  const months = byMonth(entries);
  diary.querySelector("[data-months]").replaceChildren(
    ...[...months].map(([month, results]) => leaf(month, results)),
  );
  diary.querySelector("[data-empty]").hidden = entries.length > 0;
  diary.querySelector("[data-tools]").hidden = entries.length === 0;
}

function byMonth(entries) {
  const months = new Map();
  for (const entry of entries) {
    const month = entry[1].on.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), entry]);
  }
  return months;
}

function leaf(month, results) {
  const part = diary.querySelector("[data-month]").content.cloneNode(true);
  const [year, number] = month.split("-").map(Number);
  const first = new Date(year, number - 1, 1);
  const count = new Date(year, number, 0).getDate();
  part.querySelector("h2").textContent = said(first, { year: "numeric", month: "long" });
  const days = Array.from({ length: count }, (_, index) => day(month, index + 1, results));
  days[0].style.gridColumnStart = first.getDay() + 1; // weeks begin on Sunday, in Korea too
  part.querySelector("ol").append(...days);
  part.querySelector("ul").append(...results.map(line));
  return part;
}

// The number stays: the marks of the day's results stand under it.
function day(month, number, results) {
  const on = `${month}-${String(number).padStart(2, "0")}`;
  const found = results.filter(([, entry]) => entry.on === on);
  const item = document.createElement("li");
  item.append(number);
  item.classList.toggle("lit", found.length > 0);
  item.ariaHidden = "true"; // the list below says the same in words
  if (found.length) item.append(marks(found));
  return item;
}

function marks(found) {
  const place = document.createElement("span");
  const more = found.length - MOST_MARKS;
  const signs = found.slice(0, MOST_MARKS).map(([, { sign }]) => sign || "♪");
  place.textContent = signs.join("") + (more > 0 ? `+${more}` : "");
  return place;
}

function line([slug, { on, titles, title, sign }]) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const [year, month, date] = on.split("-").map(Number);
  link.href = diary.dataset.result.replace("SLUG", encodeURIComponent(slug));
  link.textContent = titles?.[language]?.join(" · ") || title || slug;
  item.append(`${said(new Date(year, month - 1, date), { dateStyle: "medium" })} ${sign ?? ""} `, link);
  return item;
}

function said(date, form) {
  return new Intl.DateTimeFormat(language, form).format(date);
}
