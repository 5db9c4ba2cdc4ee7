/* The way back. Pages of the booth follow each other by replacement, so that a browser's history holds nothing of a
   former visitor; where somebody came from is kept with the visitor's things. */

import { one, parse } from "../dom.ts";
import { escapeHtml, icon } from "../html.ts";
import { say, shared, store } from "./kiosk.ts";

const TRAIL = "kiosk.trail";
const DOWN = "kiosk.down";
const MOST = 12;
const SETTLING = 3000;
const base = new URL(shared, location.href).href;

/** Address below the edition, and how far down; the last page last. */
type Stop = [string, number];

function trail(): Stop[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(TRAIL) || "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** The page before this one. */
export function cameFrom(): string {
  const last = trail().pop();
  return typeof last?.[0] === "string" ? last[0] : "";
}

export function go(url: string): void {
  if (location.href.startsWith(base)) {
    const here: Stop = [location.href.slice(base.length).replace(/#.*$/, ""), Math.round(scrollY)];
    store.setItem(TRAIL, JSON.stringify([...trail(), here].slice(-MOST)));
  }
  store.go(url, { replace: true });
}

function back(): void {
  const way = trail();
  const last = way.pop();
  if (!last || typeof last[0] !== "string") return;
  store.setItem(TRAIL, JSON.stringify(way));
  store.setItem(DOWN, String(Number(last[1]) || 0));
  const target = new URL(last[0], base).href;
  if (target.startsWith(base)) store.go(target, { replace: true });
}

/** As far down as it was left, once cards are there. */
function settle(): void {
  const down = Number(store.getItem(DOWN));
  if (!down) return;
  store.removeItem(DOWN);
  const scroll = () => scrollTo({ top: down, behavior: "instant" });
  scroll();
  document.addEventListener("showcase:cards", scroll, { once: true });
  setTimeout(() => document.removeEventListener("showcase:cards", scroll), SETTLING);
}

export function startTrail(): void {
  if (document.querySelector(".md-header__inner") && trail().length) {
    const button = parse<HTMLButtonElement>(
      `<button type="button" class="sc-hbtn sc-kbtn sc-kbtn--back" data-kiosk-back>${icon('<path d="M14.5 5.5 8 12l6.5 6.5"/>')}<span>${escapeHtml(say("back"))}</span></button>`,
    );
    button.addEventListener("click", back);
    one(".md-header__inner").prepend(button);
  }
  settle();
  if ("scrollRestoration" in history) history.scrollRestoration = "manual";
  history.pushState = (...state) => history.replaceState(...state);
}
