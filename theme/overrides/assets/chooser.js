/* The root page: goes on to the language that was chosen before, else to the first one the browser asks for.
   Without script, or when no language fits, the page stays and its links are the way. `#languages` keeps it open. */
(function () {
  "use strict";
  if (location.hash === "#languages") return;
  var links = Array.prototype.slice.call(document.querySelectorAll("main a[hreflang]"));
  var wishes = Array.prototype.slice.call(navigator.languages || [navigator.language || ""]);
  try { wishes.unshift(localStorage.getItem("showcase.lang") || ""); } catch (e) { /* storage may be forbidden */ }

  /* zh-TW, zh-HK → zh-hant; zh, zh-CN → zh-hans; others as they are */
  function spell(tag) {
    var parts = tag.toLowerCase().split("-");
    if (parts[0] !== "zh") return parts.join("-");
    return /hant|^tw|^hk|^mo/.test(parts.slice(1).filter(function (part) { return part !== "hans"; }).join("-"))
      && parts.indexOf("hans") < 0 ? "zh-hant" : "zh-hans";
  }
  function find(test) { return links.filter(function (link) { return test(spell(link.lang)); })[0]; }
  for (var i = 0; i < wishes.length; i++) {
    if (!wishes[i]) continue;
    var wish = spell(wishes[i]);
    var link = find(function (tag) { return tag === wish; })
      || find(function (tag) { return tag.split("-")[0] === wish.split("-")[0]; });
    if (link) { location.replace(link.href); return; }
  }
})();
