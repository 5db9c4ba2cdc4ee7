/* What is searched: each work as one text of folded forms, and the few companies, events, families and pages. Texts are
   built in slices, so that typing and scrolling never wait. Spaces stand around each form, so that " wor" finds the
   beginning of a word; lines part forms; BREAKS part what weighs differently. */

import type { Catalogue } from "./catalogue.ts";
import { type Lists, lists } from "./columns.ts";
import type { MoreSection, Sections } from "./sections.ts";
import { fold, isRun, terms } from "./spelling.ts";

/** Between titles, pinyin, other titles, people, companies and the logline. */
export const BREAKS = ["\u0001", "\u0002", "\u0003", "\u0004", "\u0005"] as const;

export type OtherGroup = "companies" | "events" | "families" | "pages";

export interface Other {
  group: OtherGroup;
  title: string;
  lang: string;
  path: string;
  note: string;
  hay: string;
}

/** An index that forgives slips of typing: the part of MiniSearch that is used. */
export type Index = import("minisearch").default<number>;

/** A text a work, and what they are built from. */
export interface Texts {
  titles: string[][];
  alts: string[];
  pinyin: string[];
  loglines: string[];
  people: string[];
  cast: Lists;
  hay: string[];
  /** How many works, in the catalogue's order, have theirs by now. */
  ready: number;
  index: Index | null;
  foldedPeople: string[];
  makers: Makers;
}

/** Companies' names in all their forms. */
export interface Makers {
  names: string[];
  folded: string[];
}

export function readMakers(store: Sections): Makers {
  return { names: store.makers.split("\n"), folded: [] };
}

export function readTexts(
  store: Sections,
  catalogue: Catalogue,
  lang: string,
  column: (name: string) => string[],
  makers: Makers,
): Texts {
  return {
    titles: catalogue.tags.map((tag) => column(`titles.${tag}`)),
    alts: column("alts"),
    pinyin: column("pinyin"),
    loglines: column(`loglines.${lang}`),
    people: store.people.names.split("\n"),
    cast: lists(store.people),
    hay: [],
    ready: 0,
    index: null,
    foldedPeople: [],
    makers,
  };
}

/** Forms between spaces, each in a line of its own. */
function wrap(forms: readonly string[]): string {
  let out = "";
  for (const form of new Set(forms)) if (form) out += `\n ${form} `;
  return `${out}\n`;
}

/** "qing yu nian" → joined from each syllable on, and the initials. */
function spelled(pinyin: string): string {
  const parts = pinyin.split(" ");
  let out = "\n ";
  for (let k = 0; k < parts.length && k < 16; k++) out += `${parts.slice(k).join("")} `;
  return out + (parts.length > 1 ? `${parts.map((part) => part[0]).join("")} ` : "");
}

/** Of a person or company: folded names, pinyin last. */
function nameForms(text: string): string {
  const names: string[] = [];
  const pinyin: string[] = [];
  for (const form of text.split("\t")) {
    if (form.startsWith("~")) pinyin.push(spelled(form.slice(1)));
    else names.push(fold(form));
  }
  /* a Chinese name in Latin letters is typed in one word, too: Hu Ge, huge */
  if (names.some(isRun)) {
    for (const name of names.slice()) if (/^[a-z]+( [a-z]+){1,3}$/.test(name)) names.push(name.replace(/ /g, ""));
  }
  return wrap(names) + pinyin.join("");
}

function formsOf(texts: readonly string[], folded: string[], at: number): string {
  folded[at] ??= nameForms(texts[at]);
  return folded[at];
}

/** A stand as it is typed: B12, 3B12, 1.2A1, 1.2 A1. */
function standForms(catalogue: Catalogue, stand: number): string {
  const [hall, number] = catalogue.stands[stand];
  const typed = fold(number).replace(/ /g, "");
  const sign = fold(catalogue.labels.signs[catalogue.halls[hall]]);
  const apart = sign.includes(" ") ? `${sign} ${typed} ` : "";
  return `\n ${typed} ${sign ? `${sign.replace(/ /g, "") + typed} ` : ""}${apart}`;
}

