"""Every way to mistype a guarding field that tests try, of every guarding field there is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from catalog.core.problems import Loc
from catalog.models.base import Record
from catalog.models.company import Company
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.field_names import FIELDS
from catalog.models.guards import Guards, fields_of, guards_of, model_in
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.work import Work

# What must be there, for each model that has a guarding field; without the guarding fields.
LEAST: dict[str, dict[str, Any]] = {
    "Work": {"kind": "novel", "title": "A", "logline": "B", "genres": ["drama"]},
    "Company": {
        "name": "A",
        "type": ["studio"],
        "country": "CN",
        "about": "B",
        "contacts": [{"name": "Desk", "email": "desk@example.com"}],
    },
    "Family": {"name": "A", "owner": "acme"},
    "Service": {"name": "A", "provider": "B", "type": "legal", "about": "C"},
    "Edition": {
        "name": "A",
        "start": "2026-05-01",
        "end": "2026-05-02",
        "timezone": "Asia/Shanghai",
        "venue": {"name": "B"},
        "languages": ["en"],
    },
    "Site": {
        "name": "A",
        "url": "https://fair.example.org/",
        "edition": "e",
        "languages": ["en"],
        "source_language": "en",
    },
    "Stand": {"hall": "a", "number": "1", "companies": ["acme"]},
    "Event": {"title": "A", "start": "2026-05-01 10:00", "end": "2026-05-01 11:00", "place": "a"},
    "RightsLine": {"right": "print", "status": "available", "territories": "WORLD"},
    "Screener": {"url": "https://example.com/screener"},
    "Image": {"image": "images/a.png"},
    "Contact": {"name": "Desk", "email": "desk@example.com"},
}
# What a guarding field says when it withholds something, or would open it; as YAML.
SAID = {
    "draft": "true",
    "public": "true",
    "access": "public",
    "illustration": "true",
    "exhibitors": "[acme]",
    "notice": "Invented.",
    "works": "[acme/one]",
    "status": "sold",
    "except": "[FR]",
    "languages": "[fr]",
    "until": '"2027"',
}
# Values that no field understands, and for some fields others that come near one.
WRONG = ["{}", "", "~", "null", '""', "[[x]]", "{a: b}"]
OFTEN = {
    bool: ["y", "on", "1", "ture", "ja", "[true]", "perhaps", "TRUE!", "truee", "t", "draft"],
    "until": ["soon", "2027-13", "31/12/2027", "[2027]"],
    "status": ["slod", "Verkauft", "[sold, x]"],
    "except": ["Narnia", "[FR, Narnia]", "[]", "World ex FR"],
    "languages": ["火星语", "[]", "all but French"],
    "exhibitors": ["lantern", "lantern, tinwheel", "all but lantern"],
    "works": ["windup", "a, b"],
    "access": ["publik", "pubic", "[public]", "yes"],
    "notice": ["[x]"],
}
_WIDE = {ord("a") + n: 0xFF41 + n for n in range(26)}

ROOTS: tuple[type[BaseModel], ...] = (
    Work,
    Company,
    Family,
    Service,
    Edition,
    Site,
    Stand,
    Event,
)


class Place(NamedTuple):
    """A guarding field: the model of the file or entry, where its group stands, its name."""

    root: type[BaseModel]
    group: Loc
    model: type[BaseModel]
    name: str
    guard: Guards

    @property
    def id(self) -> str:
        """For the name of a test."""
        return ".".join(map(str, (self.root.__name__.lower(), *self.group, self.name)))


class Mistake(NamedTuple):
    """A line that was mistyped, as YAML of a flow mapping, and in words for a test's name."""

    name: str
    text: str


def places() -> Iterator[Place]:
    """All guarding fields, from the models' declaration."""
    for root in ROOTS:
        yield from _places(root, root, ())


def _places(root: type[BaseModel], model: type[BaseModel], group: Loc) -> Iterator[Place]:
    for name, guard in guards_of(model).items():
        if not guard.overriding:
            yield Place(root, group, model, name, guard)
    for name, info in fields_of(model).items():
        inner = model_in(info.annotation)
        if inner:
            listed = "tuple" in str(info.annotation)
            yield from _places(root, inner, (*group, name, *((0,) if listed else ())))


