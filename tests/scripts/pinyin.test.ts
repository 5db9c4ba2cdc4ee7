import assert from "node:assert/strict";
import { test } from "node:test";
import type { Term } from "../../theme/scripts/booth/kiosk.ts";
import { candidatesFor, charactersOf, fits } from "../../theme/scripts/booth/pinyin.ts";

const TERMS: Term[] = [
  [["qing", "yu", "nian"], "庆余年"],
  [["qing", "ping", "yue"], "清平乐"],
  [["qing", "yuan"], "庆元"],
];

test("syllables are typed whole or begun", () => {
  for (const letters of ["qingyunian", "qyn", "qingyn", "qiyunia"]) assert.ok(fits(letters, TERMS[0][0]), letters);
  for (const letters of ["qnyn", "qingyunianx", "yn"]) assert.ok(!fits(letters, TERMS[0][0]), letters);
});

test("the catalogue's own names come first, then characters of the first syllable", () => {
  const characters = charactersOf(TERMS);
  assert.deepEqual(characters.get("qing"), ["庆", "清"]);
  const found = candidatesFor("qingyu", TERMS, characters);
  assert.deepEqual(found.slice(0, 2), [
    { text: "庆元", used: 6 },
    { text: "庆余年", used: 6 },
  ]);
  assert.ok(found.some(({ text, used }) => text === "清" && used === 4));
});
