/* The root page: goes on to the language that was chosen before, else to the first one the browser asks for. Without
   script, or when no language fits, the page stays and its links are the way. `#languages` keeps it open. */

import { all } from "../dom.ts";
import { chooseLanguage } from "../frame/languages.ts";

function wishes(): string[] {
  const asked = Array.from(navigator.languages ?? [navigator.language]);
  try {
    asked.unshift(localStorage.getItem("showcase.lang") ?? "");
  } catch {
    /* storage may be forbidden */
  }
  return asked.filter(Boolean);
}

if (location.hash !== "#languages") {
  const links = all<HTMLAnchorElement>("main a[hreflang]");
  const place = chooseLanguage(
    wishes(),
    links.map((link) => link.lang),
  );
  if (place >= 0) location.replace(links[place].href);
}
