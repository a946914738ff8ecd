// What is mine stays in this browser: the key of a result stands behind the # of the address, which
// is sent to nobody, and leaves it at once. The way to delete the result is shown again on later visits.

import { forgetSent } from "../mood/keeping.js";
import { forget, note, notes } from "./notes.js";
import { turnToOwner } from "./whose.js";

const KEY = /^mine=(([\w-]{22})\.[\w-]{22})$/;

const plea = document.querySelector("[data-forget]");
const sections = [...document.querySelectorAll("[data-mine]")];
const behind = location.hash.slice(1);
const [, key, slug] = KEY.exec(behind) ?? [];
const came = key ? { [slug]: { key } } : {}; // {slug: {key}} of what was made just now
if (behind && (key || plea)) history.replaceState(null, "", location.pathname + location.search);
for (const { dataset } of sections) {
  if (dataset.key) came[dataset.mine] = { key: dataset.key };
}
for (const section of sections) showWay(section);
turnToOwner(document.querySelector("[data-result]")?.dataset.result, came);

if (plea) {
  if (behind) fill(plea.elements.key, behind);
  plea.addEventListener("submit", ({ submitter }) => {
    if (!submitter?.hasAttribute("formaction")) forget(plea.dataset.forget);
  });
}

function showWay(section) {
  const { mine, title, sign } = section.dataset;
  const fresh = came[mine]?.key;
  if (fresh) {
    note(mine, { key: fresh, title, sign });
    forgetSent();
  }
  const kept = notes()[mine]?.key;
  section.querySelector("[data-once]").hidden = Boolean(kept);
  section.querySelector("[data-kept]").hidden = !kept;
  const held = "now" in section.dataset ? fresh : kept ?? fresh;
  if (!held) return;
  const link = section.querySelector("[data-link]");
  link.value = link.value.replace(/#.*/, `#${held}`);
  section.querySelector("[name=key]").value = held;
  section.hidden = false;
}

function fill(field, value) {
  field.value = value;
  field.parentElement.hidden = true;
}
