// The decider goes out as the quiz does: a network that is gone costs no answer here either.

import { follow, send } from "./sending.js";

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const next = await send(event.target);
  if (next) follow(next, event.target);
});
