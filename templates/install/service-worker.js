// Lets a mood quiz that was once opened be played without a network.
// Kept are the quiz pages, their static files and the offline page. Nothing else ever is: no result,
// no key, no desk, no trivia, nothing that was posted. The network always goes first for pages.

const { digest, assets, offline } = {{ kept | safe }};
const SHELF = `game-${digest}`;
const QUIZ = /^\/(en|ko)\/mood\/([a-z0-9-]+\/)?$/;

self.addEventListener("install", (event) => {
  event.waitUntil(stock().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(clear().then(() => self.clients.claim()));
});

self.addEventListener("message", ({ data, waitUntil }) => {});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") {
    event.respondWith(visit(event));
  } else if (request.method === "GET" && assets.includes(new URL(request.url).pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});

async function visit(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (isQuiz(request) && answer.ok) event.waitUntil(keep(request, answer.clone()));
    return answer;
  } catch {
    return (await kept(request)) ?? (await caches.match(offline[language(request)]));
  }
}
