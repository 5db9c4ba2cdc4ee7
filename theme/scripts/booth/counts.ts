/* Counted, not tracked: how often each work was opened, kept and shown as a code here, by day. No time, no order,
   nothing of a person. Staff see it by a press of three seconds on the logo. It stays in this browser until it is
   cleared. */

import { closest, one, parse, save } from "../dom.ts";
import { escapeHtml } from "../html.ts";
import { toCsv } from "../table.ts";
import { day, isSure } from "./clock.ts";
import { booth, pathOf, say, state, store, workOf } from "./kiosk.ts";
import { askFirst, openSheet } from "./sheet.ts";
import { cameFrom } from "./trail.ts";

const KEY = `booth.counts.${booth.edition}`;
const CARRIED = "kiosk.counts";
const MOST = 20000; /* letters that an address may carry */
const PRESS = 3000;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;
const KINDS = ["opened", "starred", "qr"] as const;

/** Of one work on one day: opened, starred, shown as a code. */
type Row = [number, number, number];

/** The one with the higher turn is the newer. Where a browser keeps storage apart for each file, the counts travel with
    the visitor and rest on the page of the attract loop. */
interface Counts {
  turn: number;
  days: Record<string, Record<string, Row>>;
}

let forgetful = false;
let apart = false;

function whole(value: unknown): number {
  return typeof value === "number" && value > 0 ? Math.floor(value) : 0;
}

function clean(text: string | null): Counts {
  let data: { turn?: unknown; days?: Record<string, Record<string, unknown>> } = {};
  try {
    data = JSON.parse(text || "{}");
  } catch {
    /* nothing of ours */
  }
  const out: Counts = { turn: whole(data.turn), days: {} };
  for (const [day, works] of Object.entries(data.days ?? {})) {
    if (!/^(\d{4}-\d\d-\d\d)?$/.test(day)) continue;
    for (const [id, row] of Object.entries(works ?? {})) {
      if (!ID.test(id) || !Array.isArray(row)) continue;
      out.days[day] ??= {};
      out.days[day][id] = KINDS.map((_, k) => whole(row[k])) as Row;
    }
  }
  return out;
}

function read(): Counts {
  let own: string | null = null;
  try {
    own = localStorage.getItem(KEY);
  } catch {
    forgetful = true;
  }
  const here = clean(own);
  const carried = clean(store.getItem(CARRIED));
  if (carried.turn > here.turn) apart = true;
  return carried.turn > here.turn ? carried : here;
}

function write(counts: Counts): void {
  const text = JSON.stringify(counts);
  try {
    localStorage.setItem(KEY, text);
  } catch {
    forgetful = true;
  }
  if (text.length <= MOST) store.setItem(CARRIED, text);
  else store.removeItem(CARRIED);
}

function add(ids: readonly string[], kind: (typeof KINDS)[number]): void {
  const counts = read();
  const today = isSure() ? day(Date.now()) : ""; /* a wrong clock has no day */
  for (const id of ids) {
    if (!ID.test(id)) continue;
    counts.days[today] ??= {};
    counts.days[today][id] ??= [0, 0, 0];
    counts.days[today][id][KINDS.indexOf(kind)]++;
  }
  counts.turn++;
  write(counts);
}

/** By day, what was opened most first. */
function rows(): [string, string, ...Row][] {
  const { days } = read();
  return Object.keys(days)
    .sort()
    .flatMap((day) =>
      Object.entries(days[day])
        .sort(([a, one], [b, two]) => two[0] - one[0] || (a < b ? -1 : 1))
        .map(([id, row]): [string, string, ...Row] => [day, id, ...row]),
    );
}

function csv(): string {
  return toCsv([["day", "work", ...KINDS], ...rows().map((row) => row.map(String))]);
}

