// Lets a mood quiz that was once opened be played without a network.
// Kept are quiz pages, their static files and the offline page. Nothing else ever is: no result,
// no key, no desk, no trivia, nothing that was posted. For pages the network always goes first.

const { digest, assets, offline } = {{ kept }};
const SHELF = `game-${digest}`;
const QUIZ = /^\/(en|ko)\/mood\/([a-z0-9-]+\/)?(\?friend=[\w-]+)?$/;

addEventListener("install", (event) => {
  event.waitUntil(stock());
  skipWaiting();
});

addEventListener("activate", (event) => {
  event.waitUntil(clear().then(() => clients.claim()));
});

// A page that was there before the first worker asks to be kept.
addEventListener("message", (event) => {
  if (isQuiz(event.data.keep)) event.waitUntil(fetchAndKeep(event.data.keep));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") {
    event.respondWith(visit(event));
  } else if (assets.includes(new URL(request.url).pathname)) {
    event.respondWith(kept(request).then((file) => file ?? fetch(request)));
  }
});

async function visit(event) {
  const { request } = event;
  const isKept = request.method === "GET" && isQuiz(request.url);
  try {
    const answer = await fetch(request);
    if (isKept && answer.ok) event.waitUntil(keep(request.url, answer.clone()));
    return answer;
  } catch {
    // Back to the answer of a form, which nobody keeps: to the page that the form is on.
    if (request.isHistoryNavigation && request.method === "POST") return Response.redirect(request.url);
    const page = isKept && ((await kept(request.url)) ?? (await kept(request.url, true)));
    return page || (await kept(offline[language(request.url)]));
  }
}

function isQuiz(address) {
  const { origin, pathname, search } = new URL(address);
  return origin === location.origin && QUIZ.test(pathname + search);
}

function language(address) {
  const [code] = new URL(address).pathname.slice(1).split("/");
  return code in offline ? code : "en";
}

function kept(request, ignoreSearch = false) {
  return caches.match(request, { cacheName: SHELF, ignoreVary: true, ignoreSearch });
}

async function keep(address, answer) {
  const shelf = await caches.open(SHELF);
  await shelf.put(address, answer);
}

async function fetchAndKeep(address) {
  const shelf = await caches.open(SHELF);
  await shelf.add(address);
}

// With new files come new pages: those that were kept are fetched again, as far as they still exist.
async function stock() {
  const shelf = await caches.open(SHELF);
  await shelf.addAll([...assets, ...Object.values(offline)]);
  await Promise.allSettled((await quizzesKept()).map(fetchAndKeep));
}

async function quizzesKept() {
  const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = await Promise.all(shelves.map((shelf) => shelf.keys()));
  return [...new Set(requests.flat().map(({ url }) => url))].filter(isQuiz);
}

async function clear() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name)));
}
