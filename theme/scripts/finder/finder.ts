/* The finder: opens what is asked for, and holds it. Pages get it as `showcase.finder`. */

import { loadScript } from "../dom.ts";
import { asset, showcase } from "../showcase.ts";
import { type Catalogue, readCatalogue } from "./catalogue.ts";
import { type Choice, type Filtered, filter } from "./filter.ts";
import { load, need, sharded, store } from "./loading.ts";
import { Naming } from "./naming.ts";
import { answer, answers, territory } from "./offers.ts";
import { type Answer, Search } from "./search.ts";
import type { Sections } from "./sections.ts";
import { fold, learnVariants } from "./spelling.ts";
import { buildAll, fillIndex, type Other, readMakers, readOthers, readTexts, type Texts } from "./texts.ts";
import { Words } from "./words.ts";

const FACET = ["facets", "cards", "labels"];
const WORDS = [...FACET, "more", "names", "makers", "variants", "titles.*", "loglines"];

/** "facets" to count and choose, "titles" to make cards too, "rights" for answers, "words" for the text search. */
export type What = "facets" | "titles" | "rights" | "words";

type Ask = (query: string) => Promise<Answer>;

export class Finder {
  readonly store: Sections = store;
  /** For other scripts, too: only here it knows the edition's variants. */
  readonly fold = fold;
  /* What has been opened; who opens "facets" has the first three. */
  catalogue!: Catalogue;
  words!: Words;
  naming!: Naming;
  others: Other[] = [];
  texts: Texts | null = null;
  /** Another place that knows the words of works: Pagefind's index on the server. */
  far: Ask | null = null;
  private near = false;
  private searching: Search | null = null;
  private readonly opening: Partial<Record<What, Promise<void>>> = {};
  private filling: Promise<void> | null = null;

  open(what: What): Promise<void> {
    let opening = this.opening[what];
    if (!opening) {
      opening = this.read(what).catch((error) => {
        delete this.opening[what]; /* may be asked for again */
        throw error;
      });
      this.opening[what] = opening;
    }
    return opening;
  }

  private async read(what: What): Promise<void> {
    if (what === "words")
      await need(() => (this.isFar() ? [...FACET, "more", "makers", "variants", "pagefind"] : WORDS));
    else await need(what === "rights" ? [...FACET, "contacts"] : FACET);
    this.readFacets();
    if (what === "facets") return;
    if (what === "words" && !this.isFar()) {
      this.readWords();
      return;
    }
    const far = what === "words" ? this.openFar() : null;
    const { labels, tags } = this.catalogue;
    const wanted = [showcase.lang, labels.source, "en", ...(tags.length <= 3 ? ["*"] : labels.chain.slice(0, 3))];
    await need(wanted.map((tag) => `titles.${tag}`));
    await far;
  }

  private readFacets(): void {
    if (this.catalogue) return;
    this.catalogue = readCatalogue(store.facets, store.cards, store.labels);
    this.words = new Words(store.labels, showcase.lang);
    this.naming = new Naming(this.catalogue, this.words, sharded);
  }

  private readOthers(): void {
    learnVariants(store.variants ?? "");
    this.others = readOthers(this.catalogue, readMakers(store), store.more);
  }

  private readWords(): void {
    if (this.texts) return;
    this.readOthers();
    this.texts = readTexts(store, this.catalogue, showcase.lang, sharded, readMakers(store));
    this.searching = new Search(this.catalogue, this.texts, this.others);
  }

  /* What other scripts ask: the code of it is here alone. */
  filter(choice: Choice, hits: Uint8Array | null): Filtered {
    return filter(this.catalogue, choice, hits);
  }

  /** States of all rights somewhere, of a work. */
  rightsOf(work: number, where: string, tag: string): Uint8Array {
    const { offers } = this.catalogue;
    return answers(offers, where, tag)[offers.profile[work]];
  }

  /** The lines that decide about some rights of a work somewhere. */
  linesOf(work: number, rights: readonly number[], where: string, tag: string): number[] {
    const { offers } = this.catalogue;
    const mask = territory(offers, where || "WORLD");
    const told: number[] = [];
    for (const right of rights) answer(offers, offers.lines[offers.profile[work]], right, mask, tag, told);
    return Array.from(new Set(told));
  }

  search(query: string): Answer {
    this.searching ??= new Search(this.catalogue, this.texts, this.others);
    return this.searching.find(query);
  }

  /** The same from wherever the words are; what Pagefind cannot answer is answered here after all. */
  async ask(query: string): Promise<Answer> {
    if (!this.far) return this.search(query);
    try {
      return await this.far(query);
    } catch {
      await this.openNear();
      return this.search(query);
    }
  }

  /** Builds all texts and the index that forgives slips, in slices. */
  fill(): Promise<void> {
    const { texts } = this;
    if (this.far || !texts) return Promise.resolve();
    this.filling ??= buildAll(texts, this.catalogue)
      .then(() => (showcase.MiniSearch ? undefined : loadScript(asset("minisearch"))))
      .then(() =>
        showcase.MiniSearch ? fillIndex(texts, this.catalogue, this.others, showcase.MiniSearch) : undefined,
      );
    return this.filling;
  }

  /** Modules and WebAssembly: from a server, in browsers that have them. */
  private isFar(): boolean {
    return Boolean(store.manifest.pagefind) && !this.near && /^http/.test(location.protocol);
  }

  private async openFar(): Promise<void> {
    this.readOthers();
    try {
      await load(asset("finder-pagefind"));
      this.far = (await showcase.openPagefind?.(`${showcase.shared}pagefind/`)) ?? null;
    } catch {
      await this.openNear();
    }
  }

  private async openNear(): Promise<void> {
    this.near = true;
    this.far = this.searching = null;
    await need(WORDS);
    this.readWords();
  }
}
