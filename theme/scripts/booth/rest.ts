/* Nobody touches it any more: after a minute a ring counts, then everything is as for the first visitor. */

import { one, parse } from "../dom.ts";
import { escapeHtml } from "../html.ts";
import { showcase } from "../showcase.ts";
import { booth, home, say, state, store } from "./kiosk.ts";
import { restingFor, touched } from "./touches.ts";

const REST = booth.idle.rest * 1000;
const COUNT = booth.idle.count * 1000;
const LENGTH = 2 * Math.PI * 15;
let ring: HTMLDialogElement | null = null;

function showRing(): HTMLDialogElement {
  const still = escapeHtml(say("still"));
  const own = parse<HTMLDialogElement>(
    `<dialog class="sc sc-idle" aria-label="${still}"><div class="sc-idle__ring"><svg viewBox="0 0 36 36" aria-hidden="true"><circle cx="18" cy="18" r="15"/><circle cx="18" cy="18" r="15" class="on"/></svg><b class="sc-num"></b></div>` +
      `<div><h2 class="sc-h">${still}</h2><p class="sc-num" role="timer"></p></div><button type="button" class="sc-btn sc-btn--paper">${escapeHtml(say("more_time"))}</button></dialog>`,
  );
  for (const type of ["click", "keydown"]) {
    own.addEventListener(type, () => {
      touched();
      hideRing();
    });
  }
  own.addEventListener("cancel", touched);
  document.body.append(own);
  own.showModal(); /* above whatever is open, which stays as it is */
  one("button", own).focus();
  return own;
}

function hideRing(): void {
  const old = ring;
  ring = null;
  old?.close();
  old?.remove();
}

function watch(): void {
  const rest = restingFor();
  if (state.asleep) touched();
  else if (rest < REST) hideRing();
  else if (rest >= REST + COUNT) reset();
  else count(rest);
}

function count(rest: number): void {
  ring ??= showRing();
  const left = Math.ceil((REST + COUNT - rest) / 1000);
  one("b", ring).textContent = String(left);
  one("p", ring).textContent = say("starts_over", { seconds: left });
  one<SVGElement>(".on", ring).style.strokeDasharray = `${(LENGTH * left) / (COUNT / 1000)} ${LENGTH}`;
}

/** The list, what was typed and chosen, the language, the way here: nothing is left of a visitor. */
function reset(): void {
  touched();
  hideRing();
  document.dispatchEvent(new CustomEvent("kiosk:reset"));
  showcase.shortlist?.write([]);
  try {
    sessionStorage.clear();
  } catch {
    /* forbidden */
  }
  store.clear();
  /* The home page may be the page at hand: with another query it is loaded anew all the same. */
  store.go(`${home(booth.home)}${location.search === "?again" ? "" : "?again"}#attract`, { replace: true });
}

export function watchRest(): void {
  setInterval(watch, 1000);
}
