// The buttons of the share panel, and its card. Without this script its links and fields do the same by hand.

const panel = document.querySelector("[data-share]");
const { share: url, text } = panel.dataset;
const frame = panel.querySelector("[data-picture]");
const { picture: card, words } = frame.dataset;
const native = panel.querySelector("[data-native]");

new IntersectionObserver(([place], sight) => {
  if (!place.isIntersecting) return;
  sight.disconnect();
  const image = new Image();
  image.alt = words;
  image.src = card;
  frame.append(image);
}).observe(frame);

panel.querySelector("[data-buttons]").hidden = false;
native.hidden = !navigator.share;

native.addEventListener("click", async () => {
  try {
    await navigator.share(await offer());
    say("shared");
  } catch (problem) {
    if (problem.name === "AbortError") {
      say("cancelled");
    } else {
      await copy(panel.querySelector("#share-text"));
    }
  }
});

for (const button of panel.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(panel.querySelector(`#${button.dataset.copy}`)));
}

// The card goes along where the browser can hand over files.
async function offer() {
  const files = await cardFile();
  return files && navigator.canShare?.({ files }) ? { text, url, files } : { text, url };
}

async function cardFile() {
  try {
    const answer = await fetch(card);
    return answer.ok ? [new File([await answer.blob()], "card.png", { type: "image/png" })] : null;
  } catch {
    return null;
  }
}

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    say("copied");
  } catch {
    field.focus();
    field.select();
    say("failed");
  }
}

function say(outcome) {
  panel.querySelector("[data-said]").textContent = panel.dataset[outcome];
}