function show(): void {
  const all = rows();
  const note = forgetful ? "kept_nowhere" : apart ? "kept_apart" : "";
  const number = (n: number) => `<td class="sc-num">${n}</td>`;
  const sums = [2, 3, 4].map((k) => all.reduce((sum, row) => sum + Number(row[k]), 0));
  const head = ["day", "work", "opened", "starred", "qr_shown"].map(
    (key) => `<th scope="col">${escapeHtml(say(key))}</th>`,
  );
  const body = all.map(([day, id, ...row]) => {
    const when = day ? `<bdi class="sc-num">${day}</bdi>` : escapeHtml(say("day_unknown"));
    return `<tr><td>${when}</td><th scope="row"><bdi dir="ltr">${escapeHtml(id)}</bdi></th>${row.map(number).join("")}</tr>`;
  });
  const table = `<div class="sc-kcounts"><table><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody><tfoot><tr><td></td><td></td>${sums.map(number).join("")}</tr></tfoot></table></div>`;
  const button = (act: string, label: string, css: string) =>
    `<button type="button" class="sc-btn sc-btn--${css}" data-do="${act}">${escapeHtml(say(label))}</button>`;
  const acts =
    button("save", "save_csv", "paper") + button("text", "show_text", "line") + button("clear", "clear_counts", "line");
  const own = openSheet(
    say("counts"),
    "sc-ksheet--counts",
    `<h2 class="sc-h">${escapeHtml(say("counts"))}</h2><p>${escapeHtml(say("counts_about"))}</p>` +
      (note && `<p class="sc-kwarn">${escapeHtml(say(note))}</p>`) +
      (all.length ? `${table}<p class="sc-ksheet__act">${acts}</p>` : `<p>${escapeHtml(say("no_counts"))}</p>`),
  );
  own.addEventListener("click", (event) => {
    const act = closest(event, "[data-do]")?.dataset.do;
    if (act === "save") save(`booth-${booth.edition}.csv`, "text/csv", csv(), true);
    if (act === "text") showText(own);
    if (act === "clear") {
      askFirst(say("clear_ask"), say("clear_counts"), () => {
        write({ turn: read().turn + 1, days: {} });
        show();
      });
    }
  });
}

/** The same to read and copy, where nothing can be saved. */
function showText(own: HTMLElement): void {
  const area = parse<HTMLTextAreaElement>(
    `<textarea readonly dir="ltr" data-kiosk-plain aria-label="${escapeHtml(say("counts"))}"></textarea>`,
  );
  area.value = csv().slice(1);
  one(".sc-kcounts", own).replaceChildren(area);
  area.focus();
  area.select();
}

/** A long press on the logo is for staff. */
function openByLogo(): void {
  const logo = document.querySelector<HTMLElement>(".md-logo");
  if (!logo) return;
  let held = 0;
  let shown = false;
  logo.addEventListener("pointerdown", () => {
    shown = false;
    held = window.setTimeout(() => {
      shown = true;
      show();
    }, PRESS);
  });
  for (const type of ["pointerup", "pointerleave", "pointercancel"]) {
    logo.addEventListener(type, () => clearTimeout(held));
  }
  logo.addEventListener("click", (event) => {
    if (!shown) return;
    shown = false;
    event.preventDefault();
    event.stopPropagation();
  });
}

export function startCounts(): void {
  const opened = workOf(pathOf());
  write(read());
  /* In another language it is still the same work that somebody has opened. */
  if (opened && !state.asleep && !cameFrom().endsWith(`/works/${opened}/index.html`)) add([opened], "opened");
  document.addEventListener("click", (event) => {
    /* hearts.ts has answered already */
    const star = closest(event, "[data-sc-star]");
    if (star?.getAttribute("aria-pressed") === "true") add([star.dataset.scStar ?? ""], "starred");
  });
  document.addEventListener("kiosk:qr", (event) => {
    const { works } = (event as CustomEvent<{ works: string[] }>).detail;
    if (works.length) add(works, "qr");
  });
  const forget = store.clear;
  store.clear = () => {
    /* a visitor's things go, the booth's counts stay */
    const counts = read();
    forget.call(store);
    write(counts);
  };
  openByLogo();
}
