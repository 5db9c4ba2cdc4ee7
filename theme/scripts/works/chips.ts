/* What narrows the list, as chips that can be taken away. */

import type { Reason } from "../finder/filter.ts";
import type { Finder } from "../finder/finder.ts";
import { CROSS, escapeHtml } from "../html.ts";
import { CHOSEN, type State } from "./address.ts";
import { valueText } from "./facets.ts";

export interface Chip {
  key: Reason;
  text: string;
  /** Takes it out of the state. */
  remove(): void;
}

/** In the order of the facets. */
export function chipsOf(finder: Finder, state: State): Chip[] {
  const { words } = finder;
  const out: Chip[] = [];
  if (state.q) out.push({ key: "q", text: words.say("forquery", { query: state.q }), remove: () => drop(state, "q") });
  for (const name of CHOSEN) {
    if (name === "right") {
      out.push(...rightChips(finder, state));
      continue;
    }
    for (const id of state[name]) {
      out.push({ key: name, text: valueText(finder, name, id), remove: () => state[name].delete(id) });
    }
  }
  return out;
}

function rightChips(finder: Finder, state: State): Chip[] {
  if (!state.right.size && !state.in && !state.for) return [];
  const { words } = finder;
  const place = [
    state.in && words.label("territory", state.in),
    state.for && words.label("language", state.for),
  ].filter(Boolean);
  return (state.right.size ? Array.from(state.right) : [""]).map((id) => {
    const right = id ? words.label("right", id) : words.say("anyright");
    const text = place.length ? words.say("right_in", { right, territory: place.join(words.comma) }) : right;
    return {
      key: "right",
      text,
      remove() {
        state.right.delete(id);
        if (!state.right.size) drop(state, "right");
      },
    };
  });
}

/** Takes out all that was chosen for one reason. */
export function drop(state: State, reason: Reason): void {
  if (reason === "q") state.q = "";
  else state[reason].clear();
  if (reason === "right") state.in = state.for = "";
}

export function chipsHtml(finder: Finder, chips: readonly Chip[]): string {
  const { words } = finder;
  const buttons = chips.map(
    ({ text }, k) =>
      `<li><button type="button" class="sc-chip sc-chip--on" data-k="${k}" aria-label="${escapeHtml(words.say("remove", { name: text }))}"><span>${escapeHtml(text)}</span>${CROSS}</button></li>`,
  );
  const clear = `<li><button type="button" class="sc-chip sc-chip--clear" data-clear>${escapeHtml(words.say("clear"))}</button></li>`;
  return buttons.join("") + (chips.length > 1 ? clear : "");
}
