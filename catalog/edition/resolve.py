"""Ids become relations: from records to the immutable aggregate that everything else reads.

What points at nothing is an error at the pointer and the pointer is dropped. What points at
something that exists but was set aside, or is a draft, just loses the pointer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from sys import intern
from typing import Any, NamedTuple, cast

from catalog.core.messages import Bilingual
from catalog.core.problems import Effect, Loc, Problem, nearest, problem
from catalog.edition.event_ids import with_ids
from catalog.edition.former_ids import work_id
from catalog.edition.timeline import place_in_time
from catalog.edition.tracked import TrackedRecords
from catalog.models.base import Record
from catalog.models.company import Company
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.records import Records
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.texts import Text
from catalog.models.vocabularies import (
    COMES_BEFORE,
    COMES_FROM,
    INVERSE,
    Vocabularies,
)
from catalog.models.work import Relation, Work

COLLECTIONS = ("companies", "works", "families", "services")
"""The mappings of a catalogue that hold records, each by id."""


class Link(NamedTuple):
    """One end of a relation as seen from a work.

    ``work`` is set when the other end is in the catalogue; else ``title`` says what it is.
    """

    type: str
    work: Work | None
    title: Text | None
    kind: str | None
    public_domain: bool
    derived: bool


@dataclass(frozen=True)
class Catalog:
    """All that one edition shows, with the relations between its parts.

    Companies are the edition's exhibitors, works their published works. Nothing in it is a
    draft. All mappings are sorted by id; nothing is ever changed.
    """

    site: Site
    edition: Edition
    companies: Mapping[str, Company]
    works: Mapping[str, Work]
    families: Mapping[str, Family]
    services: Mapping[str, Service]
    stands: tuple[Stand, ...]
    events: tuple[Event, ...]
    vocabularies: Vocabularies

    @cached_property
    def index(self) -> Index:
        """Who belongs to whom, by id."""
        return make_index(self)

    def tracked(self) -> Catalog:
        """The same catalogue, which knows the records taken from it (`TrackedRecords`)."""
        collections = {name: getattr(self, name) for name in COLLECTIONS}
        return self.with_records(
            {
                name: TrackedRecords(records, records.__getitem__)
                for name, records in collections.items()
            }
        )

    def with_records(self, records: Mapping[str, Mapping[str, Any]]) -> Catalog:
        """The same catalogue with other mappings of records that stand in the same relations."""
        found: Catalog = replace(self, **cast(dict[str, Any], records))
        found.__dict__["index"] = self.index  # of ids only, so it holds for them too
        return found

    def works_of(self, company: str) -> tuple[Work, ...]:
        """The works of a company, its own first."""
        return self._works(self.index.works_of.get(company, ()))

    def family_works(self, family: str) -> tuple[Work, ...]:
        """The works of a family, by year, then by id; undated ones by their relations."""
        return self._works(self.index.works_in.get(family, ()))

    def links_of(self, work: str) -> tuple[Link, ...]:
        """A work's relations, in both directions, each once."""
        own = self.works[work].relations if work in self.works else ()
        found = []
        for type, other, place in self.index.links.get(work, ()):
            if other is None:
                said = own[place]
                found.append(Link(type, None, said.title, said.kind, said.public_domain, False))
            else:
                related = self.works[other]
                found.append(Link(type, related, None, related.kind, False, place < 0))
        return tuple(found)

    def came_of(self, works: Iterable[str]) -> Iterator[tuple[str, str]]:
        """What came of what, as these works say: (source, what came of it)."""
        return _came(works, self.index.links)

    def stands_of(self, company: str) -> tuple[Stand, ...]:
        """Where a company stands."""
        return tuple(self.stands[i] for i in self.index.stands_of.get(company, ()))

    def stands_showing(self, work: str) -> tuple[Stand, ...]:
        """Where a work is shown."""
        return tuple(self.stands[i] for i in self.index.stands_showing.get(work, ()))

    def stands_in(self, hall: str) -> tuple[Stand, ...]:
        """The stands of a hall, by number."""
        return tuple(self.stands[i] for i in self.index.stands_in.get(hall, ()))

    def works_at(self, stand: Stand) -> tuple[str, ...]:
        """The ids of the works shown at a stand: those it names, or all of its companies' own."""
        return tuple(_shown_at(stand, self.works, self.index.works_of))

    def events_of(self, company: str) -> tuple[Event, ...]:
        """The events a company hosts."""
        return tuple(self.events[i] for i in self.index.events_of.get(company, ()))

    def events_with(self, work: str) -> tuple[Event, ...]:
        """The events about a work."""
        return tuple(self.events[i] for i in self.index.events_with.get(work, ()))

    def _works(self, ids: Iterable[str]) -> tuple[Work, ...]:
        return tuple(self.works[id] for id in ids)

    @staticmethod
    def event_id(event: Event) -> str:
        """The name of the event's anchor and file; no other event of the catalogue has it."""
        return f"event-{event.id}"