/** Builds the text of one work. */
export function build(texts: Texts, catalogue: Catalogue, work: number): void {
  const { company } = catalogue.facets;
  const { stand } = catalogue;
  let hay = wrap(texts.titles.map((column) => fold(column[work]))) + BREAKS[0];
  if (texts.pinyin[work]) hay += texts.pinyin[work].split("\t").map(spelled).join("");
  hay += BREAKS[1];
  if (texts.alts[work]) hay += wrap(texts.alts[work].split("\t").map(fold));
  hay += BREAKS[2];
  for (let k = texts.cast.off[work]; k < texts.cast.off[work + 1]; k++) {
    hay += formsOf(texts.people, texts.foldedPeople, texts.cast.flat[k]);
  }
  hay += BREAKS[3];
  for (let k = company.off[work]; k < company.off[work + 1]; k++) {
    hay += formsOf(texts.makers.names, texts.makers.folded, company.flat[k]);
  }
  for (let k = stand.off[work]; k < stand.off[work + 1]; k++) hay += standForms(catalogue, stand.flat[k]);
  texts.hay[work] = `${hay + BREAKS[4]}\n ${fold(texts.loglines[work])} \n`;
}

/** Companies come first, in their order. */
export function readOthers(catalogue: Catalogue, makers: Makers, more: MoreSection): Other[] {
  const companies = catalogue.makers.map((id, company): Other => {
    const own = more.stands.flatMap(([, companies], stand) => (companies.includes(company) ? [stand] : []));
    const hay = formsOf(makers.names, makers.folded, company);
    return {
      group: "companies",
      title: catalogue.makerNames[company],
      lang: catalogue.labels.makers.other[company] ?? "",
      path: `companies/${id}/`,
      note: own.length ? more.stands[own[0]][0] : "",
      hay: hay + own.map((stand) => standForms(catalogue, stand)).join(""),
    };
  });
  const rest = (["events", "families", "pages"] as const).flatMap((group) =>
    more[group].map(
      ([title, lang, path, note, names]): Other => ({ group, title, lang, path, note, hay: nameForms(names) }),
    ),
  );
  return companies.concat(rest);
}

/* --- slices --- */
const queue: (() => void)[] = [];
let channel: MessageChannel | null = null;

function later(task: () => void): void {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => queue.shift()?.();
  }
  queue.push(task);
  channel.port2.postMessage(0);
}

function inSlices(count: number, milliseconds: number, step: (at: number) => void): Promise<void> {
  return new Promise((done, fail) => {
    let at = 0;
    function slice() {
      const end = performance.now() + milliseconds;
      try {
        while (at < count && performance.now() < end) for (let k = 0; k < 8 && at < count; k++) step(at++);
      } catch (error) {
        fail(error);
        return;
      }
      if (at < count) later(slice);
      else done();
    }
    later(slice);
  });
}

export function buildAll(texts: Texts, catalogue: Catalogue): Promise<void> {
  return inSlices(catalogue.n, 8, (at) => {
    build(texts, catalogue, catalogue.order[at]);
    texts.ready = at + 1;
  });
}

const FIELDS = ["title", "spelling", "alt", "people", "company"];

/** Fills the index: works by their numbers, then the others behind them. */
export async function fillIndex(
  texts: Texts,
  catalogue: Catalogue,
  others: readonly Other[],
  MiniSearch: typeof import("minisearch").default,
): Promise<void> {
  const region = (document: number, field: number): string => {
    if (document >= catalogue.n) return field === 0 ? others[document - catalogue.n].hay : "";
    const hay = texts.hay[document];
    return hay.slice(field ? hay.indexOf(BREAKS[field - 1]) + 1 : 0, hay.indexOf(BREAKS[field]));
  };
  const index: Index = new MiniSearch<number>({
    fields: FIELDS,
    /* a document is its number, and so is its id */
    extractField: (document, field) =>
      field === "id" ? (document as unknown as string) : region(document, FIELDS.indexOf(field)),
    tokenize: (text) => terms(text.replace(BETWEEN, " ")),
    processTerm: (term) => term,
    searchOptions: { boost: { title: 8, spelling: 6, alt: 4, people: 2.5, company: 1.5 } },
  });
  await inSlices(catalogue.n + others.length, 8, (at) => index.add(at < catalogue.n ? catalogue.order[at] : at));
  texts.index = index;
}
const BETWEEN = new RegExp(`[\\n${BREAKS.join("")}]`, "g");
