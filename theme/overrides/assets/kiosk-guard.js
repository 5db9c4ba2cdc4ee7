/* The booth's fence: no way out of the catalogue, no history of a former visitor, nothing that a desktop does to a page
   (menus, selection, zoom, dragging, windows). Pages follow each other by replacement; the way back is our own button. */
(function (doc) {
  "use strict";
  const kiosk = window.showcaseKiosk, store = window.showcaseStore, say = kiosk.say, TRAIL = "kiosk.trail", MOST = 12;
  const base = new URL(kiosk.shared, location.href).href;
  const PICTURE = /\.(webp|jpe?g|png|svg|avif|gif)$/i, PAGE = /(\/|\.html)$/i;

  /* --- the way back: [address below the edition, how far down], the last page last --- */
  function trail() {
    try {
      const kept = JSON.parse(store.getItem(TRAIL) || "[]");
      return Array.isArray(kept) ? kept : [];
    } catch (e) { return []; }
  }
  function here() { return location.href.slice(base.length).replace(/#.*$/, ""); }
  function go(url) {
    if (location.href.startsWith(base)) store.setItem(TRAIL, JSON.stringify(trail().concat([[here(), Math.round(scrollY)]]).slice(-MOST)));
    store.go(url, { replace: true });
  }
  function back() {
    const way = trail(), last = way.pop();
    if (!last || typeof last[0] !== "string") return;
    store.setItem(TRAIL, JSON.stringify(way));
    store.setItem("kiosk.down", String(+last[1] || 0));
    const target = new URL(last[0], base).href;
    if (target.startsWith(base)) store.go(target, { replace: true });
  }
  kiosk.came = function () { return (trail().pop() || [""])[0]; }; /* the page before this one */
  const bar = doc.querySelector(".md-header__inner");
  if (bar && trail().length) {
    const button = kiosk.make('<button type="button" class="sc-hbtn sc-kbtn sc-kbtn--back" data-kiosk-back><svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true"><path d="M14.5 5.5 8 12l6.5 6.5"/></svg><span>' + kiosk.escape(say("back")) + "</span></button>");
    button.addEventListener("click", back);
    bar.prepend(button);
  }
  const down = +store.getItem("kiosk.down");
  if (down) {
    store.removeItem("kiosk.down");
    const settle = function () { scrollTo({ top: down, behavior: "instant" }); };
    settle();
    doc.addEventListener("showcase:cards", settle, { once: true });
    setTimeout(function () { doc.removeEventListener("showcase:cards", settle); }, 3000);
  }
  if ("scrollRestoration" in history) history.scrollRestoration = "manual";
  history.pushState = function () { return history.replaceState.apply(history, arguments); };

  /* --- links --- */
  function target(event) { return event.target && event.target.closest ? event.target.closest("a") : null; }
  function address(link) {
    const href = link.getAttribute("href") || link.getAttributeNS("http://www.w3.org/1999/xlink", "href");
    if (href === null) return null;
    try { return new URL(href, location.href); } catch (e) { return null; }
  }
  function label(link) { return link.getAttribute("aria-label") || link.textContent.trim().replace(/\s+/g, " "); }
  function inside(url) { return url.href.startsWith(base) || url.href.split(/[?#]/)[0] === location.href.split(/[?#]/)[0]; }
  function web(url) { return kiosk.data.site + kiosk.path(url.href); }
  /* What leads out, or to something that is not a page, never gets as far as the page's own scripts. */
  function fence(event) {
    const link = target(event), url = link && address(link);
    if (!link || link.hasAttribute("data-kiosk-own")) return; /* our own download, on purpose */
    if (event.type === "auxclick") { event.preventDefault(); event.stopPropagation(); return; }
    if (!url) return;
    if (inside(url) && PAGE.test(url.pathname) && !link.hasAttribute("download")) {
      link.removeAttribute("target");
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (inside(url) && PICTURE.test(url.pathname)) kiosk.picture(url.href, link.querySelector("img") ? link.querySelector("img").alt : "");
    else if (inside(url)) kiosk.outside(web(url), label(link));
    else if (/^(https?|mailto|tel|geo):$/.test(url.protocol)) kiosk.outside(url.href, label(link));
  }
  doc.addEventListener("click", fence, true);
  doc.addEventListener("auxclick", fence, true);
  /* Links that nobody else has answered: after the page's scripts, before carry.js on the window. */
  doc.addEventListener("click", function (event) {
    const link = target(event), url = link && !event.defaultPrevented && address(link);
    if (!url || link.hasAttribute("data-kiosk-own")) return;
    event.preventDefault();
    if (url.href.split("#")[0] === location.href.split("#")[0] && url.hash) location.replace(url.hash);
    else if (inside(url)) go(url.href.replace(/\/(?=$|[?#])/, "/index.html"));
  });
  doc.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    event.preventDefault();
    const url = new URL(form.getAttribute("action") || "", location.href);
    if (!inside(url)) return;
    url.search = new URLSearchParams(new FormData(form)).toString();
    go(url.href.replace(/\/(?=$|[?#])/, "/index.html"));
  });

  /* --- links outside that became codes when the booth was made: a touch shows them large --- */
  doc.querySelectorAll("[data-booth-out]").forEach(function (out) {
    const face = out.querySelector(".bo-out__t");
    if (!face) return;
    face.setAttribute("role", "button");
    face.tabIndex = 0;
    const show = function () { kiosk.outside(out.dataset.boothOut, label(face)); };
    face.addEventListener("click", show);
    face.addEventListener("keydown", function (event) { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(); } });
  });

  doc.querySelectorAll("[data-booth-picture]").forEach(function (box) {
    const image = box.querySelector("img"), show = function () { kiosk.picture(box.dataset.boothPicture, image ? image.alt : ""); };
    box.setAttribute("role", "button");
    box.tabIndex = 0;
    box.addEventListener("click", show);
    box.addEventListener("keydown", function (event) { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(); } });
  });

  /* --- what a desktop does to a page --- */
  function stop(event) { event.preventDefault(); }
  function writing(node) { return node && node.closest && node.closest("input,textarea"); }
  doc.addEventListener("contextmenu", stop, true);
  doc.addEventListener("dragstart", stop, true);
  doc.addEventListener("drop", stop, true);
  doc.addEventListener("dragover", stop, true);
  doc.addEventListener("selectstart", function (event) { if (!writing(event.target) && !writing(event.target.parentElement)) event.preventDefault(); }, true);
  doc.addEventListener("gesturestart", stop, { passive: false });
  doc.addEventListener("touchmove", function (event) { if (event.touches.length > 1) event.preventDefault(); }, { passive: false, capture: true });
  doc.addEventListener("wheel", function (event) { if (event.ctrlKey) event.preventDefault(); }, { passive: false, capture: true });
  doc.addEventListener("keydown", function (event) {
    const k = event.key.toLowerCase(), command = event.ctrlKey || event.metaKey;
    const edits = command && ["a", "c", "x", "v", "z", "y", "arrowleft", "arrowright", "backspace", "delete", "home", "end"].includes(k);
    if (command && k !== "k" && !edits || event.altKey && ["arrowleft", "arrowright", "home", "d"].includes(k) || /^f([1-4]|[6-9]|1[0-2])$/.test(k) || k === "browserback" || k === "contextmenu") event.preventDefault();
  }, true);
  window.open = function () { return null; };
  window.print = function () { return undefined; };
  window.alert = function () { return undefined; };
  /* A question of the browser's own would hold the clock of rest: ours is asked first, then the page's code is told yes. */
  window.confirm = function () { return true; };
  doc.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-sc-do=clear]");
    if (!button || button.dataset.asked) { if (button) delete button.dataset.asked; return; }
    event.preventDefault();
    event.stopPropagation();
    kiosk.ask(button.dataset.ask, say("empty_list"), function () {
      button.dataset.asked = "1";
      button.click();
    });
  }, true);

  /* --- the dock counts the visitor's list --- */
  const count = doc.querySelector("[data-kiosk-count]");
  function paint() {
    const n = window.showcaseShortlist ? window.showcaseShortlist.read().length : 0;
    count.hidden = !n;
    count.textContent = new Intl.NumberFormat(doc.documentElement.lang).format(n);
  }
  if (count) {
    paint();
    doc.addEventListener("shortlist", paint);
  }
})(document);