@dataclass(frozen=True)
class Index:
    """The relations of a catalogue as ids, and as places in its tuples of stands and events.

    ``links`` has for each work (type, other work or None, place among its own relations, or -1
    where the other work says it).
    """

    works_of: dict[str, tuple[str, ...]]
    works_in: dict[str, tuple[str, ...]]
    links: dict[str, tuple[tuple[str, str | None, int], ...]]
    stands_of: dict[str, tuple[int, ...]]
    stands_showing: dict[str, tuple[int, ...]]
    stands_in: dict[str, tuple[int, ...]]
    events_of: dict[str, tuple[int, ...]]
    events_with: dict[str, tuple[int, ...]]


def make_index(catalog: Catalog) -> Index:
    """The index of a catalogue; looks at every work once."""
    ids, families = {id: id for id in catalog.companies}, {id: id for id in catalog.families}
    of: dict[str, list[str]] = defaultdict(list)
    within: dict[str, dict[str, int | None]] = defaultdict(dict)
    for id, work in catalog.works.items():
        for company in (work.company, *work.companies):
            of[ids.get(company, company)].append(id)
        if work.family:
            year = work.released.year if work.released else None
            within[families.get(work.family, work.family)][id] = year
    works_of = {c: tuple(sorted(ids, key=lambda w: (not _own(w, c), w))) for c, ids in of.items()}
    stands, events = list(enumerate(catalog.stands)), list(enumerate(catalog.events))
    links = _links(catalog.works)
    return Index(
        works_of=works_of,
        works_in={f: _in_time(years, links) for f, years in within.items()},
        links=links,
        stands_of=_group((c, i) for i, s in stands for c in s.companies),
        stands_showing=_group(
            (w, i) for i, s in stands for w in _shown_at(s, catalog.works, works_of)
        ),
        stands_in=_group((s.hall, i) for i, s in stands),
        events_of=_group((c, i) for i, e in events for c in e.hosts),
        events_with=_group((w, i) for i, e in events for w in e.works),
    )


def _own(work: str, company: str) -> bool:
    return work.startswith(f"{company}/")


