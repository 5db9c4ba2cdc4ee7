/* The booth: what a visitor meets first (the attract loop) and what happens when nobody touches it any more.
   Loads the other kiosk-*.js. Classic scripts from a disk; data is catalogBooth (kiosk-data-<lang>.js), what outlives a
   page is in showcaseStore (carry.js). */
(function (doc) {
  "use strict";
  const own = doc.currentScript, booth = window.catalogBooth, store = window.showcaseStore;
  if (!booth || !store) return;
  const words = booth.words, lang = booth.lang, shared = own.dataset.shared;
  if (booth.booth.accent) doc.documentElement.style.setProperty("--accent", booth.booth.accent);
  const TURN = 3000, TURNS = 3; /* a work stays for 9 seconds, its title in three languages in turn */
  const REST = booth.idle.rest * 1000, COUNT = booth.idle.count * 1000, LENGTH = 2 * Math.PI * 15;

  /* --- what all parts of the kiosk share --- */
  function escape(text) {
    return String(text).replace(/[&<>"]/g, function (c) { return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[c]; });
  }
  function say(key, values) {
    return (words[key] || key).replace(/%\((\w+)\)s/g, function (all, name) { return values && name in values ? values[name] : all; });
  }
  function make(html) {
    const holder = doc.createElement("template");
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  }
  function home(tag) { return shared + tag + "/index.html"; }
  const kiosk = window.showcaseKiosk = {
    data: booth, shared: shared, escape: escape, say: say, make: make, asleep: false
  };

  /* --- the attract loop --- */
  const works = booth.attract, tongues = booth.languages; /* a work's picture: `wide`, `cover`, or both */
  let stage = null, beat = -1, pulse = 0;

  function captions(work) { /* languages in which this work is shown, the page's first, the others in turn */
    const all = tongues.map(function (t) { return t.tag; }).filter(function (tag) { return work.titles[tag]; });
    const others = all.filter(function (tag) { return tag !== lang; });
    const from = works.indexOf(work) * (TURNS - 1) % (others.length || 1);
    const turned = others.slice(from).concat(others.slice(0, from));
    return all.includes(lang) ? [lang].concat(turned) : turned;
  }
  function direction(tag) {
    const found = tongues.find(function (t) { return t.tag === tag; });
    return found ? found.dir : "ltr";
  }
  function picture(work) {
    const shown = work.wide || work.cover; /* a cover has lettering: it is shown whole, on the ground of its work */
    const inner = shown ? '<img src="' + escape(shared + shown.src) + '" alt="" draggable="false">' : "";
    const style = work.ground ? ' style="--wg:' + escape(work.ground) + '"' : "";
    return '<div class="sc-attract__pic' + (work.wide ? "" : " is-cover") + '"' + style + ">" + inner + "</div>";
  }
  function build() {
    const second = tongues.find(function (t) { return t.tag !== lang && (t.tag === "zh-Hans" || lang === "zh-Hans" && t.tag === "en"); }) || tongues.find(function (t) { return t.tag !== lang; });
    const touch = booth.touch || {};
    const start = escape(say("touch")) + (second && touch[second.tag] ? ' <span lang="' + second.tag + '" dir="' + second.dir + '">' + escape(touch[second.tag]) + "</span>" : "");
    return make('<section class="sc sc-attract" role="dialog" aria-modal="true" aria-label="' + escape(booth.name) + '">' +
      works.map(picture).join("") + '<div class="sc-attract__in"><div class="sc-attract__top"><div><b>' + escape(booth.booth.name) + "</b><span>" + escape(booth.booth.kind === "edition" ? booth.place || booth.dates : booth.name) + '</span></div><div class="sc-attract__clock sc-num" data-kiosk-clock></div></div>' +
      '<span class="sc-attract__spine" aria-hidden="true"><span class="sc-vert"></span></span>' +
      '<div class="sc-attract__b"><div class="sc-attract__cap" aria-live="off"></div>' +
      '<div class="sc-ticks" aria-hidden="true">' + works.map(function () { return "<i></i>"; }).join("") + "</div>" +
      '<button type="button" class="sc-touch" data-kiosk-start>' + start + "</button>" +
      (tongues.length > 1 ? '<div class="sc-langs" role="group" aria-label="' + escape(say("language")) + '">' + tongues.map(function (t) {
        return '<button type="button" lang="' + t.tag + '" dir="' + t.dir + '" data-kiosk-start="' + t.tag + '"' + (t.tag === lang ? ' aria-current="true"' : "") + ">" + escape(t.name) + "</button>";
      }).join("") + "</div>" : "") +
      '<p class="sc-next" data-kiosk-next></p></div></div></section>');
  }
  function caption(work, tag) {
    const title = work.titles[tag], logline = work.loglines[tag], same = work.own && work.own.text === title; /* the spine says it already */
    const seal = work.seal ? '<i class="sc-seal" data-s="' + escape(work.seal) + '"></i>' : "";
    return '<p class="sc-kind">' + seal + "<span>" + escape(work.line) + '</span></p><div lang="' + tag + '" dir="' + direction(tag) + '">' +
      (title && !same ? '<h1 class="sc-h">' + escape(title) + "</h1>" : "") + (logline ? "<p>" + escape(logline) + "</p>" : "") + "</div>";
  }
  function turn() { /* the next language, and after three of them the next work */
    beat++;
    if (!works.length) return;
    const at = Math.floor(beat / TURNS) % works.length, work = works[at], tags = captions(work), box = stage.querySelector(".sc-attract__cap");
    const fresh = make('<div class="sc-attract__turn">' + caption(work, tags.length ? tags[beat % TURNS % tags.length] : lang) + "</div>");
    box.replaceChildren(fresh);
    if (beat % TURNS) return;
    stage.querySelectorAll(".sc-attract__pic").forEach(function (pic, k) { pic.classList.toggle("is-on", k === at); });
    stage.querySelectorAll(".sc-ticks i").forEach(function (tick, k) { tick.classList.toggle("on", k === at); });
    stage.dataset.work = work.id;
    const spine = stage.querySelector(".sc-vert"), chinese = work.own && /^(zh|ja|ko)/.test(work.own.lang);
    spine.textContent = chinese ? work.own.text : "";
    if (chinese) { spine.lang = work.own.lang; spine.style.setProperty("--len", Array.from(work.own.text).length); }
    kiosk.clock && kiosk.clock.attract(stage);
  }
  function others(inert) {
    Array.from(doc.body.children).forEach(function (node) { if (node !== stage && node.tagName !== "SCRIPT") node.inert = inert; });
  }
  function sleep() {
    if (stage) return;
    doc.querySelectorAll("dialog[open]").forEach(function (dialog) { dialog.close(); });
    stage = build();
    doc.body.appendChild(stage);
    others(true);
    doc.documentElement.setAttribute("data-asleep", "");
    kiosk.asleep = true;
    beat = -1;
    turn();
    pulse = setInterval(turn, TURN);
    stage.addEventListener("pointerup", function (event) { wake(event.target.closest("[data-kiosk-start]")); });
    stage.addEventListener("click", function (event) { wake(event.target.closest("[data-kiosk-start]")); });
    doc.addEventListener("keydown", key);
    stage.querySelector("[data-kiosk-start]").focus({ preventScroll: true });
  }
  function key(event) { /* any key wakes, but those that lead to a language or press its button */
    if (["Tab", "Shift", "Enter", " "].includes(event.key)) return;
    event.preventDefault();
    wake(null);
  }
  function wake(button) {
    if (!kiosk.asleep) return;
    kiosk.asleep = false;
    const tag = button && button.dataset.kioskStart || lang;
    touched();
    if (tag !== lang) { store.go(home(tag), { replace: true }); return; }
    clearInterval(pulse);
    doc.removeEventListener("keydown", key);
    history.replaceState(null, "", location.pathname + location.search);
    const veil = doc.getElementById("attract");
    if (veil) veil.remove();
    stage.classList.add("is-leaving"); /* still there for a moment: the click that follows a touch must not reach the page */
    setTimeout(function () {
      stage.remove();
      stage = null;
      others(false);
      doc.documentElement.removeAttribute("data-asleep");
      doc.dispatchEvent(new CustomEvent("kiosk:awake"));
    }, 350);
  }

  /* --- rest: after a minute a ring counts, then everything is as for the first visitor --- */
  let last = performance.now(), ring = null;
  function touched() { last = performance.now(); }
  ["pointerdown", "touchmove", "keydown", "wheel", "input"].forEach(function (type) {
    addEventListener(type, touched, { capture: true, passive: true });
  });
  addEventListener("pointermove", function (event) { /* a mouse that lies still may tremble */
    if (Math.abs(event.movementX) + Math.abs(event.movementY) > 3) touched();
  }, { capture: true, passive: true });
  function showRing() {
    ring = make('<dialog class="sc sc-idle" aria-label="' + escape(say("still")) + '"><div class="sc-idle__ring"><svg viewBox="0 0 36 36" aria-hidden="true"><circle cx="18" cy="18" r="15"/><circle cx="18" cy="18" r="15" class="on"/></svg><b class="sc-num"></b></div>' +
      '<div><h2 class="sc-h">' + escape(say("still")) + '</h2><p class="sc-num" role="timer"></p></div><button type="button" class="sc-btn sc-btn--paper">' + escape(say("more_time")) + "</button></dialog>");
    ring.addEventListener("click", function () { touched(); hideRing(); });
    ring.addEventListener("keydown", function () { touched(); hideRing(); });
    ring.addEventListener("cancel", function () { touched(); });
    doc.body.appendChild(ring);
    ring.showModal(); /* above whatever is open, which stays as it is */
    ring.querySelector("button").focus();
  }
  function hideRing() {
    if (!ring) return;
    const old = ring;
    ring = null;
    old.close();
    old.remove();
  }
  function watch() {
    if (kiosk.asleep) { touched(); return; }
    const rest = performance.now() - last;
    if (rest < REST) { hideRing(); return; }
    if (rest >= REST + COUNT) { reset(); return; }
    if (!ring) showRing();
    const left = Math.ceil((REST + COUNT - rest) / 1000);
    ring.querySelector("b").textContent = left;
    ring.querySelector("p").textContent = say("starts_over", { seconds: left });
    ring.querySelector(".on").style.strokeDasharray = LENGTH * left / (COUNT / 1000) + " " + LENGTH;
  }
  setInterval(watch, 1000);

  function reset() { /* the list, what was typed and chosen, the language, the way here: nothing is left of a visitor */
    touched();
    hideRing();
    doc.dispatchEvent(new CustomEvent("kiosk:reset"));
    if (window.showcaseShortlist) window.showcaseShortlist.write([]);
    try { sessionStorage.clear(); } catch (e) { /* forbidden */ }
    store.clear();
    /* The home page may be the page at hand: with another query it is loaded anew all the same. */
    store.go(home(booth.home) + (location.search === "?again" ? "" : "?again") + "#attract", { replace: true });
  }
  kiosk.reset = reset;

  /* --- the other parts, each after the one before --- */
  const files = own.dataset.assets.split(" ").filter(function (name) { return /^kiosk-.*\.js$/.test(name); });
  const parts = ["sheet", "guard", "clock", "counts", "keys"].map(function (part) {
    return files.find(function (name) { return name.replace(/(-[0-9a-f]{10})?\.js$/, "") === "kiosk-" + part; });
  }).filter(Boolean);
  let waiting = parts.length;
  function arrived() { if (--waiting === 0) doc.documentElement.setAttribute("data-kiosk-ready", ""); }
  parts.forEach(function (name) {
    const script = doc.createElement("script");
    script.async = false;
    script.src = shared + "assets/" + name;
    script.onload = script.onerror = arrived;
    doc.head.appendChild(script);
  });
  if (location.hash === "#attract") sleep();
})(document);
