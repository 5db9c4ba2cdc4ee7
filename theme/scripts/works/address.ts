/* What was asked of the list of works, as its address says it. */

import { FACETS, type FacetName } from "../finder/catalogue.ts";
import { type Choice, nothingChosen } from "../finder/filter.ts";

/** How many works are shown at once. */
export const PAGE = 60;
const MOST = 3000;

/** Facets as they are offered. */
export const ORDER = [
  "kind",
  "right",
  "genre",
  "language",
  "company",
  "hall",
  "age",
  "year",
  "status",
  "seeking",
] as const;
export type OfferedFacet = (typeof ORDER)[number];
export const CHOSEN: readonly (FacetName | "right")[] = ["group", ...ORDER];

export type State = Choice & { q: string; sort: string; show: number };

export function nothingAsked(): State {
  return { ...nothingChosen(), q: "", sort: "", show: PAGE };
}

/** Whether the list is as the plain page has it. */
export function isBare(state: State): boolean {
  return !state.q && !state.in && !state.for && !state.sort && CHOSEN.every((name) => !state[name].size);
}

/** `known` tells which values a facet has, and which territories there are: the rest of an address is not believed. */
export function readAddress(
  search: string,
  known: { values(name: FacetName | "right"): readonly string[]; isTerritory(code: string): boolean },
): State {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? "";
  const state = nothingAsked();
  for (const name of [...FACETS, "right"] as const) {
    const values = known.values(name);
    const asked = query.getAll(name).flatMap((value) => value.split(","));
    state[name] = new Set(asked.filter((id) => id && values.includes(id)));
  }
  state.q = text("q").trim();
  state.sort = text("sort");
  state.in = known.isTerritory(text("in")) ? text("in") : "";
  state.for = text("for");
  state.show = Math.max(PAGE, Math.min(MOST, Number(text("show")) || PAGE));
  return state;
}

/** "?kind=film&q=dream", or "" where nothing is asked. */
export function writeAddress(state: State): string {
  const parts: string[] = [];
  const put = (name: string, value: string) => {
    if (value) parts.push(`${name}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%20/g, "+")}`);
  };
  put("q", state.q);
  for (const name of CHOSEN) {
    put(name, Array.from(state[name]).join(","));
    if (name === "right") {
      put("in", state.in);
      put("for", state.for);
    }
  }
  put("sort", state.sort);
  if (state.show > PAGE) put("show", String(state.show));
  return parts.length ? `?${parts.join("&")}` : "";
}
