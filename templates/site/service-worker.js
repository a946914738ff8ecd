// Lets a mood quiz that was once opened be played without a network.
// Caches quiz pages, their static files and the offline page, and nothing else: no result, no key,
// no editors' page, no trivia, nothing that was posted. Pages always come from the network first.

const { digest, assets, offline } = {{ values }};
const SITE = new URL(registration.scope).pathname; // "/", or the path below which the game lies
const KIND = `game-${SITE.slice(1)}`;
const CACHE = KIND + digest;
const QUIZ = /^(en|ko)\/mood\/([a-z0-9-]+\/)?(\?friend=[\w-]+)?$/;

addEventListener("install", (event) => {
  event.waitUntil(fillCache());
  skipWaiting();
});

addEventListener("activate", (event) => {
  event.waitUntil(deleteOldCaches().then(() => clients.claim()));
});

// A page that was loaded before the first worker asks to be cached.
addEventListener("message", (event) => {
  if (isQuiz(event.data.keep)) event.waitUntil(fetchAndCache(event.data.keep));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") {
    event.respondWith(answerNavigation(event));
  } else if (assets.includes(new URL(request.url).pathname)) {
    event.respondWith(cached(request).then((file) => file ?? fetch(request)));
  }
});

async function answerNavigation(event) {
  const { request } = event;
  const isCacheable = request.method === "GET" && isQuiz(request.url);
  try {
    const answer = await fetch(request);
    if (isCacheable && answer.ok) event.waitUntil(store(request.url, answer.clone()));
    return answer;
  } catch {
    // Back to the answer of a form, which is never cached: redirect to the page with the form.
    if (request.isHistoryNavigation && request.method === "POST") return Response.redirect(request.url);
    const page = isCacheable && ((await cached(request.url)) ?? (await cached(request.url, true)));
    return page || (await cached(offline[language(request.url)]));
  }
}

function isQuiz(address) {
  const { origin, search } = new URL(address);
  return origin === location.origin && QUIZ.test(below(address) + search);
}

function language(address) {
  const [code] = below(address).split("/");
  return code in offline ? code : "en";
}

// The path below the root of this site, which another site of the same host does not have.
function below(address) {
  const { pathname } = new URL(address);
  return pathname.startsWith(SITE) ? pathname.slice(SITE.length) : "";
}

function cached(request, ignoreSearch = false) {
  return caches.match(request, { cacheName: CACHE, ignoreVary: true, ignoreSearch });
}

async function store(address, answer) {
  const cache = await caches.open(CACHE);
  await cache.put(address, answer);
}

async function fetchAndCache(address) {
  const cache = await caches.open(CACHE);
  await cache.add(address);
}

// New files need new pages: cached ones are fetched again, as far as they still exist.
async function fillCache() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...assets, ...Object.values(offline)]);
  await Promise.allSettled((await cachedQuizzes()).map(fetchAndCache));
}

async function cachedQuizzes() {
  const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = await Promise.all(opened.map((cache) => cache.keys()));
  return [...new Set(requests.flat().map(({ url }) => url))].filter(isQuiz);
}

async function deleteOldCaches() {
  const names = await caches.keys();
  await Promise.all(names.filter(isOld).map((name) => caches.delete(name)));
}

// Caches belong to all of a host: those of other sites and of games below other paths stay.
function isOld(name) {
  return name !== CACHE && name.startsWith(KIND) && name.length === CACHE.length;
}
