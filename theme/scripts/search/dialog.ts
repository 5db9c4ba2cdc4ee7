/* The search dialog: results in groups as one types, by keyboard as by touch. */

import { all, make, one } from "../dom.ts";
import type { Finder } from "../finder/finder.ts";
import { href } from "../finder/naming.ts";
import type { Answer } from "../finder/search.ts";
import type { Other } from "../finder/texts.ts";
import { CROSS, escapeHtml, icon } from "../html.ts";
import { showcase } from "../showcase.ts";

/** How many of each group are shown, in this order. */
const LIMITS = { works: 7, companies: 4, events: 3, families: 3, pages: 3 };
const TYPING = 20; /* milliseconds without a key before an answer is looked for */
const LENS = icon('<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>');

function option(path: string, inner: string, css = ""): string {
  return `<a role="option" tabindex="-1" aria-selected="false" class="sc-hit${css}" href="${escapeHtml(href(path))}">${inner}</a>`;
}

export class SearchDialog {
  private readonly finder: Finder;
  private readonly dialog: HTMLDialogElement;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly status: HTMLElement;
  private options: HTMLAnchorElement[] = [];
  private at = -1;
  private before: Element | null = null;
  private loaded = false;
  private busy = false;
  private turn = 0;
  private asked = "";
  private drawn = "";
  private first: Element | null = null;

  constructor(finder: Finder) {
    this.finder = finder;
    const said = showcase.words; /* the dialog opens before its data is there */
    this.dialog = make("dialog", "sc sc-sdlg");
    this.dialog.setAttribute("aria-label", said.search);
    this.dialog.innerHTML =
      `<form class="sc-sdlg__form" method="get" action="${href("works/")}" role="search">${LENS}` +
      '<input type="text" inputmode="search" name="q" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="sc-found">' +
      `<button type="button" class="sc-sdlg__x">${CROSS}</button></form><p class="sc-vh" role="status"></p>` +
      '<div class="sc-sdlg__list" id="sc-found" role="listbox" tabindex="-1"></div>';
    this.input = one<HTMLInputElement>("input", this.dialog);
    this.list = one("[role=listbox]", this.dialog);
    this.status = one("[role=status]", this.dialog);
    this.input.setAttribute("aria-label", said.search);
    this.input.placeholder = said.search_hint;
    this.list.setAttribute("aria-label", said.search);
    one("button", this.dialog).setAttribute("aria-label", said.close);
    document.body.append(this.dialog);
    this.listen();
  }

