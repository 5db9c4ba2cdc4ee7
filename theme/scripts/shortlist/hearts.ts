/* Hearts on cards and pages of works, and the number in the header. They are put in here, so that pages carry nothing
   for readers without script. */

import { all, closest, loadScript, make, one } from "../dom.ts";
import { asset, showcase } from "../showcase.ts";
import { openShortlist } from "./shortlist.ts";

const HREF = /(?:^|\/)works\/([^/]+\/[^/]+)\/(?:index\.html)?$/;

/** Puts a heart on each card that has none. Returns how many. */
function dress(root: ParentNode): number {
  let added = 0;
  for (const card of all(".sc-card", root)) {
    if (card.querySelector(".sc-heart")) continue;
    const title = card.querySelector(".sc-card__t a");
    const found = HREF.exec(title?.getAttribute("href") ?? "");
    if (!title || !found) continue;
    const heart = make("button", "sc-heart");
    heart.type = "button";
    heart.dataset.scStar = found[1];
    heart.setAttribute("aria-label", `${showcase.words.shortlist_add}: ${title.textContent}`);
    card.insertBefore(heart, title.parentNode);
    added++;
  }
  return added;
}

export function startHearts(): void {
  const link = document.querySelector(".sc-keepbtn");
  if (!link) return;
  const said = showcase.words;
  const count = link.appendChild(document.createElement("b"));
  const list = openShortlist(paint);
  showcase.shortlist = list;

  function paint(): void {
    const ids = new Set(list.read().map((entry) => entry.id));
    for (const button of all("[data-sc-star]")) {
      const on = ids.has(button.dataset.scStar ?? "");
      const text = button.querySelector("span");
      button.setAttribute("aria-pressed", String(on));
      if (!text) continue;
      text.textContent = on ? said.shortlist_on : said.shortlist_add;
      button.setAttribute("aria-label", `${text.textContent}: ${one("h1").textContent}`);
    }
    const number = new Intl.NumberFormat(document.documentElement.lang).format(ids.size);
    count.hidden = !ids.size;
    count.textContent = number;
    link?.setAttribute("aria-label", said.shortlist + (ids.size ? `: ${number}` : ""));
    document.dispatchEvent(new CustomEvent("shortlist"));
  }
  function toggle(id: string): void {
    const now = list.read();
    const rest = now.filter((entry) => entry.id !== id);
    list.write(rest.length < now.length ? rest : now.concat({ id, note: "" }));
  }

  dress(document);
  paint();
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-sc-star]");
    if (button?.dataset.scStar) toggle(button.dataset.scStar);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) paint();
  });

  /* The finder makes its cards anew whenever somebody asks for something. */
  const finder = document.querySelector("[data-sc-finder],[data-sc-rights]");
  if (finder) {
    new MutationObserver(() => {
      if (dress(finder)) paint();
    }).observe(finder, { childList: true, subtree: true });
  }

  const page = document.querySelector("[data-sc-list]");
  if (page) {
    loadScript(asset("shortlist-page")).catch(() => {
      one("[data-sc-failed]", page).hidden = false;
    });
  }
}
