/* The frame's behaviour: scheme, menus, share. A classic script, so that it also runs from a disk.
   Everything it serves works without it, except what makes no sense then and is hidden by `.no-js`. */
(function (doc, root) {
  "use strict";
  var dark = matchMedia("(prefers-color-scheme: dark)"), booth = root.hasAttribute("data-booth");

  function store() { return window.showcaseStore || localStorage; } /* a booth's carries across files (carry.js) */
  function recall(key) { try { return store().getItem("showcase." + key); } catch (e) { return null; } }
  function remember(key, value) { try { store().setItem("showcase." + key, value); } catch (e) { /* forbidden */ } }
  function each(selector, visit) { Array.prototype.forEach.call(doc.querySelectorAll(selector), visit); }

  /* --- scheme: the visitor's choice wins over the system's --- */
  function paint() {
    var kept = recall("scheme");
    var scheme = kept === "slate" || kept === "default" ? kept : root.hasAttribute("data-sc-chosen")
      ? root.getAttribute("data-md-color-scheme") : booth || dark.matches ? "slate" : "default";
    show(scheme);
  }
  function show(scheme) {
    root.setAttribute("data-md-color-scheme", scheme);
    each("[data-sc-scheme]", function (button) {
      var label = button.getAttribute(scheme === "slate" ? "data-light" : "data-dark");
      var text = button.querySelector("[data-sc-label]");
      if (text) text.textContent = label; else button.setAttribute("aria-label", label);
    });
  }
  paint();
  dark.addEventListener("change", paint);
  addEventListener("storage", paint);
  addEventListener("pageshow", function (event) { if (event.persisted) paint(); });

  /* --- menus: <details data-sc-pop>, one open at a time --- */
  function close(menu, refocus) {
    if (!menu.open) return;
    menu.open = false;
    if (refocus) menu.querySelector("summary").focus();
  }
  each("[data-sc-pop]", function (menu) {
    menu.addEventListener("toggle", function () {
      if (menu.open) each("[data-sc-pop][open]", function (other) { if (other !== menu) close(other); });
    });
    menu.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu);
    });
    menu.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || (!menu.open && step < 0)) return;
      event.preventDefault();
      menu.open = true;
      var stops = Array.prototype.slice.call(menu.querySelectorAll("a[href],button"));
      var at = stops.indexOf(doc.activeElement) + step;
      if (at < 0) menu.querySelector("summary").focus(); else if (stops[at]) stops[at].focus();
    });
  });
  doc.addEventListener("keydown", function (event) {
    if (event.key === "Escape") each("[data-sc-pop][open]", function (menu) { close(menu, true); });
  });

  /* --- share: the system's sheet, else the clipboard and a word about it --- */
  var toast = doc.querySelector("[data-sc-toast]"), fading;
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
  function share(button) {
    var url = button.getAttribute("data-sc-share") || location.href.split("#")[0];
    var data = { title: button.getAttribute("data-title") || doc.title, url: new URL(url, location.href).href };
    function viaClipboard() {
      copy(data.url).then(function () { tell(toast ? toast.getAttribute("data-copied") : ""); },
        function () { tell(data.url); });
    }
    if (!navigator.share) return viaClipboard();
    navigator.share(data).catch(function (error) { if (error.name !== "AbortError") viaClipboard(); });
  }

  doc.addEventListener("click", function (event) {
    var at = event.target.closest ? event.target : event.target.parentElement;
    each("[data-sc-pop][open]", function (menu) { if (!menu.contains(at)) close(menu); });
    var link = at.closest("a[data-sc-lang]"), button = at.closest("button");
    if (link) remember("lang", link.getAttribute("data-sc-lang")); /* the chooser at the root reads it */
    else if (at.closest(".sc-drawer a")) close(at.closest("details"));
    if (!button) return;
    if (button.hasAttribute("data-sc-share")) share(button);
    if (button.hasAttribute("data-sc-scheme")) {
      var scheme = root.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
      root.setAttribute("data-sc-chosen", ""); /* holds for this page where nothing can be remembered */
      remember("scheme", scheme);
      show(scheme);
    }
  });
})(document, document.documentElement);
