// Makes the game an app: the worker at the root of the site keeps the quiz for times without a network.

const ADDRESS = new URL("../../../service-worker.js", import.meta.url).pathname;
const policy = window.trustedTypes?.createPolicy("install", { createScriptURL: () => ADDRESS });

if ("serviceWorker" in navigator) addEventListener("load", install);

async function install() {
  const isFirst = !navigator.serviceWorker.controller;
  try {
    await navigator.serviceWorker.register(policy ? policy.createScriptURL("") : ADDRESS);
  } catch {
    return; // private windows and plain http do without
  }
  if (isFirst && document.querySelector("form[data-quiz]")) {
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: location.href });
  }
}
