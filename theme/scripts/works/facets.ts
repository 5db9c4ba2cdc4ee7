/* The form of facets: which values there are, how many works each would leave, which are chosen. */

import { all, closest, make, one } from "../dom.ts";
import type { Filtered } from "../finder/filter.ts";
import type { Finder } from "../finder/finder.ts";
import { escapeHtml } from "../html.ts";
import { nothingAsked, type OfferedFacet, ORDER, PAGE, type State } from "./address.ts";

/** How many values a facet shows before it is asked for all; from MANY on it has a search field. */
const FEW = 10;
const MANY = 30;
const FOUND = 40;

interface Value {
  id: string;
  n: number;
  text: string;
}

export interface FacetForm {
  form: HTMLFormElement;
  /** Shows what is chosen and what it left. */
  paint(found: Filtered): void;
  /** Draws the values anew, too. */
  redraw(): void;
}

export interface FacetActs {
  state(): State;
  changed(): void;
  clear(): void;
  close(): void;
}

/** A value in the page's words. */
export function valueText(finder: Finder, name: string, id: string): string {
  const { catalogue, words } = finder;
  return name === "company" ? catalogue.makerNames[catalogue.makers.indexOf(id)] : words.label(name, id);
}

function valuesOf(finder: Finder, name: OfferedFacet): string[] {
  return name === "right" ? finder.catalogue.offers.rights : finder.catalogue.facets[name].values;
}

function countsOf(found: Filtered, name: OfferedFacet): Uint32Array {
  return name === "right" ? found.rights : found.counts[name];
}

export function makeFacets(finder: Finder, acts: FacetActs): FacetForm {
  const { words, catalogue } = finder;
  const tongue = document.documentElement.lang;
  const facets: Partial<Record<OfferedFacet, Value[]>> = {};
  const everything = finder.filter(nothingAsked(), null);
  let found: Filtered | null = null;

  function offered(name: OfferedFacet): Value[] {
    const counts = countsOf(everything, name);
    const values = valuesOf(finder, name)
      .map((id, v) => ({ id, n: counts[v], text: id ? valueText(finder, name, id) : "" }))
      .filter((value) => value.id && value.n);
    if (name === "year") return values.sort((a, b) => Number(b.id) - Number(a.id));
    if (name === "kind" || name === "hall" || name === "status") return values; /* in their own order */
    if (name === "age") return values.sort((a, b) => a.text.localeCompare(b.text, tongue, { numeric: true }));
    return values.sort((a, b) => b.n - a.n || a.text.localeCompare(b.text, tongue));
  }

  function box(name: OfferedFacet, open: boolean): string {
    const values = facets[name] ?? [];
    const label = words.say("within_facet", { name: words.say(name) });
    const find =
      values.length > MANY
        ? `<p class="sc-facets__find"><input type="search" autocomplete="off" aria-label="${escapeHtml(label)}" placeholder="${escapeHtml(words.say("search"))}"></p>`
        : "";
    const more =
      values.length > FEW + 2 && values.length <= MANY
        ? `<button type="button" class="sc-link sc-facets__more" aria-expanded="false">${escapeHtml(words.say("allvalues", { number: words.number(values.length) }))}</button>`
        : "";
    return (
      `<details data-facet="${name}"${open ? " open" : ""}><summary><span>${escapeHtml(words.say(name))}</span></summary>` +
      `${name === "right" ? whereBox(finder, acts.state()) : ""}${find}<ul></ul>${more}</details>`
    );
  }

  const form = make("form", "sc-facets sc-facets--on");
  form.setAttribute("aria-label", words.say("filters"));
  let openLeft = 2;
  const boxes = ORDER.map((name) => {
    const values = offered(name);
    if (!values.length) return "";
    facets[name] = values;
    const state = acts.state();
    const active = state[name].size > 0 || (name === "right" && Boolean(state.in || state.for));
    return box(name, active || openLeft-- > 0);
  });
  form.innerHTML =
    `${boxes.join("")}<p class="sc-facets__end"><button type="button" class="sc-btn sc-btn--line" data-clear>` +
    `${escapeHtml(words.say("clear"))}</button><button type="button" class="sc-btn sc-btn--key" data-apply></button></p>`;

  function fillBox(node: HTMLElement, wanted: string): void {
    const name = node.dataset.facet as OfferedFacet;
    const state = acts.state();
    const values = facets[name] ?? [];
    const asked = finder.fold(wanted);
    let visible = values;
    if (asked) visible = values.filter((value) => ` ${finder.fold(value.text)}`.includes(asked)).slice(0, FOUND);
    else if (!node.dataset.all && values.length > FEW + 2) {
      visible = values.filter((value, k) => k < FEW || state[name].has(value.id));
    }
    one("ul", node).innerHTML = visible
      .map((value) => {
        const other = catalogue.labels.makers.other[catalogue.makers.indexOf(value.id)];
        const lang = name === "company" ? words.foreign(other) : "";
        const checked = state[name].has(value.id) ? " checked" : "";
        return `<li><label><input type="checkbox" value="${escapeHtml(value.id)}"${checked}><span${lang}>${escapeHtml(value.text)}</span><span></span></label></li>`;
      })
      .join("");
    if (found) paintBox(node, found);
  }

  function paintBox(node: HTMLElement, now: Filtered): void {
    const name = node.dataset.facet as OfferedFacet;
    const state = acts.state();
    const counts = countsOf(now, name);
    const at = new Map(valuesOf(finder, name).map((id, v) => [id, v]));
    for (const input of all<HTMLInputElement>("label > input[type=checkbox]", node)) {
      const n = counts[at.get(input.value) ?? -1] ?? 0;
      const on = state[name].has(input.value);
      const label = input.parentElement;
      input.checked = on;
      if (label?.lastElementChild) label.lastElementChild.textContent = words.number(n);
      label?.classList.toggle("is-none", !n && !on);
    }
    const active = state[name].size + (name === "right" ? Number(state.in !== "") + Number(state.for !== "") : 0);
    const heading = one("summary span", node);
    let badge = heading.querySelector("b");
    if (active && !badge) badge = heading.appendChild(document.createElement("b"));
    if (badge) {
      badge.textContent = active ? words.number(active) : "";
      badge.hidden = !active;
    }
  }

  const nodes = () => all("[data-facet]", form);
  for (const node of nodes()) fillBox(node, "");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    const field = event.target;
    const state = acts.state();
    if (field instanceof HTMLInputElement && field.type === "checkbox") {
      const set = state[closest(event, "[data-facet]")?.dataset.facet as OfferedFacet];
      if (field.checked) set.add(field.value);
      else set.delete(field.value);
    } else if (field instanceof HTMLSelectElement && (field.name === "in" || field.name === "for")) {
      state[field.name] = field.value;
    } else return;
    state.show = PAGE;
    acts.changed();
  });
  form.addEventListener("input", (event) => {
    const node = closest(event, "[data-facet]");
    if (node && event.target instanceof HTMLInputElement && event.target.type === "search") {
      fillBox(node, event.target.value);
    }
  });
  form.addEventListener("click", (event) => {
    const hit = closest<HTMLButtonElement>(event, "button");
    const node = closest(event, "[data-facet]");
    if (hit?.classList.contains("sc-facets__more") && node) {
      hit.setAttribute("aria-expanded", "true");
      hit.hidden = true;
      node.dataset.all = "1";
      fillBox(node, "");
      all("input[type=checkbox]", node)[FEW]?.focus();
    } else if (hit?.hasAttribute("data-clear")) acts.clear();
    else if (hit?.hasAttribute("data-apply")) acts.close();
  });

  return {
    form,
    paint(now) {
      found = now;
      const state = acts.state();
      for (const node of nodes()) paintBox(node, now);
      /* all that will be seen: what does not state its languages is shown below the rest */
      one("[data-apply]", form).textContent = words.count("works", now.works.length + now.asked.length);
      for (const name of ["in", "for"] as const) {
        const select = form.querySelector<HTMLSelectElement>(`select[name=${name}]`);
        if (select) select.value = state[name];
      }
    },
    redraw() {
      for (const node of nodes()) fillBox(node, "");
    },
  };
}

