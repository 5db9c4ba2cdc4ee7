/* What a visitor to the booth has chosen (the list, the scheme), kept from page to page on a disk. Browsers differ in
   whether files share their storage, so it goes two ways: into the storage, and into the fragment of each link that is
   followed. The next page knows by a number in both whether the storage is one for all files, and else believes the
   fragment. It takes what it carried out of the address before anything else looks there. Runs first and blocks. */
(function (global) {
  "use strict";
  const MARK = "~kept=", NAME = "showcase.", TURN = "carry.turn";
  let kept = Object.create(null), disk = null;
  try { disk = localStorage; disk.getItem(TURN); } catch (e) { disk = null; /* storage may be forbidden */ }

  function onDisk(visit) { /* our keys only: others' are not ours to clear */
    for (let i = disk.length - 1; i >= 0; i--) {
      const key = disk.key(i);
      if (key.startsWith(NAME) || key.startsWith("kiosk.")) visit(key);
    }
  }
  function toDisk(act) { try { if (disk) act(); } catch (e) { /* full: the fragment still carries it */ } }

  /* --- arriving --- */
  const at = location.hash.lastIndexOf(MARK);
  let turn = "", carried = null;
  if (at >= 0) {
    const text = location.hash.slice(at + MARK.length), dot = text.indexOf(".");
    turn = text.slice(0, dot);
    try { carried = JSON.parse(decodeURIComponent(text.slice(dot + 1))); } catch (e) { carried = {}; }
    const before = location.hash.slice(0, at);
    history.replaceState(history.state, "", location.pathname + location.search + (before === "#" ? "" : before));
    if (before !== "#") location.replace(before); /* the browser looks for that place, as it does on the web */
  }
  if (carried && (!disk || disk.getItem(TURN) !== turn)) {
    Object.keys(carried).forEach(function (key) { kept[key] = String(carried[key]); });
    toDisk(function () {
      onDisk(function (key) { disk.removeItem(key); });
      Object.keys(kept).forEach(function (key) { disk.setItem(key, kept[key]); });
    });
  } else if (disk) onDisk(function (key) { kept[key] = disk.getItem(key); });

  const store = {
    getItem: function (key) {
      if (disk) { /* a page that comes back out of the browser's memory sees what others did meanwhile */
        const now = disk.getItem(key);
        if (now !== null || !(key in kept)) return now;
      }
      return key in kept ? kept[key] : null;
    },
    setItem: function (key, value) {
      kept[key] = String(value);
      toDisk(function () { disk.setItem(key, kept[key]); });
    },
    removeItem: function (key) {
      delete kept[key];
      toDisk(function () { disk.removeItem(key); });
    },
    clear: function () {
      kept = Object.create(null);
      toDisk(function () { onDisk(function (key) { disk.removeItem(key); }); });
    },
    go: function (href, how) {
      if (how && how.replace) location.replace(load(href)); else location.href = load(href);
    }
  };
  global.showcaseStore = store;

  /* --- leaving: by links, forms, and scripts that say so --- */
  function load(href) {
    const url = new URL(href, document.baseURI), here = location.href.split("#")[0];
    if (url.protocol !== location.protocol || url.href.split("#")[0] === here) return url.href;
    if (disk) toDisk(function () { onDisk(function (key) { kept[key] = disk.getItem(key); }); });
    const next = Math.random().toString(36).slice(2, 10);
    toDisk(function () { disk.setItem(TURN, next); });
    return url.href.split("#")[0] + "#" + url.hash.slice(1).split(MARK)[0] + MARK + next + "." + encodeURIComponent(JSON.stringify(kept));
  }
  addEventListener("click", function (event) { /* last of all: who prevents the click needs nothing */
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute("download")) return;
    const href = link.href.baseVal === undefined ? link.href : link.href.baseVal;
    if (!href || /^(blob|data|javascript):/i.test(href)) return;
    const loaded = load(href);
    if (loaded === new URL(href, document.baseURI).href) return;
    event.preventDefault();
    location.href = loaded;
  });
  addEventListener("submit", function (event) {
    if (!event.defaultPrevented && event.target.method === "get") event.target.action = load(event.target.getAttribute("action") || location.pathname);
  });
})(window);
