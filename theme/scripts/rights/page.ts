/* The buyer's page: a sentence of selects, answered with works, their owners and where to meet them. */

import { closest, make, one, save } from "../dom.ts";
import { ownerOf, standOf } from "../finder/catalogue.ts";
import type { Finder } from "../finder/finder.ts";
import { href } from "../finder/naming.ts";
import { escapeHtml } from "../html.ts";
import { inBooth } from "../showcase.ts";
import { toCsv } from "../table.ts";
import {
  answerQuestion,
  contactOf,
  GROUPS,
  type Group,
  NAMES,
  openWorks,
  type Question,
  type Row,
  type Rows,
  tableOf,
  termsOf,
} from "./answer.ts";

const PAGE = 60;
const MARKS: Record<Group, string> = {
  available: "free",
  part: "part",
  ask: "ask",
  "under-offer": "offer",
  taken: "sold",
};

function rowHtml(finder: Finder, row: Row, question: Question, group: Group): string {
  const { words, naming, catalogue, store } = finder;
  const { work } = row;
  const name = naming.shown(work);
  const other = naming.second(work, name.text);
  const terms = termsOf(finder, row, question, group);
  const [, mail, phone] = contactOf(finder, work);
  const stand = standOf(catalogue, work);
  const meeting = stand < 0 || inBooth ? "" : (store.contacts.meet[stand] ?? "");
  const ref = (address: string, text: string, css = "", more = "") =>
    `<a class="sc-ref${css}" href="${escapeHtml(address)}"${more}>${text}</a>`;
  const ltr = (text: string) => `<bdi dir="ltr">${escapeHtml(text)}</bdi>`;
  const maker = ref(href(`companies/${catalogue.makers[ownerOf(catalogue, work)]}/`), naming.maker(work));
  const place =
    stand < 0
      ? ""
      : ref(
          href(store.contacts.stands[stand]),
          `${escapeHtml(words.say("stand"))} ${ltr(naming.standCode(work))}`,
          " sc-num",
        );
  const meet = meeting && ref(meeting, escapeHtml(words.say("meet")), "", ' rel="noopener nofollow"');
  /* no mail in the booth: addresses are read */
  const ask = mail && !inBooth ? ref(`mailto:${mail}`, ltr(mail)) : mail || phone ? ltr(mail || phone) : "";
  const rights = row.rights.map((r) => words.label("right", catalogue.offers.rights[r])).join(words.comma);
  const notes = [
    rights,
    terms.languages,
    terms.exclusive,
    terms.until && words.say("until", { date: terms.until }),
  ].filter(Boolean);
  return (
    `<li class="sc-rrow"><span class="sc-hit__cover">${naming.cover(work, "4rem")}</span><div class="sc-rrow__w">` +
    `<h3><a href="${escapeHtml(`${href(naming.path(work))}#rights`)}"${words.foreign(name.lang)}>${escapeHtml(name.text)}</a>${words.mark(name.lang)}</h3>` +
    (other ? `<p class="sc-card__o"${words.foreign(other.lang)}>${escapeHtml(other.text)}</p>` : "") +
    `<p class="sc-kind">${naming.kindLine(work)}</p></div><p class="sc-rrow__s"><span class="sc-rrow__r">` +
    `<i class="sc-st sc-st--${MARKS[group]}"></i><b>${escapeHtml(terms.status || words.say(group))}</b></span>` +
    `${notes.map((note) => `<span>${escapeHtml(note)}</span>`).join("")}</p>` +
    `<p class="sc-rrow__c">${maker}${place}${meet}${ask}</p></li>`
  );
}

/** One plain sentence, and which word of the question to take out. */
function nothingHtml(finder: Finder, question: Question, form: HTMLFormElement): string {
  const { words } = finder;
  const said = NAMES.filter((name) => question[name]);
  const ways = said
    .map((name) => ({ name, n: openWorks(answerQuestion(finder, { ...question, [name]: "" })) }))
    .filter((way) => way.n)
    .sort((a, b) => b.n - a.n);
  const button = (names: string, text: string) =>
    `<li><button type="button" class="sc-btn sc-btn--line" data-drop="${names}">${escapeHtml(text)}</button></li>`;
  const buttons = ways.map(({ name, n }) => {
    const select = selectOf(form, name);
    return button(name, words.count("tosee", n, { name: select.options[select.selectedIndex].text }));
  });
  if (!buttons.length) buttons.push(button(NAMES.join(" "), words.say("clear")));
  return `<div class="sc-none"><p>${escapeHtml(words.say(said.length > 1 ? "noneof" : "none"))}</p><ul>${buttons.join("")}</ul></div>`;
}

