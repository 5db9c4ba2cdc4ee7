/* Codes of works, as links carry them: the beginning of a hash of the id (catalog/web/shortlist.py has the same;
   tests/tables/codes.json holds both to the same codes). */

export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SHORT = 5;
const MOST = 1000;

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The first letter of a work's code, which tells the file that it is in. */
export function firstLetter(id: string): string {
  return ALPHABET[hash(id) >>> 27];
}

/** Codes one behind another; longer ones stand between two dots. */
export function joinCodes(codes: readonly string[]): string {
  return codes.map((code) => (code.length === SHORT ? code : `.${code}.`)).join("");
}

export function splitCodes(text: string): string[] {
  const out = new Set<string>();
  text
    .toUpperCase()
    .split(".")
    .forEach((part, k) => {
      if (k % 2 === 0) for (let i = 0; i + SHORT <= part.length; i += SHORT) out.add(part.slice(i, i + SHORT));
      else if (part) out.add(part);
    });
  return Array.from(out).slice(0, MOST);
}

/** A code that is too short by now names all works that begin with it. */
export function named<T>(code: string, known: ReadonlyMap<string, T>): T[] {
  const own = known.get(code);
  if (own !== undefined) return [own];
  if (code.length < SHORT) return [];
  return Array.from(known).flatMap(([other, work]) => (other.startsWith(code) ? [work] : []));
}
