/* The booth's keyboard: Latin, pinyin and Arabic, for whatever field is being written in. Keys write into the real
   field and say so with its `input` events, so search, notes and a keyboard with wires work as ever. */

import { closest, one, parse } from "../dom.ts";
import { escapeHtml, icon } from "../html.ts";
import { booth, say } from "./kiosk.ts";
import { type Candidate, candidatesFor, charactersOf } from "./pinyin.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;
type LayoutName = "latin" | "pinyin" | "arabic";
interface Layout {
  name: string;
  lang?: string;
  rows: string[];
}

const FIELD = "input[type=text],input[type=search],input:not([type]),textarea";
const DIGITS = "1234567890";
const LATIN = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const ACCENTS: Record<string, string[]> = { es: ["áéíóúñü¿¡"], fr: ["àâçéèêëîïôùûœ"] };
const LAYOUTS: Record<LayoutName, Layout> = {
  latin: { name: "ABC", rows: [DIGITS, ...(ACCENTS[booth.lang] ?? []), ...LATIN] },
  pinyin: { name: "拼音", lang: "zh-Hans", rows: [DIGITS, ...LATIN] },
  arabic: { name: "عربي", lang: "ar", rows: [DIGITS, "ضصثقفغعهخحجد", "شسيبلاتنمكطذ", "ئءؤرىةوزظأإآ"] },
};
const ICONS = {
  back: icon('<path d="M9 5h12v14H9l-6-7zM12.5 9.5l5 5m0-5-5 5"/>'),
  shift: icon('<path d="m12 4 7 8h-4v7H9v-7H5z"/>'),
  enter: icon('<path d="M19 6v7H6m4-4-4 4 4 4"/>'),
};
const LONGEST = 40; /* letters of pinyin */
const HELD = 500; /* milliseconds until a held key repeats, and between repetitions */
const EACH = 90;

const hasTerms = booth.terms.length > 0;
const OF_LANGUAGE: Record<string, LayoutName> = { ar: "arabic", "zh-Hans": "pinyin", "zh-Hant": "pinyin" };
const known = OF_LANGUAGE[booth.lang] ?? "latin";

let board: HTMLElement | null = null;
let field: Field | null = null;
let layout: LayoutName = known === "pinyin" && !hasTerms ? "latin" : known;
let upper = false;
let buffer = "";
let holding = 0;
let repeating = 0;
let characters: Map<string, string[]> | null = null;

function candidates(letters: string): Candidate[] {
  characters ??= charactersOf(booth.terms);
  return candidatesFor(letters, booth.terms, characters);
}

function suggest(): void {
  if (!board) return;
  const row = one(".sc-keys__c", board);
  const letters = escapeHtml(buffer);
  const buttons = buffer
    ? candidates(buffer).map(
        ({ text, used }) => `<button type="button" lang="zh-Hans" data-used="${used}">${escapeHtml(text)}</button>`,
      )
    : [];
  row.innerHTML = buffer
    ? `<b class="sc-keys__b" lang="zh-Latn">${letters}</b>${buttons.join("")}<button type="button" class="sc-keys__raw" data-used="${buffer.length}">${letters}</button>`
    : "";
  row.scrollLeft = 0;
}

function pick(button: HTMLElement | null | undefined): void {
  if (!button) return;
  write(button.textContent);
  buffer = buffer.slice(Number(button.dataset.used));
  suggest();
}

function firstCandidate(): HTMLElement | null | undefined {
  return board?.querySelector<HTMLElement>(".sc-keys__c button");
}

/* --- writing into the field --- */
function told(inputType: string, data: string | null): void {
  field?.dispatchEvent(new InputEvent("input", { bubbles: true, inputType, data }));
}

function write(text: string): void {
  if (!field) return;
  const from = field.selectionStart ?? 0;
  const to = field.selectionEnd ?? from;
  if (field.maxLength > 0 && field.value.length - (to - from) + text.length > field.maxLength) return;
  field.setRangeText(text, from, to, "end");
  told("insertText", text);
  if (upper) {
    upper = false;
    draw();
  }
}

function erase(): void {
  if (buffer) {
    buffer = buffer.slice(0, -1);
    suggest();
    return;
  }
  if (!field) return;
  const to = field.selectionEnd ?? 0;
  let from = field.selectionStart ?? to;
  if (from === to) from -= Array.from(field.value.slice(0, from)).pop()?.length ?? 0;
  if (from === to) return;
  field.setRangeText("", Math.max(0, from), to, "end");
  told("deleteContentBackward", null);
}

function press(key: string): void {
  if (key === "back") erase();
  else if (key === "shift") {
    upper = !upper;
    draw();
  } else if (key === "done") {
    if (buffer) pick(firstCandidate());
    hide();
  } else if (key === "enter") {
    if (buffer) pick(firstCandidate());
    else write("\n");
  } else if (key in LAYOUTS) {
    layout = key as LayoutName;
    buffer = "";
    upper = false;
    draw();
  } else if (key === " " && buffer) pick(firstCandidate());
  else if (layout === "pinyin" && /^[a-z]$/.test(key)) {
    if (buffer.length < LONGEST) buffer += key;
    suggest();
  } else write(key);
}

