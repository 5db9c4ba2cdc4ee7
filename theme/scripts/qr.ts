/* Draws a code. The library is loaded when the first one is asked for. */

import { loadScript } from "./dom.ts";
import { asset, showcase } from "./showcase.ts";

export interface Part {
  text: string;
  mode: "Byte" | "Alphanumeric";
}

/** An SVG with `quiet` modules around it. Throws what the library throws when it is longer than any code holds. */
export async function drawCode(parts: readonly Part[], level: "L" | "M", quiet: number, more = ""): Promise<string> {
  if (!showcase.qrcode) await loadScript(asset("qrcode"));
  const code = showcase.qrcode?.(0, level);
  if (!code) throw new Error("no library");
  for (const { text, mode } of parts) code.addData(text, mode);
  code.make();
  const size = code.getModuleCount();
  let path = "";
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!code.isDark(y, x)) continue;
      const start = x;
      while (x < size && code.isDark(y, x)) x++;
      path += `M${start + quiet} ${y + quiet}h${x - start}v1h${start - x}z`;
    }
  }
  const side = size + 2 * quiet;
  return `<svg viewBox="0 0 ${side} ${side}"${more}><path d="${path}"/></svg>`;
}
