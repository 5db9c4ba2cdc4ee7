import assert from "node:assert/strict";
import { test } from "node:test";
import { neutralise, toCsv } from "../../theme/scripts/table.ts";
import { readTable } from "./tables.ts";

test("no cell is a formula, wherever a spreadsheet parts cells", () => {
  const { cases } = readTable<{ cases: [string, string][] }>("csv-cells");
  assert.ok(cases.length > 150);
  for (const [text, neutral] of cases) assert.equal(neutralise(text), neutral, JSON.stringify(text));
});

test("tables begin with a mark of their encoding and quote what parts cells", () => {
  const text = toCsv([
    ["a", "b"],
    ['say "x"', "1,2\n3;4"],
    ["=1", "x;=2"],
  ]);
  assert.equal(text, '\ufeffa,b\r\n"say ""x""","1,2\n3;4"\r\n\'=1,"x;\'=2"\r\n');
});
