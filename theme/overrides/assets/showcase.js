/* The frame's behaviour: scheme, menus, share. A classic script, so that it also runs from a disk. It comes first in
   frame.js, behind window.showcase: the page's language, names of other files, words (catalog/web/frame/assets.py).
   Everything it serves works without it, except what makes no sense then and is hidden by `.no-js`. */
(function (doc, root) {
  "use strict";
  var dark = matchMedia("(prefers-color-scheme: dark)"), booth = root.hasAttribute("data-booth"), said = (window.showcase || {}).words || {};

  function store() { return window.showcaseStore || localStorage; } /* a booth's carries across files (carry.js) */
  function recall(key) { try { return store().getItem("showcase." + key); } catch (e) { return null; } }
  function remember(key, value) { try { store().setItem("showcase." + key, value); } catch (e) { /* forbidden */ } }
  function each(selector, visit) { Array.prototype.forEach.call(doc.querySelectorAll(selector), visit); }

  /* --- scheme: the visitor's choice wins over the system's --- */
  var bar = doc.head.appendChild(doc.createElement("meta"));
  bar.name = "theme-color";
  function paint() {
    var kept = recall("scheme");
    var scheme = kept === "slate" || kept === "default" ? kept : root.hasAttribute("data-sc-chosen")
      ? root.getAttribute("data-md-color-scheme") : booth || dark.matches ? "slate" : "default";
    show(scheme);
  }
  function show(scheme) {
    var label = scheme === "slate" ? said.scheme_light || "Light" : said.scheme_dark || "Dark";
    root.setAttribute("data-md-color-scheme", scheme);
    each(".sc-scheme", function (button) {
      if (button.closest("nav")) button.textContent = label; else button.setAttribute("aria-label", label);
    });
    bar.content = scheme === "slate" ? "#0b100f" : "#fcfdfc"; /* a phone's own bars go on from the page */
  }
  paint();
  dark.addEventListener("change", paint);
  addEventListener("storage", paint);

  /* --- menus: the popover of the menu, the <details> of the languages; one open at a time --- */
  var menu = doc.getElementById("sc-menu"), opener = doc.querySelector(".sc-menubtn"), tongues = doc.querySelector(".sc-lang");
  if (menu && !menu.hidePopover) menu = null; /* an old browser: the menu is a row of its own, always there */
  function opened(pop) { return pop === tongues ? pop.open : pop.matches(":popover-open"); }
  function toggle(pop, open) {
    if (opened(pop) === open) return;
    if (pop === tongues) pop.open = open; else if (open) pop.showPopover(); else pop.hidePopover();
  }
  function handle(pop) { return pop === tongues ? pop.querySelector("summary") : opener; }
  var pops = [menu, tongues].filter(Boolean);
  pops.forEach(function (pop) {
    pop.addEventListener("toggle", function () {
      if (opened(pop)) pops.forEach(function (other) { if (other !== pop) toggle(other, false); });
    });
    pop.addEventListener("focusout", function (event) {
      var next = event.relatedTarget;
      if (next && !pop.contains(next) && next !== handle(pop)) toggle(pop, false);
    });
    [pop, handle(pop)].forEach(function (part, k) {
      part.addEventListener("keydown", function (event) {
        var step = { ArrowDown: 1, ArrowUp: -1 }[event.key], inside = pop.contains(part);
        if (!step || (k && inside) || getComputedStyle(handle(pop)).display === "none") return;
        if (!opened(pop) && step < 0) return;
        event.preventDefault();
        toggle(pop, true);
        var stops = Array.prototype.slice.call(pop.querySelectorAll("a[href],button"));
        var at = stops.indexOf(doc.activeElement) + step;
        if (at < 0) handle(pop).focus(); else if (stops[at]) stops[at].focus();
      });
    });
  });
  doc.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !tongues || !tongues.open) return;
    toggle(tongues, false);
    handle(tongues).focus();
  });
  addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    paint();
    pops.forEach(function (pop) { toggle(pop, false); });
  });

  /* The footer offers the page's languages once more. */
  var foot = doc.querySelector(".sc-foot__top");
  if (tongues && foot) {
    var again = doc.createElement("nav"), list = again.appendChild(doc.createElement("h2"));
    list.textContent = said.read_in;
    again.setAttribute("aria-label", said.read_in);
    again.appendChild(tongues.querySelector("ul").cloneNode(true)).className = "sc-foot__lang";
    foot.appendChild(again);
  }

  /* --- paper: a browser that prints waits two seconds at most for pictures that it has not fetched yet, so a gallery's
     few are fetched once all else is there. `beforeprint` comes too late, and no visitor waits for these. --- */
  addEventListener("load", function () {
    if ((navigator.connection || {}).saveData) return;
    (window.requestIdleCallback || setTimeout)(function () {
      each(".sc-gal img,.sc-fam--alone img", function (image) { image.loading = "eager"; });
    });
  });

  /* --- share: the system's sheet, else the clipboard and a word about it --- */
  var toast = doc.querySelector(".sc-toast"), fading;
  function tell(text) {
    if (!toast) return;
    toast.textContent = text;
    clearTimeout(fading);
    fading = setTimeout(function () { toast.textContent = ""; }, 4000);
  }
  function copy(text) {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    return new Promise(function (done, fail) { /* a disk or plain http has no clipboard API */
      var area = doc.createElement("textarea"), before = doc.activeElement;
      area.value = text;
      area.className = "sc-vh";
      area.setAttribute("readonly", "");
      doc.body.appendChild(area);
      area.select();
      var copied = doc.execCommand("copy");
      area.remove();
      if (before) before.focus();
      if (copied) done(); else fail();
    });
  }
  if (window.showcase) { /* for the scripts of some pages, too */
    window.showcase.copy = copy;
    /* a cell of a table that no spreadsheet takes for a formula, not even Excel in Chinese or Japanese */
    window.showcase.cell = function (text) { return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? "'" + text : text; };
  }
  function share(button) {
    var url = button.getAttribute("data-sc-share") || location.href.split("#")[0];
    var data = { title: button.getAttribute("data-title") || doc.title, url: new URL(url, location.href).href };
    function viaClipboard() {
      copy(data.url).then(function () { tell(said.copied || ""); },
        function () { tell(data.url); });
    }
    if (!navigator.share) return viaClipboard();
    navigator.share(data).catch(function (error) { if (error.name !== "AbortError") viaClipboard(); });
  }

  doc.addEventListener("click", function (event) {
    var at = event.target.closest ? event.target : event.target.parentElement;
    var link = at.closest("a"), button = at.closest("button");
    if (tongues && !tongues.contains(at)) toggle(tongues, false);
    if (link && (link.hreflang || at.closest(".sc-lang,.sc-foot__lang"))) remember("lang", link.lang); /* for the chooser at the root */
    else if (link && menu && menu.contains(link)) toggle(menu, false);
    if (!button) return;
    if (button.hasAttribute("data-sc-share")) share(button);
    if (button.classList.contains("sc-scheme")) {
      var scheme = root.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
      root.setAttribute("data-sc-chosen", ""); /* holds for this page where nothing can be remembered */
      remember("scheme", scheme);
      show(scheme);
    }
  });

  /* --- the programme while the fair is on: what is happening, what comes next; a booth has its own (kiosk-clock.js) --- */
  var programme = doc.querySelector("[data-sc-now]");
  function clock() {
    var at = Date.now(), events = [], next;
    each("time[data-until]", function (time) {
      events.push({ time: time, from: Date.parse(time.dateTime), until: Date.parse(time.getAttribute("data-until")) });
    });
    events.forEach(function (event) { if (event.from > at && !(next <= event.from)) next = event.from; });
    events.forEach(function (event) {
      var when = event.from <= at && at < event.until ? "now" : event.from === next && at > events[0].from - 864e5 ? "next" : "";
      var mark = event.time.querySelector("b");
      if (mark) mark.remove();
      event.time.parentNode.setAttribute("data-when", when);
      if (when) event.time.appendChild(doc.createElement("b")).textContent = programme.getAttribute("data-sc-" + when);
    });
  }
  if (programme && !booth) {
    clock();
    setInterval(clock, 30000);
  }

  /* --- the web showcase is an app: its pages name a manifest; not from a disk, not in the booth; after all else --- */
  if (!window.showcase || !doc.querySelector("link[rel=manifest]") || !/^https?:$/.test(location.protocol)) return;
  /* what the service worker says before app.js is there to hear it */
  window.showcase.told = [];
  if (navigator.serviceWorker) navigator.serviceWorker.addEventListener("message", function (event) { window.showcase.told.push(event.data); });
  addEventListener("beforeinstallprompt", function (event) { /* offered on the page of the list */
    if (!doc.querySelector("[data-sc-install]")) return;
    event.preventDefault();
    window.showcase.prompt = event;
  });
  addEventListener("load", function () {
    (window.requestIdleCallback || setTimeout)(function () {
      var app = doc.createElement("script");
      app.src = window.showcase.shared + "assets/" + window.showcase.assets.app;
      doc.head.appendChild(app);
    });
  });
})(document, document.documentElement);
