import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, fold, learnVariants, terms } from "../../theme/scripts/finder/spelling.ts";
import { readTable } from "./tables.ts";

const table = readTable<{ variants: string; cases: [string, string][] }>("folded");

test("texts are folded by the browser as by the build", () => {
  learnVariants(table.variants);
  assert.ok(table.cases.length > 15);
  for (const [text, folded] of table.cases) assert.equal(fold(text), folded, JSON.stringify(text));
});

test("what is folded stays as it is", () => {
  for (const [text] of table.cases) assert.equal(fold(fold(text)), fold(text));
});

test("scripts without spaces are parted into overlapping pairs", () => {
  assert.deepEqual(terms("庆余年 2 moon"), ["庆余", "余年", "年", "2", "moon"]);
  assert.deepEqual(terms("庆余年", true), ["庆余", "余年"]);
  assert.deepEqual(terms("庆", true), ["庆"]);
});

test("a question is at most twelve words", () => {
  const asked = ask("  Joy of-Life 庆余年 ");
  assert.deepEqual(asked.words, ["joy", "of", "life", "庆余年"]);
  assert.deepEqual(asked.starts, ["jo", "of", "li", "庆"]);
  assert.equal(ask("a ".repeat(99)).words.length, 12);
});
