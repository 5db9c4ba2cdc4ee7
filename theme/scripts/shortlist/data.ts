/* What an edition knows of the works on a list. catalog/web/shortlist.py writes the files; they call
   `showcase.list(…)`, and are asked for one after another, so that each answer belongs to its question. */

import { loadScript } from "../dom.ts";
import { showcase } from "../showcase.ts";
import { ALPHABET, firstLetter } from "./codes.ts";
import type { Entry } from "./shortlist.ts";

/** Id, name, its language where it is another, e-mail, places of events. */
export type Company = [string, string, string, string, number[]];
/** Place of the hall, code, number, way to times for meetings, its place on the plan. */
export type Stand = [number, string, string, string, string];
type WorkRow = [
  ...[string, string, string, string, string, string, string, string, string],
  [number, number],
  number,
  number,
  number[],
];

export interface Work {
  id: string;
  code: string;
  title: string;
  lang: string;
  second: string;
  secondLang: string;
  seal: string;
  kind: string;
  cover: string;
  size: [number, number];
  company: Company;
  /** Place of its stand in walking order; -1 for none. */
  stop: number;
  events: number[];
}

export interface Base {
  edition: string;
  halls: string[];
  stands: Stand[];
  companies: Company[];
  /** Former id → id. */
  former: Record<string, string>;
  plurals: Record<string, Record<string, string>>;
  columns: string[];
  shards: number;
  works?: WorkRow[];
}

/** What is taken home: vCards by company, a calendar's beginning and end, its entries. */
export interface Take {
  cards: Record<string, string>;
  calendar: [string, string];
  entries: string[];
}

let packet: unknown = null;
showcase.list = (data) => {
  packet = data;
};
let receiving: Promise<unknown> = Promise.resolve();

export function receive<T>(url: string): Promise<T> {
  const answer = receiving.then(async () => {
    await loadScript(url);
    return packet as T;
  });
  receiving = answer.catch(() => undefined); /* who asks next has a try of its own */
  return answer;
}

export class ListWorks {
  readonly byId = new Map<string, Work>();
  readonly byCode = new Map<string, Work>();
  base!: Base;
  private readonly url: string;
  private readonly have = new Set<number>();

  constructor(url: string) {
    this.url = url;
  }

  get isOpen(): boolean {
    return Boolean(this.base);
  }

  /** Loads what is known of some works and codes. */
  async open(list: readonly Entry[], codes: readonly string[]): Promise<void> {
    if (!this.base) {
      this.base = await receive<Base>(this.url);
      if (this.base.works) this.add(this.base.works);
    }
    if (this.base.shards === 1) return;
    const letters = list.map((entry) => firstLetter(this.present(entry.id))).concat(codes.map((code) => code[0]));
    const wanted = new Set(letters.map((letter) => (ALPHABET.indexOf(letter) * this.base.shards) >> 5));
    await Promise.all(
      Array.from(wanted, async (shard) => {
        if (shard < 0 || this.have.has(shard)) return;
        const { works } = await receive<{ works: WorkRow[] }>(this.url.replace(/\.js$/, `-${shard}.js`));
        this.have.add(shard);
        this.add(works);
      }),
    );
  }

  /** The id by which this edition knows a work. */
  present(id: string): string {
    return this.base.former[id] ?? id;
  }

  private add(rows: readonly WorkRow[]): void {
    for (const row of rows) {
      const [id, code, title, lang, second, secondLang, seal, kind, cover, size, company, stop, events] = row;
      const own = this.base.companies[company];
      const work = { id, code, title, lang, second, secondLang, seal, kind, cover, size, company: own, stop, events };
      this.byId.set(id, work);
      this.byCode.set(code, work);
    }
  }
}
