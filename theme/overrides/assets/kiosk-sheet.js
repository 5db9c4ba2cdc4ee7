/* The booth's sheets: from the bottom edge of an upright screen, at the side of a wide one. A code to take a page along,
   an address outside, a picture, a list to choose from, a question. One at a time. */
(function (doc) {
  "use strict";
  const kiosk = window.showcaseKiosk, e = kiosk.escape, say = kiosk.say, booth = kiosk.data;
  const CROSS = '<svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18"/></svg>';
  const PHONE = '<svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20h2"/></svg>';
  let sheet = null;

  function close() { if (sheet) sheet.close(); }
  function open(label, css, html) {
    close();
    const own = sheet = kiosk.make('<dialog class="sc sc-ksheet ' + css + '" aria-label="' + e(label) + '"><button type="button" class="sc-ksheet__x" data-close aria-label="' + e(say("close")) + '">' + CROSS + '</button>' + html + "</dialog>");
    const before = doc.activeElement;
    own.addEventListener("click", function (event) { if (event.target === own || event.target.closest("[data-close]")) own.close(); });
    own.addEventListener("close", function () {
      own.remove();
      if (sheet === own) sheet = null;
      if (before && before.isConnected && before.focus) before.focus({ preventScroll: true });
    });
    doc.body.appendChild(own);
    own.showModal();
    return own;
  }

  /* --- codes: dark on white, four modules of quiet around them --- */
  function code(text) {
    const keep = window.showcaseShortlist;
    return (window.qrcode ? Promise.resolve() : keep.load(keep.qr)).then(function () {
      const qr = window.qrcode(0, text.length > 300 ? "L" : "M");
      qr.addData(text, "Byte");
      qr.make();
      const size = qr.getModuleCount();
      let d = "";
      for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (qr.isDark(y, x)) d += "M" + (x + 4) + " " + (y + 4) + "h1v1h-1z";
      return '<svg viewBox="0 0 ' + (size + 8) + " " + (size + 8) + '"><path d="' + d + '"/></svg>';
    });
  }
  function put(own, text, label) {
    const box = own.querySelector(".sc-kqr");
    return code(text).then(function (svg) {
      box.setAttribute("role", "img");
      box.setAttribute("aria-label", label);
      box.innerHTML = svg;
    }, function () { box.textContent = say("too_long"); });
  }
  function readable(url) { return url.replace(/^(https?:\/\/|mailto:|tel:|geo:)/, "").replace(/\/$/, ""); }

  /* --- an address outside --- */
  function outside(url, label) {
    const own = open(label || readable(url), "sc-ksheet--out", '<div class="sc-ksheet__t"><h2 class="sc-h">' + e(label || readable(url)) + "</h2><p>" + e(say("outside")) + '</p></div><figure><div class="sc-kqr"></div><figcaption><bdi dir="ltr">' + e(readable(url)) + "</bdi></figcaption></figure>");
    return put(own, url, say("scan"));
  }

  /* --- the page at hand, or the visitor's list --- */
  function path(href) { /* below the edition, as the web has it */
    const base = new URL(kiosk.shared, location.href).href, here = (href || location.href).split(/[?#]/)[0];
    return here.startsWith(base) ? here.slice(base.length).replace(/index\.html$/, "") : "";
  }
  function text(selector) {
    const found = doc.querySelector(selector);
    return found ? found.textContent.trim() : "";
  }
  function inner(selector) {
    const found = doc.querySelector(selector);
    return found ? found.outerHTML : "";
  }
  function take() {
    const list = doc.querySelector("[data-sc-list]"), way = path(), web = booth.site + way, work = /^[^/]+\/works\/([^/]+\/[^/]+)\/$/.exec(way);
    if (list) return takeList(list);
    const cover = work ? inner(".sc-aside>.sc-cover") : "", kind = work ? inner(".sc-whero .sc-kind") : "";
    const second = work ? inner(".sc-whero__o .sc-o") : "", stand = text(".sc-booth .sc-num"), hall = text(".sc-booth .sc-num+p");
    const title = doc.querySelector("main h1"), name = title ? title.textContent.trim() : doc.title, attrs = title && title.lang ? ' lang="' + e(title.lang) + '" dir="' + e(title.dir || "auto") + '"' : "";
    const own = open(say("take"), "sc-ksheet--take" + (cover ? "" : " is-bare"), cover + '<div class="sc-ksheet__t">' + kind + '<h2 class="sc-h"' + attrs + ">" + e(name) + "</h2>" + (second ? "<p>" + second + "</p>" : "") + (stand ? '<p><bdi dir="ltr">' + e(stand) + "</bdi> " + e(hall) + "</p>" : "") +
      '</div><figure><div class="sc-kqr"></div><figcaption>' + e(say("scan")) + "</figcaption></figure>");
    doc.dispatchEvent(new CustomEvent("kiosk:qr", { detail: { works: work ? [work[1]] : [] } }));
    return put(own, web, say("scan"));
  }
  function takeList(list) {
    const drawn = list.querySelector("[data-sc-code] svg"), kept = window.showcaseShortlist.read();
    const own = open(say("take"), "sc-ksheet--take is-bare", '<div class="sc-ksheet__t"><h2 class="sc-h">' + e(text("[data-sc-title]")) + "</h2><p>" + e(text(drawn ? "[data-sc-lead]" : "[data-sc-none] p")) + "</p></div>" +
      (drawn ? '<figure><div class="sc-kqr">' + drawn.outerHTML + "</div><figcaption>" + e(say("scan_list")) + "</figcaption></figure>" : ""));
    if (drawn) doc.dispatchEvent(new CustomEvent("kiosk:qr", { detail: { works: kept.map(function (entry) { return entry.id; }) } }));
    return own;
  }

  /* --- a picture, as large as the screen --- */
  function picture(href, alt) {
    open(alt || say("picture"), "sc-ksheet--pic", '<img src="' + e(href) + '" alt="' + e(alt || "") + '" draggable="false">');
  }

  /* --- a list to choose from: the system's own is too small to touch --- */
  function choose(select) {
    const label = select.getAttribute("aria-label") || (select.labels && select.labels[0] && select.labels[0].firstElementChild ? select.labels[0].firstElementChild.textContent : say("choose"));
    let html = "";
    function option(o) { html += '<li><button type="button" data-k="' + Array.prototype.indexOf.call(select.options, o) + '"' + (o.selected ? ' aria-current="true"' : "") + (o.lang ? ' lang="' + e(o.lang) + '"' : "") + ">" + e(o.textContent) + "</button></li>"; }
    Array.from(select.children).forEach(function (child) {
      if (child.tagName === "OPTGROUP") {
        html += "<li><h3>" + e(child.label) + "</h3></li>";
        Array.from(child.children).forEach(option);
      } else if (!child.hidden) option(child);
    });
    const own = open(label, "sc-ksheet--choose", '<h2 class="sc-h">' + e(label) + "</h2><ul>" + html + "</ul>");
    own.querySelector("ul").addEventListener("click", function (event) {
      const button = event.target.closest("[data-k]");
      if (!button) return;
      own.close();
      select.selectedIndex = +button.dataset.k;
      select.dispatchEvent(new Event("input", { bubbles: true }));
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    const now = own.querySelector("[aria-current]");
    if (now) { now.focus(); now.scrollIntoView({ block: "center" }); }
  }
  doc.addEventListener("mousedown", function (event) { /* before the browser opens its own list; comes with a touch too */
    const select = event.target.closest && event.target.closest("select");
    if (!select || select.disabled) return;
    event.preventDefault();
    choose(select);
  }, true);
  doc.addEventListener("keydown", function (event) {
    if (event.target.tagName !== "SELECT" || ![" ", "Enter", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    choose(event.target);
  }, true);

  /* --- a question --- */
  function ask(text, yes, act) {
    const own = open(text, "sc-ksheet--ask", '<h2 class="sc-h">' + e(text) + '</h2><p class="sc-ksheet__act"><button type="button" class="sc-btn sc-btn--paper" data-yes>' + e(yes) + '</button><button type="button" class="sc-btn sc-btn--line" data-close>' + e(say("cancel")) + "</button></p>");
    own.querySelector("[data-yes]").addEventListener("click", function () { own.close(); act(); });
  }

  /* --- "take it with you", in the header and instead of sharing --- */
  const bar = doc.querySelector(".md-header__inner"), search = doc.querySelector(".sc-searchbtn");
  if (bar && search) {
    const button = kiosk.make('<button type="button" class="sc-hbtn sc-kbtn sc-kbtn--take" data-kiosk-take>' + PHONE + "<span>" + e(say("take")) + "</span></button>");
    search.before(button);
  }
  doc.querySelectorAll("[data-sc-share]").forEach(function (button) {
    button.removeAttribute("data-sc-share");
    button.setAttribute("data-kiosk-take", "");
    button.innerHTML = PHONE + e(say("take"));
  });
  doc.querySelectorAll(".sc-booth .sc-qr").forEach(function (box) { box.setAttribute("data-kiosk-take", ""); });
  doc.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-kiosk-take]")) take();
  });
  doc.addEventListener("kiosk:reset", close);

  Object.assign(kiosk, { open: open, close: close, code: code, outside: outside, take: take, picture: picture, ask: ask, path: path });
})(document);
