/* The popover of the menu and the <details> of the languages: one open at a time, arrow keys within. Both open without
   script. */

import { remember } from "./scheme.ts";

interface Menu {
  box: HTMLElement;
  handle: HTMLElement;
  isOpen(): boolean;
  toggle(open: boolean): void;
}

function findMenus(): { menu: Menu | null; languages: Menu | null } {
  const sheet = document.getElementById("sc-menu");
  const opener = document.querySelector<HTMLElement>(".sc-menubtn");
  const details = document.querySelector<HTMLDetailsElement>(".sc-lang");
  const summary = details?.querySelector("summary");
  return {
    /* an old browser has no popovers: the menu is a row of its own, always there */
    menu:
      sheet && opener && typeof sheet.hidePopover === "function"
        ? {
            box: sheet,
            handle: opener,
            isOpen: () => sheet.matches(":popover-open"),
            toggle: (open) => (open ? sheet.showPopover() : sheet.hidePopover()),
          }
        : null,
    languages:
      details && summary
        ? {
            box: details,
            handle: summary,
            isOpen: () => details.open,
            toggle: (open) => {
              details.open = open;
            },
          }
        : null,
  };
}

function set(menu: Menu, open: boolean): void {
  if (menu.isOpen() !== open) menu.toggle(open);
}

export function startMenus(): void {
  const { menu, languages } = findMenus();
  const menus = [menu, languages].filter((one) => one !== null);
  for (const own of menus) {
    own.box.addEventListener("toggle", () => {
      if (own.isOpen()) for (const other of menus) if (other !== own) set(other, false);
    });
    own.box.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (next instanceof Node && !own.box.contains(next) && next !== own.handle) set(own, false);
    });
    own.box.addEventListener("keydown", (event) => step(own, event));
    if (!own.box.contains(own.handle)) own.handle.addEventListener("keydown", (event) => step(own, event));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !languages?.isOpen()) return;
    set(languages, false);
    languages.handle.focus();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const own of menus) set(own, false);
  });
  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target : null;
    const link = at?.closest("a");
    if (languages && !(at && languages.box.contains(at))) set(languages, false);
    if (link && (link.hreflang || link.closest(".sc-lang,.sc-foot__lang")))
      remember("lang", link.lang); /* for the chooser at the root */
    else if (link && menu?.box.contains(link)) set(menu, false);
  });
  copyLanguages(languages);
}

/** Arrow keys go through what is in a menu; the first one opens it. */
function step(menu: Menu, event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || getComputedStyle(menu.handle).display === "none") return;
  if (!menu.isOpen() && by < 0) return;
  event.preventDefault();
  set(menu, true);
  const stops = Array.from(menu.box.querySelectorAll<HTMLElement>("a[href],button"));
  const at = stops.indexOf(document.activeElement as HTMLElement) + by;
  (at < 0 ? menu.handle : stops[at])?.focus();
}

/** The footer offers the page's languages once more. */
function copyLanguages(languages: Menu | null): void {
  const foot = document.querySelector(".sc-foot__top");
  const list = languages?.box.querySelector("ul");
  if (!list || !foot) return;
  const nav = document.createElement("nav");
  const heading = nav.appendChild(document.createElement("h2"));
  const said = window.showcase?.words?.read_in ?? "";
  heading.textContent = said;
  nav.setAttribute("aria-label", said);
  const copy = nav.appendChild(list.cloneNode(true)) as HTMLElement;
  copy.className = "sc-foot__lang";
  foot.append(nav);
}
