/* Long lists of companies become several letters, and nobody is left out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { packed } from "../../theme/scripts/shortlist/letters.ts";

test("no list is longer than it may be, and none leaves anybody out", () => {
  const mails = Array.from({ length: 200 }, (_, n) => `rights-${n}%40example.org`);
  const lists = packed(mails, 1800);
  assert.ok(lists.length > 1);
  for (const list of lists) assert.ok(list.length <= 1800);
  assert.deepEqual(lists.join(",").split(","), mails);
});

test("one address alone is one list, however long", () => {
  assert.deepEqual(packed(["a".repeat(30)], 10), ["a".repeat(30)]);
  assert.deepEqual(packed([], 10), []);
});
