/* How data files hold columns (catalog/web/search/finder/columns.py): numbers in letters, lists end to end. */

const CODE = new Uint8Array(128);
Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_").forEach((letter, value) => {
  CODE[letter.charCodeAt(0)] = value;
});

/** A column of lists: those of row i are flat[off[i]] … flat[off[i + 1] - 1]. */
export interface Lists {
  off: Uint32Array;
  flat: Uint32Array;
}

/** The same as it is sent: how many each row has, and all of them. */
export interface PackedLists {
  count: string;
  flat: string;
}

/** The first letter tells how many letters a number has. */
export function numbers(text: string): Uint32Array {
  const width = Number(text[0]);
  const size = (text.length - 1) / width;
  const out = new Uint32Array(size);
  for (let i = 0, at = 1; i < size; i++) {
    let value = 0;
    for (let k = 0; k < width; k++) value = (value << 6) | CODE[text.charCodeAt(at++)];
    out[i] = value;
  }
  return out;
}

export function lists(column: PackedLists): Lists {
  const count = numbers(column.count);
  const off = new Uint32Array(count.length + 1);
  for (let i = 0; i < count.length; i++) off[i + 1] = off[i] + count[i];
  return { off, flat: numbers(column.flat) };
}

/** A column with one value in each row, as lists. */
export function singles(flat: Uint32Array): Lists {
  const off = new Uint32Array(flat.length + 1);
  for (let i = 0; i <= flat.length; i++) off[i] = i;
  return { off, flat };
}
