// What is mine stays in this browser: the key of a result leaves the address at once,
// and the way to delete the result is shown again on later visits.

import { forget, note, notes } from "./notes.js";
import { turnToOwner } from "./whose.js";

const section = document.querySelector("[data-mine]");
if (section) {
  const { mine, key = "" } = section.dataset;
  const said = JSON.parse(section.dataset.note);
  cleanAddress();
  if (key) note(mine, { key, ...said });
  else if (notes()[mine]) note(mine, said); // one of before had the title in one language
  const kept = notes()[mine]?.key;
  section.querySelector("[data-once]").hidden = Boolean(kept);
  section.querySelector("[data-kept]").hidden = !kept;
  if (kept ?? key) showWay(section, kept ?? key);
}

turnToOwner(document.querySelector("[data-result]")?.dataset.result);

const plea = document.querySelector("[data-forget]");
plea?.addEventListener("submit", () => forget(plea.dataset.forget));

function cleanAddress() {
  const address = new URL(location.href);
  if (!address.searchParams.has("mine")) return;
  address.searchParams.delete("mine");
  history.replaceState(null, "", address);
}

function showWay(place, key) {
  const link = place.querySelector("[data-delete]");
  const goal = new URL(link.href);
  goal.searchParams.set("key", key);
  link.href = goal;
  place.hidden = false;
}
