/* Finds the finder: nothing of it is loaded until somebody searches or opens a page that is one. Without script the
   search button leads to the list of works, and that list is plain. */

import { all, closest, loadScript, one } from "../dom.ts";
import { asset, showcase } from "../showcase.ts";

let starting: Promise<unknown> | null = null;
const parts: Record<string, Promise<void>> = {};

function dress(): Promise<void> {
  return new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = asset("finder-style");
    link.onload = link.onerror = () => done();
    document.head.append(link);
  });
}

/** A script, asked for once, but again where it did not come. */
function once(name: string): Promise<void> {
  if (parts[name] === undefined) {
    parts[name] = loadScript(asset(name)).catch((error) => {
      delete parts[name];
      throw error;
    });
  }
  return parts[name];
}

function start(): Promise<unknown> {
  starting ??= Promise.all([dress(), once("finder")]).catch((error) => {
    starting = null;
    throw error;
  });
  return starting;
}

async function part(name: string): Promise<void> {
  await start();
  await once(name);
}

/* --- the dialog: by its button, by "/" and by Ctrl or Command and K --- */
let opening = false;

async function search(): Promise<void> {
  if (opening) return;
  opening = true;
  try {
    await part("finder-search");
    showcase.openSearch?.();
  } catch {
    location.href = one<HTMLAnchorElement>(".sc-searchbtn").href;
  }
  opening = false;
}

export function startSearch(): void {
  for (const button of all(".sc-searchbtn")) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      search();
    });
    button.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      search();
    });
    button.addEventListener("pointerenter", () => start().catch(() => undefined), { once: true });
  }
  document.addEventListener("keydown", (event) => {
    const writing = closest(event, "input,textarea,select,[contenteditable]");
    const command = event.ctrlKey || event.metaKey;
    const slash = event.key === "/" && !writing && !command && !event.altKey;
    const k = command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
    if (!slash && !k) return;
    event.preventDefault();
    search();
  });
}

/** Pages that are a finder themselves. The plain page comes first, unless the address asks for something that it does
    not show. */
export function startFinderPages(): void {
  const names = [
    document.querySelector("[data-sc-finder]") ? "finder-works" : "",
    document.querySelector("[data-sc-rights]") ? "finder-rights" : "",
  ].filter(Boolean);
  const mount = () => {
    for (const name of names) part(name).catch(() => undefined); /* the plain page stays */
  };
  if (!names.length) return;
  if (location.search || document.readyState === "complete") mount();
  else {
    addEventListener("load", () => {
      /* after the page has been painted */
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(mount)));
    });
  }
}
