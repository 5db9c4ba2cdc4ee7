/* The booth's fence: no way out of the catalogue, nothing that a desktop does to a page (menus, selection, zoom,
   dragging, windows). */

import { all, closest } from "../dom.ts";
import { showcase } from "../showcase.ts";
import { booth, pathOf, say, shared } from "./kiosk.ts";
import { askFirst, showOutside, showPicture } from "./sheet.ts";
import { go } from "./trail.ts";

const PICTURE = /\.(webp|jpe?g|png|svg|avif|gif)$/i;
const PAGE = /(\/|\.html)$/i;
const OUTSIDE = /^(https?|mailto|tel|geo):$/;
/** With Control or Command: what edits a field. */
const EDITS = ["a", "c", "x", "v", "z", "y", "arrowleft", "arrowright", "backspace", "delete", "home", "end"];
const base = new URL(shared, location.href).href;

type Link = HTMLAnchorElement | SVGAElement;

function linkOf(event: Event): Link | null {
  return closest<Link>(event, "a");
}

function addressOf(link: Link): URL | null {
  const href = link.getAttribute("href") ?? link.getAttributeNS("http://www.w3.org/1999/xlink", "href");
  try {
    return href === null ? null : new URL(href, location.href);
  } catch {
    return null;
  }
}

function labelOf(node: Element): string {
  return node.getAttribute("aria-label") || node.textContent.trim().replace(/\s+/g, " ");
}

function isInside(url: URL): boolean {
  return url.href.startsWith(base) || url.href.split(/[?#]/)[0] === location.href.split(/[?#]/)[0];
}

/** A page's address on a disk: folders are spelled out. */
function spelledOut(url: URL): string {
  return url.href.replace(/\/(?=$|[?#])/, "/index.html");
}

/** What leads out, or to something that is not a page, never gets as far as the page's own scripts. */
function fence(event: Event): void {
  const link = linkOf(event);
  if (!link || link.hasAttribute("data-kiosk-own")) return; /* our own download, on purpose */
  if (event.type === "auxclick") {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  const url = addressOf(link);
  if (!url) return;
  const inside = isInside(url);
  if (inside && PAGE.test(url.pathname) && !link.hasAttribute("download")) {
    link.removeAttribute("target");
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  if (inside && PICTURE.test(url.pathname)) showPicture(url.href, link.querySelector("img")?.alt ?? "");
  else if (inside) showOutside(booth.site + pathOf(url.href), labelOf(link));
  else if (OUTSIDE.test(url.protocol)) showOutside(url.href, labelOf(link));
}

/** Links that nobody else has answered: after the page's scripts, before carry.ts on the window. */
function follow(event: Event): void {
  const link = linkOf(event);
  const url = link && !event.defaultPrevented && addressOf(link);
  if (!url || link.hasAttribute("data-kiosk-own")) return;
  event.preventDefault();
  if (url.href.split("#")[0] === location.href.split("#")[0] && url.hash) location.replace(url.hash);
  else if (isInside(url)) go(spelledOut(url));
}

function submit(event: SubmitEvent): void {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method === "dialog") return;
  event.preventDefault();
  const url = new URL(form.getAttribute("action") ?? "", location.href);
  if (!isInside(url)) return;
  const said = Array.from(new FormData(form), ([name, value]) => [name, String(value)]);
  url.search = new URLSearchParams(said).toString();
  go(spelledOut(url));
}

/** Makes something a button that shows something. */
function makeButton(node: HTMLElement, show: () => void): void {
  node.setAttribute("role", "button");
  node.tabIndex = 0;
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    show();
  });
}

function isForbidden(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  const command = event.ctrlKey || event.metaKey;
  return (
    (command && key !== "k" && !EDITS.includes(key)) ||
    (event.altKey && ["arrowleft", "arrowright", "home", "d"].includes(key)) ||
    /^f([1-4]|[6-9]|1[0-2])$/.test(key) ||
    key === "browserback" ||
    key === "contextmenu"
  );
}

function guardDesktop(): void {
  const stop = (event: Event) => event.preventDefault();
  for (const type of ["contextmenu", "dragstart", "drop", "dragover"]) document.addEventListener(type, stop, true);
  document.addEventListener(
    "selectstart",
    (event) => {
      const at = event.target instanceof Node ? event.target : null;
      const node = at instanceof Element ? at : at?.parentElement;
      if (!node?.closest("input,textarea")) event.preventDefault();
    },
    true,
  );
  document.addEventListener("gesturestart", stop, { passive: false });
  const held = { passive: false, capture: true };
  document.addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(), held);
  document.addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), held);
  document.addEventListener("keydown", (event) => isForbidden(event) && event.preventDefault(), true);
  window.open = () => null;
  window.print = () => undefined;
  window.alert = () => undefined;
  /* A question of the browser's own would hold the clock of rest: ours is asked first, then the page's code is told
     yes. */
  window.confirm = () => true;
  document.addEventListener(
    "click",
    (event) => {
      const button = closest(event, "[data-sc-do=clear]");
      if (!button) return;
      if (button.dataset.asked) {
        delete button.dataset.asked;
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      askFirst(button.dataset.ask ?? "", say("empty_list"), () => {
        button.dataset.asked = "1";
        button.click();
      });
    },
    true,
  );
}

/** The dock counts the visitor's list. */
function countList(): void {
  const count = document.querySelector<HTMLElement>("[data-kiosk-count]");
  if (!count) return;
  const paint = () => {
    const n = showcase.shortlist?.read().length ?? 0;
    count.hidden = !n;
    count.textContent = new Intl.NumberFormat(document.documentElement.lang).format(n);
  };
  paint();
  document.addEventListener("shortlist", paint);
}

export function startGuard(): void {
  document.addEventListener("click", fence, true);
  document.addEventListener("auxclick", fence, true);
  document.addEventListener("click", follow);
  document.addEventListener("submit", submit);
  /* Links outside that became codes when the booth was made, and pictures: a touch shows them large. */
  for (const out of all("[data-booth-out]")) {
    const face = out.querySelector<HTMLElement>(".bo-out__t");
    if (face) makeButton(face, () => showOutside(out.dataset.boothOut ?? "", labelOf(face)));
  }
  for (const box of all("[data-booth-picture]")) {
    makeButton(box, () => showPicture(box.dataset.boothPicture ?? "", box.querySelector("img")?.alt ?? ""));
  }
  guardDesktop();
  countList();
}
