/* The service worker of one edition: what a visitor has seen, the shortlist, the halls and the programme stay readable
   where there is no network. catalog/web/app.py puts in what stands for EDITION and says what each part of it is; so this
   file changes whenever something changes that it fetches beforehand, and browsers then see a newer edition.

   Pages come from the network first, and from what is kept when it fails or takes too long; a page that was kept
   always says so, and since when. What carries a hash of its content in its name is kept for as long as anything
   kept names it. No other host, no answer but a whole one of our own, and nothing that is sent is ever kept. */
"use strict";
const EDITION = "EDITION";
const SCOPE = new URL(self.registration.scope).pathname;
/* Several editions, and other sites, may share an origin: the way to this one is in every name. */
const OURS = "catalog|" + SCOPE + "|";
const PACK = OURS + "pack|" + EDITION.version; /* what is fetched beforehand: of this version of the edition only */
const PAGES = OURS + "pages", ASSETS = OURS + "assets", DATA = OURS + "data", MEDIA = OURS + "media";
const PATIENCE = 3000; /* ms that a page waits for the network while there is a kept one */
const MOST_PAGES = 150, MOST_MEDIA = 150, MEDIA_BYTES = 12e6, HOUR = 3600e3;
const HASHED = /^(?:assets|media)\/|^data\/[^/]+-[0-9a-f]{10}\.js$/, LIVE = /^data\/(?:finder|shortlist)-[\w-]+\.js$/;
const NAME = /[\w-]+[.-][0-9a-f]{8,10}\.(?:min\.)?\w+/g; /* of a file with a hash, wherever one is mentioned */

/* --- keeping --- */
function cached(name, path) { /* where storage is forbidden or broken nothing is kept, and all comes from the network */
  return caches.match(SCOPE + path, { cacheName: name, ignoreVary: true }).catch(function () { return undefined; });
}
function since(response) { return +response.headers.get("x-kept"); }
function whole(response) { return response.status === 200 && response.type === "basic" && !response.redirected; }
async function keep(name, path, response, digest) {
  if (stopped) return;
  const body = await response.blob(), headers = new Headers(response.headers);
  ["content-encoding", "content-length", "vary", "set-cookie"].forEach(function (header) { headers.delete(header); });
  headers.set("x-kept", Date.now());
  headers.set("x-size", body.size);
  if (digest) headers.set("x-digest", digest);
  const cache = await caches.open(name);
  try {
    await cache.delete(SCOPE + path, { ignoreVary: true }); /* what is put anew stands last: the oldest come first */
    await cache.put(SCOPE + path, new Response(body, { headers: headers }));
  } catch (error) { /* no room: pictures are what can be missed */
    await caches.delete(MEDIA);
  }
}
async function trim(name, most, bytes) {
  const cache = await caches.open(name), keys = await cache.keys();
  let sizes = bytes ? (await cache.matchAll()).map(function (response) { return +response.headers.get("x-size"); }) : [];
  let sum = sizes.reduce(function (a, b) { return a + b; }, 0), left = keys.length;
  for (let i = 0; i < keys.length && (left > most || sum > bytes); i++) {
    await cache.delete(keys[i]);
    sum -= sizes[i] || 0;
    left--;
  }
}
let trimming = null;
function trimSoon() { /* many pictures arrive at once: look through them once */
  return trimming || (trimming = pause(1000).then(function () {
    trimming = null;
    if (stopped) return null;
    return Promise.all([trim(PAGES, MOST_PAGES), trim(MEDIA, MOST_MEDIA, MEDIA_BYTES)]);
  }));
}
function pause(ms) { return new Promise(function (done) { setTimeout(done, ms); }); }
/* A page or a file of data may be in the pack and among what was seen; the younger one counts. */
async function find(name, path) {
  const found = await Promise.all([cached(PACK, path), cached(name, path)]);
  return found.filter(Boolean).sort(function (a, b) { return since(b) - since(a); })[0];
}
async function forget(name, path) {
  await Promise.all([PACK, name].map(async function (one) { await (await caches.open(one)).delete(SCOPE + path, { ignoreVary: true }); }));
}
function place(path) { return path.startsWith("media/") ? MEDIA : HASHED.test(path) ? ASSETS : LIVE.test(path) ? DATA : PAGES; }
function isPage(path) { return path.endsWith("/") && path.split("/")[0] in EDITION.languages; }
/* The address below the edition that a page is kept under: searches and spelled-out index pages are the same page. */
function plain(url) { return url.pathname.slice(SCOPE.length).replace(/(^|\/)index\.html$/, "$1"); }
function ask(request) { return fetch(request, { cache: "no-cache" }); } /* an older answer must not pass for the server's */

