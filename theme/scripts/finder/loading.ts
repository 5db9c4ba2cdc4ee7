/* Loads data files, each once, whoever asks. They are classic scripts that call `showcase.data(name, payload)`. */

import { loadScript } from "../dom.ts";
import { showcase } from "../showcase.ts";
import type { Sections } from "./sections.ts";

export const store = Object.create(null) as Sections;
showcase.data = (name, payload) => {
  store[name] = payload;
};

const loading: Record<string, Promise<void>> = Object.create(null);

export function load(url: string): Promise<void> {
  if (!loading[url]) {
    loading[url] = loadScript(url).catch((error) => {
      delete loading[url]; /* may be asked for again */
      throw error;
    });
  }
  return loading[url];
}

/** Loads groups of sections; "titles.*" are those of all languages. A function is asked once the manifest is there. */
export async function need(groups: readonly string[] | (() => readonly string[])): Promise<void> {
  await load(`${showcase.shared}data/finder-${showcase.lang}.js`);
  const { needs } = store.manifest;
  const files = new Set<string>();
  for (const group of typeof groups === "function" ? groups() : groups) {
    for (const name of Object.keys(needs)) {
      if (name === group || (group === "titles.*" && name.startsWith("titles."))) {
        for (const file of needs[name]) files.add(file);
      }
    }
  }
  await Promise.all(Array.from(files, (file) => load(`${showcase.shared}data/${file}`)));
}

/** A text column of all works, from as many shards as there are. */
export function sharded(name: string): string[] {
  const found: string[] = [];
  for (let k = 0; ; k++) {
    const shard = store[`${name}.${k}`];
    if (typeof shard !== "string") return found;
    for (const text of shard.split("\n")) found.push(text);
  }
}
