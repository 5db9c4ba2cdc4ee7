/* Runs before the first paint, so that a dark page never flashes light: what the visitor chose, else what the system
   says. Apart from frame.ts because it has to block; it must stay this small. */

const root = document.documentElement;
let scheme: string | null = null;
try {
  scheme = (window.showcase?.store ?? localStorage).getItem("showcase.scheme");
} catch {
  /* storage may be forbidden */
}
if (scheme !== "slate" && scheme !== "default") {
  const dark = root.hasAttribute("data-booth") || matchMedia("(prefers-color-scheme: dark)").matches;
  scheme = dark ? "slate" : "default";
}
root.classList.replace("no-js", "js");
root.setAttribute("data-md-color-scheme", scheme);

export {};
