/* The page of the visitor's own list: grouped by hall in walking order, with notes, and everything to take it away.
   Nothing leaves the browser: another device gets the list in the fragment of a link, which no server sees. */

import { all, closest, one, save, tell } from "../dom.ts";
import { copy } from "../frame/share.ts";
import { fill } from "../html.ts";
import { drawCode } from "../qr.ts";
import { inBooth } from "../showcase.ts";
import { toCsv } from "../table.ts";
import { joinCodes, named, splitCodes } from "./codes.ts";
import { type Company, ListWorks, receive, type Stand, type Take, type Work } from "./data.ts";
import { LETTER, packed } from "./letters.ts";
import type { Entry, Shortlist } from "./shortlist.ts";

/** How many titles of a list from a link are named. */
const NAMED = 8;

/** An entry that this edition knows: the work, and the id by which it is kept. */
interface Known {
  work: Work;
  kept: string;
  note: string;
}

export function mountShortlist(keep: Shortlist, root: HTMLElement): void {
  const set = root.dataset as Record<"data" | "take" | "home" | "shared" | "address" | "public", string | undefined>;
  const { lang } = document.documentElement;
  const plural = new Intl.PluralRules(lang);
  const number = new Intl.NumberFormat(lang);
  /* around titles, with nothing between them, nor between sentences */
  const marks = { zh: "《》", ja: "『』" }[lang.split("-")[0]];
  const works = new ListWorks(set.data ?? "");
  let shown = ""; /* ids, as they were last painted */
  let incoming: string[] | null = null;

  function find<T extends HTMLElement = HTMLElement>(name: string): T {
    return one<T>(`[data-sc-${name}]`, root);
  }
  function text(node: HTMLElement, name: string): string {
    return node.dataset[name] ?? "";
  }
  function count(name: string, n: number): string {
    const forms = works.base.plurals[name];
    return fill(forms[plural.select(n)] ?? forms.other, { number: number.format(n) });
  }
  function way(path: string): string {
    return set.home + (inBooth ? path.replace(/\/(?=[?#]|$)/, "/index.html") : path);
  }
  function standOf(work: Work): Stand | undefined {
    return works.base.stands[work.stop];
  }

  /* --- what this edition knows of the list; the rest stays kept --- */
  function current(): Known[] {
    const seen = new Map<string, Known>();
    for (const entry of keep.read()) {
      const work = works.byId.get(entry.id) ?? works.byId.get(works.present(entry.id));
      if (work && !seen.has(work.id)) seen.set(work.id, { work, kept: entry.id, note: entry.note });
    }
    const last = works.base.stands.length;
    const stop = ({ work }: Known) => (work.stop < 0 ? last : work.stop);
    return Array.from(seen.values()).sort(
      (a, b) => stop(a) - stop(b) || a.work.title.localeCompare(b.work.title, lang),
    );
  }
  function idsOf(list: readonly Known[]): string {
    return list.map(({ work }) => work.id).join();
  }
  function companiesOf(list: readonly Known[]): Company[] {
    return Array.from(new Set(list.map(({ work }) => work.company)));
  }
  function open(codes: readonly string[]): Promise<void> {
    return works.open(keep.read(), codes);
  }

  /* --- the list --- */
  function fresh(name: string): HTMLElement {
    const first = find<HTMLTemplateElement>(name).content.firstElementChild;
    return first?.cloneNode(true) as HTMLElement;
  }
  function say(node: Element, value: string, tag: string): void {
    const own = tag ? node.appendChild(document.createElement("bdi")) : (node as HTMLElement);
    own.textContent = value;
    if (tag) own.lang = tag;
  }
  function grow(area: HTMLTextAreaElement): void {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }
  function item({ work, kept, note }: Known): HTMLElement {
    const li = fresh("item");
    const stand = standOf(work);
    const title = one<HTMLAnchorElement>("h3 a", li);
    title.href = way(`works/${work.id}/`);
    say(title, work.title, work.lang);
    if (work.cover) {
      const image = new Image(...work.size);
      image.alt = "";
      image.loading = "lazy";
      image.src = `${set.shared}media/${work.cover}`;
      one(".sc-cover", li).append(image);
    }
    const other = one(".sc-card__o", li);
    if (work.second) say(other, work.second, work.secondLang);
    else other.remove();
    one(".sc-kind .sc-seal", li).dataset.s = work.seal;
    one(".sc-kind span", li).textContent = work.kind;
    const at = one<HTMLAnchorElement>(".sc-sl__at", li);
    if (stand) {
      at.href = way(stand[4]);
      one("bdi", at).textContent = stand[2];
    } else at.remove();
    say(one(".sc-card__w > span", li), work.company[1], work.company[2]);
    const meet = one(".sc-sl__meet", li);
    if (stand?.[3] && !inBooth) one<HTMLAnchorElement>("a", meet).href = stand[3];
    else meet.remove();
    const area = one<HTMLTextAreaElement>("textarea", li);
    area.value = note;
    area.setAttribute("aria-label", fill(text(area, "label"), { title: work.title }));
    area.addEventListener("input", () => {
      grow(area);
      keep.write(keep.read().map((entry) => (entry.id === kept ? { id: kept, note: area.value } : entry)));
    });
    const cross = one(".sc-x", li);
    cross.setAttribute("aria-label", fill(text(cross, "label"), { title: work.title }));
    cross.addEventListener("click", () => remove(kept, work));
    return li;
  }
  function paint(): void {
    const list = current();
    const stops = find("stops");
    shown = idsOf(list);
    stops.textContent = "";
    const places = new Set(list.map(({ work }) => work.stop).filter((stop) => stop >= 0));
    let section: HTMLElement | null = null;
    let hall: number | null = null;
    for (const known of list) {
      const stand = standOf(known.work);
      const here = stand ? stand[0] : -1;
      if (!section || hall !== here) {
        hall = here;
        section = stops.appendChild(fresh("stop"));
        one("span", section).textContent = stand ? works.base.halls[here] : text(stops, "nowhere");
        const own = Array.from(places).filter((stop) => works.base.stands[stop][0] === here);
        one("small", section).textContent = stand ? count("stops", own.length) : "";
      }
      one("ul", section).append(item(known));
    }
    const lead = find("lead");
    const told = text(lead, places.size ? "text" : "loose");
    lead.textContent = list.length
      ? fill(told, { works: count("works", list.length), stands: count("stands", places.size) })
      : "";
    find("board").hidden = !list.length;
    find("none").hidden = list.length > 0 || incoming !== null;
    for (const area of all<HTMLTextAreaElement>("textarea", stops)) grow(area);
    if (list.length) {
      paintCode(list);
      paintLetter(list);
    }
    root.setAttribute("data-sc-ready", "");
  }
  function remove(kept: string, work: Work): void {
    const before = keep.read();
    const at = all(".sc-x", root).indexOf(document.activeElement as HTMLElement);
    keep.write(before.filter((entry) => entry.id !== kept));
    paint();
    offer(fill(text(find("said"), "removed"), { title: work.title }), before);
    const crosses = all(".sc-x", root);
    (crosses[Math.min(at, crosses.length - 1)] ?? find("title")).focus();
  }
  /** What was removed, with its note, comes back. */
  function offer(told: string, before: readonly Entry[]): void {
    const said = find("said");
    said.textContent = `${told} `;
    const button = said.appendChild(document.createElement("button"));
    button.type = "button";
    button.className = "sc-link";
    button.textContent = text(said, "undo");
    button.addEventListener("click", () => {
      keep.write(before);
      said.textContent = "";
      paint();
      find("title").focus();
    });
  }

  /* --- link and code --- */
  /** The page's own address and the codes; in the booth the code is the way out. */
  function linkOf(list: readonly Known[]): [string, string] {
    const served = /^https?:$/.test(location.protocol) && set.public === undefined && !inBooth;
    const here = served ? location.href.split("#")[0] : set.address;
    return [`${here}#s=`, joinCodes(list.map(({ work }) => work.code))];
  }
  async function paintCode(list: readonly Known[]): Promise<void> {
    const box = find("code");
    const scan = find("scan");
    scan.dataset.one ??= scan.textContent;
    const [address, codes] = linkOf(list);
    try {
      /* letters and digits pack codes into two thirds of the room */
      const parts = [{ text: address, mode: "Byte" } as const, { text: codes, mode: "Alphanumeric" } as const];
      box.innerHTML = await drawCode(parts, "L", 0, ' aria-hidden="true"');
      box.hidden = false;
      box.dataset.text = address + codes;
      scan.textContent = text(scan, "one");
    } catch {
      /* longer than any code holds */
      box.hidden = true;
      scan.textContent = text(scan, "many");
    }
  }
  function paintLetter(list: readonly Known[]): void {
    const link = find<HTMLAnchorElement>("write");
    const mails = Array.from(new Set(companiesOf(list).map((company) => company[3]))).filter(Boolean);
    const subject = fill(text(link, "subject"), { edition: works.base.edition });
    link.hidden = !mails.length || inBooth;
    for (const one of Array.from(document.querySelectorAll("[data-sc-letter]"))) one.remove();
    const end = `&subject=${encodeURIComponent(subject)}`;
    const start = "mailto:?bcc="; /* in blind copy: they need not learn of each other */
    const lists = packed(mails.map(encodeURIComponent), LETTER - start.length - end.length);
    link.textContent = count("write", mails.length);
    let last = link;
    for (const [place, addresses] of lists.entries()) {
      const one = place ? (link.cloneNode(true) as HTMLAnchorElement) : link;
      one.href = start + addresses + end;
      if (lists.length > 1)
        one.textContent = `${count("write", mails.length)} (${number.format(place + 1)}/${number.format(lists.length)})`;
      if (!place) continue;
      one.removeAttribute("data-sc-write");
      one.dataset.scLetter = "";
      last.after(" ", one);
      last = one;
    }
  }

  /* --- a list from a link: nothing is changed before the visitor says so --- */
  function listed(titles: readonly string[]): string {
    if (marks) return titles.map((title) => marks[0] + title + marks[1]).join("");
    return new Intl.ListFormat(lang, { type: "unit", style: "short" }).format(titles);
  }
  async function arrive(): Promise<void> {
    const found = /^#s=([\w.]*)$/.exec(location.hash);
    if (!found) return;
    const codes = splitCodes(found[1]);
    await open(codes);
    const meant = codes.map((code) => named(code, works.byCode));
    const unknown = meant.filter((some) => !some.length).length;
    const ids = Array.from(new Set(meant.flat().map((work) => work.id)));
    history.replaceState(null, "", location.pathname + location.search); /* a reload asks no second time */
    const own = current();
    const news = ids.filter((id) => !own.some(({ work }) => work.id === id));
    if (ids.length && !news.length && ids.length === own.length && !unknown) return; /* the same list */
    incoming = ids;
    const told = find("arrived");
    const titles = ids.slice(0, NAMED).map((id) => works.byId.get(id)?.title ?? id);
    const more = ids.length > NAMED ? "…" : "";
    const values = { works: count("works", ids.length), titles: listed(titles) + more };
    const parts = [ids.length ? fill(text(told, "text"), values).replace("….", "…") : text(told, "nothing")];
    if (unknown && ids.length) parts.push(fill(text(told, "unknown"), { number: number.format(unknown) }));
    if (own.length && ids.length) parts.push(fill(text(told, "own"), { works: count("works", own.length) }));
    told.textContent = parts.join(marks ? "" : " ");
    for (const button of all("[data-sc-take]", root)) {
      const how = button.dataset.scTake;
      button.hidden = (how === "merge" && !news.length) || (how === "replace" && (!own.length || !ids.length));
      button.classList.toggle("sc-btn--key", how === "merge");
      button.classList.toggle("sc-btn--line", how !== "merge");
    }
    const box = find("incoming");
    box.hidden = false;
    paint();
    one("h2", box).focus();
  }
  function take(how: string): void {
    const before = keep.read();
    const now = new Map(before.map((entry) => [works.present(entry.id), entry]));
    const brought = (incoming ?? []).map((id) => now.get(id) ?? { id, note: "" }); /* notes stay */
    if (how === "merge") keep.write(before.concat(brought.filter((entry) => !before.includes(entry))));
    if (how === "replace") {
      /* works of another time that this edition does not know are nobody's to throw away here */
      keep.write(before.filter((entry) => !works.byId.has(works.present(entry.id))).concat(brought));
    }
    incoming = null;
    find("incoming").hidden = true;
    paint();
    find("title").focus();
  }

  /* --- files --- */
  function table(list: readonly Known[]): string[][] {
    const rows = list.map(({ work, note }) => {
      const stand = standOf(work);
      const address = (set.address ?? "").replace(/shortlist\/(index\.html)?$/, `works/${work.id}/`);
      const where = [stand ? works.base.halls[stand[0]] : "", stand ? stand[2] : ""];
      return [...where, work.title, work.second, work.kind, work.company[1], work.company[3], note, address];
    });
    return [works.base.columns, ...rows];
  }
  let taking: Promise<Take> | null = null;
  function takeAway(): Promise<Take> {
    taking ??= receive<Take>(set.take ?? "").catch((error) => {
      taking = null;
      throw error;
    });
    return taking;
  }
  const ACTS: Record<string, (list: Known[], button: HTMLElement) => void | Promise<void>> = {
    print: () => window.print(),
    csv: (list) => save("shortlist.csv", "text/csv", toCsv(table(list))),
    async vcf(list) {
      const { cards } = await takeAway();
      save(
        "shortlist.vcf",
        "text/vcard",
        companiesOf(list)
          .map(([id]) => cards[id] ?? "")
          .join(""),
      );
    },
    async ics(list) {
      const wanted = new Set([
        ...list.flatMap(({ work }) => work.events),
        ...companiesOf(list).flatMap((company) => company[4]),
      ]);
      const { calendar, entries } = await takeAway();
      const events = Array.from(wanted).sort((a, b) => a - b);
      save("shortlist.ics", "text/calendar", calendar[0] + events.map((e) => entries[e]).join("") + calendar[1]);
    },
    link(list, button) {
      const url = linkOf(list).join("");
      return copy(url).then(
        () => tell(text(button, "done")),
        () => tell(url),
      );
    },
    clear(_, button) {
      const before = keep.read();
      if (!inBooth && !confirm(text(button, "ask"))) return;
      keep.write([]);
      paint();
      offer(text(find("said"), "empty"), before);
      find("title").focus();
    },
  };

  function failed(): void {
    find("failed").hidden = false;
    root.setAttribute("data-sc-ready", "");
  }
  if (inBooth) for (const button of all("[data-sc-do]", root)) button.hidden = button.dataset.scDo !== "clear";
  root.addEventListener("click", async (event) => {
    const button = closest(event, "button");
    if (!button || !works.isOpen) return;
    if (button.dataset.scTake) take(button.dataset.scTake);
    try {
      await ACTS[button.dataset.scDo ?? ""]?.(current(), button);
    } catch {
      failed();
    }
  });
  document.addEventListener("shortlist", () => {
    /* another tab changed it */
    if (!works.isOpen || document.activeElement?.matches("textarea")) return;
    open([])
      .then(() => {
        if (idsOf(current()) !== shown) paint();
      })
      .catch(failed);
  });
  addEventListener("hashchange", () => arrive().catch(failed));
  addEventListener("beforeprint", () => {
    for (const area of all<HTMLTextAreaElement>("textarea", root)) grow(area);
  });
  open([])
    .then(() => {
      paint();
      return arrive();
    })
    .catch(failed);
}
