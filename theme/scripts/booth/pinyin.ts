/* Pinyin: what may be meant by some letters. It knows the catalogue's own titles and names, and their characters one by
   one; nothing else. */

import type { Term } from "./kiosk.ts";

export const MOST = 24;
const SYLLABLE = 6; /* letters at most */

export interface Candidate {
  text: string;
  /** How many letters it answers. */
  used: number;
}

/** Whether letters spell syllables, each whole or begun: qingyunian, qyn, qingyn. */
export function fits(letters: string, syllables: readonly string[], from = 0): boolean {
  if (!letters) return true;
  if (from === syllables.length) return false;
  for (let n = Math.min(letters.length, syllables[from].length); n > 0; n--) {
    if (syllables[from].startsWith(letters.slice(0, n)) && fits(letters.slice(n), syllables, from + 1)) return true;
  }
  return false;
}

/** Syllable → characters that are read so somewhere in the catalogue, the most frequent first. */
export function charactersOf(terms: readonly Term[]): Map<string, string[]> {
  const counts = new Map<string, Map<string, number>>();
  for (const [syllables, text] of terms) {
    const characters = Array.from(text);
    if (characters.length !== syllables.length) continue;
    characters.forEach((character, i) => {
      const own = counts.get(syllables[i]) ?? new Map<string, number>();
      counts.set(syllables[i], own.set(character, (own.get(character) ?? 0) + 1));
    });
  }
  return new Map(
    Array.from(counts, ([syllable, own]) => [
      syllable,
      Array.from(own)
        .sort((a, b) => b[1] - a[1])
        .map(([character]) => character),
    ]),
  );
}

/** What to write for some letters, the likeliest first. */
export function candidatesFor(
  letters: string,
  terms: readonly Term[],
  characters: ReadonlyMap<string, readonly string[]>,
): Candidate[] {
  const out = new Map<string, Candidate>();
  const put = (text: string, used: number) => {
    if (!out.has(text) && out.size < MOST) out.set(text, { text, used });
  };
  const ranked = terms.flatMap(([syllables], k) => {
    const joined = syllables.join("");
    const rank = joined === letters ? 0 : joined.startsWith(letters) ? 1 : fits(letters, syllables) ? 2 : 3;
    return rank < 3 ? [[rank, syllables.length, k]] : [];
  });
  ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  for (const [, , k] of ranked.slice(0, MOST - 8)) put(terms[k][1], letters.length);
  for (let n = Math.min(SYLLABLE, letters.length); n > 0; n--) {
    /* the first syllable alone */
    const found = characters.get(letters.slice(0, n));
    if (!found) continue;
    for (const character of found) put(character, n);
    break;
  }
  if (!out.size) {
    for (const [syllable, found] of characters) {
      if (syllable.startsWith(letters)) for (const character of found.slice(0, 3)) put(character, letters.length);
    }
  }
  return Array.from(out.values());
}