/* --- the pack of a language: its home, shortlist, halls and programme, and what these pages need --- */
async function fill(lang, sparing) {
  const own = EDITION.languages[lang];
  if (!own) return;
  const pack = await caches.open(PACK), names = await caches.keys();
  const former = names.filter(function (name) { return name.startsWith(OURS + "pack|") && name !== PACK; });
  await Promise.all((sparing ? own.pack.slice(0, 1) : own.pack).map(async function (entry) { /* the first is the offline page */
    const path = entry[0], digest = entry[1], have = await cached(PACK, path);
    if (have && have.headers.get("x-digest") === digest) return;
    for (const name of former) { /* what has not changed is not fetched again */
      const old = await cached(name, path);
      if (old && old.headers.get("x-digest") === digest) return pack.put(SCOPE + path, old);
    }
    const response = await ask(SCOPE + path);
    if (whole(response)) await keep(PACK, path, response, digest);
  }).concat((sparing ? [] : own.assets).map(fetchOnce)).map(quiet));
}
async function fetchOnce(path) {
  const name = place(path), hashed = HASHED.test(path);
  if (await (hashed ? cached(name, path) : find(name, path))) return;
  const response = await (hashed ? fetch(SCOPE + path) : ask(SCOPE + path));
  if (whole(response)) await keep(name, path, response);
}
function quiet(promise) { return promise.catch(function () { /* no network now: it is tried again on the next page */ }); }
async function languages() { /* those that this visitor has read in */
  const found = new Set();
  for (const name of await caches.keys()) if (name.startsWith(OURS + "pack|")) {
    for (const request of await (await caches.open(name)).keys()) found.add(new URL(request.url).pathname.slice(SCOPE.length).split("/")[0]);
  }
  return Object.keys(EDITION.languages).filter(function (lang) { return found.has(lang); });
}

self.addEventListener("install", function (event) {
  event.waitUntil(languages().then(function (found) { return Promise.all(found.map(function (lang) { return fill(lang, sparing()); })); }));
});
self.addEventListener("activate", function (event) { event.waitUntil(tidy().then(function () { return self.clients.claim(); })); });
function sparing() { return Boolean(navigator.connection && navigator.connection.saveData); }
/* Former packs go, and every hashed file that nothing kept names any more: no page, no data, nor a page's own script. */
async function tidy() {
  const current = [PACK, PAGES, ASSETS, DATA, MEDIA], named = new Set(), name = function (request) { return new URL(request.url).pathname.split("/").pop(); };
  const read = async function (response) { for (const found of (await response.text()).match(NAME) || []) named.add(found); };
  for (const cache of await caches.keys()) if (cache.startsWith(OURS) && !current.includes(cache)) await caches.delete(cache);
  for (const cache of [PACK, PAGES, DATA]) for (const response of await (await caches.open(cache)).matchAll()) await read(response);
  const assets = await caches.open(ASSETS), keys = await assets.keys();
  for (const request of keys) if (/^frame-/.test(name(request)) && named.has(name(request))) await read(await assets.match(request, { ignoreVary: true }));
  for (const request of keys) if (!named.has(name(request))) await assets.delete(request);
}

