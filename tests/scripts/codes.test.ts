import assert from "node:assert/strict";
import { test } from "node:test";
import { firstLetter, joinCodes, named, splitCodes } from "../../theme/scripts/shortlist/codes.ts";
import { readTable } from "./tables.ts";

const { cases } = readTable<{ cases: [string, string][] }>("codes");

test("a work's file is found by the first letter of its code", () => {
  for (const [id, code] of cases) assert.equal(firstLetter(id), code[0], id);
});

test("codes are read as they were written, whoever changed their case", () => {
  const codes = ["0AB1C", "ZZZZZ", "0AB1CDEFGH", "11111"];
  assert.equal(joinCodes(codes), "0AB1CZZZZZ.0AB1CDEFGH.11111");
  assert.deepEqual(splitCodes(joinCodes(codes)), codes);
  assert.deepEqual(splitCodes(joinCodes(codes).toLowerCase()), codes);
  assert.deepEqual(splitCodes("0AB1C0AB1CZZ"), ["0AB1C"]); /* twice, and the rest of one */
});

test("a code that is too short by now names all works that begin with it", () => {
  const known = new Map([
    ["0AB1C", 1],
    ["ZZZZZ00000", 2],
    ["ZZZZZ11111", 3],
  ]);
  assert.deepEqual(named("0AB1C", known), [1]);
  assert.deepEqual(named("ZZZZZ", known), [2, 3]);
  assert.deepEqual(named("ZZ", known), []);
});
