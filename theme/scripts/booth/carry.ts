/* What a visitor to the booth has chosen (the list, the scheme), kept from page to page on a disk. Browsers differ in
   whether files share their storage, so it goes two ways: into the storage, and into the fragment of each link that is
   followed. The next page knows by a number in both whether the storage is one for all files, and else believes the
   fragment. It takes what it carried out of the address before anything else looks there. */

import { closest } from "../dom.ts";

export interface Store extends Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  /** Forgets everything of the visitor's. */
  clear(): void;
  /** Goes to a page with what was kept. */
  go(href: string, how?: { replace: boolean }): void;
}

const MARK = "~kept=";
const TURN = "carry.turn";

function isOurs(key: string): boolean {
  return key.startsWith("showcase.") || key.startsWith("kiosk.");
}

function openDisk(): Storage | null {
  try {
    localStorage.getItem(TURN);
    return localStorage;
  } catch {
    return null; /* storage may be forbidden */
  }
}

/** Takes what came with the address out of it: the turn, and what was kept. */
function takeCarried(): { turn: string; kept: Record<string, unknown> } | null {
  const at = location.hash.lastIndexOf(MARK);
  if (at < 0) return null;
  const text = location.hash.slice(at + MARK.length);
  const dot = text.indexOf(".");
  let kept: Record<string, unknown> = {};
  try {
    kept = JSON.parse(decodeURIComponent(text.slice(dot + 1)));
  } catch {
    /* somebody else's: nothing was carried */
  }
  const before = location.hash.slice(0, at);
  history.replaceState(history.state, "", location.pathname + location.search + (before === "#" ? "" : before));
  if (before !== "#") location.replace(before); /* the browser looks for that place, as it does on the web */
  return { turn: text.slice(0, dot), kept };
}

export function openStore(): Store {
  const disk = openDisk();
  let kept = new Map<string, string>();

  function toDisk(act: (disk: Storage) => void): void {
    try {
      if (disk) act(disk);
    } catch {
      /* full: the fragment still carries it */
    }
  }
  /** Our keys only: others' are not ours to clear. */
  function keysOn(disk: Storage): string[] {
    return Array.from({ length: disk.length }, (_, i) => disk.key(i) ?? "").filter(isOurs);
  }
  function clearDisk(): void {
    toDisk((disk) => {
      for (const key of keysOn(disk)) disk.removeItem(key);
    });
  }
  function readDisk(): void {
    toDisk((disk) => {
      for (const key of keysOn(disk)) kept.set(key, disk.getItem(key) ?? "");
    });
  }

  /* --- arriving --- */
  const carried = takeCarried();
  if (carried && disk?.getItem(TURN) !== carried.turn) {
    kept = new Map(Object.entries(carried.kept).map(([key, value]) => [key, String(value)]));
    clearDisk();
    toDisk((disk) => {
      for (const [key, value] of kept) disk.setItem(key, value);
    });
  } else readDisk();

  /* --- leaving: by links, forms, and scripts that say so --- */
  function load(href: string): string {
    const url = new URL(href, document.baseURI);
    const [target] = url.href.split("#");
    if (url.protocol !== location.protocol || target === location.href.split("#")[0]) return url.href;
    readDisk();
    const next = Math.random().toString(36).slice(2, 10);
    toDisk((disk) => disk.setItem(TURN, next));
    const before = url.hash.slice(1).split(MARK)[0];
    return `${target}#${before}${MARK}${next}.${encodeURIComponent(JSON.stringify(Object.fromEntries(kept)))}`;
  }
  addEventListener("click", (event) => {
    /* last of all: who prevents the click needs nothing */
    const link = closest<HTMLAnchorElement | SVGAElement>(event, "a[href]");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || event.defaultPrevented || elsewhere || link.hasAttribute("download")) return;
    const href = typeof link.href === "string" ? link.href : link.href.baseVal;
    if (!href || /^(blob|data|javascript):/i.test(href)) return;
    const loaded = load(href);
    if (loaded === new URL(href, document.baseURI).href) return;
    event.preventDefault();
    location.href = loaded;
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== "get") return;
    form.action = load(form.getAttribute("action") || location.pathname);
  });

  return {
    getItem(key) {
      /* a page that comes back out of the browser's memory sees what others did meanwhile */
      return disk?.getItem(key) ?? kept.get(key) ?? null;
    },
    setItem(key, value) {
      kept.set(key, value);
      toDisk((disk) => disk.setItem(key, value));
    },
    removeItem(key) {
      kept.delete(key);
      toDisk((disk) => disk.removeItem(key));
    },
    clear() {
      kept.clear();
      clearDisk();
    },
    go(href, how) {
      if (how?.replace) location.replace(load(href));
      else location.href = load(href);
    },
  };
}
