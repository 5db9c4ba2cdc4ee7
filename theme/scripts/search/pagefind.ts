/* The text search of very large editions, on the web: asks Pagefind's index, which stays on the server but for the
   pieces that a query needs (catalog/web/search/pagefind.py says what is in it). Facets, titles and covers are the
   finder's own; what is found is known there by its number. Events, families and pages are few and compared as
   everywhere. */

import type { Finder } from "../finder/finder.ts";
import type { Answer } from "../finder/search.ts";

interface Engine {
  init(): Promise<void>;
  search(words: string): Promise<{ results: { id: string }[] }>;
}

const CHARACTERS = /[\u3005-\u3007\u3041-\u309f\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;
const MOST = 500; /* results whose titles are looked at, to put the best first */

/** "id id id" → id → its place. */
function placesOf(list: string): Map<string, number> {
  return new Map(list.split(" ").map((id, place) => [id, place]));
}

/** Chinese and Japanese names are in the index character by character; their texts in words. */
export function apart(folded: string): string {
  return folded.replace(CHARACTERS, " $& ").replace(/ +/g, " ").trim();
}

export async function openPagefind(finder: Finder, folder: string): Promise<(query: string) => Promise<Answer>> {
  const works = placesOf(finder.store.pagefind.works);
  const companies = placesOf(finder.store.pagefind.companies);
  const titles = new Map<number, string[]>(); /* a work's titles, folded, once they have been looked at */
  const module: { createInstance(options: object): Engine } = await import(
    new URL(`${folder}pagefind.js`, document.baseURI).href
  );
  const engine = module.createInstance({});
  await engine.init();

  function folded(work: number): string[] {
    let own = titles.get(work);
    if (!own) {
      own = finder.catalogue.tags.map((tag) => finder.fold(finder.naming.title(work, tag))).filter(Boolean);
      titles.set(work, own);
    }
    return own;
  }
  /** 0 is a whole title, 1 the beginning of one, 2 inside one, 3 elsewhere. */
  function place(work: number, asked: string, spaced: boolean): number {
    const inside = spaced ? ` ${asked}` : asked;
    return Math.min(
      3,
      ...folded(work).map((own) =>
        own === asked ? 0 : own.startsWith(asked) ? 1 : ` ${own}`.includes(inside) ? 2 : 3,
      ),
    );
  }
  async function answer(query: string): Promise<Answer> {
    const near = finder.search(query);
    const whole = finder.fold(query);
    if (!whole) return near;
    const names = apart(whole);
    const asked = names === whole ? [names] : [names, query];
    const answers = await Promise.all(asked.map((words) => engine.search(words)));
    const found = new Map<number, number>(); /* work → its place among the results */
    const others = new Set(near.others);
    for (const { id } of answers.flatMap((one) => one.results)) {
      const own = id.replace(/^.*_/, "");
      const work = works.get(own);
      const company = companies.get(own);
      if (work !== undefined && !found.has(work)) found.set(work, found.size);
      if (company !== undefined) others.add(finder.others[company]); /* companies are the first of them */
    }
    const keys = Array.from(found, ([work, at]) => ({
      work,
      at,
      rank: at < MOST ? place(work, whole, names === whole) : 3,
    }));
    keys.sort((a, b) => a.rank - b.rank || a.at - b.at);
    return { works: keys.map((key) => key.work), others: Array.from(others), close: false, asked: near.asked };
  }

  let last: { query: string; answer: Promise<Answer> } | null = null;
  return (query) => {
    if (last?.query !== query) last = { query, answer: answer(query) };
    return last.answer;
  };
}
