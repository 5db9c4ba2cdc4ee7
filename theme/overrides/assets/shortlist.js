/* The visitor's own list: hearts on cards and pages of works, and the number in the header. It lives in the browser's
   storage, one list an edition, and holds ids of works and the visitor's notes. Hearts are put in here, so that
   pages carry nothing for readers without script. The page of the list itself is shortlist-page.js. */
(function (doc) {
  "use strict";
  const showcase = window.showcase, said = showcase.words, link = doc.querySelector(".sc-keepbtn");
  if (!link) return;
  const KEY = "showcase.shortlist." + showcase.edition, MOST = 1000, LONGEST = 2000;
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/, HREF = /(?:^|\/)works\/([^/]+\/[^/]+)\/(?:index\.html)?$/;
  const count = link.appendChild(doc.createElement("b"));
  let kept = null, forgetful = false;

  function store() { return window.showcaseStore || localStorage; } /* a booth's carries across files (carry.js) */

  /* --- the list: [{id, note}], what was added last comes last --- */
  function clean(list) {
    const seen = new Set(), out = [];
    (Array.isArray(list) ? list : []).forEach(function (entry) {
      const id = entry && entry.id;
      if (typeof id !== "string" || !ID.test(id) || seen.has(id) || out.length >= MOST) return;
      seen.add(id);
      out.push({ id: id, note: typeof entry.note === "string" ? entry.note.slice(0, LONGEST) : "" });
    });
    return out;
  }
  function read() {
    if (kept && forgetful) return kept;
    try { kept = clean(JSON.parse(store().getItem(KEY) || "[]")); } catch (e) { kept = kept || []; }
    return kept;
  }
  function write(list) {
    kept = clean(list);
    try { store().setItem(KEY, JSON.stringify(kept)); } catch (e) {
      if (!forgetful) tell(said.shortlist_failed);
      forgetful = true; /* for this page at least */
    }
    paint();
  }
  function tell(text) {
    const toast = doc.querySelector(".sc-toast");
    if (toast) toast.textContent = text;
  }
  function has(id) { return read().some(function (entry) { return entry.id === id; }); }
  function toggle(id) {
    const list = read();
    write(has(id) ? list.filter(function (entry) { return entry.id !== id; }) : list.concat({ id: id, note: "" }));
  }

  /* --- hearts --- */
  function dress(root) {
    let added = 0;
    root.querySelectorAll(".sc-card").forEach(function (card) {
      if (card.querySelector(".sc-heart")) return;
      const title = card.querySelector(".sc-card__t a"), found = title && HREF.exec(title.getAttribute("href"));
      if (!found) return;
      const heart = doc.createElement("button");
      heart.type = "button";
      heart.className = "sc-heart";
      heart.dataset.scStar = found[1];
      heart.setAttribute("aria-label", said.shortlist_add + ": " + title.textContent);
      card.insertBefore(heart, title.parentNode);
      added++;
    });
    return added;
  }
  function paint() {
    const ids = new Set(read().map(function (entry) { return entry.id; }));
    doc.querySelectorAll("[data-sc-star]").forEach(function (button) {
      const on = ids.has(button.dataset.scStar), text = button.querySelector("span");
      button.setAttribute("aria-pressed", String(on));
      if (!text) return;
      text.textContent = on ? said.shortlist_on : said.shortlist_add;
      button.setAttribute("aria-label", text.textContent + ": " + doc.querySelector("h1").textContent);
    });
    const number = new Intl.NumberFormat(doc.documentElement.lang).format(ids.size);
    count.hidden = !ids.size;
    count.textContent = number;
    link.setAttribute("aria-label", said.shortlist + (ids.size ? ": " + number : ""));
    doc.dispatchEvent(new CustomEvent("shortlist"));
  }
  dress(doc);
  paint();
  doc.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-sc-star]");
    if (button) toggle(button.dataset.scStar);
  });
  addEventListener("storage", function (event) { if (event.key === KEY || event.key === null) paint(); });
  addEventListener("pageshow", function (event) { if (event.persisted) paint(); });

  /* The finder makes its cards anew whenever somebody asks for something. */
  const finder = doc.querySelector("[data-sc-finder],[data-sc-rights]");
  if (finder) new MutationObserver(function () {
    if (dress(finder)) paint();
  }).observe(finder, { childList: true, subtree: true });

  /* --- the page of the list --- */
  function load(url) {
    return new Promise(function (done, fail) {
      const script = doc.createElement("script");
      script.src = url;
      script.onload = done;
      script.onerror = function () { script.remove(); fail(new Error(url)); };
      doc.head.appendChild(script);
    });
  }
  function asset(name) { return showcase.shared + "assets/" + showcase.assets[name]; }
  const page = doc.querySelector("[data-sc-list]");
  window.showcaseShortlist = { read: read, write: write, load: load, qr: asset("qrcode"), tell: tell };
  if (page) load(asset("shortlist-page")).catch(function () { page.querySelector("[data-sc-failed]").hidden = false; });
})(document);
