/* Filtering: values of one facet are alternatives, facets narrow each other. */

import { type Catalogue, FACETS, type FacetName } from "./catalogue.ts";
import { ASK, answers, PART } from "./offers.ts";

/** What was chosen: values of each facet, rights with a territory and a language. */
export type Choice = Record<FacetName, Set<string>> & { right: Set<string>; in: string; for: string };

/** What may have kept a work out. */
export type Reason = FacetName | "right" | "q";

export interface Filtered {
  /** Works that are left, in no order; those that are open but do not say for which languages. */
  works: number[];
  asked: number[];
  /** How many works each value would leave, were its own facet not asked. */
  counts: Record<FacetName, Uint32Array>;
  rights: Uint32Array;
  /** What narrows, and how many works each of these alone keeps out. */
  active: Reason[];
  without: Partial<Record<Reason, number>>;
}

export function nothingChosen(): Choice {
  const sets = Object.fromEntries(FACETS.map((name) => [name, new Set<string>()])) as Record<FacetName, Set<string>>;
  return { ...sets, right: new Set(), in: "", for: "" };
}

/** `hits` marks the works that match the words, if there are any. */
export function filter(catalogue: Catalogue, choice: Choice, hits: Uint8Array | null): Filtered {
  const { n, facets, offers } = catalogue;
  /* A work that misses once may be counted by the facet that it misses; `last` knows which. */
  const misses = new Uint8Array(n);
  const last = new Uint8Array(n);
  const unsaid = new Uint8Array(n);
  const names: Reason[] = [...FACETS, "right", "q"];
  const active: Reason[] = [];
  const miss = (work: number, reason: number) => {
    misses[work]++;
    last[work] = reason;
  };

  FACETS.forEach((name, at) => {
    if (!choice[name].size) return;
    active.push(name);
    const facet = facets[name];
    const wanted = facet.values.map((id) => choice[name].has(id));
    for (let i = 0; i < n; i++) {
      let kept = false;
      for (let k = facet.off[i]; k < facet.off[i + 1] && !kept; k++) kept = wanted[facet.flat[k]];
      if (!kept) miss(i, at);
    }
  });

  const RIGHT = names.indexOf("right");
  const states = answers(offers, choice.in, choice.for);
  if (choice.right.size || choice.in || choice.for) {
    active.push("right");
    const best = states.map((own) =>
      own.reduce((top, state, r) => (state > top && wants(choice, offers.rights[r]) ? state : top), 0),
    );
    for (let i = 0; i < n; i++) {
      const state = best[offers.profile[i]];
      if (state >= PART) continue;
      miss(i, RIGHT);
      if (state === ASK) unsaid[i] = 1;
    }
  }
  if (hits) {
    active.push("q");
    for (let i = 0; i < n; i++) if (!hits[i]) miss(i, names.indexOf("q"));
  }

  const works: number[] = [];
  const asked: number[] = [];
  const counts = Object.fromEntries(
    FACETS.map((name) => [name, new Uint32Array(facets[name].values.length)]),
  ) as Filtered["counts"];
  const rights = new Uint32Array(offers.rights.length);
  const without: Filtered["without"] = Object.fromEntries(active.map((name) => [name, 0]));
  for (let i = 0; i < n; i++) {
    if (misses[i] > 1) continue;
    const kept = misses[i] === 0;
    if (kept) works.push(i);
    else {
      const reason = names[last[i]];
      without[reason] = (without[reason] ?? 0) + 1;
      if (unsaid[i]) asked.push(i);
    }
    FACETS.forEach((name, at) => {
      if (!kept && last[i] !== at) return;
      const facet = facets[name];
      for (let k = facet.off[i]; k < facet.off[i + 1]; k++) counts[name][facet.flat[k]]++;
    });
    if (kept || last[i] === RIGHT) {
      states[offers.profile[i]].forEach((state, r) => {
        if (state >= PART) rights[r]++;
      });
    }
  }
  return { works, asked, counts, rights, active, without };
}

function wants(choice: Choice, right: string): boolean {
  return !choice.right.size || choice.right.has(right);
}
