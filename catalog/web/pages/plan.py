"""Which pages an edition has, where they lie and what stands on each list.

Nothing here depends on a language: the same pages exist in all of them, so that the language menu
leads from each to the same page in another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from catalog.core.slugs import SLUG, SLUG_LENGTH
from catalog.edition.former_ids import former_work_ids
from catalog.edition.resolve import Catalog
from catalog.media.images import Dress, choose_dress
from catalog.models.vocabularies import GROUPS, KINDS
from catalog.models.work import Work

PER_PAGE = 60
"""Cards on one page of a list."""

NEWEST = 50
"""Works in a feed of what is new."""

PICTURED = 4
"""Works that stand for their group or kind in a picture."""

_EXCHANGED = 8  # works among which one is sought that looks different from the one before

MENU_SECTIONS = ("works", "families", "companies", "halls", "programme", "services")


@dataclass(frozen=True, slots=True)
class Page:
    """A page to render, in every language of the edition.

    Attributes:
        section: what the menu marks: "home", "works", "families" …
        path: below ``/<edition>/<lang>/``, with a slash at the end; "" is the home page.
        kind: which renderer: "home", "works", "list", "work", "companies", "company", "families",
            "family", "services", "service", "halls", "hall", "programme",
            "rights", "shortlist", "offline", "redirect".
        key: a record's id; ``<list>:<page number>`` of a list; the path that a redirect leads to.
    """

    section: str
    path: str
    kind: str
    key: str = ""

    @property
    def depth(self) -> int:
        """How many folders the page lies below the language's home."""
        return self.path.count("/")


# ---- addresses ------------------------------------------------------------------------


def work_path(work: str) -> str:
    """Of a work, by its id."""
    return f"works/{work}/"


def company_path(company: str) -> str:
    """Of a company, by its id."""
    return f"companies/{company}/"


def family_path(family: str) -> str:
    """Of a family, by its id."""
    return f"families/{family}/"


def service_path(service: str) -> str:
    """Of a service, by its id."""
    return f"services/{service}/"


def hall_path(hall: str) -> str:
    """Of a hall, by its id."""
    return f"halls/{hall}/"


SHORTLIST = "shortlist/"
"""The visitor's own list."""

OFFLINE = "offline/"
"""What a visitor's phone shows where there is no network and the page asked for is not kept."""


def card_file(company: str) -> str:
    """A company's contacts as vCards; this and the next are below ``/<edition>/``."""
    return f"data/companies/{company}.vcf"


def event_file(event: str, lang: str) -> str:
    """An event as an entry for calendars."""
    return f"data/events/{event}-{lang}.ics"


def programme_file(lang: str = "") -> str:
    """All events; without a language in the source language."""
    return f"data/programme-{lang}.ics" if lang else "data/programme.ics"


def list_path(name: str, page: int = 1) -> str:
    """Of a page of a list: ``list/works/kind/novel/2/``.

    The first pages of all companies, families and services are those that the menu leads to.
    """
    if page == 1 and name in MENU_SECTIONS and name != "works":
        return f"{name}/"
    return f"list/{name}/" + (f"{page}/" if page > 1 else "")


