/* The works of an edition as columns: what a list, a facet and a card need. */

import { type Lists, lists, numbers, singles } from "./columns.ts";
import { type Offers, readOffers } from "./offers.ts";
import type { CardsSection, CoverSize, FacetsSection, LabelsSection, Strings } from "./sections.ts";

export const FACETS = [
  "group",
  "kind",
  "genre",
  "language",
  "company",
  "hall",
  "age",
  "year",
  "status",
  "seeking",
] as const;
export type FacetName = (typeof FACETS)[number];

/** A facet: its values, and the places of those that each work has. */
export interface Facet extends Lists {
  values: string[];
}

export interface Catalogue {
  /** How many works there are; a work is its number everywhere. */
  n: number;
  /** Languages that titles are in; the place of each work's own. */
  tags: string[];
  own: Uint32Array;
  /** Places in dates, which are in the order of time. */
  added: Uint32Array;
  released: Uint32Array;
  releasedDates: string[];
  seals: Strings;
  groups: Record<string, string[]>;
  halls: string[];
  stands: [number, string][];
  stand: Lists;
  makers: string[];
  makerNames: string[];
  slugs: string[];
  covers: string[];
  size: Uint32Array;
  sizes: CoverSize[];
  illustrated: Set<number>;
  labels: LabelsSection;
  facets: Record<FacetName, Facet>;
  offers: Offers;
  /** Works as the plain list has them: its first page, then what was added last; a work's place there. */
  order: number[];
  rank: Uint32Array;
}

export function readCatalogue(data: FacetsSection, cards: CardsSection, labels: LabelsSection): Catalogue {
  const n = data.n;
  const added = numbers(data.added.of);
  const released = numbers(data.released.of);
  const stand = lists(data.stand);
  const one = (name: "kind" | "status"): Facet => ({ values: data[name].values, ...singles(numbers(data[name].of)) });
  const several = (name: "genre" | "language" | "age" | "seeking" | "company"): Facet => ({
    values: data[name].values,
    ...lists(data[name]),
  });
  const kind = one("kind");
  const order = inOrder(data.first, added, released);
  const rank = new Uint32Array(n);
  order.forEach((work, place) => {
    rank[work] = place;
  });
  return {
    n,
    tags: data.tags,
    own: numbers(data.own),
    added,
    released,
    releasedDates: data.released.values,
    seals: data.seals,
    groups: data.groups,
    halls: data.halls,
    stands: data.stands,
    stand,
    makers: labels.makers.ids.split("\n"),
    makerNames: labels.makers.names.split("\n"),
    slugs: cards.slugs.split("\n"),
    covers: cards.covers.split("\n"),
    size: numbers(cards.size),
    sizes: cards.sizes,
    illustrated: new Set(cards.illustrated),
    labels,
    facets: {
      group: groupsOf(kind, data.groups),
      kind,
      genre: several("genre"),
      language: several("language"),
      company: several("company"),
      hall: hallsOf(n, data.halls, data.stands, stand),
      age: several("age"),
      year: yearsOf(released, data.released.values),
      status: one("status"),
      seeking: several("seeking"),
    },
    offers: readOffers(data.rights),
    order,
    rank,
  };
}

function groupsOf(kind: Facet, groups: Record<string, string[]>): Facet {
  const values = Object.keys(groups);
  const groupOf = kind.values.map((id) => values.findIndex((group) => groups[group].includes(id)));
  return { values, ...singles(kind.flat.map((place) => groupOf[place])) };
}

function yearsOf(released: Uint32Array, dates: readonly string[]): Facet {
  const values = [""];
  const yearOf = dates.map((date) => {
    const year = date.slice(0, 4);
    if (values[values.length - 1] !== year) values.push(year);
    return year ? values.length - 1 : 0;
  });
  return { values, ...singles(released.map((place) => yearOf[place])) };
}

function hallsOf(n: number, values: string[], stands: readonly [number, string][], stand: Lists): Facet {
  const flat: number[] = [];
  const off = new Uint32Array(n + 1);
  for (let i = 0; i < n; i++) {
    const here = new Set<number>();
    for (let k = stand.off[i]; k < stand.off[i + 1]; k++) here.add(stands[stand.flat[k]][0]);
    flat.push(...here);
    off[i + 1] = flat.length;
  }
  return { values, off, flat: Uint32Array.from(flat) };
}

function inOrder(first: readonly number[], added: Uint32Array, released: Uint32Array): number[] {
  const chosen = new Map(first.map((work, place) => [work, place]));
  const place = (work: number) => chosen.get(work) ?? 1e9;
  return Array.from(added, (_, i) => i).sort(
    (a, b) => place(a) - place(b) || added[b] - added[a] || released[b] - released[a] || a - b,
  );
}

/** The company that a work belongs to. */
export function ownerOf(catalogue: Catalogue, work: number): number {
  const { company } = catalogue.facets;
  return company.flat[company.off[work]];
}

/** The first stand that shows a work; -1 where none does. */
export function standOf(catalogue: Catalogue, work: number): number {
  const { off, flat } = catalogue.stand;
  return off[work] < off[work + 1] ? flat[off[work]] : -1;
}
