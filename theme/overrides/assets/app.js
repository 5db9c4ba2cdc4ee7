/* The showcase as an app on the visitor's phone: registers the service worker (theme/app/sw.js), tells it what is seen
   and starred, says when there is something newer, and offers to install it on the page of the shortlist.
   Loaded by showcase.js when all else is, and only on the web: neither from a disk nor in the booth. */
(function (doc) {
  "use strict";
  const showcase = window.showcase, words = showcase.words, container = navigator.serviceWorker;
  if (!container || !isSecureContext) return;
  const scope = new URL(showcase.shared, location.href).href, home = new URL(showcase.root, location.href).href;

  /* `serve` shows what is being written: nothing kept may stand before it (catalog/cli/server.py puts this script in) */
  if (doc.querySelector('script[src="/__reload.js"]')) {
    container.getRegistration(scope).then(function (one) {
      if (one && one.active && one.scope === scope) one.active.postMessage({ type: "stop" });
    });
    return;
  }

  function find(name) { return doc.querySelector("[data-sc-" + name + "]"); }
  function again() { location.reload(); }
  doc.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-sc-again]")) again();
  });

  /* --- something newer: said once, at the foot of the window --- */
  let waiting = null, reloading = false;
  function offer(worker) {
    waiting = worker || waiting;
    if (find("newer")) return;
    const box = doc.createElement("div"), text = doc.createElement("span"), reload = doc.createElement("button"), later = doc.createElement("button");
    box.className = "sc-toast sc-newer";
    box.dataset.scNewer = "";
    box.setAttribute("role", "status");
    text.textContent = words.newer;
    reload.type = later.type = "button";
    reload.textContent = words.reload;
    later.setAttribute("aria-label", words.close);
    later.textContent = "×";
    reload.addEventListener("click", function () {
      if (!waiting || waiting.state !== "installed") return again();
      reloading = true;
      waiting.postMessage({ type: "skip" }); /* it takes over, and then the page loads anew */
    });
    later.addEventListener("click", function () { box.remove(); });
    doc.body.appendChild(box);
    box.append(text, reload, later); /* after the box, so that it is read out */
  }

  /* A page that has this moment come from the network is as new as the worker found with it: that one takes over
     without a word. Found later, or on a page that was kept, it is offered. Other open pages are told by its taking over. */
  let first = !container.controller, young = !find("kept") && !find("offline"), quietly = false, registration = null;
  function found(worker, fresh) {
    if (!container.controller) return;
    if (!fresh) return offer(worker);
    quietly = true;
    worker.postMessage({ type: "skip" });
  }
  const seen = new WeakSet();
  function watch(worker) {
    if (!worker || seen.has(worker)) return;
    seen.add(worker);
    if (worker.state === "installed") return found(worker, young);
    const fresh = young; /* what counts is when it was found */
    worker.addEventListener("statechange", function () { if (worker.state === "installed") found(worker, fresh); });
  }
  container.addEventListener("controllerchange", function () {
    if (reloading) again();
    else if (first || quietly || young) first = quietly = false;
    else offer(null);
    hello();
  });
  function start() {
    container.register(scope + "sw.js", { scope: scope, updateViaCache: "none" }).then(function (one) {
      registration = one;
      function both() { watch(one.waiting); watch(one.installing); }
      both();
      one.addEventListener("updatefound", both);
      return one.update().then(both); /* its event comes later */
    }).catch(function () { /* no network, or the browser forbids it: the pages work without */ }).then(function () {
      young = false;
      hello();
    });
  }
  let looked = Date.now();
  function look() { looked = Date.now(); if (registration) registration.update().catch(function () { /* later */ }); }
  addEventListener("online", function () { if (find("offline")) again(); else look(); });
  doc.addEventListener("visibilitychange", function () { if (!doc.hidden && Date.now() - looked > 6e4) look(); });
  setInterval(look, 36e5);

  /* --- what the worker shall keep: this page and what it took before there was a worker, and the works on the list --- */
  let told = new Set(), greeted = null;
  function starred() {
    const list = window.showcaseShortlist ? window.showcaseShortlist.read() : [];
    return list.slice(-60).map(function (entry) { return home + "works/" + entry.id + "/"; });
  }
  function sparing() { return Boolean(navigator.connection && navigator.connection.saveData); }
  function hello() {
    if (young || !container.controller || greeted === container.controller) return;
    greeted = container.controller;
    const taken = performance.getEntriesByType("resource").map(function (entry) { return entry.name; });
    const urls = [location.href.split("#")[0]].concat(taken.filter(function (url) { return url.startsWith(scope); }).slice(0, 80));
    told = new Set(starred());
    container.controller.postMessage({ type: "hello", lang: doc.documentElement.lang, sparing: sparing(), urls: urls.concat(sparing() ? [] : Array.from(told)) });
  }
  doc.addEventListener("shortlist", function () {
    const fresh = starred().filter(function (url) { return !told.has(url); });
    if (!fresh.length || !container.controller || sparing()) return;
    fresh.forEach(function (url) { told.add(url); });
    container.controller.postMessage({ type: "keep", urls: fresh });
  });
  function hear(said) {
    const strip = find("kept");
    if (!said) return;
    if (said.type === "kept") doc.documentElement.setAttribute("data-sc-app", "ready");
    if (said.type === "same" && strip) strip.remove(); /* the network was slow, the page is its present state */
    if (said.type === "newer") offer(null);
    if (said.type === "old" && !strip) doc.querySelector("main").insertAdjacentHTML("afterbegin", said.html);
  }
  showcase.told.forEach(hear);
  container.addEventListener("message", function (event) { hear(event.data); });

  /* --- a small offer to install, where the browser has one and the visitor has something to keep --- */
  const install = find("install");
  function suggest(event) { /* showcase.js has asked the browser to leave it to us */
    install.hidden = false;
    install.querySelector("button").onclick = function () {
      install.hidden = true;
      event.prompt();
    };
  }
  if (install) addEventListener("beforeinstallprompt", suggest);
  if (install && showcase.prompt) suggest(showcase.prompt);

  /* iOS looks for an icon of its own kind; only it reads this, so no page carries it */
  const icon = doc.createElement("link"), mark = doc.querySelector("link[rel=icon]");
  icon.rel = "apple-touch-icon";
  icon.href = mark.href.replace(".svg", "-180.png");
  doc.head.appendChild(icon);
  start();
})(document);