# ---- lists ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Lists:
    """The lists of an edition, as ids, each in its order: what was added last comes first.

    Attributes:
        works: list name → works: "works", "works/kind/novel", "works/genre/xianxia" … None is
            empty.
        pictured: of each group and kind the first few works for a picture, those with a cover of
            their own first.
        offers: right → group → how many works it is on offer for.
        named, spoken: the rights and languages that any rights line names.
        newest: the works added last, the newest first, each day's by id.
    """

    works: dict[str, list[str]] = field(default_factory=dict)
    pictured: dict[str, list[str]] = field(default_factory=dict)
    offers: dict[str, dict[str, int]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    newest: list[str] = field(default_factory=list)

    @cached_property
    def groups(self) -> list[tuple[str, int]]:
        """Groups with works, in the order of the menu, with their number."""
        return [(g, len(w)) for g in GROUPS if (w := self.works.get(f"works/group/{g}"))]

    @cached_property
    def kinds(self) -> list[tuple[str, int]]:
        """Kinds with works, with their number."""
        return [(k, len(w)) for k in KINDS if (w := self.works.get(f"works/kind/{k}"))]

    @cached_property
    def genres(self) -> list[tuple[str, int]]:
        """Genres with works, the most frequent first, with their number."""
        prefix = "works/genre/"
        found = [(n[len(prefix) :], len(w)) for n, w in self.works.items() if n.startswith(prefix)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    @cached_property
    def rights(self) -> bool:
        """Whether any right is on offer anywhere."""
        return any(name.startswith("works/right/") for name in self.works)


def make_lists(catalog: Catalog) -> Lists:
    """All lists of an edition; looks at every work once."""
    ordered = recommended(catalog)
    found: dict[str, list[str]] = {"works": [work.id for work in ordered]}
    offers: dict[str, dict[str, int]] = {}
    pictured: dict[str, list[str]] = {}
    for group in GROUPS:
        found[f"works/group/{group}"] = []
    for kind in KINDS:
        found[f"works/kind/{kind}"] = []
    for work in sorted(ordered, key=lambda work: work.cover is None):
        for name in (f"works/group/{KINDS[work.kind].group}", f"works/kind/{work.kind}"):
            if len(pictured.setdefault(name, [])) < PICTURED:
                pictured[name].append(work.id)
    for work in ordered:
        group = KINDS[work.kind].group
        found[f"works/group/{group}"].append(work.id)
        found[f"works/kind/{work.kind}"].append(work.id)
        for genre in dict.fromkeys(work.genres):
            found.setdefault(f"works/genre/{genre}", []).append(work.id)
        for right in dict.fromkeys(
            r for line in work.rights if line.status == "available" for r in line.right
        ):
            found.setdefault(f"works/right/{right}", []).append(work.id)
            counts = offers.setdefault(right, {})
            counts[group] = counts.get(group, 0) + 1
    for company in catalog.companies:
        found[f"works/company/{company}"] = list(catalog.index.works_of.get(company, ()))
    lines = [line for work in ordered for line in work.rights]
    return Lists(
        works={name: works for name, works in found.items() if works},
        pictured=pictured,
        offers=offers,
        named=frozenset(right for line in lines for right in line.right),
        spoken=frozenset(
            tag for line in lines if isinstance(line.languages, tuple) for tag in line.languages
        ),
        newest=newest(ordered),
    )


def newest(works: Iterable[Work]) -> list[str]:
    """The works added last, the newest first, each day's by id."""
    dated = [(-work.added.first_day().toordinal(), work.id) for work in works if work.added]
    return [id for _, id in sorted(dated)[:NEWEST]]


def recommended(catalog: Catalog) -> list[Work]:
    """All works in the order that the edition recommends: what the organizers chose, then what
    was added last, with covers that look alike parted.
    """
    featured = {id: place for place, id in enumerate(catalog.edition.featured)}
    ordered = sorted(catalog.works.values(), key=_newest, reverse=True)
    ordered.sort(key=lambda w: featured.get(w.id, len(featured)))
    return part_alike(ordered)


def part_alike(works: Sequence[Work]) -> list[Work]:
    """The same works, no two drawn covers of one palette side by side where the next few can be
    exchanged, or at least none of one palette and motif; otherwise in the order given.
    """
    waiting = deque((work, _dress(work)) for work in works)
    parted: list[Work] = []
    worn: Dress | None = None
    while waiting:
        near = list(islice(waiting, _EXCHANGED))
        others = [i for i, (_, dress) in enumerate(near) if worn is None or dress != worn] or [0]
        place = next((i for i in others if not _one_palette(near[i][1], worn)), others[0])
        work, worn = near[place]
        del waiting[place]
        parted.append(work)
    return parted


def _one_palette(one: Dress | None, other: Dress | None) -> bool:
    return one is not None and other is not None and one.palette == other.palette


def _dress(work: Work) -> Dress | None:
    if work.cover:
        return None
    return choose_dress(work.id, family=work.family or "", glyph=KINDS[work.kind].seal)


def _newest(work: Work) -> tuple[str, str]:
    return str(work.added or ""), str(work.released or "")


def page_count(records: Sequence[object]) -> int:
    """How many pages a list takes; a list without entries has one all the same."""
    return max(1, -(-len(records) // PER_PAGE))


# ---- the plan -------------------------------------------------------------------------


def plan_pages(catalog: Catalog, lists: Lists | None = None) -> list[Page]:
    """Every page of the edition, redirects from former addresses included, each path once.

    Pages that show the same works stand near each other, so that whoever renders them in this order
    finds what it has just made: lists follow their works, a company's list its own page.
    """
    pages = {page.path: page for page in _pages(catalog, lists or make_lists(catalog))}
    for page in _redirects(catalog):
        pages.setdefault(page.path, page)
    return list(pages.values())


def _pages(catalog: Catalog, lists: Lists) -> Iterator[Page]:
    yield Page("home", "", "home")
    if catalog.works:
        yield Page("works", "works/", "works", "works:1")
    for work in catalog.works:
        yield Page("works", work_path(work), "work", work)
    if lists.rights:
        yield Page("rights", "rights/", "rights")
    order = {id: place for place, id in enumerate(lists.works.get("works", ()))}
    starts = [
        (order[works[(number - 1) * PER_PAGE]], name, number)
        for name, works in lists.works.items()
        if not name.startswith("works/company/")
        for number in range(1, page_count(works) + 1)
    ]
    for _, name, number in sorted(starts):
        yield _list_page(name, number)
    for section, kind, path in (
        ("companies", "company", company_path),
        ("families", "family", family_path),
        ("services", "service", service_path),
    ):
        ids: Sequence[str] = list(getattr(catalog, section))
        if not ids:
            continue
        for number in range(1, page_count(ids) + 1):
            yield Page(section, list_path(section, number), section, f"{section}:{number}")
        for id in ids:
            yield Page(section, path(id), kind, id)
            name = f"works/company/{id}"
            if kind == "company" and name in lists.works:
                for number in range(1, page_count(lists.works[name]) + 1):
                    yield _list_page(name, number)
    if catalog.edition.halls:
        yield Page("halls", "halls/", "halls")
        for hall in catalog.edition.halls:
            yield Page("halls", hall_path(hall.id), "hall", hall.id)
    if catalog.events:
        yield Page("programme", "programme/", "programme")
    yield Page("data", "data/", "data")
    yield Page("shortlist", SHORTLIST, "shortlist")
    yield Page("offline", OFFLINE, "offline")


def _list_page(name: str, number: int) -> Page:
    return Page("works", list_path(name, number), "list", f"{name}:{number}")


def _redirects(catalog: Catalog) -> Iterator[Page]:
    """A renamed company also moves the addresses of its works."""
    for work in catalog.works.values():
        former = former_work_ids(work, catalog.companies[work.company].aliases)
        for id in _aliases(former, parts=2):
            yield Page("works", work_path(id), "redirect", work_path(work.id))
    for company in catalog.companies.values():
        for id in _aliases(company.aliases):
            yield Page("companies", company_path(id), "redirect", company_path(company.id))
    for family in catalog.families.values():
        for id in _aliases(family.aliases):
            yield Page("families", family_path(id), "redirect", family_path(family.id))
    for service in catalog.services.values():
        for id in _aliases(service.aliases):
            yield Page("services", service_path(id), "redirect", service_path(service.id))


def _aliases(ids: Iterable[str], parts: int = 1) -> Iterator[str]:
    """Only what could have been an id: an alias becomes a folder's name."""
    for id in ids:
        pieces = id.split("/")
        if len(pieces) == parts and all(_is_slug(piece) for piece in pieces):
            yield id


def _is_slug(text: str) -> bool:
    return bool(SLUG.fullmatch(text)) and len(text) <= SLUG_LENGTH
