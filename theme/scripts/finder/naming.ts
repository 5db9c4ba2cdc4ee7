/* How a work is shown: its titles, its address, its cover, whose it is and where it stands. */

import { escapeHtml } from "../html.ts";
import { showcase } from "../showcase.ts";
import { type Catalogue, ownerOf, standOf } from "./catalogue.ts";
import type { Words } from "./words.ts";

/** `lang` is "" where it is the page's own. */
export interface Title {
  text: string;
  lang: string;
}

/** An address below the language's home as a link: a disk has no index. */
export function href(path: string): string {
  return showcase.root + (showcase.index ? path.replace(/\/(?=[?#]|$)/, `/${showcase.index}`) : path);
}

export class Naming {
  private readonly columns: Record<string, string[]> = Object.create(null);
  private readonly catalogue: Catalogue;
  private readonly words: Words;
  private readonly column: (name: string) => string[];

  constructor(catalogue: Catalogue, words: Words, column: (name: string) => string[]) {
    this.catalogue = catalogue;
    this.words = words;
    this.column = column;
  }

  /** "" where there is none, or it is not loaded yet. */
  title(work: number, tag: string): string {
    if (!this.columns[tag]) {
      const column = this.column(`titles.${tag}`);
      if (!column.length) return "";
      this.columns[tag] = column;
    }
    return this.columns[tag][work] ?? "";
  }

  shown(work: number): Title {
    const { labels, tags, slugs } = this.catalogue;
    for (const tag of labels.chain.concat(tags)) {
      const text = this.title(work, tag);
      if (text) return { text, lang: tag === showcase.lang ? "" : tag };
    }
    return { text: slugs[work], lang: "" };
  }

  /** The original title beside the shown one; the English beside the original. */
  second(work: number, first: string): Title | null {
    const { tags, own } = this.catalogue;
    for (const tag of [tags[own[work]], "en"]) {
      if (tag === showcase.lang || !tags.includes(tag)) continue;
      const text = this.title(work, tag);
      if (text && text !== first) return { text, lang: tag };
    }
    return null;
  }

  path(work: number): string {
    return `works/${this.ownerId(work)}/${this.catalogue.slugs[work]}/`;
  }

  ownerId(work: number): string {
    return this.catalogue.makers[ownerOf(this.catalogue, work)];
  }

  /** As catalog/web/pages/media.py makes it; `sizes` tells how wide it is shown. */
  cover(work: number, sizes: string): string {
    const { catalogue } = this;
    const [suffix, widths] = catalogue.sizes[catalogue.size[work]];
    if (!suffix) return "";
    const drawn = suffix === "svg";
    let stem = catalogue.covers[work];
    if (stem.startsWith("~")) {
      stem = (drawn ? `${this.ownerId(work)}-` : "") + catalogue.slugs[work] + stem.slice(1);
    }
    const media = `${showcase.shared}media/${stem}`;
    if (drawn) return `<img src="${media}.svg" width="600" height="800" alt="" loading="lazy">`;
    const files = widths.map(([width]) => `${media}-${width}.${suffix}`);
    const set = files.map((file, k) => `${file} ${widths[k][0]}w`).join();
    const several = files.length > 1 ? ` srcset="${set}" sizes="${sizes}"` : "";
    const [width, height] = widths[widths.length - 1];
    const usual = files[Math.min(1, files.length - 1)];
    return `<img src="${usual}"${several} width="${width}" height="${height}" alt="" loading="lazy">`;
  }

  /** A work's kind and year, with the kind's seal. */
  kindLine(work: number): string {
    const { facets, releasedDates, released, seals, labels } = this.catalogue;
    const kind = facets.kind.values[facets.kind.flat[work]];
    const year = releasedDates[released[work]].slice(0, 4);
    const text = this.words.label("kind", kind) + (year ? labels.dot + this.words.label("year", year) : "");
    return `<i class="sc-seal" data-s="${seals[kind]}"></i>${escapeHtml(text)}`;
  }

  /** The code of the stand that shows a work: "3 · B12". */
  standCode(work: number): string {
    const stand = standOf(this.catalogue, work);
    return stand < 0 ? "" : this.catalogue.labels.codes[stand];
  }

  maker(work: number): string {
    const company = ownerOf(this.catalogue, work);
    const tag = this.catalogue.labels.makers.other[company];
    const name = escapeHtml(this.catalogue.makerNames[company]);
    return tag ? `<bdi${this.words.foreign(tag)}>${name}</bdi>` : name;
  }

  /** The company and its stand, as on cards. */
  where(work: number): string {
    const code = this.standCode(work);
    const { dot } = this.catalogue.labels;
    const between = dot === " · " ? " " : escapeHtml(dot);
    return this.maker(work) + (code ? `${between}<bdi class="sc-at" dir="ltr">${escapeHtml(code)}</bdi>` : "");
  }
}
