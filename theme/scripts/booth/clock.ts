/* The programme by the machine's clock, in the fair's own time zone: what is on, what comes next. A clock that cannot
   be right (before this booth was made, weeks before the fair, after it) is not believed: then nothing is said about
   now, and the programme stands there by day as it does without this script. */

import { all, one, parse } from "../dom.ts";
import { escapeHtml } from "../html.ts";
import { type BoothEvent, booth, say } from "./kiosk.ts";

const DAY = 86400000;
const EARLY = 30 * DAY;
const lang = `${document.documentElement.lang}-u-nu-latn`;

export function isSure(): boolean {
  const now = Date.now();
  return now > (booth.built ?? 0) - DAY && now > booth.start - EARLY && now < booth.end + DAY;
}

function format(options: Intl.DateTimeFormatOptions, at: number): string {
  return new Intl.DateTimeFormat(lang, { timeZone: booth.timezone, ...options }).format(at);
}

function time(at: number): string {
  return format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, at);
}

/** 2026-11-26, whatever the language. */
export function day(at: number): string {
  const parts = { timeZone: booth.timezone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", parts).format(at);
}

/** Events of this moment, and all that start first after it. */
function times(): { now: BoothEvent[]; next: BoothEvent[] } {
  if (!isSure()) return { now: [], next: [] };
  const at = Date.now();
  const coming = booth.events.filter((event) => event.start > at);
  return {
    now: booth.events.filter((event) => event.start <= at && at < event.end),
    next: coming.filter((event) => event.start === coming[0].start),
  };
}

/** The attract loop's time at the top and line at the foot. */
export function paintAttract(stage: HTMLElement): void {
  const at = Date.now();
  const found = times();
  const event = found.next[0] ?? found.now[0];
  const line = one("[data-kiosk-next]", stage);
  const today = escapeHtml(format({ weekday: "long", day: "numeric", month: "long" }, at));
  one("[data-kiosk-clock]", stage).innerHTML = isSure() ? `<b>${escapeHtml(time(at))}</b><span>${today}</span>` : "";
  if (!event) {
    line.innerHTML = `<span>${escapeHtml(booth.dates)}</span><span>${escapeHtml(booth.place ?? "")}</span>`;
    return;
  }
  const tag = event.lang && event.lang !== booth.lang ? ` lang="${escapeHtml(event.lang)}"` : "";
  const when = day(event.start) === day(at) ? time(event.start) : `${event.day} ${time(event.start)}`;
  const word = escapeHtml(say(found.next.length ? "next" : "now"));
  line.innerHTML = `<span>${word} <b><bdi class="sc-num">${escapeHtml(when)}</bdi></b> <bdi${tag}>${escapeHtml(event.title)}</bdi></span><span>${escapeHtml(event.place ?? "")}</span>`;
}

/** A mark on each event of a page, in room that is free already. */
function paintPage(): void {
  for (const item of all("[data-kiosk-when]")) {
    delete item.dataset.kioskWhen;
    for (const old of all(".sc-kwhen", item)) old.remove();
  }
  const found = times();
  for (const what of ["now", "next"] as const) {
    for (const event of found[what]) {
      const item = document.getElementById(event.path.split("#")[1] ?? "");
      if (item?.tagName !== "LI") continue;
      item.dataset.kioskWhen = what;
      item.append(parse(`<b class="sc-kwhen">${escapeHtml(say(what))}</b>`));
    }
  }
}

export function startClock(): void {
  paintPage();
  setInterval(paintPage, 30000);
  /* The programme opens at the day at hand. */
  if (!isSure() || location.hash) return;
  const today = document.querySelector(`.sc-day time[datetime="${day(Date.now())}"]`);
  if (today && document.querySelector(".sc-day time") !== today) {
    today.closest(".sc-day")?.scrollIntoView({ block: "start", behavior: "instant" });
  }
}
