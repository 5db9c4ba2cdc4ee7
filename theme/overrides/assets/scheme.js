/* Runs before the first paint, so that a dark page never flashes light: what the visitor chose, else what the
   system says. Kept apart from showcase.js because it has to block; it must stay this small. */
(function (root) {
  var scheme;
  try { scheme = (window.showcaseStore || localStorage).getItem("showcase.scheme"); } catch (e) { /* storage may be forbidden */ }
  if (scheme !== "slate" && scheme !== "default")
    scheme = root.hasAttribute("data-booth") || matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  root.classList.remove("no-js");
  root.classList.add("js");
  root.setAttribute("data-md-color-scheme", scheme);
})(document.documentElement);