/** Where and in which language a right is asked for. */
function whereBox(finder: Finder, state: State): string {
  const { words, catalogue } = finder;
  const { offers } = catalogue;
  const labels = catalogue.labels.labels.territory;
  const tongue = document.documentElement.lang;
  const option = (id: string, text: string, now: string) =>
    `<option value="${escapeHtml(id)}"${id === now ? " selected" : ""}>${escapeHtml(text)}</option>`;
  const territories = (codes: readonly string[]) => codes.map((code) => option(code, labels[code], state.in)).join("");
  const countries = offers.countries.slice().sort((a, b) => labels[a].localeCompare(labels[b], tongue));
  const spoken = new Set(offers.languages.flatMap((tags) => (typeof tags === "string" ? [] : tags)));
  const language = (tag: string) => words.label("language", tag);
  const tags = Array.from(spoken).sort((a, b) => language(a).localeCompare(language(b), tongue));
  const select = (name: string, label: string, options: string) =>
    `<label class="sc-sel"><span class="sc-vh">${escapeHtml(words.say(label))}</span><select name="${name}">${options}</select></label>`;
  const group = (label: string, options: string) =>
    `<optgroup label="${escapeHtml(words.say(label))}">${options}</optgroup>`;
  const where =
    option("", words.say("anywhere"), state.in) +
    group("regions", territories(Object.keys(offers.sets))) +
    group("countries", territories(countries));
  const which =
    option("", words.say("anylang"), state.for) + tags.map((tag) => option(tag, language(tag), state.for)).join("");
  return `<div class="sc-facets__where">${select("in", "territory", where)}${tags.length ? select("for", "rightlang", which) : ""}</div>`;
}
