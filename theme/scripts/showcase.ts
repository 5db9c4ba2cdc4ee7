/* The one global, `window.showcase`. It exists because scripts of a disk cannot be modules: what is loaded later finds
   here what came before, and data files call in here (`showcase.data(…)`). catalog/web/frame/assets.py writes what it
   begins with; in a plain `mkdocs build` nothing does, and it stays nearly empty. */

import type { Store } from "./booth/carry.ts";
import type { BoothData, Kiosk } from "./booth/kiosk.ts";
import type { Finder } from "./finder/finder.ts";
import type { ListData, Shortlist } from "./shortlist/shortlist.ts";

/** What the shortlist's code is drawn with: the part of qrcode-generator that is used. */
export interface QrCode {
  addData(text: string, mode: "Byte" | "Alphanumeric"): void;
  make(): void;
  getModuleCount(): number;
  isDark(row: number, column: number): boolean;
}

/** Chromium's offer to install the page as an app. */
export interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

export interface Showcase {
  /** The edition's id, the page's language. */
  edition: string;
  lang: string;
  /** Interface texts that only scripts say, by short names. */
  words: Record<string, string>;
  /** Name of a file without its hash and suffix → its published name. */
  assets: Record<string, string>;
  /** The ways to the edition's folder and to the language's, relative to the page. */
  shared: string;
  root: string;
  /** "index.html" where folders have to be spelled out: on a disk. */
  index?: string;

  /** What data files call. */
  data(name: string, payload: unknown): void;
  list(data: ListData): void;
  booth?: BoothData;

  /** What one script leaves for those that are loaded later. */
  store?: Store;
  finder?: Finder;
  shortlist?: Shortlist;
  kiosk?: Kiosk;
  openSearch?: (text?: string) => void;
  openPagefind?: (folder: string) => Promise<Finder["ask"]>;
  MiniSearch?: typeof import("minisearch").default;
  qrcode?: (version: 0, level: "L" | "M") => QrCode;
  /** What the service worker said before app.js was there to hear it. */
  told?: unknown[];
  prompt?: InstallPrompt;
}

declare global {
  interface Window {
    showcase?: Showcase;
  }
}

if (!window.showcase) window.showcase = {} as Showcase;

export const showcase: Showcase = window.showcase;

/** Whether the page is an edition's: a plain `mkdocs build` has no settings. */
export const framed = Boolean(showcase.lang);

export const inBooth = document.documentElement.hasAttribute("data-booth");

/** Where the visitor's choices are kept: a booth's carries them across files (booth/carry.ts). */
export function storage(): Pick<Storage, "getItem" | "setItem"> {
  return showcase.store ?? localStorage;
}

/** The address of a published file: "finder" → "../assets/finder-0123456789.js". */
export function asset(name: string): string {
  return `${showcase.shared}assets/${showcase.assets[name]}`;
}
