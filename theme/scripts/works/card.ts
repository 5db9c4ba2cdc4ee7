/* A work's card, as theme/pages/parts/card.html makes it, with what was asked about its rights. */

import type { Finder } from "../finder/finder.ts";
import { href } from "../finder/naming.ts";
import { type State as RightState, STATE } from "../finder/offers.ts";
import { escapeHtml } from "../html.ts";
import type { State } from "./address.ts";

const MARKS: Partial<Record<RightState, string>> = {
  available: "free",
  part: "part",
  ask: "part",
  "under-offer": "offer",
  taken: "sold",
};

/** The right that answers best, with its state. */
function rightLine(finder: Finder, state: State, work: number): string {
  if (!state.right.size && !state.in && !state.for) return "";
  const { words, catalogue } = finder;
  const { offers } = catalogue;
  const own = finder.rightsOf(work, state.in, state.for);
  let best = -1;
  offers.rights.forEach((id, r) => {
    if ((!state.right.size || state.right.has(id)) && own[r] && (best < 0 || own[r] > own[best])) best = r;
  });
  if (best < 0) return "";
  const told = STATE[own[best]];
  const text = words.say("labelled", { label: words.label("right", offers.rights[best]), text: words.say(told) });
  return `<p class="sc-card__r"><i class="sc-st sc-st--${MARKS[told]}"></i>${escapeHtml(text)}</p>`;
}

export function card(finder: Finder, state: State, work: number): string {
  const { naming, words, catalogue } = finder;
  const name = naming.shown(work);
  const other = naming.second(work, name.text);
  const drawn = catalogue.illustrated.has(work) ? " sc-cover--ill" : "";
  const link = `<a href="${escapeHtml(href(naming.path(work)))}"${words.foreign(name.lang)}>${escapeHtml(name.text)}</a>`;
  return (
    `<article class="sc-card"><div class="sc-cover${drawn}">${naming.cover(work, catalogue.labels.card)}</div>\n` +
    `<h2 class="sc-card__t">${link}${words.mark(name.lang)}</h2>\n` +
    (other ? `<p class="sc-card__o"${words.foreign(other.lang)}>${escapeHtml(other.text)}</p>\n` : "") +
    `<p class="sc-kind">${naming.kindLine(work)}</p><p class="sc-card__w">${naming.where(work)}</p>` +
    `${rightLine(finder, state, work)}</article>`
  );
}
