/* The buyer's question and its answer: works by what can be had of them, and which lines say so. */

import { ownerOf } from "../finder/catalogue.ts";
import type { Finder } from "../finder/finder.ts";
import { href } from "../finder/naming.ts";
import { STATE, type State } from "../finder/offers.ts";

export const NAMES = ["right", "kind", "in", "for"] as const;
export type Question = Record<(typeof NAMES)[number], string>;

/** What is shown, best first; what is not stated is not shown. */
export const GROUPS = ["available", "part", "ask", "under-offer", "taken"] as const satisfies readonly State[];
export type Group = (typeof GROUPS)[number];

export interface Row {
  work: number;
  /** Places of the rights that are in this state. */
  rights: number[];
}
export type Rows = Record<Group, Row[]>;

export function answerQuestion(finder: Finder, question: Question): Rows {
  const found: Rows = { available: [], part: [], ask: [], "under-offer": [], taken: [] };
  const { offers, facets, order } = finder.catalogue;
  const wanted = offers.rights.flatMap((id, r) => (!question.right || id === question.right ? [r] : []));
  for (const work of order) {
    if (question.kind && facets.kind.values[facets.kind.flat[work]] !== question.kind) continue;
    const own = finder.rightsOf(work, question.in, question.for);
    const best = Math.max(...wanted.map((r) => own[r]));
    if (best > 0) found[STATE[best] as Group].push({ work, rights: wanted.filter((r) => own[r] === best) });
  }
  return found;
}

/** How many works can be had at least in part. */
export function openWorks(rows: Rows): number {
  return rows.available.length + rows.part.length;
}

/** What the deciding lines add to an answer. */
export interface Terms {
  languages: string;
  exclusive: string;
  until: string;
  /** What the lines say of themselves, where that tells more than the group does. */
  status: string;
}

export function termsOf(finder: Finder, row: Row, question: Question, group: Group): Terms {
  const { words, catalogue } = finder;
  const { offers } = catalogue;
  const isTaken = (state: number) => state !== offers.open && state !== offers.offered;
  const wanted = group === "under-offer" ? offers.offered : offers.open;
  const lines = finder.linesOf(row.work, row.rights, question.in, question.for);
  const own = lines.filter((l) => (group === "taken" ? isTaken(offers.state[l]) : offers.state[l] === wanted));
  const spoken = own.map((l) => offers.languages[offers.spoken[l]]);
  const tags = new Set(spoken.flatMap((tags) => (typeof tags === "string" ? [] : tags)));
  const named = Array.from(tags, (tag) => words.label("language", tag)).join(words.comma);
  const exclusive = new Set(own.map((l) => offers.exclusive[l]));
  const only = exclusive.size === 1 ? Array.from(exclusive)[0] : 0;
  return {
    languages: spoken.includes("*") ? words.say("all") : named || (spoken.includes("?") ? words.say("ask") : ""),
    exclusive: only ? words.say(only === 2 ? "exclusive" : "nonexclusive") : "",
    until:
      own
        .map((l) => offers.untils[offers.until[l]])
        .sort()
        .pop() ?? "",
    status: own.length && group === "taken" ? words.label("right-status", offers.states[offers.state[own[0]]]) : "",
  };
}

/** Name, e-mail and telephone of whom to ask. */
export function contactOf(finder: Finder, work: number): [string, string, string] {
  return finder.store.contacts.of[ownerOf(finder.catalogue, work)][0] ?? ["", "", ""];
}

/** The answer as a table, without what is taken. */
export function tableOf(finder: Finder, rows: Rows, question: Question): string[][] {
  const { words, naming, catalogue } = finder;
  const { kind } = catalogue.facets;
  const head = [
    ...["work", "original", "kind", "right", "territory", "rightlang", "state", "languages", "exclusive", "until_"],
    ...["company", "stand", "contact", "link"],
  ];
  const table = [head.map((key) => words.say(key))];
  for (const group of GROUPS) {
    if (group === "taken") continue;
    for (const row of rows[group]) {
      const name = naming.shown(row.work);
      const terms = termsOf(finder, row, question, group);
      table.push([
        name.text,
        naming.second(row.work, name.text)?.text ?? "",
        words.label("kind", kind.values[kind.flat[row.work]]),
        row.rights.map((r) => words.label("right", catalogue.offers.rights[r])).join("; "),
        question.in && words.label("territory", question.in),
        question.for && words.label("language", question.for),
        words.say(group),
        terms.languages,
        terms.exclusive,
        terms.until,
        catalogue.makerNames[ownerOf(catalogue, row.work)],
        naming.standCode(row.work),
        contactOf(finder, row.work).filter(Boolean).join("; "),
        new URL(href(naming.path(row.work)), location.href).href,
      ]);
    }
  }
  return table;
}