/* --- what the pages say (theme/overrides/assets/app.js) --- */
self.addEventListener("message", function (event) {
  const said = event.data || {}, page = event.source;
  if (said.type === "skip") self.skipWaiting();
  if (said.type === "stop") event.waitUntil(stop());
  if (said.type !== "hello" && said.type !== "keep") return;
  const wanted = (Array.isArray(said.urls) ? said.urls : []).slice(0, 150).map(within).filter(Boolean);
  event.waitUntil(Promise.all([said.type === "hello" ? fill(said.lang, said.sparing || sparing()) : null].concat(wanted.map(function (path) {
    return quiet(fetchOnce(path));
  }))).then(function () {
    if (page) page.postMessage({ type: "kept" });
    return trimSoon();
  }));
});
let stopped = false; /* it goes with the last page that it serves */
async function stop() {
  stopped = true;
  await self.registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
}
function within(address) { /* the address below the edition of what may be kept; "" for anything else */
  const url = new URL(address, self.registration.scope), path = plain(url);
  return url.origin === location.origin && url.pathname.startsWith(SCOPE) && (HASHED.test(path) || LIVE.test(path) || isPage(path)) ? path : "";
}
async function tell(id, message) {
  const client = id && await self.clients.get(id);
  if (client) client.postMessage(message);
}

/* --- what is asked for --- */
self.addEventListener("fetch", function (event) {
  const request = event.request, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(SCOPE) || request.headers.has("range")) return;
  const path = plain(url);
  if (request.mode === "navigate") { if (isPage(path)) event.respondWith(page(event, path)); }
  else if (HASHED.test(path)) event.respondWith(forever(event, path));
  else if (LIVE.test(path)) event.respondWith(data(event, path));
});

async function forever(event, path) {
  const name = place(path), found = await cached(name, path);
  if (found) { /* the pictures seen last are kept longest; an hour is exact enough */
    if (name === MEDIA && Date.now() - since(found) > HOUR) event.waitUntil(keep(name, path, found.clone()));
    return found;
  }
  let response;
  try { response = await fetch(event.request); } catch (error) {
    if (name !== MEDIA) throw error;
    return another(path);
  }
  if (whole(response)) event.waitUntil(keep(name, path, response.clone()).then(trimSoon));
  return response;
}
/* Without network: the same picture in another width, else nothing, which looks better than a broken picture. */
async function another(path) {
  const cache = await caches.open(MEDIA), start = SCOPE + path.replace(/-\d{2,4}\.\w+$/, "-");
  const found = (await cache.keys()).filter(function (request) { return new URL(request.url).pathname.startsWith(start); });
  return (found.length && await cache.match(found[0], { ignoreVary: true })) ||
    new Response('<svg xmlns="http://www.w3.org/2000/svg"/>', { headers: { "content-type": "image/svg+xml" } });
}

/* The network's answer, or what is kept: {response, why}; why is "" for the network's. */
async function first(event, name, path) {
  const asked = ask(event.request), found = await find(name, path);
  const arrived = asked.then(async function (response) { /* whoever waits for it no longer still gets it next time */
    if (whole(response)) await keep(name, path, response.clone());
    else if (response.status === 404 || response.status === 410) await forget(name, path);
    return whole(response);
  });
  event.waitUntil(arrived.then(trimSoon, function () { /* said below */ }));
  if (!found) return { response: await asked, why: "" };
  const why = await Promise.race([
    asked.then(function (response) { return response.status >= 500 ? "slow" : ""; }, function () { return "offline"; }),
    pause(PATIENCE).then(function () { return "slow"; })
  ]);
  return why ? { response: found, why: why, arrived: arrived } : { response: await asked, why: "" };
}

async function data(event, path) {
  const got = await first(event, DATA, path);
  if (got.why) event.waitUntil(tell(event.clientId, { type: "old", html: notice(language(path), got.why, since(got.response)) }));
  return got.response;
}

