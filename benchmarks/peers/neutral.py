"""The pages of a fair as neutral data, from which each peer's own sources are written.

One page is the same in every peer: title, description, facts, texts, rights, links, cards. What
costs our own build time and would burden a peer is done here already, outside of what is measured:
languages are chosen, fallbacks taken, labels put in words, relations turned round, lists sorted
and cut into pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from benchmarks import words
from benchmarks.fair import Data, Fair
from benchmarks.make import render_plan

PER_PAGE = 60
"""Cards on one page of a list, as in our own lists."""

_UI: dict[str, tuple[str, str, str]] = {
    "home": ("首页", "Home", "الرئيسية"),
    "works": ("作品", "Works", "الأعمال"),
    "families": ("IP 系列", "Families", "العوالم"),
    "companies": ("展商", "Companies", "الشركات"),
    "services": ("服务", "Services", "الخدمات"),
    "halls": ("展馆", "Halls", "القاعات"),
    "programme": ("日程", "Programme", "البرنامج"),
    "about": ("关于", "About", "عن المعرض"),
    "kind": ("类型", "Kind", "النوع"),
    "genres": ("题材", "Genres", "الأصناف"),
    "status": ("状态", "Status", "الحالة"),
    "released": ("发布", "Released", "تاريخ الإصدار"),
    "original": ("原语言", "Original language", "اللغة الأصلية"),
    "country": ("国家", "Country", "البلد"),
    "exists": ("已有语言", "Exists in", "متوفر باللغات"),
    "seeking": ("寻求", "Seeking", "مطلوب"),
    "company": ("出品", "Company", "الشركة"),
    "family": ("系列", "Family", "العالم"),
    "stand": ("展位", "Stand", "الجناح"),
    "related": ("相关作品", "Related works", "أعمال ذات صلة"),
    "synopsis": ("故事梗概", "Synopsis", "الملخص"),
    "selling_points": ("亮点", "Selling points", "نقاط القوة"),
    "audience": ("受众", "Audience", "الجمهور"),
    "values": ("价值", "Values", "القيم"),
    "localisation_notes": ("本地化说明", "Localisation notes", "ملاحظات التوطين"),
    "people": ("主创", "People", "فريق العمل"),
    "rights": ("版权", "Rights", "الحقوق"),
    "territories": ("地区", "Territories", "الأقاليم"),
    "languages": ("语言", "Languages", "اللغات"),
    "until": ("至", "Until", "حتى"),
    "awards": ("奖项", "Awards", "الجوائز"),
    "facts": ("数据", "Facts", "حقائق"),
    "next": ("下一页", "Next page", "التالي"),
    "previous": ("上一页", "Previous page", "السابق"),
    "type": ("公司类型", "Type", "النوع"),
    "founded": ("成立", "Founded", "التأسيس"),
    "city": ("城市", "City", "المدينة"),
    "contact": ("联系", "Contact", "الاتصال"),
    "website": ("网站", "Website", "الموقع"),
    "timeline": ("年表", "Timeline", "الخط الزمني"),
}
MENU = ("works", "families", "companies", "halls", "programme", "services")
_LONG = ("synopsis", "selling_points", "audience", "values", "localisation_notes")
_RTL = ("ar",)


@dataclass
class Page:
    """A page in one language; every text is plain, ``texts`` are Markdown.

    Attributes:
        path: below the language's home, "" for the home itself.
        facts: label and value.
        links: a heading with titles and paths.
        texts: heading and Markdown.
        table: a row of headings, then rows; none where it is empty.
        cards: title, path, a word above and a line below it.
        svg: a floor plan.
    """

    path: str
    title: str
    description: str
    above: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)
    cards: list[tuple[str, str, str, str]] = field(default_factory=list)
    svg: str = ""


class Neutral:
    """All pages of a fair."""

    def __init__(self, fair: Fair) -> None:
        self.fair = fair
        self.works = [fair.work(n) for n in range(fair.count)]
        self.companies = [fair.company(n) for n in range(fair.companies)]
        self.families = [fair.family(n) for n in range(fair.families)]

    def pages(self, lang: str) -> Iterator[Page]:
        """Every page in that language."""
        yield Page("", self.ui("works", lang) + " 2026", "", cards=self._cards(range(6), lang))
        for number in range(len(self.works)):
            yield self._work(number, lang)
        yield from self._lists(lang)
        for number in range(len(self.companies)):
            yield self._company(number, lang)
        for number in range(len(self.families)):
            yield self._family(number, lang)
        for number in range(2):
            service = self.fair.service(number)
            about = self.say(service["about"], lang)
            name = self.say(service["name"], lang)
            yield Page(f"services/desk-{number + 1}/", name, about[:150], texts=[("", about)])
        yield from self._halls(lang)
        events = [
            [
                event["start"],
                event["end"][-5:],
                *(self.say(event[key], lang) for key in ("title", "place", "about")),
            ]
            for event in self.fair.events()
        ]
        title = self.ui("programme", lang)
        yield Page("programme/", title, title, table=[["", "", title, "", ""], *events])
        yield Page("about/", self.ui("about", lang), "", texts=[("", "…")])

    def say(self, text: Any, lang: str) -> str:
        """A text in that language, or in the one it falls back to."""
        if isinstance(text, str):
            return text
        for tag in (lang, "en", "zh-Hans"):
            if tag in text:
                return str(text[tag])
        return ""

    def ui(self, key: str, lang: str) -> str:
        """A word of the interface."""
        return _UI[key][{"zh-Hans": 0, "ar": 2}.get(lang, 1)]

    def menu(self, lang: str) -> list[tuple[str, str]]:
        """Labels and paths of the header's menu."""
        return [(self.ui(key, lang), f"{key}/") for key in MENU]

    # ---- records -------------------------------------------------------------------

    def _work(self, number: int, lang: str) -> Page:
        work, fair = self.works[number], self.fair
        company = fair.company_of(number)
        ui, say = self.ui, self.say
        hall, stand = fair.hall_of(company)
        facts = [
            (ui("kind", lang), _word(work["kind"])),
            (ui("genres", lang), ", ".join(map(_word, work["genres"]))),
            (ui("status", lang), _word(work["status"])),
            (ui("released", lang), work.get("released", "")),
            (ui("original", lang), work["original_language"]),
            (ui("country", lang), work["country"]),
            (ui("exists", lang), _versions(work)),
            (ui("seeking", lang), ", ".join(map(_word, work.get("seeking", ())))),
            *((_word(p["role"]), say(p["name"], lang)) for p in work["people"]),
        ]
        for part in ("book", "screen", "game"):
            facts += [(_word(k), _value(v)) for k, v in work.get(part, {}).items()]
        for award in work.get("awards", ()):
            text = f"{say(award['name'], lang)} {award['year']} {award['result']}"
            facts.append((ui("awards", lang), text))
        for fact in work.get("facts", ()):
            facts.append((ui("facts", lang), f"{say(fact['text'], lang)} ({fact['as_of']})"))
        links = [
            (ui("company", lang), [self._company_link(company, lang)]),
            (ui("stand", lang), [(f"{hall} · {stand}", f"halls/{hall}/")]),
        ]
        if "family" in work:
            family = number // 40
            name = say(self.families[family]["name"], lang)
            links.insert(1, (ui("family", lang), [(name, f"families/{work['family']}/")]))
        related = self._related[number]
        if related:
            links.append((ui("related", lang), [self._work_link(n, lang) for n in related]))
        return Page(
            f"works/{fair.work_id(number)}/",
            say(work["title"], lang),
            say(work["logline"], lang),
            above=_word(work["kind"]),
            facts=[(label, value) for label, value in facts if value],
            links=links,
            texts=[(ui(key, lang), say(work[key], lang)) for key in _LONG if key in work],
            table=self._rights(work, lang),
            cards=self._cards([n for n in fair.works_of(company) if n != number][:4], lang),
        )

    def _rights(self, work: Data, lang: str) -> list[list[str]]:
        if "rights" not in work:
            return []
        rows = [[self.ui(k, lang) for k in ("rights", "territories", "languages", "status")]]
        for line in work["rights"]:
            rights = line["right"] if isinstance(line["right"], list) else [line["right"]]
            where = line["territories"]
            where = where if isinstance(where, str) else ", ".join(where)
            if "except" in line:
                where += f" ex {', '.join(line['except'])}"
            status = _word(line["status"])
            if "until" in line:
                status += f" ({self.ui('until', lang)} {line['until']})"
            languages = ", ".join(line.get("languages", ()))
            rows += [[_word(right), where, languages, status] for right in rights]
        return rows

    def _company(self, number: int, lang: str) -> Page:
        company, fair = self.companies[number], self.fair
        ui, say = self.ui, self.say
        hall, stand = fair.hall_of(number)
        about = say(company["about"], lang)
        return Page(
            f"companies/{fair.company_id(number)}/",
            say(fair.company_name(number), lang),
            about.split("\n")[0][:150],
            facts=[
                (ui("type", lang), ", ".join(map(_word, company["type"]))),
                (ui("city", lang), say(company["city"], lang)),
                (ui("founded", lang), str(company["founded"])),
                (ui("website", lang), company["website"]),
                (ui("contact", lang), company["contacts"][0]["email"]),
                (ui("territories", lang), ", ".join(company["markets"])),
            ],
            links=[(ui("stand", lang), [(f"{hall} · {stand}", f"halls/{hall}/")])],
            texts=[("", about), (ui("seeking", lang), say(company["looking_for"], lang))],
            cards=self._cards(fair.works_of(number), lang),
        )

    def _family(self, number: int, lang: str) -> Page:
        family = self.families[number]
        name, about = self.say(family["name"], lang), self.say(family["about"], lang)
        rows = [[str(e["date"]), self.say(e["text"], lang)] for e in family["timeline"]]
        return Page(
            f"families/{self.fair.family_id(number)}/",
            name,
            about.split("\n")[0][:150],
            texts=[("", about)],
            table=[["", self.ui("timeline", lang)], *rows],
            cards=self._cards(self.fair.members(number), lang),
        )

    def _halls(self, lang: str) -> Iterator[Page]:
        halls = range(self.fair.halls)
        title = self.ui("halls", lang)
        cards = [(f"{title} {n + 1}", f"halls/hall-{n + 1}/", "", "") for n in halls]
        yield Page("halls/", title, title, cards=cards)
        for hall in halls:
            first = hall * 200
            there = range(first, min(first + 200, len(self.companies)))
            links = [
                (f"{self.fair.hall_of(n)[1]} · {name}", path)
                for n in there
                for name, path in [self._company_link(n, lang)]
            ]
            yield Page(
                f"halls/hall-{hall + 1}/",
                f"{title} {hall + 1}",
                title,
                links=[(self.ui("companies", lang), links)],
                svg=render_plan(self.fair, hall),
            )

    # ---- lists ---------------------------------------------------------------------

    def _lists(self, lang: str) -> Iterator[Page]:
        """The lists that our own edition has."""
        lists: dict[str, list[int]] = defaultdict(list)
        for number in self._ordered:
            work = self.works[number]
            lists["list/works"].append(number)
            lists[f"list/works/group/{_group(work['kind'])}"].append(number)
            lists[f"list/works/kind/{work['kind']}"].append(number)
            for genre in work["genres"]:
                lists[f"list/works/genre/{genre}"].append(number)
            for right in _offered(work):
                lists[f"list/works/right/{right}"].append(number)
        for company in range(len(self.companies)):
            id = self.fair.company_id(company)
            lists[f"list/works/company/{id}"] = list(self.fair.works_of(company))
        first = self._cards(lists["list/works"][:PER_PAGE], lang)
        yield Page("works/", self.ui("works", lang), "", cards=first)
        rights = [name for name in lists if name.startswith("list/works/right/")]
        title = self.ui("rights", lang)
        links = [(_word(name.rpartition("/")[2]), f"{name}/") for name in sorted(rights)]
        yield Page("rights/", title, title, links=[("", links)])
        for name, works in lists.items():
            title = f"{self.ui('works', lang)} · {name.rpartition('/')[2]}"
            yield from self._paged(name, title, self._cards(works, lang), lang)
        companies = [
            (*self._company_link(n, lang), "", self.say(c["city"], lang))
            for n, c in enumerate(self.companies)
        ]
        families = [
            (self.say(f["name"], lang), f"families/{self.fair.family_id(n)}/", "", "")
            for n, f in enumerate(self.families)
        ]
        services = [(f"Desk {n + 1}", f"services/desk-{n + 1}/", "", "") for n in range(2)]
        for key, cards in (
            ("companies", companies),
            ("families", families),
            ("services", services),
        ):
            yield from self._paged(key, self.ui(key, lang), cards, lang)

    def _paged(
        self, name: str, title: str, cards: list[tuple[str, str, str, str]], lang: str
    ) -> Iterator[Page]:
        last = max(1, -(-len(cards) // PER_PAGE))
        home = name if name.startswith("list/") else f"list/{name}"
        paths = [f"{name}/", *(f"{home}/{n}/" for n in range(2, last + 1))]
        for number, path in enumerate(paths):
            turns = []
            if number:
                turns.append((self.ui("previous", lang), paths[number - 1]))
            if number + 1 < last:
                turns.append((self.ui("next", lang), paths[number + 1]))
            some = cards[number * PER_PAGE : (number + 1) * PER_PAGE]
            links = [("", turns)] if turns else []
            yield Page(path, f"{title} {number + 1}", title, cards=some, links=links)

    # ---- parts ---------------------------------------------------------------------

    @cached_property
    def _ordered(self) -> list[int]:
        return sorted(range(len(self.works)), key=lambda n: self.works[n]["added"], reverse=True)

    @cached_property
    def _related(self) -> dict[int, list[int]]:
        """Each work's relations, in both directions."""
        numbers = {self.fair.work_id(n): n for n in range(len(self.works))}
        found: dict[int, list[int]] = defaultdict(list)
        for number, work in enumerate(self.works):
            for relation in work.get("relations", ()):
                if "work" in relation:
                    other = numbers[relation["work"]]
                    found[number].append(other)
                    found[other].append(number)
        return found

    def _cards(self, numbers: Sequence[int], lang: str) -> list[tuple[str, str, str, str]]:
        return [
            (*self._work_link(n, lang), _word(work["kind"]), self.say(work["logline"], lang))
            for n in numbers
            if n < len(self.works)
            for work in [self.works[n]]
        ]

    def _work_link(self, number: int, lang: str) -> tuple[str, str]:
        title = self.say(self.works[number]["title"], lang)
        return title, f"works/{self.fair.work_id(number)}/"

    def _company_link(self, number: int, lang: str) -> tuple[str, str]:
        name = self.say(self.companies[number]["name"], lang)
        return name, f"companies/{self.fair.company_id(number)}/"


def direction(lang: str) -> str:
    """Which way a language runs."""
    return "rtl" if lang in _RTL else "ltr"


def own_name(lang: str) -> str:
    """A language's name in itself, for the language menu."""
    names = dict(
        zip(
            words.LANGUAGES,
            ("简体中文", "English", "العربية", "Español", "Français", "日本語"),
            strict=True,
        )
    )
    return names[lang]


def _word(term: str) -> str:
    return term.replace("-", " ").replace("_", " ").capitalize()


def _value(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _versions(work: Data) -> str:
    found: list[str] = []
    for version in work["languages"]:
        tags = version["lang"]
        found += tags if isinstance(tags, list) else [tags]
    return ", ".join(found)


def _offered(work: Data) -> list[str]:
    """The rights that a work's lines call available, each once."""
    found: dict[str, None] = {}
    for line in work.get("rights", ()):
        if line["status"] == "available":
            rights = line["right"] if isinstance(line["right"], list) else [line["right"]]
            found |= dict.fromkeys(rights)
    return list(found)


def _group(kind: str) -> str:
    if kind in ("novel", "comic", "audio"):
        return "literature"
    if kind in ("game", "esports"):
        return "games"
    return "more" if kind in ("merchandise", "music") else "screen"
