/* The booth's sheets: from the bottom edge of an upright screen, at the side of a wide one. A code to take a page along,
   an address outside, a picture, a list to choose from, a question. One at a time. */

import { all, closest, one, parse } from "../dom.ts";
import { CROSS, escapeHtml, icon } from "../html.ts";
import { drawCode } from "../qr.ts";
import { showcase } from "../showcase.ts";
import { booth, pathOf, say, workOf } from "./kiosk.ts";

const PHONE = icon('<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20h2"/>');
const LONG = 300; /* letters from which a code is drawn with less against damage */
const QUIET = 4;
const FIGURE = (caption: string) => `<figure><div class="sc-kqr"></div><figcaption>${caption}</figcaption></figure>`;
let sheet: HTMLDialogElement | null = null;

export function closeSheet(): void {
  sheet?.close();
}

export function openSheet(label: string, css: string, html: string): HTMLDialogElement {
  closeSheet();
  const own = parse<HTMLDialogElement>(
    `<dialog class="sc sc-ksheet ${css}" aria-label="${escapeHtml(label)}"><button type="button" class="sc-ksheet__x" data-close aria-label="${escapeHtml(say("close"))}">${CROSS}</button>${html}</dialog>`,
  );
  const before = document.activeElement;
  sheet = own;
  own.addEventListener("click", (event) => {
    if (event.target === own || closest(event, "[data-close]")) own.close();
  });
  own.addEventListener("close", () => {
    own.remove();
    if (sheet === own) sheet = null;
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  });
  document.body.append(own);
  own.showModal();
  return own;
}

/** Dark on white, four modules of quiet around it. */
export function codeOf(text: string): Promise<string> {
  return drawCode([{ text, mode: "Byte" }], text.length > LONG ? "L" : "M", QUIET);
}

async function putCode(own: HTMLElement, text: string, label: string): Promise<void> {
  const box = one(".sc-kqr", own);
  try {
    const svg = await codeOf(text);
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", label);
    box.innerHTML = svg;
  } catch {
    box.textContent = say("too_long");
  }
}

/* --- an address outside --- */
export function showOutside(url: string, label: string): void {
  const readable = url.replace(/^(https?:\/\/|mailto:|tel:|geo:)/, "").replace(/\/$/, "");
  const title = label || readable;
  const own = openSheet(
    title,
    "sc-ksheet--out",
    `<div class="sc-ksheet__t"><h2 class="sc-h">${escapeHtml(title)}</h2><p>${escapeHtml(say("outside"))}</p></div>${FIGURE(`<bdi dir="ltr">${escapeHtml(readable)}</bdi>`)}`,
  );
  putCode(own, url, say("scan"));
}

/* --- the page at hand, or the visitor's list --- */
function textOf(selector: string): string {
  return document.querySelector(selector)?.textContent.trim() ?? "";
}
function htmlOf(selector: string): string {
  return document.querySelector(selector)?.outerHTML ?? "";
}
function tellOfCode(works: readonly string[]): void {
  document.dispatchEvent(new CustomEvent("kiosk:qr", { detail: { works } }));
}

function take(): void {
  const list = document.querySelector("[data-sc-list]");
  if (list) takeList(list);
  else takePage();
}

function takePage(): void {
  const path = pathOf();
  const work = workOf(path);
  const cover = work ? htmlOf(".sc-aside>.sc-cover") : "";
  const kind = work ? htmlOf(".sc-whero .sc-kind") : "";
  const second = work ? htmlOf(".sc-whero__o .sc-o") : "";
  const stand = textOf(".sc-booth .sc-num");
  const heading = document.querySelector<HTMLElement>("main h1");
  const tag = heading?.lang ? ` lang="${escapeHtml(heading.lang)}" dir="${escapeHtml(heading.dir || "auto")}"` : "";
  const title = `<h2 class="sc-h"${tag}>${escapeHtml(heading?.textContent.trim() ?? document.title)}</h2>`;
  const where = stand
    ? `<p><bdi dir="ltr">${escapeHtml(stand)}</bdi> ${escapeHtml(textOf(".sc-booth .sc-num+p"))}</p>`
    : "";
  const own = openSheet(
    say("take"),
    `sc-ksheet--take${cover ? "" : " is-bare"}`,
    `${cover}<div class="sc-ksheet__t">${kind}${title}${second && `<p>${second}</p>`}${where}</div>${FIGURE(escapeHtml(say("scan")))}`,
  );
  tellOfCode(work ? [work] : []);
  putCode(own, booth.site + path, say("scan"));
}