def names(place: Place) -> Iterator[str]:
    """The name of a field, mistyped."""
    name = place.name
    known = {*fields_of(place.model)}
    found = [
        name.upper(),
        name.title(),
        name.translate(_WIDE),
        *(name[:n] + name[n + 1] + name[n] + name[n + 2 :] for n in range(len(name) - 1)),
        *(name[:n] + name[n + 1 :] for n in range(len(name))),
        *(name[: n + 1] + name[n:] for n in range(len(name))),
        f"{name}s",
        f"{name[:2]}-{name[2:]}",
        f"{name}_",
        f"_{name}",
        f"{name} ",
        f"{name}\u00a0",
        f"\u200b{name}",
        f"\ufeff{name}",
        f"{name[:1]}\u00ad{name[1:]}",
        f"“{name}”",
        f"「{name}」",
        f"- {name}",
        f"is_{name}",
        f"{name}?",
        *(word for word, fields in FIELDS.items() if name in fields),
    ]
    yield from dict.fromkeys(one for one in found if one not in known)


def mistakes(place: Place) -> Iterator[Mistake]:
    """Every mistake of a guarding field, each a line of a flow mapping."""
    said, name = SAID[place.name], place.name
    for one in names(place):
        yield Mistake(f"name-{one}", f"{json.dumps(one, ensure_ascii=False)}: {said}")
    default = fields_of(place.model)[name].default
    often = OFTEN.get(bool if isinstance(default, bool) else name, [])
    for value in dict.fromkeys((*WRONG, *often)):
        yield Mistake(f"value-{value}", f"{name}: {value}")
    yield Mistake("twice", f"{name}: {said}, {name}: {_other(place)}")
    yield Mistake("twice-spelled", f"{name.title()}: {said}, {name}: {_other(place)}")
    if place.guard.closed:
        yield Mistake("twice-and-not", f"{name.title()}: {json.dumps(default)}, {name}: {said}")
    if said[0] != "[":
        yield Mistake("no-space", f"{name}:{said.strip(chr(34))}")
    yield Mistake("wide-colon", f"{name}：{said}")
    yield Mistake("tag", f"{name}: !!str {said}")
    yield Mistake("anchor", f"{name}: &a {said}")
    yield Mistake("merged", f"<<: {{{name}: {said}}}")
    yield Mistake("deeper", f"settings: {{{name}: {said}}}")
    yield Mistake("deeper-in-a-list", f"settings: [{{{name}: {said}}}]")


def _other(place: Place) -> str:
    default = fields_of(place.model)[place.name].default
    if isinstance(default, bool):
        return json.dumps(not default if place.guard.closed else default)
    return SAID[place.name]


def written(place: Place, line: str, least: Mapping[str, Mapping[str, Any]] = LEAST) -> str:
    """A whole record or entry in which the field is mistyped, as one flow mapping.

    Args:
        line: of the group in which the field stands; "" for none.
        least: by model, what else there is.
    """
    data = dict(least[place.model.__name__])
    if line.startswith(f"{place.name}:"):
        data.pop(place.name, None)
    text = f"{json.dumps(data)[:-1]}{', ' if line else ''}{line}}}"
    around: Loc = place.group
    while around:
        if isinstance(around[-1], int):
            text = f"[{text}]"
            around = around[:-1]
        name, around = around[-1], around[:-1]
        text = f"{json.dumps(name)}: {text}"
        beside = {k: v for k, v in _least(place.root, around, least).items() if k != name}
        text = f"{json.dumps(beside)[:-1]}{', ' if beside else ''}{text}}}"
    return text


def _least(
    root: type[BaseModel], group: Loc, least: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    model: type[BaseModel] | None = root
    for part in group:
        if isinstance(part, str) and model:
            model = model_in(fields_of(model)[part].annotation)
    return least.get(model.__name__, {}) if model else {}


def is_record(place: Place) -> bool:
    """Whether the model is that of a file, not of an entry."""
    return issubclass(place.root, Record)