function selectOf(form: HTMLFormElement, name: string): HTMLSelectElement {
  return one<HTMLSelectElement>(`select[name=${name}]`, form);
}

export async function mountRights(finder: Finder, root: HTMLElement): Promise<void> {
  const form = one<HTMLFormElement>("form.sc-say");
  await finder.open("rights");
  const { words } = finder;
  const limits: Record<string, number> = {};
  let rows: Rows;

  function asked(): Question {
    return Object.fromEntries(NAMES.map((name) => [name, selectOf(form, name).value])) as Question;
  }
  function queryOf(question: Question): string {
    const said = NAMES.filter((name) => question[name]);
    return said.length ? `?${said.map((name) => `${name}=${encodeURIComponent(question[name])}`).join("&")}` : "";
  }
  function section(group: Group, question: Question): string {
    const all = rows[group];
    if (!all.length) return "";
    const shown = all.slice(0, limits[group]);
    const title = `<h2 class="sc-h">${escapeHtml(words.say(group))} <span class="sc-num">${words.number(all.length)}</span></h2>`;
    const list =
      (group === "ask" ? `<p class="sc-muted">${escapeHtml(words.say("asked"))}</p>` : "") +
      `<ul class="sc-rlist">${shown.map((row) => rowHtml(finder, row, question, group)).join("")}</ul>` +
      (all.length > shown.length
        ? `<p class="sc-more"><button type="button" class="sc-btn sc-btn--line" data-more="${group}">${escapeHtml(words.say("more"))}</button></p>`
        : "");
    return group === "taken"
      ? `<details class="sc-rsec"><summary>${title}</summary>${list}</details>`
      : `<section class="sc-rsec">${title}${list}</section>`;
  }
  function show(): void {
    const question = asked();
    rows = answerQuestion(finder, question);
    const open = openWorks(rows);
    one("[role=status]", out).textContent = words.count("works", open);
    one("[data-csv]", out).hidden = inBooth || !GROUPS.some((group) => group !== "taken" && rows[group].length);
    const link = one<HTMLAnchorElement>("[data-list]", out);
    link.href = href(`works/${queryOf(question)}`);
    link.hidden = !open;
    one("[data-rows]", out).innerHTML =
      GROUPS.map((group) => section(group, question)).join("") || nothingHtml(finder, question, form);
  }
  function fromStart(): void {
    for (const group of GROUPS) limits[group] = PAGE;
  }
  function read(early = false): void {
    const query = new URLSearchParams(location.search);
    for (const name of NAMES) {
      const select = selectOf(form, name);
      if (early && select.value) continue;
      select.value = query.get(name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    fromStart();
  }
  function remember(replace = false): void {
    const url = location.pathname + queryOf(asked());
    if (replace) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
  }

  const out = make("div");
  out.innerHTML =
    `<div class="sc-bar"><p class="sc-bar__n" role="status"></p><p class="sc-rtools"><a class="sc-link" data-list>${escapeHtml(words.say("aslist"))}</a>` +
    `<button type="button" class="sc-btn sc-btn--line" data-csv>${escapeHtml(words.say("csv"))}</button></p></div><div data-rows></div>`;
  root.replaceChildren(out);
  /* What was chosen while this was on its way stays, and is part of the question. */
  const early = NAMES.some((name) => selectOf(form, name).value);
  read(early);
  if (early) remember(true);
  show();
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    fromStart();
    show();
    remember();
  });
  addEventListener("popstate", () => {
    read();
    show();
  });
  out.addEventListener("click", (event) => {
    const button = closest(event, "button");
    if (!button) return;
    if (button.hasAttribute("data-csv")) {
      const question = asked();
      const name = ["rights", question.right, question.in, question.for, question.kind].filter(Boolean).join("-");
      save(`${name}.csv`, "text/csv", toCsv(tableOf(finder, rows, question)));
    }
    if (button.dataset.drop) {
      const names = button.dataset.drop.split(" ");
      for (const name of names) selectOf(form, name).value = "";
      form.dispatchEvent(new Event("change"));
      selectOf(form, names[0]).focus();
    }
    if (button.dataset.more) {
      limits[button.dataset.more] += PAGE;
      show();
    }
  });
  root.setAttribute("data-sc-ready", "");
}
