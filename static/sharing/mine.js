// What is mine stays in this browser: the key of a result leaves the address at once,
// and the way to delete the result is shown again on later visits.

import { forget, keepKey, keyOf } from "./keys.js";

const section = document.querySelector("[data-mine]");
if (section) {
  const { mine } = section.dataset;
  const key = section.dataset.key || keyOf(mine);
  const address = new URL(location.href);
  if (address.searchParams.has("mine")) {
    address.searchParams.delete("mine");
    history.replaceState(null, "", address);
  }
  if (key) {
    keepKey(mine, key);
    const link = section.querySelector("[data-delete]");
    const goal = new URL(link.href);
    goal.searchParams.set("key", key);
    link.href = goal;
    section.hidden = false;
  }
}

const plea = document.querySelector("[data-forget]");
plea?.addEventListener("submit", () => forget(plea.dataset.forget));
