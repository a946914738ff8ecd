// When the next round comes, on the visitor's clock: "in 7 hr 12 min, at 00:00".

const MINUTE = 60_000;
const language = document.documentElement.lang;
// Many browsers call the halves of a Korean day AM and PM, as no Korean would: 24 hours there.
const hours = language === "ko" ? { hourCycle: "h23" } : {};
const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", ...hours });

export function span(milliseconds, of = language) {
  const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE));
  const parts = [
    ["hour", Math.floor(minutes / 60)],
    ["minute", minutes % 60],
  ];
  return parts
    .filter(([, count]) => count)
    .map(([unit, count]) => new Intl.NumberFormat(of, { style: "unit", unit }).format(count))
    .join(" ");
}

function tell(place) {
  const { next, soon, here } = place.dataset;
  const left = Date.parse(next) - Date.now();
  place.textContent =
    left > 0 ? soon.replace("{span}", span(left)).replace("{time}", clock.format(new Date(next))) : here;
}

const places = [...document.querySelectorAll("[data-next]")];
const tellAll = () => places.forEach(tell);
tellAll();
setInterval(tellAll, MINUTE / 4);
document.addEventListener("visibilitychange", tellAll);
