"""An invented fair of any size: every record as plain data, the same for the same seed.

Each record depends on its number and the seed only, so any of them can be made alone, in any
order, in any process.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Any

from benchmarks import words

Data = dict[str, Any]

EDITION = "bench-2026"
PER_HALL = 200
"""Stands in one hall."""

_SIZES = (8, 32, 14, 26, 12, 28, 18, 22)  # works a company: 20 on average
_FAMILY = 40  # works a family, of which those at these places belong to it
_MEMBERS = {0: "novel", 1: "audio", 9: "series", 21: "animation", 33: "game", 38: "merchandise"}
_KINDS = (
    *("novel",) * 22,
    *("comic",) * 9,
    *("audio",) * 4,
    *("film",) * 8,
    *("series",) * 14,
    *("micro-drama",) * 8,
    *("documentary",) * 4,
    *("animation",) * 9,
    *("game",) * 14,
    *("merchandise",) * 6,
    *("music",) * 2,
)
_GENRES = words.GENRES
_LITERATURE = ("novel", "comic", "audio")
_GAMES = ("game", "esports")
_MORE = ("merchandise", "music")
_STREETS = ("CN-ZJ", "CN-SH", "CN-BJ", "CN-GD", "CN-SC")


@dataclass(frozen=True)
class Fair:
    """An edition with all that belongs to it.

    Attributes:
        count: works; companies are a twentieth of it, families a fortieth.
        languages: of the edition, a beginning of :data:`words.LANGUAGES`.
        seed: another one gives other texts of the same kind.
        pictures: distinct covers; work ``n`` has cover ``n % pictures`` when there are any.
    """

    count: int
    languages: tuple[str, ...] = words.LANGUAGES[:3]
    seed: int = 1
    pictures: int = 0

    # ---- ids -----------------------------------------------------------------------

    @cached_property
    def _starts(self) -> list[int]:
        """The number of each company's first work."""
        starts = [0]
        for index in range(self.companies - 1):
            starts.append(starts[-1] + _SIZES[index % len(_SIZES)])
        return [min(start, self.count) for start in starts]

    @cached_property
    def companies(self) -> int:
        """How many companies there are."""
        whole, rest = divmod(self.count, sum(_SIZES))
        more = bisect.bisect_left(list(accumulate(_SIZES)), rest) + 1 if rest else 0
        return max(1, whole * len(_SIZES) + more)

    @property
    def families(self) -> int:
        """How many families there are."""
        return self.count // _FAMILY

    @property
    def halls(self) -> int:
        """How many halls there are."""
        return -(-self.companies // PER_HALL)

    def company_of(self, work: int) -> int:
        """The number of a work's company."""
        return bisect.bisect_right(self._starts, work) - 1

    def works_of(self, company: int) -> range:
        """The numbers of a company's works."""
        last = company + 1 == self.companies
        return range(self._starts[company], self.count if last else self._starts[company + 1])

    def company_id(self, company: int) -> str:
        """A company's slug."""
        return f"{_pick(words.SLUGS, company, 5)}-{_pick(words.SLUGS, company, 9)}-c{company}"

    def work_id(self, work: int) -> str:
        """A work's id: company and slug."""
        slug = f"{_pick(words.SLUGS, work, 3)}-{_pick(words.SLUGS, work, 7)}-{work}"
        return f"{self.company_id(self.company_of(work))}/{slug}"

    def family_id(self, family: int) -> str:
        """A family's slug."""
        return f"{_pick(words.SLUGS, family, 11)}-world-{family}"

    def hall_of(self, company: int) -> tuple[str, str]:
        """The hall and the stand's number of a company."""
        hall, place = divmod(company, PER_HALL)
        return f"hall-{hall + 1}", f"{chr(65 + place // 20)}{place % 20 + 1:02}"

    def members(self, family: int) -> list[int]:
        """The numbers of a family's works, its source first."""
        return [n for o in _MEMBERS if (n := family * _FAMILY + o) < self.count]

    # ---- records -------------------------------------------------------------------

    def work(self, number: int) -> Data:
        """One work, in the words of its file."""
        say = self._say(number, "work")
        rng = say.rng
        place, family = number % _FAMILY, number // _FAMILY
        member = place in _MEMBERS and family < self.families
        kind = _MEMBERS[place] if member else rng.choice(_KINDS)
        title = self.title(number)
        languages = list(title)
        work: Data = {"kind": kind, "title": title}
        work["logline"] = say.short(words.LOGLINES)
        work["genres"] = sorted(set(rng.choices(_GENRES, k=rng.choice((1, 2, 2, 3)))))
        if member:
            work["family"] = self.family_id(family)
        work["status"] = rng.choice(("released", "complete", "ongoing", "production"))
        year, month, day = rng.randint(2012, 2026), rng.randint(1, 12), rng.randint(1, 28)
        if work["status"] in ("released", "complete"):
            full = f"{min(year, 2025)}-{month:02}-{day:02}"
            work["released"] = full[: rng.choice((4, 7, 10))]
        work["added"] = f"2026-{rng.randint(1, 9):02}-{day:02}"
        work["country"] = "CN"
        work["original_language"] = "zh-Hans"
        if self.pictures:
            work["cover"] = {
                "image": f"images/{cover_file(number % self.pictures)}",
                "alt": say.short(words.TITLES),
                "illustration": True,
            }
        long = self._long(rng)
        work["synopsis"] = say.paragraphs(words.SENTENCES, rng.randint(4, 8), long)
        if rng.random() < 0.7:
            work["selling_points"] = say.bullets(words.POINTS, rng.randint(2, 3), long)
        if rng.random() < 0.5:
            work["audience"] = say.line(words.AUDIENCES, long)
        if rng.random() < 0.4:
            work["values"] = say.line(words.VALUES, long)
        if rng.random() < 0.35:
            work["localisation_notes"] = say.bullets(words.NOTES, 2, long[:2])
        work["people"] = [self._person(rng, role) for role in _roles(kind, rng)]
        work |= _particulars(kind, rng)
        work["languages"] = _versions(kind, rng, languages)
        rights = _rights(kind, rng, languages, source=place == 0)
        if rights:
            work["rights"] = rights
        relations = self._relations(number, member, kind, rng)
        if relations:
            work["relations"] = relations
        if rng.random() < 0.6:
            work["seeking"] = rng.sample(
                ["licensees", "publishers", "co-producers", "distributors", "translators"], 2
            )
        if rng.random() < 0.2:
            work["awards"] = [
                {"name": say.short(words.TITLES), "year": min(year, 2025), "result": "Shortlisted"}
            ]
        if rng.random() < 0.3:
            work["facts"] = [
                {
                    "text": {"zh-Hans": f"累计读者 {number % 900 + 20} 万", "en": "Read by many"},
                    "source": f"https://example.com/facts/{number}",
                    "as_of": "2025-06",
                }
            ]
        return work

    def title(self, number: int) -> dict[str, str]:
        """A work's title; one in twenty lacks the edition's last language."""
        say = self._say(number, "title")
        title = say.short(words.TITLES)
        if len(title) > 2 and say.rng.random() < 0.05:
            title.popitem()
        return {tag: text[:1].upper() + text[1:] for tag, text in title.items()}

    def company(self, number: int) -> Data:
        """One company, in the words of its file."""
        say = self._say(number, "company")
        rng = say.rng
        slug = self.company_id(number)
        kinds = ["publisher", "studio", "producer", "distributor", "game-developer", "agency"]
        return {
            "name": self.company_name(number),
            "type": rng.sample(kinds, rng.randint(1, 2)),
            "country": "CN",
            "region": rng.choice(_STREETS),
            "city": say.short((words.CITY,)),
            "founded": rng.randint(1979, 2024),
            "size": rng.choice(("1-10", "11-50", "51-200", "201-500")),
            "about": say.paragraphs(words.ABOUT, 4, words.LONG),
            "contacts": [
                {
                    "name": {"zh-Hans": "版权部", "en": "Rights desk", "ar": "قسم الحقوق"},
                    "email": f"rights@{slug}.example.com",
                    "languages": ["zh-Hans", "en"],
                    "public": True,
                }
            ],
            "website": f"https://{slug}.example.com/",
            "markets": rng.sample(["MENA", "SEA", "EUROPE", "LATAM", "JP", "KR", "N-AMERICA"], 3),
            "looking_for": say.line(words.ABOUT[-1:], words.LONG),
        }

    def company_name(self, number: int) -> dict[str, str]:
        """A company's name in every language of the edition."""
        return self._say(number, "name").short(words.COMPANY_NAMES)

    def family(self, number: int) -> Data:
        """One family, in the words of its file."""
        say = self._say(number, "family")
        members = self.members(number)
        return {
            "name": {t: f"{v} · {number + 1}" for t, v in self.title(members[0]).items()},
            "owner": self.company_id(self.company_of(members[0])),
            "about": say.paragraphs(words.SENTENCES, 4, words.LONG),
            "timeline": [
                {
                    "date": 2014 + index * 2,
                    "text": say.line(words.POINTS, words.LONG),
                    "work": self.work_id(member),
                }
                for index, member in enumerate(members)
            ],
        }

    def service(self, number: int) -> Data:
        """One of the two services."""
        say = self._say(number, "service")
        return {
            "name": {"zh-Hans": f"翻译服务 {number + 1}", "en": f"Translation desk {number + 1}"},
            "provider": {"zh-Hans": "主办方", "en": "The organizers"},
            "type": "translation",
            "about": say.paragraphs(words.ABOUT, 3, words.LONG),
            "languages": ["en", "ar"],
            "cost": "free",
        }

    # ---- the organizers' files -----------------------------------------------------

    def site(self) -> Data:
        """``catalog.yml``."""
        tags = list(self.languages)
        return {
            "name": self._three("测试展会", "Benchmark Fair", "معرض القياس"),
            "url": "https://bench.example.org/",
            "edition": EDITION,
            "languages": tags,
            "source_language": "zh-Hans",
            "fallback": {t: [o for o in ("en", "zh-Hans") if o != t] for t in tags},
            "contact": "fair@example.com",
            # The search of our own at any size: Pagefind is measured by itself (docs/finder.md).
            "search": {"pagefind_from": 1_000_000},
        }

    def edition(self) -> Data:
        """``edition.yml``."""
        halls = [
            {
                "id": f"hall-{n + 1}",
                "name": self._three(f"{n + 1} 号馆", f"Hall {n + 1}", f"القاعة {n + 1}"),
                "plan": f"halls/hall-{n + 1}.svg",
            }
            for n in range(self.halls)
        ]
        return {
            "name": self._three("测试展会 2026", "Benchmark Fair 2026", "معرض القياس 2026"),
            "slogan": self._three("只为测量", "For measuring only", "للقياس فقط"),
            "start": "2026-11-26",
            "end": "2026-11-29",
            "timezone": "Asia/Shanghai",
            "venue": {
                "name": self._three("湖畔展馆", "Lakeside Halls", "قاعات البحيرة"),
                "country": "CN",
            },
            "admission": "trade",
            "languages": list(self.languages),
            "exhibitors": "all",
            "notice": self._three("一切皆为虚构", "Everything here is invented", "كل ما هنا متخيّل"),
            "halls": halls,
            "featured": [self.work_id(n) for n in range(0, min(self.count, 60), 10)],
            "contact": {"email": "fair@example.com"},
        }

    def stands(self) -> Iterator[Data]:
        """``stands.yml``: one a company."""
        for number in range(self.companies):
            hall, place = self.hall_of(number)
            yield {
                "hall": hall,
                "number": place,
                "companies": [self.company_id(number)],
                "languages": ["zh-Hans", "en"],
            }

    def events(self) -> Iterator[Data]:
        """``programme.yml``: no two at the same time in one room."""
        rooms = ("A", "B", "C", "D", "E", "F")
        for number in range(min(180, 6 + self.companies // 5)):
            slot, room = divmod(number, len(rooms))
            day, hour = divmod(slot, 8)
            start = dt.datetime(2026, 11, 26 + day % 4, 9 + hour)
            say = self._say(number, "event")
            company = number * 7 % self.companies
            works = self.works_of(company)
            yield {
                "title": say.short(words.TITLES),
                "start": f"{start:%Y-%m-%d %H:%M}",
                "end": f"{start + dt.timedelta(minutes=45):%Y-%m-%d %H:%M}",
                "place": self._three(
                    f"会议室 {rooms[room]}", f"Room {rooms[room]}", f"الغرفة {rooms[room]}"
                ),
                "type": say.rng.choice(("talk", "pitch", "forum", "screening")),
                "about": say.line(words.SENTENCES, words.LONG),
                "hosts": [self.company_id(company)],
                "works": [self.work_id(works[0])] if works else [],
                "languages": ["zh-Hans", "en"],
            }

    # ---- parts ---------------------------------------------------------------------

    def _three(self, chinese: str, english: str, arabic: str) -> dict[str, str]:
        known = {"zh-Hans": chinese, "en": english, "ar": arabic}
        return {tag: known.get(tag, english) for tag in self.languages}

    def _say(self, number: int, what: str) -> _Speaker:
        rng = Random((self.seed * 31 + _SALTS[what]) * 1_000_003 + number)
        return _Speaker(rng, self.languages)

    def _long(self, rng: Random) -> Sequence[str]:
        """The languages of a work's long texts: seldom all of the edition's."""
        known = words.LONG[: len(self.languages)]
        chance = rng.random()
        return known if chance < 0.55 else known[:2] if chance < 0.9 else known[:1]

    def _person(self, rng: Random, role: str) -> Data:
        surname, given = rng.choice(words.SURNAMES), rng.choice(words.GIVEN)
        name = {
            "zh-Hans": surname[0] + given[0],
            "en": f"{surname[1]} {given[1]}",
            "ar": f"{surname[2]} {given[2]}",
        }
        return {"name": {t: n for t, n in name.items() if t in self.languages}, "role": role}

    def _relations(self, number: int, member: bool, kind: str, rng: Random) -> list[Data]:
        """To works with lower numbers only, so nothing runs in a circle."""
        place = number % _FAMILY
        if member and place:
            source = number - place
            if kind == "merchandise":
                return [{"type": "merchandise-of", "work": self.work_id(source)}]
            return [{"type": "based-on", "work": self.work_id(source)}]
        chance = rng.random()
        first = self.works_of(self.company_of(number)).start
        if chance < 0.12 and number > first:
            return [{"type": "sequel-to", "work": self.work_id(number - 1)}]
        if chance < 0.18:
            title = self._say(number, "old").short(words.TITLES)
            return [{"type": "based-on", "title": title, "kind": "novel", "public_domain": True}]
        return []


class _Speaker:
    """Texts about one hero, one place and one thing, the same in every language."""

    def __init__(self, rng: Random, languages: Sequence[str]) -> None:
        self.rng = rng
        self.languages = languages
        self._draw()

    def _draw(self) -> None:
        rng = self.rng
        self._hero = rng.choice(words.HEROES)
        self._place = rng.choice(words.PLACES)
        self._thing = rng.choice(words.THINGS)

    def _in(self, pattern: str, column: int) -> str:
        text = pattern.format(h=self._hero[column], p=self._place[column], t=self._thing[column])
        return text[:1].upper() + text[1:]

    def short(self, patterns: Sequence[words.Row]) -> dict[str, str]:
        """A pattern in every language of the edition."""
        row = self.rng.choice(patterns)
        return {tag: self._in(row[i], i) for i, tag in enumerate(self.languages)}

    def line(self, patterns: Sequence[words.Row], tags: Sequence[str]) -> dict[str, str]:
        """One sentence in the given languages."""
        row = self.rng.choice(patterns)
        known = [t for t in tags if t in self.languages]
        return {tag: self._in(row[i], i) for i, tag in enumerate(known)}

    def paragraphs(
        self, patterns: Sequence[words.Row], count: int, tags: Sequence[str]
    ) -> dict[str, str]:
        """Sentences in two paragraphs, in the given languages."""
        rows = self.rng.sample(patterns, min(count, len(patterns)))
        half = -(-len(rows) // 2)
        found = {}
        for i, tag in enumerate(t for t in tags if t in self.languages):
            space = "" if tag == "zh-Hans" else " "
            said = [self._in(row[i], i) for row in rows]
            found[tag] = f"{space.join(said[:half])}\n\n{space.join(said[half:])}".strip() + "\n"
        return found

    def bullets(
        self, patterns: Sequence[words.Row], count: int, tags: Sequence[str]
    ) -> dict[str, str]:
        """A Markdown list in the given languages."""
        rows = self.rng.sample(patterns, count)
        known = [t for t in tags if t in self.languages]
        return {t: "".join(f"- {row[i]}\n" for row in rows) for i, t in enumerate(known)}


_SALTS = {
    name: n
    for n, name in enumerate(
        ("work", "title", "company", "name", "family", "service", "event", "old")
    )
}


def cover_file(number: int) -> str:
    """The file name of a cover."""
    return f"cover-{number}.jpg"


def _pick(items: Sequence[str], number: int, salt: int) -> str:
    return items[(number * 2654435761 + salt * 40503) % 4294967291 % len(items)]


def _roles(kind: str, rng: Random) -> Sequence[str]:
    if kind in _LITERATURE:
        return ("author", "illustrator")[: rng.randint(1, 2)]
    if kind in _GAMES:
        return ("developer", "composer")[: rng.randint(1, 2)]
    if kind in _MORE:
        return ("designer",)
    return ("director", "screenwriter", "cast", "cast")[: rng.randint(2, 4)]


def _particulars(kind: str, rng: Random) -> Data:
    if kind in _LITERATURE:
        chapters = rng.randint(12, 900)
        return {"book": {"chapters": chapters, "words": chapters * 2100, "complete": True}}
    if kind in _GAMES:
        platforms = rng.sample(["windows", "ios", "android", "switch", "ps5"], rng.randint(1, 3))
        return {"game": {"platforms": platforms, "players": "1–4", "online": rng.random() < 0.5}}
    if kind in _MORE:
        return {}
    episodes = {} if kind == "film" else {"episodes": rng.choice((12, 24, 32, 40, 80))}
    screen = {**episodes, "minutes": rng.choice((2, 24, 45, 98)), "original_audio": "zh-Hans"}
    return {"screen": screen}


def _versions(kind: str, rng: Random, languages: Sequence[str]) -> list[Data]:
    how = ["text"] if kind in (*_LITERATURE, *_MORE) else ["audio", "subtitles"]
    found: list[Data] = [{"lang": "zh-Hans", **dict.fromkeys(how, True)}]
    others = [t for t in ("en", "th", "vi", "id", "es") if rng.random() < 0.35]
    if others and len(languages) > 1:
        found.append({"lang": others, how[-1]: True})
    return found


def _rights(kind: str, rng: Random, languages: Sequence[str], *, source: bool) -> list[Data]:
    """Ordinary variety: broad offers, and narrower lines that override them."""
    known = [t for t in languages if t != "zh-Hans"]
    until = rng.randint(2028, 2034)
    if kind in _LITERATURE:
        lines: list[Data] = [
            {
                "right": "translation",
                "status": "available",
                "territories": ["WORLD"],
                "except": ["CN"],
                **({"languages": known} if known else {}),
            },
            {
                "right": "translation",
                "status": "sold",
                "territories": [rng.choice(("TH", "VN", "KR", "ID"))],
                "languages": [rng.choice(("th", "vi", "ko", "id"))],
                "exclusive": True,
                "until": until,
            },
            {
                "right": "serial" if source else ["audio", "serial"],
                "status": "available",
                "territories": "World ex US, CA",
            },
        ]
        if not source:
            status = rng.choice(("available", "under-offer", "reserved"))
            lines.append(
                {"right": ["film-tv", "animation"], "status": status, "territories": ["WORLD"]}
            )
    elif kind in _GAMES:
        lines = [
            {
                "right": ["publishing", "mobile"],
                "status": "available",
                "territories": ["MENA", "SEA"],
            },
            {"right": "publishing", "status": "sold", "territories": ["JP"], "exclusive": True},
            {"right": "console", "status": "under-offer", "territories": ["EUROPE", "N-AMERICA"]},
        ]
    elif kind in _MORE:
        lines = [{"right": "merchandise", "status": "available", "territories": ["WORLD"]}]
    else:
        lines = [
            {
                "right": ["svod", "avod"],
                "status": "available",
                "territories": ["MENA", "LATAM", "EUROPE"],
                "exclusive": False,
                **({"languages": known} if known else {}),
            },
            {
                "right": "svod",
                "status": "sold",
                "territories": [rng.choice(("FR", "DE", "IT"))],
                "exclusive": True,
                "until": until,
            },
            {"right": "broadcast", "status": "available", "territories": "World ex US, CA"},
            {"right": "remake", "status": "under-offer", "territories": ["KR", "JP"]},
        ]
    return lines[: rng.randint(1, len(lines))] if rng.random() < 0.9 else []