function takeList(list: Element): void {
  const drawn = list.querySelector<HTMLElement>("[data-sc-code]:not([hidden])");
  const address = drawn?.dataset.text;
  const told = textOf(address ? "[data-sc-lead]" : "[data-sc-none] p");
  const own = openSheet(
    say("take"),
    "sc-ksheet--take is-bare",
    `<div class="sc-ksheet__t"><h2 class="sc-h">${escapeHtml(textOf("[data-sc-title]"))}</h2><p>${escapeHtml(told)}</p></div>${address ? FIGURE(escapeHtml(say("scan_list"))) : ""}`,
  );
  if (!drawn || !address) return;
  one(".sc-kqr", own).innerHTML = drawn.innerHTML;
  tellOfCode((showcase.shortlist?.read() ?? []).map((entry) => entry.id));
}

/* --- a picture, as large as the screen --- */
export function showPicture(href: string, alt: string): void {
  openSheet(
    alt || say("picture"),
    "sc-ksheet--pic",
    `<img src="${escapeHtml(href)}" alt="${escapeHtml(alt)}" draggable="false">`,
  );
}

/* --- a list to choose from: the system's own is too small to touch --- */
function choose(select: HTMLSelectElement): void {
  const label = select.getAttribute("aria-label") ?? select.labels[0]?.firstElementChild?.textContent ?? say("choose");
  const option = (one: HTMLOptionElement) =>
    `<li><button type="button" data-k="${one.index}"${one.selected ? ' aria-current="true"' : ""}${one.lang ? ` lang="${escapeHtml(one.lang)}"` : ""}>${escapeHtml(one.textContent)}</button></li>`;
  const rows = Array.from(select.children).map((child) => {
    if (child instanceof HTMLOptGroupElement) {
      return `<li><h3>${escapeHtml(child.label)}</h3></li>${all<HTMLOptionElement>("option", child).map(option).join("")}`;
    }
    return child instanceof HTMLOptionElement && !child.hidden ? option(child) : "";
  });
  const own = openSheet(
    label,
    "sc-ksheet--choose",
    `<h2 class="sc-h">${escapeHtml(label)}</h2><ul>${rows.join("")}</ul>`,
  );
  one("ul", own).addEventListener("click", (event) => {
    const button = closest(event, "[data-k]");
    if (!button) return;
    own.close();
    select.selectedIndex = Number(button.dataset.k);
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const now = own.querySelector<HTMLElement>("[aria-current]");
  now?.focus();
  now?.scrollIntoView({ block: "center" });
}

/* --- a question --- */
export function askFirst(text: string, yes: string, act: () => void): void {
  const own = openSheet(
    text,
    "sc-ksheet--ask",
    `<h2 class="sc-h">${escapeHtml(text)}</h2><p class="sc-ksheet__act"><button type="button" class="sc-btn sc-btn--paper" data-yes>${escapeHtml(yes)}</button><button type="button" class="sc-btn sc-btn--line" data-close>${escapeHtml(say("cancel"))}</button></p>`,
  );
  one("[data-yes]", own).addEventListener("click", () => {
    own.close();
    act();
  });
}

export function startSheets(): void {
  document.addEventListener(
    "mousedown",
    (event) => {
      /* before the browser opens its own list; comes with a touch too */
      const select = closest<HTMLSelectElement>(event, "select");
      if (!select || select.disabled) return;
      event.preventDefault();
      choose(select);
    },
    true,
  );
  document.addEventListener(
    "keydown",
    (event) => {
      const opens = [" ", "Enter", "ArrowDown", "ArrowUp"].includes(event.key);
      if (!(event.target instanceof HTMLSelectElement) || !opens) return;
      event.preventDefault();
      choose(event.target);
    },
    true,
  );

  /* "take it with you", in the header and instead of sharing */
  document
    .querySelector(".md-header__inner .sc-searchbtn")
    ?.before(
      parse(
        `<button type="button" class="sc-hbtn sc-kbtn sc-kbtn--take" data-kiosk-take>${PHONE}<span>${escapeHtml(say("take"))}</span></button>`,
      ),
    );
  for (const button of all("[data-sc-share]")) {
    button.removeAttribute("data-sc-share");
    button.setAttribute("data-kiosk-take", "");
    button.innerHTML = PHONE + escapeHtml(say("take"));
  }
  for (const box of all(".sc-booth .sc-qr")) box.setAttribute("data-kiosk-take", "");
  document.addEventListener("click", (event) => {
    if (closest(event, "[data-kiosk-take]")) take();
  });
  document.addEventListener("kiosk:reset", closeSheet);
}
