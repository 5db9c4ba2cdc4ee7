/* CSV that spreadsheets read and do not run. catalog/web/exports/opendata/tables.py does the same for the files of the
   edition; tests/tables/csv-cells.json holds both to the same cells. */

/* What Python takes for blanks (a few control characters are written apart), quotes, and what parts cells. */
const CONTROLS = String.fromCharCode(0x1c, 0x1d, 0x1e, 0x1f, 0x85);
const BETWEEN = new RegExp(`[\\s${CONTROLS}";|]+`, "g");
const PARTS = /[;|\t\n\v\f\r\x85\u2028\u2029]/;
const FORMULA = /^[=+\-@＝＋－＠]/;

/** A cell that no spreadsheet takes for a formula, neither at its beginning nor behind what may part cells. */
export function neutralise(cell: string): string {
  const held = cell.replace(BETWEEN, (run, at: number) => {
    const begins = at === 0 || PARTS.test(run);
    return begins && FORMULA.test(cell[at + run.length] ?? "") ? `${run}'` : run;
  });
  return FORMULA.test(held) || /^[\t\r\n]/.test(held) ? `'${held}` : held;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) || PARTS.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}

export function toCsv(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => cells.map((cell) => quote(neutralise(cell))).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
