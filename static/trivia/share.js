// Copy or share the text in the box; the box itself is there for whoever does it by hand.

for (const part of document.querySelectorAll("[data-share]")) {
  const box = part.querySelector("textarea");
  const status = part.querySelector("[role=status]");
  const copy = part.querySelector("[data-copy]");
  const send = part.querySelector("[data-send]");

  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(box.value);
      status.textContent = part.dataset.copied;
    } catch {
      status.textContent = part.dataset.failed;
      box.select();
    }
  });

  send.hidden = !navigator.share;
  send.addEventListener("click", () => {
    // Closing the share sheet rejects the promise, and is nothing to report.
    navigator.share({ text: box.value }).catch(() => {});
  });
}
