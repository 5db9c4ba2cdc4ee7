/* Finds the finder: nothing of it is loaded until somebody searches or opens the list of works.
   Where there is no script the search button leads to the list of works, and that list is plain. */
(function (doc) {
  "use strict";
  const showcase = window.showcase, assets = {};
  Object.keys(showcase.assets).forEach(function (name) { assets[name] = showcase.shared + "assets/" + showcase.assets[name]; });
  let engine = null;

  function dress() {
    return new Promise(function (done) {
      const link = doc.createElement("link");
      link.rel = "stylesheet";
      link.href = assets["finder-style"];
      link.onload = link.onerror = done;
      doc.head.appendChild(link);
    });
  }
  function script(name) {
    return window.showcaseFinder ? window.showcaseFinder.load(assets[name]) : new Promise(function (done, fail) {
      const tag = doc.createElement("script");
      tag.src = assets[name];
      tag.onload = done;
      tag.onerror = fail;
      doc.head.appendChild(tag);
    });
  }
  function start() {
    return engine || (engine = Promise.all([dress(), script("finder")]).then(function () {
      window.showcaseFinder.start({ root: showcase.root, shared: showcase.shared, lang: showcase.lang, assets: assets, index: showcase.index });
    }));
  }
  function part(name) { return start().then(function () { return window.showcaseFinder.load(assets[name]); }); }

  /* --- the dialog: by its button, by "/" and by Ctrl or Command and K --- */
  let opening = false;
  function plain() { return doc.querySelector(".sc-searchbtn").href; }
  function search() {
    if (opening) return;
    opening = true;
    part("finder-search").then(function () { window.showcaseFinder.openSearch(); })
      .catch(function () { location.href = plain(); })
      .then(function () { opening = false; });
  }
  doc.querySelectorAll(".sc-searchbtn").forEach(function (button) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      search();
    });
    button.addEventListener("keydown", function (event) {
      if (event.key === " ") { event.preventDefault(); search(); }
    });
    button.addEventListener("pointerenter", start, { once: true });
  });
  doc.addEventListener("keydown", function (event) {
    const writing = event.target.closest && event.target.closest("input,textarea,select,[contenteditable]");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const k = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
    if (!slash && !k) return;
    event.preventDefault();
    search();
  });

  /* --- pages that are a finder themselves --- */
  const works = doc.querySelector("[data-sc-finder]"), rights = doc.querySelector("[data-sc-rights]");
  function mount() {
    if (works) part("finder-works").then(function () { return window.showcaseFinder.mountWorks(works); });
    if (rights) part("finder-rights").then(function () { return window.showcaseFinder.mountRights(rights); });
  }
  if (!works && !rights) return;
  /* The plain page comes first, unless the address asks for something that it does not show. */
  if (location.search || doc.readyState === "complete") mount();
  else addEventListener("load", function () { /* after the page has been painted */
    requestAnimationFrame(function () { requestAnimationFrame(function () { setTimeout(mount, 0); }); });
  });
})(document);