/* --- the board --- */
function keyHtml(value: string, face: string, css = "", label = ""): string {
  return `<button type="button" class="sc-key${css && ` ${css}`}" data-key="${escapeHtml(value)}"${label && ` aria-label="${escapeHtml(label)}"`}>${face}</button>`;
}

function rowHtml(keys: readonly string[], css = "", lang = ""): string {
  return `<div class="sc-keys__r${css}"${lang && ` lang="${lang}"`}>${keys.join("")}</div>`;
}

function draw(): void {
  if (!board || !field) return;
  const now = LAYOUTS[layout];
  const rows = now.rows.map((row) =>
    Array.from(row, (letter) => {
      const face = upper ? letter.toUpperCase() : letter;
      return keyHtml(face, escapeHtml(face));
    }),
  );
  const last = rows[rows.length - 1];
  if (layout === "latin")
    last.unshift(keyHtml("shift", ICONS.shift, `sc-key--fn${upper ? " is-on" : ""}`, say("shift")));
  last.push(keyHtml("back", ICONS.back, "sc-key--fn", say("delete")));
  const layouts = (Object.keys(LAYOUTS) as LayoutName[]).filter((name) => name !== "pinyin" || hasTerms);
  const comma = layout === "arabic" ? "،" : ",";
  const foot = [
    ...layouts.map((name) => {
      const { lang, name: face } = LAYOUTS[name];
      return `<button type="button" class="sc-key sc-key--fn sc-key--lay" data-key="${name}" aria-pressed="${name === layout}"${lang ? ` lang="${lang}"` : ""}>${face}</button>`;
    }),
    keyHtml("-", "-"),
    keyHtml(" ", escapeHtml(say("space")), "sc-key--space"),
    keyHtml(comma, comma),
    keyHtml(".", "."),
    field.tagName === "TEXTAREA" ? keyHtml("enter", ICONS.enter, "sc-key--fn", say("new_line")) : "",
    keyHtml("done", escapeHtml(say("done")), "sc-key--done"),
  ];
  const lang = layout === "pinyin" ? "en" : (now.lang ?? "");
  board.className = `sc sc-keys sc-keys--${layout}`;
  board.innerHTML =
    `<div class="sc-keys__c" role="group" aria-label="${escapeHtml(say("candidates"))}"></div>` +
    rows.map((row) => rowHtml(row, "", lang)).join("") +
    rowHtml(foot, " sc-keys__r--foot");
  suggest();
  place();
}

function place(): void {
  if (board?.isConnected) document.documentElement.style.setProperty("--keys", `${board.offsetHeight}px`);
}

function makeBoard(): HTMLElement {
  const own = parse('<div role="group" dir="ltr"></div>');
  own.setAttribute("aria-label", say("keyboard"));
  own.addEventListener("mousedown", (event) => event.preventDefault()); /* the field keeps the focus */
  own.addEventListener("pointerdown", down);
  for (const type of ["pointerup", "pointercancel", "pointerleave"]) own.addEventListener(type, release);
  own.addEventListener("click", (event) => {
    const candidate = closest(event, ".sc-keys__c button");
    const key = closest(event, "[data-key]")?.dataset.key;
    if (candidate) pick(candidate);
    else if (key && (key === "done" || event.detail === 0)) press(key); /* the latter not by touch */
  });
  return own;
}

function down(event: PointerEvent): void {
  const key = closest(event, "[data-key]")?.dataset.key;
  if (!key || event.button) return;
  event.preventDefault();
  if (key === "done") return; /* by the click: gone sooner, it would land on what is below */
  press(key);
  if (key !== "back") return;
  holding = window.setTimeout(() => {
    repeating = window.setInterval(erase, EACH);
  }, HELD);
}

function release(): void {
  clearTimeout(holding);
  clearInterval(repeating);
}

function show(next: Field): void {
  if (field !== next) {
    buffer = "";
    upper = false;
  }
  field = next;
  field.setAttribute("inputmode", "none"); /* the system's own keyboard stays away */
  board ??= makeBoard();
  (field.closest("dialog") ?? document.body).append(board); /* inside a dialog, or it could not be touched */
  document.documentElement.setAttribute("data-keys", "");
  draw();
  const edge = innerHeight - board.offsetHeight;
  const box = field.getBoundingClientRect();
  if (box.bottom > edge || box.top < 0) field.scrollIntoView({ block: "center", behavior: "instant" });
}

function hide(): void {
  release();
  if (!board?.isConnected) return;
  board.remove();
  buffer = "";
  document.documentElement.removeAttribute("data-keys");
}

function writable(node: EventTarget | null): Field | null {
  if (!(node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement)) return null;
  return node.matches(FIELD) && !node.readOnly && !node.disabled ? node : null;
}

export function startKeys(): void {
  document.addEventListener("focusin", (event) => {
    const next = writable(event.target);
    if (next) show(next);
  });
  document.addEventListener("click", (event) => {
    const next = writable(event.target);
    if (next && next === document.activeElement && !board?.isConnected) show(next);
  });
  document.addEventListener("focusout", (event) => {
    const into = event.relatedTarget instanceof Node && board?.contains(event.relatedTarget);
    if (event.target === field && !into) hide();
  });
  document.addEventListener("close", hide, true); /* a dialog takes its keyboard with it */
  document.addEventListener("kiosk:reset", hide);
  addEventListener("resize", place);
  const now = writable(document.activeElement);
  if (now) show(now);
}