async function page(event, path) {
  let got;
  try { got = await first(event, PAGES, path); } catch (error) { return offline(path); }
  if (!got.why) return got.response;
  const lang = language(path), kept = got.response, text = await kept.text();
  if (got.why === "slow") event.waitUntil(got.arrived.then(async function (complete) { /* it came after all */
    if (!complete) return;
    const now = await (await cached(PAGES, path)).text();
    await tell(event.resultingClientId, { type: now === text ? "same" : "newer" });
  }, function () { /* it did not */ }));
  return html(text.replace(/<main\b[^>]*>/, function (tag) { return tag + notice(lang, got.why, since(kept)); }), kept);
}
function html(text, like) { return new Response(text, { headers: { "content-type": like.headers.get("content-type") || "text/html; charset=utf-8" } }); }
function language(path) { /* of a page or a file of data */
  const tags = Object.keys(EDITION.languages), lang = path.split("/")[0];
  return tags.includes(lang) ? lang : tags.filter(function (tag) { return new RegExp("-" + tag + "(?:-\\d+)?\\.js$").test(path); })[0] || tags[0];
}
function time(lang, at) {
  const shown = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  return '<time datetime="' + new Date(at).toISOString() + '">' + shown + "</time>";
}
/* The texts are HTML already. */
function notice(lang, why, at) {
  const words = EDITION.languages[lang].words;
  return '<p class="sc-kept" data-sc-kept role="status"><span>' + words[why].replace("%(time)s", function () { return time(lang, at); }) +
    '</span> <button type="button" class="sc-link" data-sc-again>' + words.again + "</button></p>";
}

/* --- what was never seen: the offline page of the language, in its place, with a list of what is here --- */
async function offline(path) {
  let lang = language(path), found = await cached(PACK, lang + "/offline/");
  for (const other of found ? [] : await languages()) { lang = other; found = found || await cached(PACK, lang + "/offline/"); }
  if (!found) return Response.error();
  const rest = path.slice(path.indexOf("/") + 1), list = await listing(lang);
  const text = (await found.text())
    .replace(/(<a [^>]*href="[^"]*\/)offline\/"/g, function (all, way) { return way + escape(rest) + '"'; }) /* other languages */
    .replace(/="\.\.\/\.\.\//g, function () { return '="' + SCOPE; }).replace(/="\.\.\//g, function () { return '="' + SCOPE + lang + "/"; })
    .replace("<!--seen-->", function () { return list; });
  return html(text, found);
}
function escape(text) { return text.replace(/[&<>"]/g, function (c) { return "&#" + c.charCodeAt(0) + ";"; }); }
async function listing(lang) {
  const ready = EDITION.languages[lang].pack.map(function (entry) { return entry[0]; });
  const found = new Map();
  for (const name of [PACK, PAGES]) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const path = new URL(request.url).pathname.slice(SCOPE.length), response = await cache.match(request, { ignoreVary: true });
      if (!path.startsWith(lang + "/") || !path.endsWith("/") || path === lang + "/offline/" || !response) continue;
      const title = /<title>([^<]*)<\/title>/.exec(await response.text()), old = found.get(path);
      if (title && !(old && old.at > since(response))) found.set(path, { path: path, title: title[1], at: since(response) });
    }
  }
  const rank = function (entry) { return ready.indexOf(entry.path) < 0 ? ready.length : ready.indexOf(entry.path); };
  const tail = " – " + EDITION.languages[lang].words.edition;
  return Array.from(found.values()).sort(function (a, b) { return rank(a) - rank(b) || b.at - a.at; }).slice(0, 60).map(function (entry) {
    const title = entry.title.endsWith(tail) ? entry.title.slice(0, -tail.length) : entry.title;
    return '<li><a class="sc-link" href="' + SCOPE + escape(entry.path) + '">' + title + '</a> <span class="sc-muted sc-num">' + time(lang, entry.at) + "</span></li>";
  }).join("");
}
