/* The attract loop: what a visitor meets first. A work stays for nine seconds, its title in three languages in turn. */

import { all, closest, one, parse } from "../dom.ts";
import { escapeHtml } from "../html.ts";
import { paintAttract } from "./clock.ts";
import { type Attraction, booth, home, say, shared, state, store } from "./kiosk.ts";
import { touched } from "./touches.ts";

const TURN = 3000;
const TURNS = 3;
const LEAVING = 350;

const works = booth.attract;
const tongues = booth.languages;
let stage: HTMLElement | null = null;
let beat = -1;
let pulse = 0;

/** Languages in which a work is shown: the page's first, the others in turn. */
function captions(work: Attraction): string[] {
  const all = tongues.map((tongue) => tongue.tag).filter((tag) => work.titles[tag]);
  const others = all.filter((tag) => tag !== booth.lang);
  const from = (works.indexOf(work) * (TURNS - 1)) % (others.length || 1);
  const turned = others.slice(from).concat(others.slice(0, from));
  return all.includes(booth.lang) ? [booth.lang, ...turned] : turned;
}

function picture(work: Attraction): string {
  const shown = work.wide ?? work.cover; /* a cover has lettering: it is shown whole, on the ground of its work */
  const image = shown ? `<img src="${escapeHtml(shared + shown.src)}" alt="" draggable="false">` : "";
  const ground = work.ground ? ` style="--wg:${escapeHtml(work.ground)}"` : "";
  return `<div class="sc-attract__pic${work.wide ? "" : " is-cover"}"${ground}>${image}</div>`;
}

function build(): HTMLElement {
  const { lang, touch = {} } = booth;
  const others = tongues.filter((tongue) => tongue.tag !== lang);
  const wished = lang === "zh-Hans" ? "en" : "zh-Hans";
  const second = others.find((tongue) => tongue.tag === wished) ?? others[0];
  const also =
    second && touch[second.tag]
      ? ` <span lang="${second.tag}" dir="${second.dir}">${escapeHtml(touch[second.tag])}</span>`
      : "";
  const buttons = tongues.map(
    ({ tag, dir, name }) =>
      `<button type="button" lang="${tag}" dir="${dir}" data-kiosk-start="${tag}"${tag === lang ? ' aria-current="true"' : ""}>${escapeHtml(name)}</button>`,
  );
  const subtitle = booth.booth.kind === "edition" ? booth.place || booth.dates : booth.name;
  return parse(
    `<section class="sc sc-attract" role="dialog" aria-modal="true" aria-label="${escapeHtml(booth.name)}">${works.map(picture).join("")}` +
      `<div class="sc-attract__in"><div class="sc-attract__top"><div><b>${escapeHtml(booth.booth.name)}</b><span>${escapeHtml(subtitle)}</span></div><div class="sc-attract__clock sc-num" data-kiosk-clock></div></div>` +
      '<span class="sc-attract__spine" aria-hidden="true"><span class="sc-vert"></span></span>' +
      '<div class="sc-attract__b"><div class="sc-attract__cap" aria-live="off"></div>' +
      `<div class="sc-ticks" aria-hidden="true">${works.map(() => "<i></i>").join("")}</div>` +
      `<button type="button" class="sc-touch" data-kiosk-start>${escapeHtml(say("touch"))}${also}</button>` +
      (tongues.length > 1
        ? `<div class="sc-langs" role="group" aria-label="${escapeHtml(say("language"))}">${buttons.join("")}</div>`
        : "") +
      '<p class="sc-next" data-kiosk-next></p></div></div></section>',
  );
}

function caption(work: Attraction, tag: string): string {
  const title = work.titles[tag];
  const logline = work.loglines[tag];
  const same = work.own?.text === title; /* the spine says it already */
  const dir = tongues.find((tongue) => tongue.tag === tag)?.dir ?? "ltr";
  return (
    `<p class="sc-kind">${work.seal ? `<i class="sc-seal" data-s="${escapeHtml(work.seal)}"></i>` : ""}<span>${escapeHtml(work.line)}</span></p>` +
    `<div lang="${tag}" dir="${dir}">${title && !same ? `<h1 class="sc-h">${escapeHtml(title)}</h1>` : ""}${logline ? `<p>${escapeHtml(logline)}</p>` : ""}</div>`
  );
}

/** The next language, and after three of them the next work. */
function turn(): void {
  beat++;
  if (!works.length || !stage) return;
  const at = Math.floor(beat / TURNS) % works.length;
  const work = works[at];
  const tags = captions(work);
  const tag = tags.length ? tags[(beat % TURNS) % tags.length] : booth.lang;
  one(".sc-attract__cap", stage).replaceChildren(parse(`<div class="sc-attract__turn">${caption(work, tag)}</div>`));
  if (beat % TURNS) return;
  all(".sc-attract__pic", stage).forEach((pic, k) => {
    pic.classList.toggle("is-on", k === at);
  });
  all(".sc-ticks i", stage).forEach((tick, k) => {
    tick.classList.toggle("on", k === at);
  });
  stage.dataset.work = work.id;
  const spine = one(".sc-vert", stage);
  const upright = work.own && /^(zh|ja|ko)/.test(work.own.lang) ? work.own : null;
  spine.textContent = upright?.text ?? "";
  if (upright) {
    spine.lang = upright.lang;
    spine.style.setProperty("--len", String(Array.from(upright.text).length));
  }
  paintAttract(stage);
}

/** Whatever else is on the page can not be reached meanwhile. */
function setOthers(inert: boolean): void {
  for (const node of document.body.children) {
    if (node instanceof HTMLElement && node !== stage && node.tagName !== "SCRIPT") node.inert = inert;
  }
}

export function sleep(): void {
  if (stage) return;
  for (const dialog of all<HTMLDialogElement>("dialog[open]")) dialog.close();
  const own = build();
  stage = own;
  document.body.append(own);
  setOthers(true);
  document.documentElement.setAttribute("data-asleep", "");
  state.asleep = true;
  beat = -1;
  turn();
  pulse = window.setInterval(turn, TURN);
  for (const type of ["pointerup", "click"]) {
    own.addEventListener(type, (event) => wake(closest(event, "[data-kiosk-start]")));
  }
  document.addEventListener("keydown", pressed);
  one("[data-kiosk-start]", own).focus({ preventScroll: true });
}

/** Any key wakes, but those that lead to a language or press its button. */
function pressed(event: KeyboardEvent): void {
  if (["Tab", "Shift", "Enter", " "].includes(event.key)) return;
  event.preventDefault();
  wake(null);
}

function wake(button: HTMLElement | null): void {
  if (!state.asleep) return;
  state.asleep = false;
  const tag = button?.dataset.kioskStart || booth.lang;
  touched();
  if (tag !== booth.lang) {
    store.go(home(tag), { replace: true });
    return;
  }
  clearInterval(pulse);
  document.removeEventListener("keydown", pressed);
  history.replaceState(null, "", location.pathname + location.search);
  document.getElementById("attract")?.remove();
  /* still there for a moment: the click that follows a touch must not reach the page */
  stage?.classList.add("is-leaving");
  setTimeout(() => {
    stage?.remove();
    stage = null;
    setOthers(false);
    document.documentElement.removeAttribute("data-asleep");
    document.dispatchEvent(new CustomEvent("kiosk:awake"));
  }, LEAVING);
}
