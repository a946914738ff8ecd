// The question grid: finds while one types, and is used by keys. Without it every button does the same.

const PAUSE = 200;
const filter = document.querySelector("#filter");
const bulk = document.querySelector("#bulk");
const panel = bulk.querySelector(".bulk");
const keys = document.querySelector("#keys");
let timer = 0;
let newest = 0;

filter.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(find, PAUSE);
});
filter.addEventListener("submit", (event) => {
  event.preventDefault();
  find();
});
bulk.addEventListener("change", (event) => {
  if (event.target.name === "tick") tell();
});
bulk.addEventListener("click", (event) => {
  if (event.target.closest("button")?.value !== "all") return;
  event.preventDefault();
  tickAll();
});
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key];
  if (act && act(event.target) !== false) event.preventDefault();
});
const KEYS = {
  "/": () => filter.elements.q.focus(),
  ArrowDown: (from) => step(from, 1),
  ArrowUp: (from) => step(from, -1),
  j: (from) => step(from, 1),
  k: (from) => step(from, -1),
  x: (from) => tick(from),
  a: () => tickAll(),
  b: () => open(panel),
  "?": () => open(keys),
};
tell();

// Only the newest answer is shown: an older one may come later.
async function find() {
  clearTimeout(timer);
  newest += 1;
  const mine = newest;
  const asked = [...new FormData(filter)].filter(([, value]) => value && value !== "0");
  const address = `${filter.getAttribute("action")}?${new URLSearchParams(asked)}`;
  const found = (await pageAt(address))?.querySelector("#found");
  if (mine !== newest) return;
  if (found) show(document.adoptNode(found), address);
  else location.assign(address);
}

// The policy of trusted types allows no parser of strings; a request parses by itself.
function pageAt(address) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onloadend = () => resolve(request.status === 200 ? request.response : null);
    request.send();
  });
}

// What was ticked stays ticked where it is still shown.
function show(found, address) {
  const ticked = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
  document.querySelector("#found").replaceWith(found);
  for (const box of boxes()) box.checked = ticked.has(box.value);
  history.replaceState(null, "", address);
  tell();
}

function boxes() {
  return [...bulk.querySelectorAll("[name=tick]")];
}

function tell() {
  const count = boxes().filter((box) => box.checked).length;
  panel.querySelector("[data-count]").textContent = count ? `(${count})` : "";
}

function tickAll() {
  const all = boxes();
  const wanted = all.some((box) => !box.checked);
  for (const box of all) box.checked = wanted;
  tell();
}

function rowOf(element) {
  return element.closest("tbody tr");
}

function step(from, by) {
  const links = [...bulk.querySelectorAll("[data-row]")];
  const at = links.indexOf(rowOf(from)?.querySelector("[data-row]"));
  const next = links[at < 0 ? (by > 0 ? 0 : -1) : at + by];
  if (!next) return false;
  next.focus();
}

function tick(from) {
  const box = rowOf(from)?.querySelector("[name=tick]");
  if (!box) return false;
  box.checked = !box.checked;
  tell();
}

function open(details) {
  details.open = true;
  (details.querySelector("select, input") ?? details.querySelector("summary")).focus();
}
