/* Rights: right × territory × language. catalog/edition/rights.py tells the rules; tests/tables/rights.json holds both
   to the same answers. Nothing here touches a page. */

import { lists, numbers, type PackedLists } from "./columns.ts";

export interface OffersSection {
  countries: string;
  sets: Record<string, string>;
  rights: string;
  states: string;
  reaches: string[];
  languages: string[];
  untils: string[];
  lines: { rights: PackedLists; state: string; reach: string; languages: string; exclusive: string; until: string };
  works: PackedLists;
}

/** What is answered about a right somewhere; the higher, the more of it can be had. */
export const STATE = ["not-stated", "taken", "under-offer", "ask", "part", "available"] as const;
export type State = (typeof STATE)[number];
export const TAKEN = 1;
export const OFFER = 2;
export const ASK = 3;
export const PART = 4;
export const AVAILABLE = 5;

/** Countries as bits. */
type Mask = Uint32Array;

export interface Offers {
  rights: string[];
  countries: string[];
  sets: Record<string, string>;
  /** Names of a line's states, and the places of the two that matter. */
  states: string[];
  open: number;
  offered: number;
  /** "*" means all languages, "?" that they are not stated. */
  languages: ("*" | "?" | string[])[];
  untils: string[];
  /** Of each line: the rights as bits, its state, languages, date, exclusivity, and where it holds. */
  bits: Uint32Array;
  state: Uint32Array;
  spoken: Uint32Array;
  until: Uint32Array;
  exclusive: Uint32Array;
  reach: Mask[];
  /** Each distinct set of lines, in the order in which they decide; which of them a work has. */
  lines: number[][];
  profile: Uint32Array;
  masks: Record<string, Mask>;
  answers: Map<string, Uint8Array[]>;
}

export function readOffers(data: OffersSection): Offers {
  const lineRights = lists(data.lines.rights);
  const count = lineRights.off.length - 1;
  const bits = new Uint32Array(count);
  for (let l = 0; l < count; l++) {
    for (let k = lineRights.off[l]; k < lineRights.off[l + 1]; k++) bits[l] |= 1 << lineRights.flat[k];
  }
  const states = data.states.split(" ");
  const offers: Offers = {
    rights: data.rights.split(" "),
    countries: data.countries.split(" "),
    sets: data.sets,
    states,
    open: states.indexOf("available"),
    offered: states.indexOf("under-offer"),
    languages: data.languages.map((text) => (text === "*" || text === "?" ? text : text.split(" "))),
    untils: data.untils,
    bits,
    state: numbers(data.lines.state),
    spoken: numbers(data.lines.languages),
    until: numbers(data.lines.until),
    exclusive: numbers(data.lines.exclusive),
    reach: [],
    lines: [],
    profile: new Uint32Array(0),
    masks: Object.create(null),
    answers: new Map(),
  };
  const reaches = data.reaches.map((text) => {
    const [within, less = ""] = text.split("!");
    const mask = territory(offers, within).slice();
    const out = territory(offers, less);
    for (let k = 0; k < 8; k++) mask[k] &= ~out[k];
    return mask;
  });
  offers.reach = Array.from(numbers(data.lines.reach), (place) => reaches[place]);
  /* narrow before wide, named languages before all, taken before open */
  const weight = offers.reach.map((mask, l) => {
    const general = typeof offers.languages[offers.spoken[l]] === "string";
    const taken = offers.state[l] !== offers.open && offers.state[l] !== offers.offered;
    return size(mask) * 4 + (general ? 2 : 0) + (taken ? 0 : 1);
  });
  const works = lists(data.works);
  const profiles = new Map<string, number>();
  offers.profile = new Uint32Array(works.off.length - 1);
  for (let i = 0; i < offers.profile.length; i++) {
    const own = works.flat.subarray(works.off[i], works.off[i + 1]);
    const key = own.join();
    let profile = profiles.get(key);
    if (profile === undefined) {
      profile = offers.lines.length;
      profiles.set(key, profile);
      offers.lines.push(Array.from(own).sort((a, b) => weight[a] - weight[b]));
    }
    offers.profile[i] = profile;
  }
  return offers;
}

function size(mask: Mask): number {
  let n = 0;
  for (let k = 0; k < 8; k++) for (let m = mask[k]; m; m &= m - 1) n++;
  return n;
}

