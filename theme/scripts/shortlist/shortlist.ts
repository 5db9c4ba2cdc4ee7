/* The visitor's own list. It lives in the browser's storage, one list an edition, and holds ids of works and the
   visitor's notes. */

import { tell } from "../dom.ts";
import { showcase, storage } from "../showcase.ts";

export interface Entry {
  id: string;
  note: string;
}

/** What data files hand over (catalog/web/shortlist.py); the page of the list knows which of them it asked for. */
export type ListData = Record<string, unknown>;

/** What was added last comes last. */
export interface Shortlist {
  read(): Entry[];
  write(list: readonly Entry[]): void;
}

const MOST = 1000;
const LONGEST = 2000;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

/** Storage is anybody's: what is not a list of ours is left out. */
export function clean(list: unknown): Entry[] {
  const seen = new Set<string>();
  const out: Entry[] = [];
  for (const entry of Array.isArray(list) ? list : []) {
    const id: unknown = entry?.id;
    if (typeof id !== "string" || !ID.test(id) || seen.has(id) || out.length >= MOST) continue;
    seen.add(id);
    out.push({ id, note: typeof entry.note === "string" ? entry.note.slice(0, LONGEST) : "" });
  }
  return out;
}

export function openShortlist(changed: () => void): Shortlist {
  const key = `showcase.shortlist.${showcase.edition}`;
  let kept: Entry[] = [];
  let forgetful = false;
  addEventListener("storage", (event) => {
    if (event.key === key || event.key === null) changed();
  });
  return {
    read() {
      if (forgetful) return kept;
      try {
        kept = clean(JSON.parse(storage().getItem(key) || "[]"));
      } catch {
        /* forbidden, or no list of ours */
      }
      return kept;
    },
    write(list) {
      kept = clean(list);
      try {
        storage().setItem(key, JSON.stringify(kept));
      } catch {
        if (!forgetful) tell(showcase.words.shortlist_failed);
        forgetful = true; /* for this page at least */
      }
      changed();
    },
  };
}
