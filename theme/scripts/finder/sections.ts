/* What the data files hold. catalog/web/search/finder/ writes them and says what each column means. */

import type { PackedLists } from "./columns.ts";
import type { OffersSection } from "./offers.ts";

export type Strings = Record<string, string>;

interface One {
  values: string[];
  of: string;
}

export interface Manifest {
  /** Group of sections → the files that hold it. */
  needs: Record<string, string[]>;
  pagefind?: boolean;
}

export interface FacetsSection {
  n: number;
  tags: string[];
  own: string;
  first: number[];
  added: One;
  released: One;
  kind: One;
  status: One;
  groups: Record<string, string[]>;
  seals: Strings;
  genre: PackedLists & { values: string[] };
  language: PackedLists & { values: string[] };
  age: PackedLists & { values: string[] };
  seeking: PackedLists & { values: string[] };
  company: PackedLists & { values: string[] };
  halls: string[];
  /** Place of the hall, number. */
  stands: [number, string][];
  stand: PackedLists;
  rights: OffersSection;
}

/** Extension, and the widths and heights there are; "svg" is a drawn cover, "" none. */
export type CoverSize = [string, [number, number][]];

export interface CardsSection {
  slugs: string;
  covers: string;
  size: string;
  sizes: CoverSize[];
  illustrated: number[];
}

export interface LabelsSection {
  chain: string[];
  source: string;
  labels: Record<string, Strings>;
  /** Signs of halls; codes of stands as signs show them, by place: "3 · B12". */
  signs: Strings;
  codes: string[];
  makers: { ids: string; names: string; other: Record<number, string> };
  /** Tag → its own name, what is said about a missing translation, direction. */
  marks: Record<string, [string, string, string]>;
  /** How wide the cover of a card is shown. */
  card: string;
  comma: string;
  dot: string;
  words: Strings;
  plurals: Record<string, Strings>;
}

/** Title, language, address, note, names to search. */
export type MoreEntry = [string, string, string, string, string];

export interface MoreSection {
  /** Code of the stand, places of its companies. */
  stands: [string, number[]][];
  events: MoreEntry[];
  families: MoreEntry[];
  pages: MoreEntry[];
}

export interface ContactsSection {
  /** Name, e-mail, telephone. */
  of: [string, string, string][][];
  stands: string[];
  meet: Record<number, string>;
}

/** Sections by name. Columns of texts come in shards: "titles.en.0", "titles.en.1". */
export interface Sections {
  manifest: Manifest;
  facets: FacetsSection;
  cards: CardsSection;
  labels: LabelsSection;
  more: MoreSection;
  contacts: ContactsSection;
  people: PackedLists & { names: string };
  makers: string;
  variants: string;
  pagefind: { works: string; companies: string };
  [shard: string]: unknown;
}
