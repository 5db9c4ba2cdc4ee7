/* The list of works as a finder: facets, words, chips, sorting; all of it in the address. Takes over the plain list,
   which stays as it is until somebody asks for something. */

import { all, closest, make, one, tell } from "../dom.ts";
import type { FacetName } from "../finder/catalogue.ts";
import type { Filtered, Reason } from "../finder/filter.ts";
import type { Finder } from "../finder/finder.ts";
import type { Answer } from "../finder/search.ts";
import { CROSS, escapeHtml, icon } from "../html.ts";
import { showcase } from "../showcase.ts";
import { isBare, nothingAsked, PAGE, readAddress, type State, writeAddress } from "./address.ts";
import { card } from "./card.ts";
import { chipsHtml, chipsOf, drop } from "./chips.ts";
import { makeFacets } from "./facets.ts";

const SLIDERS = icon(
  '<path d="M4 8h9m4 0h3M4 16h3m4 0h9"/><circle cx="15" cy="8" r="2"/><circle cx="9" cy="16" r="2"/>',
);
const SORTS = [
  ["best", "best"],
  ["recommended", "recommended"],
  ["newest", "newest"],
  ["title", "title"],
  ["year", "byyear"],
] as const;
const TYPING = 60; /* milliseconds without a key before an answer is looked for */

/** Works in the order that was asked for; `ranked` has what the words found, best first. */
function sorted(finder: Finder, state: State, works: readonly number[], ranked: readonly number[] | null): number[] {
  const { rank, added, released } = finder.catalogue;
  const by = state.sort || (state.q ? "best" : "recommended");
  const out = works.slice();
  if (by === "best" && ranked) {
    const at = new Map(ranked.map((work, k) => [work, k]));
    return out.sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0));
  }
  if (by === "title") {
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const names = new Map(out.map((work) => [work, finder.naming.shown(work).text]));
    return out.sort((a, b) => collator.compare(names.get(a) ?? "", names.get(b) ?? "") || rank[a] - rank[b]);
  }
  if (by === "newest") return out.sort((a, b) => added[b] - added[a] || rank[a] - rank[b]);
  if (by === "year") return out.sort((a, b) => released[b] - released[a] || rank[a] - rank[b]);
  return out.sort((a, b) => rank[a] - rank[b]);
}

function groupOf(link: Element): string {
  return /list\/works\/group\/([^/]+)\//.exec(link.getAttribute("href") ?? "")?.[1] ?? "";
}