def _shown_at(
    stand: Stand, works: Mapping[str, Work], works_of: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    if stand.works is not None:
        yield from (w for w in stand.works if w in works)
        return
    for company in stand.companies:
        yield from (w for w in works_of.get(company, ()) if _own(w, company))


def _group(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {k: tuple(v) for k, v in found.items()}


Links = Mapping[str, tuple[tuple[str, str | None, int], ...]]


def _in_time(years: Mapping[str, int | None], links: Links) -> tuple[str, ...]:
    moments = place_in_time(years, _came(years, links))
    return tuple(sorted(years, key=lambda id: (moments[id], id)))


def _came(works: Iterable[str], links: Links) -> Iterator[tuple[str, str]]:
    for id in works:
        for type, other, place in links.get(id, ()):
            if other is not None and place >= 0:
                if type in COMES_FROM:
                    yield other, id
                elif type in COMES_BEFORE:
                    yield id, other


def _links(works: Mapping[str, Work]) -> dict[str, tuple[tuple[str, str | None, int], ...]]:
    ids = {id: id for id in works}  # the same text each time, so that no record is kept for it
    found: dict[str, dict[tuple[str, str], tuple[str, str | None, int]]] = {}
    said: dict[str, dict[tuple[str, str], tuple[str, str | None, int]]] = {}
    for id, work in works.items():
        for place, relation in enumerate(work.relations):
            type, other = intern(relation.type), ids.get(relation.work or "")
            if other is not None or relation.work is None:
                key = (type, other or str(relation.title))
                found.setdefault(id, {})[key] = (type, other, place)
            if other is not None:
                back = (INVERSE[type], id)
                said.setdefault(other, {}).setdefault(back, (*back, -1))
    for id, links in said.items():
        known = found.setdefault(id, {})
        for key, link in links.items():
            known.setdefault(key, link)
    return {w: tuple(links.values()) for w, links in found.items()}


# ---- resolving ------------------------------------------------------------------------


_MANY = 1000


class _Resolver:
    """Looks references up and drops those that lead nowhere, telling each once."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.problems: list[Problem] = []
        self.halls: dict[str, list[Loc]] = {}  # those that are not there → where stands name them
        present = records.present
        self.known = {
            "company": set(records.companies) | present.get("company", set()),
            "work": set(records.works) | present.get("work", set()),
            "family": set(records.families) | present.get("family", set()),
            "previous": {records.edition.id} | present.get("edition", set()),
        }

    def exists(self, kind: str, id: str, path: str, loc: Loc, effect: Effect | None = None) -> bool:
        if id in self.known[kind]:
            return True
        if len(self.problems) > _MANY:  # looking for near names takes time, and nobody reads on
            self.problems.append(problem(f"unknown-{kind}", path, loc, effect=effect, value=id))
            return False
        near = nearest(id, self.known[kind])
        if kind == "work":  # the right work under the wrong company is the likeliest slip
            slug = id.rpartition("/")[2]
            near = next((w for w in sorted(self.known[kind]) if w.endswith(f"/{slug}")), near)
        code = f"unknown-{kind}"
        hint = "near" if near else ""
        self.problems.append(
            problem(code, path, loc, effect=effect, hint=hint, value=id, near=near or "")
        )
        return False

    def keep(
        self,
        kind: str,
        ids: tuple[str, ...],
        path: str,
        loc: Loc,
        spell: Callable[[str], str] = str,
    ) -> tuple[str, ...]:
        """The references that lead somewhere, spelled out, each once."""
        out = []
        for index, reference in enumerate(ids):
            id = spell(reference)
            if self.exists(kind, id, path, (*loc, index)) and id not in out:
                out.append(id)
        return tuple(out)


def resolve_catalog(records: Records) -> tuple[Catalog, list[Problem]]:
    """The catalogue of one edition, and the references that lead nowhere.

    Every record's references are looked at, also those of companies that do not take part, so
    that ``check`` tells all; the catalogue then holds only what the edition shows.
    """
    look = _Resolver(records)
    works = {w.id: _resolve_work(w, look) for w in records.works.values()}
    families = {f.id: f for f in (_resolve_family(f, look) for f in records.families.values()) if f}
    services = {
        s.id: s for s in (_resolve_service(s, look) for s in records.services.values()) if s
    }
    edition = _resolve_edition(records.edition, look)
    stands = [s for s in (_resolve_stand(i, s, look) for i, s in records.stands) if s]
    events = with_ids(
        [_resolve_event(i, e, look) for i, e in records.events], records.site.source_language
    )

    takes_part = (
        records.companies.keys() if edition.exhibitors == "all" else set(edition.exhibitors)
    )
    companies = {c.id: c for c in records.companies.values() if c.id in takes_part and not c.draft}
    works = {w.id: w for w in works.values() if w.company in companies and not w.draft}
    shown = {w.family for w in works.values()}
    stands = [narrow_stand(s, companies, works) for s in stands]
    catalog = Catalog(
        site=records.site,
        edition=edition.model_copy(
            update={"featured": tuple(w for w in edition.featured if w in works)}
        ),
        companies=dict(sorted(companies.items())),
        works=dict(sorted((w.id, _without_hidden(w, companies, families)) for w in works.values())),
        families={
            f.id: f
            for f in sorted(families.values(), key=lambda f: f.id)
            if not f.draft and (f.id in shown or f.owner in companies)
        },
        services={s.id: s for s in sorted(services.values(), key=lambda s: s.id) if not s.draft},
        stands=tuple(sorted((s for s in stands if s.companies), key=lambda s: (s.hall, s.number))),
        events=tuple(
            sorted(
                (
                    e.model_copy(
                        update={
                            "hosts": tuple(c for c in e.hosts if c in companies),
                            "works": tuple(w for w in e.works if w in works),
                        }
                    )
                    for e in events
                ),
                key=lambda e: (e.start, e.end),
            )
        ),
        vocabularies=records.vocabularies,
    )
    return catalog, [*look.problems, *_each_hall_once(look.halls, look)]


def _each_hall_once(halls: Mapping[str, list[Loc]], look: _Resolver) -> Iterator[Problem]:
    """A hall that is not there is one slip, however many stands are in it."""
    known = [hall.id for hall in look.records.edition.halls]
    for value, locs in halls.items():
        near = nearest(value, known) if len(look.problems) < _MANY else None
        count = len(locs)
        yield problem(
            "unknown-hall",
            look.records.stands_path,
            locs[0],
            hint="near" if near else "" if known else "none",
            value=value,
            near=near or "",
            known=known,
            entries=tuple(loc[0] for loc in locs),
            stands=Bilingual(
                f"; {count} stands name it, and all are left out",
                f"，有 {count} 个展位写在其中，均不显示",
            )
            if count > 1
            else "",
        )


def changed_copy(record: Any, **update: Any) -> Any:
    """The record with other values in some fields; itself where these are what it has."""
    changed = {k: v for k, v in update.items() if getattr(record, k) != v}
    return record.model_copy(update=changed) if changed else record


def _resolve_work(work: Work, look: _Resolver) -> Work:
    def spell(reference: str) -> str:
        return work_id(reference, work.company)

    relations: list[Relation] = []
    for index, relation in enumerate(work.relations):
        if relation.work is None:
            relations.append(relation)
            continue
        id = spell(relation.work)
        if look.exists("work", id, work.path, ("relations", index, "work")):
            relations.append(changed_copy(relation, work=id))
    family = work.family
    if family and not look.exists("family", family, work.path, ("family",)):
        family = None
    companies = look.keep("company", work.companies, work.path, ("companies",))
    others = tuple(c for c in companies if c != work.company)
    found: Work = changed_copy(work, relations=tuple(relations), family=family, companies=others)
    return found


def _resolve_family(family: Family, look: _Resolver) -> Family | None:
    if not look.exists("company", family.owner, family.path, ("owner",), effect="record"):
        return None
    timeline = []
    for index, entry in enumerate(family.timeline):
        if entry.work and not look.exists(
            "work", entry.work, family.path, ("timeline", index, "work")
        ):
            entry = changed_copy(entry, work=None)
        timeline.append(entry)
    found: Family = changed_copy(family, timeline=tuple(timeline))
    return found


def _resolve_service(service: Service, look: _Resolver) -> Service | None:
    if service.company and not look.exists(
        "company", service.company, service.path, ("company",), effect="record"
    ):
        return None
    return service


def _resolve_edition(edition: Edition, look: _Resolver) -> Edition:
    path = edition.path
    exhibitors = edition.exhibitors
    if exhibitors != "all":
        exhibitors = look.keep("company", exhibitors, path, ("exhibitors",))
    previous = edition.previous
    if previous and not look.exists("previous", previous, path, ("previous",)):
        previous = None
    featured = look.keep("work", edition.featured, path, ("featured",))
    found: Edition = changed_copy(
        edition, exhibitors=exhibitors, previous=previous, featured=featured
    )
    return found


def _resolve_stand(index: int, stand: Stand, look: _Resolver) -> Stand | None:
    path = look.records.stands_path
    halls = [h.id for h in look.records.edition.halls]
    if stand.hall not in halls:
        look.halls.setdefault(stand.hall, []).append((index, "hall"))
        return None
    before = len(look.problems)
    companies = look.keep("company", stand.companies, path, (index, "companies"))
    if not companies:
        told = look.problems[before:]
        look.problems[before:] = [p.graver("entry") for p in told]
        return None
    works = stand.works
    if works is not None:
        works = look.keep("work", works, path, (index, "works"), lambda w: work_id(w, companies[0]))
    found: Stand = changed_copy(stand, companies=companies, works=works)
    return found


def _resolve_event(index: int, event: Event, look: _Resolver) -> Event:
    path = look.records.programme_path
    hosts = look.keep("company", event.hosts, path, (index, "hosts"))
    company = hosts[0] if hosts else ""
    works = look.keep("work", event.works, path, (index, "works"), lambda w: work_id(w, company))
    found: Event = changed_copy(event, hosts=hosts, works=works)
    return found


def narrow_stand(stand: Stand, companies: Mapping[str, Any], works: Mapping[str, Any]) -> Stand:
    """A stand without the companies and works that are not shown."""
    found: Stand = changed_copy(
        stand,
        companies=tuple(c for c in stand.companies if c in companies),
        works=None if stand.works is None else tuple(w for w in stand.works if w in works),
    )
    return found


def narrow_event(event: Event, companies: Mapping[str, Any], works: Mapping[str, Any]) -> Event:
    """An event without the hosts and works that are not shown."""
    found: Event = changed_copy(
        event,
        hosts=tuple(c for c in event.hosts if c in companies),
        works=tuple(w for w in event.works if w in works),
    )
    return found


def _without_hidden(
    work: Work, companies: Mapping[str, Record], families: Mapping[str, Family]
) -> Work:
    """Pointers to what exists but is not shown in this edition go without a word."""
    family = families.get(work.family or "")
    found: Work = changed_copy(
        work,
        companies=tuple(c for c in work.companies if c in companies),
        family=work.family if family and not family.draft else None,
    )
    return found
