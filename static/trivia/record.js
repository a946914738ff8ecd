// The rules of the record: which rounds are noted, and how days in a row are counted.
//
// A round of the day has `day`, the instant `at` which it began, and `until`: when the streak that it
// ends breaks. The server writes both by the house's clock of that time, so that a house that moves to
// another time zone cuts nobody's streak: a day may then be missing between two rounds in time.

const MOST = 400;
const DAY = 86_400_000;

// A round is noted once, and of a day only the first one: later ones know the answers.
export function withRound(rounds, round) {
  const isNoted = (other) =>
    other.slug === round.slug || (isToday(round) && isToday(other) && other.day === round.day);
  return rounds.some(isNoted) ? rounds : [...rounds, round].slice(-MOST);
}

// `today` is the day of the house, `now` the instant in milliseconds.
export function figures(rounds, today, now) {
  const days = rounds.filter(isToday).map(asDay).sort((a, b) => a.number - b.number);
  const runs = days.reduce(grow, []);
  const last = runs.at(-1);
  const isAlive = last !== undefined && goesOn(last.end, { number: Date.parse(today) / DAY, at: now });
  return {
    streak: isAlive ? last.length : 0,
    longest: Math.max(0, ...runs.map((run) => run.length)),
    days: days.length,
  };
}

// A round noted before `at` and `until` were: its day was one of UTC.
function asDay({ day, at, until }) {
  const start = Date.parse(day);
  return {
    number: start / DAY,
    at: at ? Date.parse(at) : start,
    until: until ? Date.parse(until) : start + 2 * DAY,
  };
}

function goesOn(earlier, later) {
  return later.number - earlier.number <= 1 || later.at < earlier.until;
}

function grow(runs, day) {
  const last = runs.at(-1);
  if (last && goesOn(last.end, day)) {
    last.end = day;
    last.length += 1;
    return runs;
  }
  return [...runs, { end: day, length: 1 }];
}

function isToday(round) {
  return round.kind === "today";
}
