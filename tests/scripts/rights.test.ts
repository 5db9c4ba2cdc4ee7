import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answer,
  answers,
  type OffersSection,
  readOffers,
  STATE,
  territory,
} from "../../theme/scripts/finder/offers.ts";
import { readTable } from "./tables.ts";

interface Fair {
  data: OffersSection;
  /** Work, right, territory, language, state. */
  cases: [number, string, string, string, string][];
}
const { fairs } = readTable<{ fairs: Fair[] }>("rights");

test("the browser answers about rights as the contract says", () => {
  for (const { data, cases } of fairs) {
    const offers = readOffers(data);
    for (const [work, right, where, tag, state] of cases) {
      const lines = offers.lines[offers.profile[work]];
      const found = answer(offers, lines, offers.rights.indexOf(right), territory(offers, where), tag);
      assert.equal(STATE[found], state, JSON.stringify([work, right, where, tag]));
    }
  }
});

test("answers about all rights are those about each", () => {
  const [{ data, cases }] = fairs;
  const offers = readOffers(data);
  for (const [work, right, where, tag, state] of cases) {
    const states = answers(offers, where, tag)[offers.profile[work]];
    assert.equal(STATE[states[offers.rights.indexOf(right)]], state);
  }
});

test("the lines that decide are told", () => {
  const [{ data, cases }] = fairs;
  const offers = readOffers(data);
  for (const [work, right, where, tag, state] of cases) {
    const told: number[] = [];
    const lines = offers.lines[offers.profile[work]];
    answer(offers, lines, offers.rights.indexOf(right), territory(offers, where), tag, told);
    assert.equal(told.length > 0, state !== "not-stated");
    for (const line of told) assert.ok(lines.includes(line));
  }
});
