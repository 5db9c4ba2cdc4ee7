/* What all parts of the kiosk share: its data, its words, whether it is asleep. */

import { fill, type Values } from "../html.ts";
import { showcase } from "../showcase.ts";
import type { Store } from "./carry.ts";

export interface BoothLanguage {
  tag: string;
  name: string;
  dir: "ltr" | "rtl";
}

/** A work that the attract loop shows; titles and loglines by language. */
export interface Attraction {
  id: string;
  titles: Record<string, string>;
  loglines: Record<string, string>;
  own?: { text: string; lang: string };
  line: string;
  seal?: string;
  ground: string | null;
  wide: { src: string } | null;
  cover: { src: string } | null;
}

export interface BoothEvent {
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  day: string;
  title: string;
  lang: string;
  place: string;
  path: string;
}

/** What can be typed in pinyin: its syllables, and the text. */
export type Term = [string[], string];

/** catalog/booth/data.py writes it. */
export interface BoothData {
  site: string;
  edition: string;
  name: string;
  place: string;
  dates: string;
  lang: string;
  home: string;
  languages: BoothLanguage[];
  timezone: string;
  start: number;
  end: number;
  built?: number;
  booth: { kind: string; name: string; accent: string | null };
  /** Seconds. */
  idle: { rest: number; count: number };
  attract: Attraction[];
  events: BoothEvent[];
  terms: Term[];
  touch?: Record<string, string>;
  words: Record<string, string>;
}

/** What is left for others: the tests. */
export interface Kiosk {
  code(text: string): Promise<string>;
}

/** A page of the booth has both before this script. */
export const booth = showcase.booth as BoothData;
export const store = showcase.store as Store;
export const shared = showcase.shared;

export const state = { asleep: false };

export function say(key: string, values?: Values): string {
  return fill(booth.words[key] ?? key, values);
}

export function home(tag: string): string {
  return `${shared}${tag}/index.html`;
}

/** Below the edition, as the web has it: "en/works/". */
export function pathOf(href = location.href): string {
  const base = new URL(shared, location.href).href;
  const [here] = href.split(/[?#]/);
  return here.startsWith(base) ? here.slice(base.length).replace(/index\.html$/, "") : "";
}

/** The id of the work whose page this is: "company/work". */
export function workOf(path: string): string | undefined {
  return /^[^/]+\/works\/([^/]+\/[^/]+)\/$/.exec(path)?.[1];
}
