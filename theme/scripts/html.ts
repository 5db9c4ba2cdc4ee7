/* Texts into HTML, and values into texts. */

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeHtml(text: unknown): string {
  return String(text).replace(/[&<>"]/g, (sign) => SIGNS[sign]);
}

export type Values = Record<string, string | number>;

/** "%(number)s works", {number: 3} → "3 works". A name without a value stays as it is written. */
export function fill(text: string, values: Values = {}): string {
  return text.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/* Signs of one stroke width, drawn on 24 × 24. */
export function icon(paths: string): string {
  return `<svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;
}
export const CROSS = icon('<path d="m6 6 12 12M18 6 6 18"/>');
