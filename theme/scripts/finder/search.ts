/* What was asked for, best first. */

import type { Catalogue } from "./catalogue.ts";
import { type Asked, ask, fold, isRun, terms } from "./spelling.ts";
import { BREAKS, type Other, type Texts } from "./texts.ts";

export interface Answer {
  /** Best first. */
  works: number[];
  others: Other[];
  /** Whether these only come close. */
  close: boolean;
  asked: Asked;
}

/** What was asked last: who goes on typing finds only what was found then. */
interface Last {
  words: string[];
  works: number[];
  ready: number;
}

const ONLY_LOGLINE = 6.5;

/** How far a text is from what was asked; Infinity when it is something else. */
export function cost(hay: string, asked: Asked): number {
  let sum = 0;
  for (const word of asked.words) {
    const at = hay.indexOf(isRun(word) ? word : ` ${word}`);
    if (at < 0) return Infinity;
    sum += regionAt(hay, at);
  }
  const titles = hay.indexOf(BREAKS[0]);
  const whole = `\n ${asked.whole}`;
  const at = hay.indexOf(whole);
  if (at >= 0 && (titles < 0 || at < titles)) {
    if (hay.startsWith(" \n", at + whole.length)) return 0;
    return hay[at + whole.length] === " " ? 1 : 1.5;
  }
  if (sum && titles >= 0) {
    /* in pinyin: all of it, or all its initials */
    const spelling = `${hay.slice(titles, hay.indexOf(BREAKS[1]))}\n`;
    const typed = ` ${asked.whole.replace(/ /g, "")} `;
    if (spelling.includes(`\n${typed}`)) return 0.5;
    if (spelling.includes(`${typed}\n`)) return 0.6;
  }
  if (asked.words.length === 1) return 2 + sum;
  /* several words: together in one place, or here and there */
  const together = hay.indexOf(` ${asked.whole}`);
  if (together < 0) return 3 + sum / asked.words.length;
  const region = regionAt(hay, together);
  return region < BREAKS.length ? 2 + region / 2 : ONLY_LOGLINE;
}

function regionAt(hay: string, at: number): number {
  let region = BREAKS.length;
  while (region > 0 && hay.lastIndexOf(BREAKS[region - 1], at) < 0) region--;
  return region;
}

/** Before all texts are folded: titles as they are written, and folded where they begin to look like it (黑神话：悟空 is
    asked for without its colon). Folding all of them at each key would take longer than reading them. */
function quick(texts: Texts, work: number, asked: Asked): number {
  const holds = (text: string, words: readonly string[]) => words.every((word) => text.includes(word));
  for (const column of texts.titles) {
    const title = (column[work] ?? "").toLowerCase();
    if (!title) continue;
    if (holds(title, asked.words)) return title === asked.whole ? 0 : 2;
    if (!holds(title, asked.starts)) continue;
    const folded = fold(title);
    if (holds(folded, asked.words)) return folded === asked.whole ? 0 : 2;
  }
  return Infinity;
}

/** Documents of the index that are like what was asked. */
function forgiving(texts: Texts, asked: Asked): number[] {
  if (!texts.index) return [];
  const words = terms(asked.words.join(" "), true);
  const options = {
    tokenize: () => words,
    prefix: (term: string) => (isRun(term) ? term.length === 1 : term.length > 1),
    fuzzy: (term: string) => (!isRun(term) && term.length > 3 && !/^\d/.test(term) ? 0.2 : false),
    maxFuzzy: 2,
  };
  let found = texts.index.search("x", { ...options, combineWith: "AND" });
  if (!found.length && words.length > 1) {
    found = texts.index.search("x", { ...options, combineWith: "OR" });
    const top = found.length ? found[0].score : 0;
    found = found.filter((hit) => hit.score >= top * 0.5 && hit.queryTerms.length >= Math.max(1, words.length * 0.34));
  }
  return found.slice(0, 60).map((hit) => hit.id as number);
}

/** Searches one catalogue. `texts` are null where works are looked for elsewhere: then only the others are. */
export class Search {
  private last: Last | null = null;
  private readonly catalogue: Catalogue;
  private readonly texts: Texts | null;
  private readonly others: readonly Other[];

  constructor(catalogue: Catalogue, texts: Texts | null, others: readonly Other[]) {
    this.catalogue = catalogue;
    this.texts = texts;
    this.others = others;
  }

  find(query: string): Answer {
    const asked = ask(query);
    if (!asked.words.length) return { works: [], others: [], close: false, asked };
    const costs = this.texts ? this.costs(this.texts, asked) : { works: [], best: Infinity };
    let { works, best } = costs;
    const found: [number, number][] = [];
    this.others.forEach((entry, k) => {
      const c = cost(entry.hay, asked);
      if (c < Infinity) found.push([c, k]);
      if (c < best) best = c;
    });
    const like = this.texts && best >= ONLY_LOGLINE ? forgiving(this.texts, asked) : [];
    if (like.length) {
      const near = like.filter((id) => id < this.catalogue.n);
      const seen = new Set(near);
      for (const id of like) if (id >= this.catalogue.n) found.push([9, id - this.catalogue.n]);
      works = near.concat(works.filter((work) => !seen.has(work)));
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return { works, others: found.map(([, k]) => this.others[k]), close: like.length > 0, asked };
  }

  private costs(texts: Texts, asked: Asked): { works: number[]; best: number } {
    const { last } = this;
    const { order, rank } = this.catalogue;
    const narrower = last?.ready === texts.ready && last.words.every((word, k) => asked.words[k]?.startsWith(word));
    const from = last && narrower ? last.works : order;
    /* cost and place in one number each, which sort faster than pairs */
    const keys = new Float64Array(from.length);
    let n = 0;
    let best = Infinity;
    for (const work of from) {
      const c = texts.hay[work] === undefined ? quick(texts, work, asked) : cost(texts.hay[work], asked);
      if (c === Infinity) continue;
      keys[n++] = Math.round(c * 64) * 0x400000 + rank[work];
      if (c < best) best = c;
    }
    const works = Array.from(keys.subarray(0, n).sort(), (key) => order[key % 0x400000]);
    this.last = { words: asked.words, works, ready: texts.ready };
    return { works, best };
  }
}
