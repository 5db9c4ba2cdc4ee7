// Tables of cases that the Python half is held to as well (tests/unit/web/test_twins.py).

import { readFileSync } from "node:fs";

export function readTable<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../tables/${name}.json`, import.meta.url), "utf8"));
}