export async function mountWorks(finder: Finder, root: HTMLElement): Promise<void> {
  await finder.open("facets");
  const { catalogue, words } = finder;
  const known = {
    values: (name: FacetName | "right") => (name === "right" ? catalogue.offers.rights : catalogue.facets[name].values),
    isTerritory: (code: string) => Boolean(catalogue.labels.labels.territory[code]),
  };
  let state = readAddress(location.search, known);
  let list: number[] = [];
  let shownCount = PAGE;
  let pristine = true; /* the plain page's cards still stand */
  let sheet: HTMLDialogElement | null = null;

  /* --- the page's own parts, and ours --- */
  const bar = one(".sc-bar", root);
  const grid = one(".sc-grid", root);
  const pager = root.querySelector<HTMLElement>(".sc-pager");
  const search = one<HTMLFormElement>("[data-sc-q]");
  const field = one<HTMLInputElement>("input", search);
  const facets = makeFacets(finder, { state: () => state, changed, clear, close: () => sheet?.close() });
  one(".sc-facets", root).replaceWith(facets.form);
  const total = one(".sc-bar__n", bar);
  total.setAttribute("role", "status");
  total.tabIndex = -1;
  const plain = one(".sc-facetbtn", bar);
  const button = make("button", plain.className);
  button.type = "button";
  plain.replaceWith(button);
  const chips = make("ul", "sc-chips");
  chips.setAttribute("aria-label", words.say("active"));
  total.after(chips);
  const label = make("label", "sc-sel");
  label.innerHTML = `<span class="sc-muted">${escapeHtml(words.say("sort"))}</span><select>${SORTS.map(
    ([value, word]) => `<option value="${value}">${escapeHtml(words.say(word))}</option>`,
  ).join("")}</select>`;
  chips.after(label);
  const sort = one<HTMLSelectElement>("select", label);
  if (pager) pager.hidden = true;
  const note = make("p", "sc-close", true);
  note.textContent = words.say("close_matches");
  grid.before(note);
  const more = make("p", "sc-more", true);
  more.innerHTML = `<button type="button" class="sc-btn sc-btn--line">${escapeHtml(words.say("more"))}</button>`;
  const empty = make("div", "sc-none", true);
  const apart = make("section", "sc-apart", true);
  grid.after(empty, more, apart);

  /* --- asking --- */
  function changed(replace = false): void {
    const url = location.pathname + writeAddress(state);
    if (replace) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
    const { top } = bar.getBoundingClientRect();
    if (top < 0 && !sheet) scrollBy({ top: top - 96, behavior: "instant" });
    apply();
  }
  function clear(): void {
    state = { ...nothingAsked(), sort: state.sort };
    field.value = "";
    changed();
    total.focus();
  }
  let asked = 0;
  async function apply(): Promise<void> {
    const mine = ++asked;
    try {
      if (!state.q) {
        if (!isBare(state) || !pristine) await finder.open("titles");
        if (mine === asked) paint(null);
        return;
      }
      grid.setAttribute("aria-busy", "true");
      await finder.open("words");
      await answer(mine);
      await finder.fill();
      await answer(mine); /* better, now that all texts are read */
    } catch {
      tell(showcase.words.search_failed);
    }
    if (mine === asked) grid.removeAttribute("aria-busy");
  }
  async function answer(mine: number): Promise<void> {
    if (mine !== asked) return;
    const result = await finder.ask(state.q);
    if (mine === asked) paint(result);
  }

  /* --- the result --- */
  function paint(result: Answer | null): void {
    const hits = result && new Uint8Array(catalogue.n);
    for (const work of result?.works ?? []) if (hits) hits[work] = 1;
    const now = finder.filter(state, hits);
    list = sorted(finder, state, now.works, result?.works ?? null);
    total.textContent = words.count("works", list.length);
    paintChips();
    facets.paint(now);
    sort.value = state.sort || (state.q ? "best" : "recommended");
    one("[value=best]", sort).hidden = !state.q;
    paintKinds(now);
    note.hidden = !(result?.close && state.q && list.length);
    if (isBare(state) && pristine) {
      more.hidden = list.length <= PAGE;
      shownCount = PAGE;
      empty.hidden = apart.hidden = true;
      return;
    }
    pristine = false;
    shownCount = Math.min(state.show, Math.max(PAGE, list.length));
    grid.innerHTML = cards(list.slice(0, shownCount));
    tellOfCards();
    more.hidden = list.length <= shownCount;
    paintEmpty(now);
    paintApart(now);
  }
  function cards(works: readonly number[]): string {
    return works.map((work) => card(finder, state, work)).join("\n");
  }
  function tellOfCards(): void {
    /* whoever adds something to cards hears of new ones */
    grid.dispatchEvent(new CustomEvent("showcase:cards", { bubbles: true }));
  }
  function paintChips(): void {
    const all = chipsOf(finder, state);
    chips.innerHTML = chipsHtml(finder, all);
    chips.hidden = !all.length;
    button.innerHTML =
      SLIDERS + escapeHtml(words.say("filters")) + (all.length ? ` <b>${words.number(all.length)}</b>` : "");
  }
  function paintEmpty(now: Filtered): void {
    empty.hidden = list.length > 0;
    if (list.length) return;
    const names = chipsOf(finder, state);
    const ways = now.active
      .map((key) => ({ key, n: now.without[key] ?? 0 }))
      .filter((way) => way.n)
      .sort((a, b) => b.n - a.n)
      .slice(0, 3);
    const nothing = `<p>${escapeHtml(words.say(names.length > 1 ? "noneof" : "none"))}</p>`;
    const buttons = ways.map(({ key, n }) => {
      const chosen = names.filter((chip) => chip.key === key).map((chip) => chip.text);
      const text = words.count("tosee", n, { name: chosen.join(words.comma) });
      return `<li><button type="button" class="sc-btn sc-btn--line" data-drop="${key}">${escapeHtml(text)}</button></li>`;
    });
    empty.innerHTML = buttons.length
      ? `${nothing}<ul>${buttons.join("")}</ul>`
      : `${nothing}<p class="sc-muted">${escapeHtml(words.say("try"))}</p><p><button type="button" class="sc-btn sc-btn--line" data-clear>${escapeHtml(words.say("clear"))}</button></p>`;
  }
  /** Works that are open, but do not say for which languages. */
  function paintApart(now: Filtered): void {
    const works = sorted(finder, state, now.asked, null);
    apart.hidden = !works.length;
    apart.innerHTML = works.length
      ? `<h2 class="sc-h">${escapeHtml(words.count("asked", works.length))}</h2><p class="sc-muted">${escapeHtml(words.say("asked"))}</p><div class="sc-grid">${cards(works.slice(0, PAGE))}</div>`
      : "";
  }
  function paintKinds(now: Filtered): void {
    for (const link of all(".sc-kinds a")) {
      const group = groupOf(link);
      if (group ? state.group.has(group) : !state.group.size) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      const counts = now.counts.group;
      const n = group ? counts[catalogue.facets.group.values.indexOf(group)] : counts.reduce((sum, c) => sum + c, 0);
      const count = link.querySelector(".sc-num");
      if (count) count.textContent = words.number(n);
    }
  }
  function showMore(): void {
    const from = shownCount;
    shownCount += PAGE;
    state.show = shownCount;
    grid.insertAdjacentHTML("beforeend", cards(list.slice(from, shownCount)));
    tellOfCards();
    more.hidden = list.length <= shownCount;
    history.replaceState(null, "", location.pathname + writeAddress(state));
    pristine = false;
    grid.children[from]?.querySelector("a")?.focus({ preventScroll: true });
  }

  /* --- on phones the facets are a sheet --- */
  function openSheet(): void {
    if (!sheet) {
      const own = make("dialog", "sc sc-sheet");
      const title = escapeHtml(words.say("filters"));
      own.innerHTML = `<div class="sc-sheet__top"><h2>${title}</h2><button type="button" class="sc-sdlg__x" aria-label="${escapeHtml(words.say("close"))}">${CROSS}</button></div>`;
      own.setAttribute("aria-label", words.say("filters"));
      one("button", own).addEventListener("click", () => own.close());
      own.addEventListener("click", (event) => {
        if (event.target === own) own.close();
      });
      own.addEventListener("close", () => {
        bar.parentElement?.before(facets.form);
        button.focus();
      });
      document.body.append(own);
      sheet = own;
    }
    sheet.append(facets.form);
    sheet.showModal();
  }

  /* --- what visitors do --- */
  button.addEventListener("click", openSheet);
  sort.addEventListener("change", () => {
    state.sort = sort.value === (state.q ? "best" : "recommended") ? "" : sort.value;
    state.show = PAGE;
    changed();
  });
  one("button", more).addEventListener("click", () => {
    finder
      .open("titles")
      .then(showMore)
      .catch(() => tell(showcase.words.search_failed));
  });
  root.addEventListener("click", (event) => {
    const hit = closest(event, "button");
    if (!hit) return;
    if (hit.dataset.k !== undefined) {
      const k = Number(hit.dataset.k);
      chipsOf(finder, state)[k].remove();
      field.value = state.q;
      state.show = PAGE;
      changed();
      const left = all("button[data-k]", chips);
      (left[Math.min(k, left.length - 1)] ?? total).focus();
    } else if (hit.dataset.drop) {
      drop(state, hit.dataset.drop as Reason);
      field.value = state.q;
      changed();
      total.focus();
    } else if (hit.hasAttribute("data-clear") && !facets.form.contains(hit)) clear();
  });
  for (const link of all(".sc-kinds a")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const group = groupOf(link);
      state.group = new Set(group ? [group] : []);
      state.show = PAGE;
      changed();
    });
  }
  let timer = 0;
  function typed(enter: boolean): void {
    const was = state.q;
    state.q = field.value.trim();
    if (was === state.q && !enter) return;
    state.show = PAGE;
    changed(enter || !was === !state.q); /* one step back is enough for a word */
  }
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    typed(true);
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => typed(false), TYPING);
  });
  const warm = () =>
    finder
      .open("words")
      .then(() => finder.fill())
      .catch(() => undefined); /* asked for again later */
  field.addEventListener("focus", warm, { once: true });
  addEventListener("popstate", () => {
    state = readAddress(location.search, known);
    field.value = state.q;
    facets.redraw();
    apply();
  });
  for (const type of ["pointerover", "focusin"]) {
    /* titles are soon wanted */
    root.addEventListener(type, () => finder.open("titles").catch(() => undefined), { once: true });
  }

  /* What was typed while this was on its way is asked for now, and stays as it is under the visitor's fingers. */
  const early = field.value.trim();
  if (!early) field.value = state.q;
  else if (early !== state.q) {
    state.q = early;
    state.show = PAGE;
    history.replaceState(null, "", location.pathname + writeAddress(state));
  }
  if (document.activeElement === field) warm();
  await apply();
  root.setAttribute("data-sc-ready", "");
}
