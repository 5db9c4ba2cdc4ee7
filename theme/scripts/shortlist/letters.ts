/* A letter to many companies: a link of any length is cut or refused on its way to a mail program. */

/** Characters of a link that Windows hands to a mail program whole. */
export const LETTER = 1900;

/** Addresses in as few lists as there must be, none longer than so many characters. */
export function packed(addresses: readonly string[], most: number): string[] {
  const lists: string[] = [];
  for (const address of addresses) {
    const before = lists.at(-1);
    if (before !== undefined && before.length + 1 + address.length <= most)
      lists[lists.length - 1] = `${before},${address}`;
    else lists.push(address);
  }
  return lists;
}