  private listen(): void {
    const { dialog, input, list } = this;
    let timer = 0;
    one("button", dialog).addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      if (this.before instanceof HTMLElement) this.before.focus();
    });
    list.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a")) dialog.close();
    });
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.show(), TYPING);
    });
    input.addEventListener("keydown", (event) => this.pressed(event));
    one("form", dialog).addEventListener("submit", (event) => {
      if (!input.value.trim()) event.preventDefault();
    });
  }

  private pressed(event: KeyboardEvent): void {
    const { options } = this;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      this.mark(this.at < 0 && step < 0 ? options.length - 1 : (this.at + step + options.length) % options.length);
    } else if (event.key === "Enter" && options[this.at]) {
      event.preventDefault();
      options[this.at].click();
    }
  }

  async open(text?: string): Promise<void> {
    const { dialog, input, finder } = this;
    if (dialog.open) {
      input.select();
      return;
    }
    this.before = document.activeElement;
    if (text !== undefined) input.value = text;
    dialog.showModal();
    input.focus();
    input.select();
    dialog.setAttribute("aria-busy", "true");
    try {
      await finder.open("words");
      dialog.removeAttribute("aria-busy");
      this.loaded = true;
      this.show();
      await finder.fill();
      if (dialog.open && input.value.trim()) this.show();
    } catch {
      this.failed();
    }
  }

  private failed(): void {
    this.dialog.removeAttribute("aria-busy");
    this.list.innerHTML = `<p class="sc-sdlg__none">${escapeHtml(showcase.words.search_failed)}</p>`;
  }

  private mark(next: number): void {
    this.options[this.at]?.setAttribute("aria-selected", "false");
    this.at = next;
    const chosen = this.options[next];
    if (!chosen) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", chosen.id);
  }

  private show(): void {
    if (!this.loaded) return;
    const query = this.input.value.trim();
    const mine = ++this.turn;
    if (!query) {
      this.status.textContent = "";
      this.put(this.ways());
      return;
    }
    if (this.busy) return; /* what is typed meanwhile is asked for afterwards, and only the last of it */
    this.busy = true;
    this.finder.ask(query).then(
      (found) => {
        this.busy = false;
        if (mine === this.turn) this.paint(query, found);
        else this.show();
      },
      () => {
        this.busy = false;
        this.failed();
      },
    );
  }

  private put(html: string): void {
    if (html === this.drawn && this.list.firstElementChild === this.first)
      return; /* as it is: a finger may be on one of them */
    this.drawn = html;
    this.list.innerHTML = html;
    this.first = this.list.firstElementChild;
    this.list.scrollTop = 0;
    this.options = all<HTMLAnchorElement>("[role=option]", this.list);
    this.options.forEach((one, k) => {
      one.id = `sc-hit-${k}`;
    });
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    this.at = -1;
    this.mark(-1);
  }

  private paint(query: string, found: Answer): void {
    const { words } = this.finder;
    const kept =
      query === this.asked
        ? this.options[this.at]?.getAttribute("href")
        : null; /* chosen while the index was filling */
    this.asked = query;
    const note = found.close
      ? `<p class="sc-sdlg__note" aria-hidden="true">${escapeHtml(words.say("close_matches"))}</p>`
      : "";
    const groups = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).map((group) => {
      const others = found.others.filter((entry) => entry.group === group);
      const count = group === "works" ? found.works.length : others.length;
      if (!count) return "";
      const shown =
        group === "works"
          ? found.works.slice(0, LIMITS.works).map((work) => this.work(work))
          : others.slice(0, LIMITS[group]).map((entry) => this.other(entry));
      if (group === "works") {
        shown.push(
          option(
            `works/?q=${encodeURIComponent(query)}`,
            `<span>${escapeHtml(words.say("allworks"))}</span>`,
            " sc-hit--all",
          ),
        );
      }
      const n = count > LIMITS[group] ? ` <span class="sc-num">${words.number(count)}</span>` : "";
      return this.group(words.say(group), n, shown.join(""));
    });
    const n = found.works.length + found.others.length;
    const nothing = words.say("nothing", { query });
    this.put(
      n
        ? note + groups.join("")
        : `<p class="sc-sdlg__none" aria-hidden="true">${escapeHtml(nothing)}<br><span>${escapeHtml(words.say("try"))}</span></p>${this.every()}`,
    );
    if (n)
      this.mark(
        Math.max(
          0,
          this.options.findIndex((one) => one.getAttribute("href") === kept),
        ),
      );
    this.status.textContent = n
      ? (found.close ? `${words.say("close_matches")} ` : "") + words.count("results", n)
      : nothing;
  }

  private group(label: string, count: string, options: string): string {
    const text = escapeHtml(label);
    return `<div role="group" aria-label="${text}"><p class="sc-sdlg__h" aria-hidden="true">${text}${count}</p>${options}</div>`;
  }

  private work(work: number): string {
    const { naming, words } = this.finder;
    const name = naming.shown(work);
    const other = naming.second(work, name.text);
    return option(
      naming.path(work),
      `<span class="sc-hit__cover">${naming.cover(work, "3rem")}</span><span><b${words.foreign(name.lang)}>${escapeHtml(name.text)}</b>` +
        (other ? ` <span class="sc-o"${words.foreign(other.lang)}>${escapeHtml(other.text)}</span>` : "") +
        `<small class="sc-kind">${naming.kindLine(work)}</small><small class="sc-num">${naming.where(work)}</small></span>`,
      " sc-hit--work",
    );
  }

  private other({ group, title, lang, path, note }: Other): string {
    const own = group === "companies" ? `<bdi dir="ltr">${escapeHtml(note)}</bdi>` : escapeHtml(note);
    const small = note ? `<small class="sc-num">${own}</small>` : "";
    return option(path, `<span><b${this.finder.words.foreign(lang)}>${escapeHtml(title)}</b>${small}</span>`);
  }

  /** Before anything is typed: the ways into the works, to begin with none of them chosen. */
  private ways(): string {
    const { words, catalogue } = this.finder;
    const { group } = catalogue.facets;
    const counts = new Uint32Array(group.values.length);
    for (const place of group.flat) counts[place]++;
    const rows = group.values.map((id, place) => {
      if (!counts[place]) return "";
      const seal = `<i class="sc-seal" data-s="${catalogue.seals[catalogue.groups[id][0]]}"></i>`;
      const number = `<small class="sc-num">${words.number(counts[place])}</small>`;
      const text = `<span>${escapeHtml(words.label("group", id))} ${number}</span>`;
      return option(`list/works/group/${id}/`, seal + text, " sc-hit--way");
    });
    return rows.some(Boolean) ? this.group(words.say("bykind"), "", rows.join("") + this.every()) : "";
  }

  private every(): string {
    return option("works/", `<span>${escapeHtml(this.finder.words.say("everywork"))}</span>`, " sc-hit--all");
  }
}
