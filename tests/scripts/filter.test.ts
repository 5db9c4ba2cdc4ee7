import assert from "node:assert/strict";
import { test } from "node:test";
import { type Catalogue, readCatalogue } from "../../theme/scripts/finder/catalogue.ts";
import { lists, numbers } from "../../theme/scripts/finder/columns.ts";
import { filter, nothingChosen } from "../../theme/scripts/finder/filter.ts";
import type { CardsSection, FacetsSection, LabelsSection } from "../../theme/scripts/finder/sections.ts";
import { readAddress, writeAddress } from "../../theme/scripts/works/address.ts";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/** Numbers below 64, as data files hold them. */
function pack(values: readonly number[]): string {
  return `1${values.map((value) => ALPHABET[value]).join("")}`;
}
function packLists(rows: readonly (readonly number[])[]) {
  return { count: pack(rows.map((row) => row.length)), flat: pack(rows.flat()) };
}

/** Four works: two novels, a film, a game. The game has no stand. */
function fair(): Catalogue {
  const facets: FacetsSection = {
    n: 4,
    tags: ["en"],
    own: pack([0, 0, 0, 0]),
    first: [2],
    added: { values: ["", "2025", "2026"], of: pack([1, 2, 1, 2]) },
    released: { values: ["", "2019-05", "2024"], of: pack([1, 2, 2, 0]) },
    kind: { values: ["novel", "film", "game"], of: pack([0, 0, 1, 2]) },
    groups: { literature: ["novel"], screen: ["film"], games: ["game"] },
    seals: { novel: "文", film: "影", game: "游" },
    status: { values: [""], of: pack([0, 0, 0, 0]) },
    genre: { values: ["fantasy", "romance"], ...packLists([[0], [0, 1], [1], []]) },
    language: { values: ["en"], ...packLists([[0], [0], [0], [0]]) },
    age: { values: [], ...packLists([[], [], [], []]) },
    seeking: { values: [], ...packLists([[], [], [], []]) },
    company: { values: ["acme", "huace"], ...packLists([[0], [1], [1], [0]]) },
    halls: ["hall-1", "hall-2"],
    stands: [
      [0, "A1"],
      [1, "B2"],
      [0, "C3"],
    ],
    stand: packLists([[0, 2], [1], [0], []]),
    rights: {
      countries: "DE FR",
      sets: { WORLD: pack([0, 1]) },
      rights: "svod avod",
      states: "available sold reserved under-offer",
      reaches: ["WORLD!", "FR!"],
      languages: ["*", "?", "en"],
      untils: [""],
      lines: {
        rights: packLists([[0], [0]]),
        state: pack([0, 1]),
        reach: pack([0, 1]),
        languages: pack([0, 0]),
        exclusive: pack([0, 0]),
        until: pack([0, 0]),
      },
      works: packLists([[0], [0, 1], [], []]),
    },
  };
  const cards: CardsSection = {
    slugs: "a\nb\nc\nd",
    covers: "\n\n\n",
    size: pack([1, 1, 1, 1]),
    sizes: [
      ["svg", []],
      ["", []],
    ],
    illustrated: [],
  };
  const labels: LabelsSection = {
    ...{
      chain: ["en"],
      source: "en",
      labels: {},
      signs: {},
      codes: [],
      card: "",
      comma: ", ",
      dot: " · ",
      words: {},
      plurals: {},
    },
    makers: { ids: "acme\nhuace", names: "Acme\nHuace", other: {} },
    marks: {},
  };
  return readCatalogue(facets, cards, labels);
}

test("columns are read as they are packed", () => {
  assert.deepEqual(Array.from(numbers("20-_0")), [62, 63 * 64]);
  assert.deepEqual(Array.from(numbers("1")), []);
  const { off, flat } = lists(packLists([[3], [], [1, 2]]));
  assert.deepEqual(
    [Array.from(off), Array.from(flat)],
    [
      [0, 1, 1, 3],
      [3, 1, 2],
    ],
  );
});

test("the list begins with what is chosen, then what was added last", () => {
  const catalogue = fair();
  assert.deepEqual(catalogue.order, [2, 1, 3, 0]);
  assert.deepEqual(Array.from(catalogue.rank), [3, 1, 0, 2]);
});

test("values of a facet are alternatives, facets narrow each other", () => {
  const catalogue = fair();
  const choice = nothingChosen();
  assert.deepEqual(filter(catalogue, choice, null).works, [0, 1, 2, 3]);
  choice.genre = new Set(["fantasy", "romance"]);
  assert.deepEqual(filter(catalogue, choice, null).works, [0, 1, 2]);
  choice.company = new Set(["huace"]);
  const found = filter(catalogue, choice, null);
  assert.deepEqual(found.works, [1, 2]);
  /* a value's number is what it would leave, were its own facet not asked */
  assert.deepEqual(Array.from(found.counts.company), [1, 2]);
  assert.deepEqual(Array.from(found.counts.genre), [1, 2]);
  assert.deepEqual(found.without, { genre: 0, company: 1 });
});

test("a work that stands twice in a hall counts there once", () => {
  const found = filter(fair(), nothingChosen(), null);
  assert.deepEqual(Array.from(found.counts.hall), [2, 1]);
});

test("rights narrow by where they can be had, at least in part", () => {
  const catalogue = fair();
  const choice = nothingChosen();
  choice.right = new Set(["svod"]);
  assert.deepEqual(filter(catalogue, choice, null).works, [0, 1]);
  choice.in = "FR";
  const found = filter(catalogue, choice, null);
  assert.deepEqual(found.works, [0]);
  assert.deepEqual(found.active, ["right"]);
});

test("words narrow by what they found", () => {
  const found = filter(fair(), { ...nothingChosen(), kind: new Set(["novel"]) }, Uint8Array.from([0, 1, 1, 1]));
  assert.deepEqual(found.works, [1]);
  assert.deepEqual(found.without, { kind: 2, q: 1 });
});

test("what is asked is read from its address as it was written, and nothing unknown is believed", () => {
  const catalogue = fair();
  const known = {
    values: (name: "right" | keyof typeof catalogue.facets) =>
      name === "right" ? catalogue.offers.rights : catalogue.facets[name].values,
    isTerritory: (code: string) => code === "FR",
  };
  const address = "?q=moon+kite&kind=novel,film&right=svod&in=FR&for=en&genre=romance&sort=title&show=120";
  assert.equal(writeAddress(readAddress(address, known)), address);
  assert.equal(writeAddress(readAddress("?kind=bogus&in=XX&show=9&utm=1&q=+", known)), "");
  assert.equal(readAddress("?show=99999", known).show, 3000);
});