/** "EU GB" → the countries. */
export function territory(offers: Offers, codes: string): Mask {
  if (offers.masks[codes]) return offers.masks[codes];
  const mask = new Uint32Array(8);
  for (const code of codes.split(" ")) {
    const own = offers.sets[code] ? numbers(offers.sets[code]) : [offers.countries.indexOf(code)];
    for (const c of own) if (c >= 0) mask[c >> 5] |= 1 << (c & 31);
  }
  offers.masks[codes] = mask;
  return mask;
}

function speaks(spoken: readonly string[], tag: string): boolean {
  return spoken.some((own) => tag === own || tag.startsWith(`${own}-`));
}

interface Found {
  open: boolean;
  ask: boolean;
  offer: boolean;
  taken: boolean;
  whole: boolean;
  /** The lines that decide, where somebody wants to know. */
  lines?: number[];
}

/** What lines that speak of the same countries say, in the order in which they decide. */
function decide(offers: Offers, lines: readonly number[], tag: string, out: Found): void {
  if (tag) decideLanguage(offers, lines, tag, out);
  else decideAll(offers, lines, out);
}

function decideLanguage(offers: Offers, lines: readonly number[], tag: string, out: Found): void {
  for (const l of lines) {
    const spoken = offers.languages[offers.spoken[l]];
    if (typeof spoken !== "string" && !speaks(spoken, tag)) continue;
    const open = offers.state[l] === offers.open;
    if (open && spoken === "?") out.ask = true;
    else if (open) out.open = true;
    else if (offers.state[l] === offers.offered) out.offer = true;
    else out.taken = true;
    if (!open || spoken === "?") out.whole = false;
    out.lines?.push(l);
    return;
  }
  out.whole = false;
}

function decideAll(offers: Offers, lines: readonly number[], out: Found): void {
  let any = false;
  const seen = new Set<string>();
  for (const l of lines) {
    const spoken = offers.languages[offers.spoken[l]];
    const general = typeof spoken === "string";
    const news = general || spoken.some((tag) => !seen.has(tag));
    if (!general) for (const tag of spoken) seen.add(tag);
    if (!news) continue;
    any = true;
    out.lines?.push(l);
    if (offers.state[l] === offers.open) out.open = true;
    else {
      out.whole = false;
      if (offers.state[l] === offers.offered) out.offer = true;
      else out.taken = true;
    }
    if (general) break;
  }
  if (!any) out.whole = false;
}

/** What lines of one work, in their order, say about a right: a place in STATE. `told` gets the lines that decide. */
export function answer(
  offers: Offers,
  lines: readonly number[],
  right: number,
  mask: Mask,
  tag: string,
  told?: number[],
): number {
  let groups: { mask: Mask; lines: number[] }[] | null = null;
  for (const l of lines) {
    if (!((offers.bits[l] >>> right) & 1)) continue;
    if (!groups) groups = [{ mask, lines: [] }];
    const reach = offers.reach[l];
    const next: { mask: Mask; lines: number[] }[] = [];
    for (const group of groups) {
      const inside = new Uint32Array(8);
      const rest = new Uint32Array(8);
      let some = 0;
      let left = 0;
      for (let k = 0; k < 8; k++) {
        inside[k] = group.mask[k] & reach[k];
        rest[k] = group.mask[k] & ~reach[k];
        some |= inside[k];
        left |= rest[k];
      }
      if (some) next.push({ mask: inside, lines: group.lines.concat(l) });
      if (left) next.push({ mask: rest, lines: group.lines });
    }
    groups = next;
  }
  if (!groups) return 0;
  const out: Found = { open: false, ask: false, offer: false, taken: false, whole: true, lines: told };
  for (const group of groups) decide(offers, group.lines, tag, out);
  if (out.open) return out.whole ? AVAILABLE : PART;
  return out.ask ? ASK : out.offer ? OFFER : out.taken ? TAKEN : 0;
}

/** States of all rights somewhere, of each distinct set of lines. */
export function answers(offers: Offers, where: string, tag: string): Uint8Array[] {
  const key = `${where}|${tag}`;
  const known = offers.answers.get(key);
  if (known) return known;
  const mask = territory(offers, where || "WORLD");
  const found = offers.lines.map((lines) => {
    const states = new Uint8Array(offers.rights.length);
    let named = 0;
    for (const l of lines) named |= offers.bits[l];
    for (let r = 0; r < states.length; r++) {
      if ((named >>> r) & 1) states[r] = answer(offers, lines, r, mask, tag);
    }
    return states;
  });
  if (offers.answers.size > 24) offers.answers.clear();
  offers.answers.set(key, found);
  return found;
}
