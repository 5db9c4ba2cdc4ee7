"""What is searched: titles in all languages, people, companies, and one language's loglines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Any

from catalog.edition.localise import Localiser
from catalog.edition.resolve import Catalog
from catalog.models.texts import Text
from catalog.models.work import Work
from catalog.web.search.finder.chinese import has_han, spell_pinyin, variant_pairs
from catalog.web.search.finder.columns import Table, join_forms, join_lines, line, pack_lists

SHARD = 4096
"""Works whose texts share a file: so many are read at once without a pause that one could feel."""

Section = tuple[str, Any]


def shards(works: Iterable[Work]) -> Iterator[tuple[int, list[Work]]]:
    """The works in portions, with the portion's number; no more than one portion is held."""
    waiting = iter(works)
    for number in count():
        part = list(islice(waiting, SHARD))
        if not part:
            return
        yield number, part


def title_sections(catalog: Catalog, tags: Sequence[str]) -> Iterator[tuple[str, Section]]:
    """All titles, portion by portion, each with its language; an empty line where there is none."""
    for number, part in shards(catalog.works.values() if tags else ()):
        for tag in tags:
            lines = join_lines(work.title.get(tag, "") for work in part)
            yield tag, (f"titles.{tag}.{number}", lines)


def name_sections(catalog: Catalog) -> Iterator[Section]:
    """Other titles, pinyin and people, in all languages."""
    people: Table[str] = Table()
    casts: list[list[int]] = []
    for number, part in shards(catalog.works.values()):
        casts += (
            list(dict.fromkeys(people.place(_person(p.name)) for p in w.people)) for w in part
        )
        alts = (join_forms(_other_titles(w)) for w in part)
        yield f"alts.{number}", "\n".join(alts)
        yield f"pinyin.{number}", "\n".join(_pinyin(w.title, w.alt_titles) for w in part)
    yield "people", {"names": "\n".join(people.values), **pack_lists(casts)}


def maker_sections(catalog: Catalog) -> Iterator[Section]:
    """Companies, in all languages."""
    yield "makers", "\n".join(_forms(c.name, c.legal_name) for c in catalog.companies.values())


def variant_sections(catalog: Catalog) -> Iterator[Section]:
    """Which characters are variants of which."""
    yield "variants", variant_pairs(searched_texts(catalog))


def logline_sections(
    catalog: Catalog, localisers: Mapping[str, Localiser]
) -> Iterator[tuple[str, Section]]:
    """What is said of each work, portion by portion, with the language of whoever reads it.

    A work without words in that language has those of the next that the reader is shown.
    """
    for number, part in shards(catalog.works.values() if localisers else ()):
        for tag, localiser in localisers.items():
            shown = localiser.text
            lines = join_lines((s.value if (s := shown(w.logline)) else "") for w in part)
            yield tag, (f"loglines.{tag}.{number}", lines)


def searched_texts(catalog: Catalog) -> Iterator[str]:
    """Every text that is searched, in all languages."""
    for work in catalog.works.values():
        yield from work.title.values()
        yield from (work.alt_titles or {}).values()
        yield from work.logline.values()
        for person in work.people:
            yield from person.name.values()
    for company in catalog.companies.values():
        yield from company.name.values()
        yield from (company.legal_name or {}).values()
    for event in catalog.events:
        yield from event.title.values()
    for family in catalog.families.values():
        yield from family.name.values()


def all_forms(*texts: Text | None) -> str:
    """All names of one thing in all languages, with the pinyin of Chinese ones."""
    return _forms(*texts)


def _forms(*texts: Text | None) -> str:
    names = [name for text in texts if text for name in text.values()]
    chinese = [n for text in texts if text for t, n in text.items() if t.startswith("zh")]
    return join_forms([*names, *_parted(names), *_marked(chinese)])


def _other_titles(work: Work) -> Iterator[str]:
    others = (work.alt_titles or {}).values()
    yield from others
    yield from _parted([*work.title.values(), *others])


def _parted(names: Iterable[str]) -> Iterator[str]:
    """Persian words with a joiner between their parts, as who has none on the keyboard types them.

    Without anything between, the search finds them by itself.
    """
    return (name.replace("\u200c", " ") for name in names if "\u200c" in name)


def _person(name: Text) -> str:
    """A person's name; in pinyin only where no Latin spelling is given, which mostly is pinyin."""
    latin = any(tag in name for tag in ("en", "es", "fr", "de", "it", "pt"))
    return join_forms(name.values()) if latin else _forms(name)


def _pinyin(*texts: Text | None) -> str:
    chinese = [n for text in texts if text for t, n in text.items() if t.startswith("zh")]
    return join_forms(_spelled(chinese))


def _marked(chinese: Iterable[str]) -> list[str]:
    """Pinyin among other forms is told apart by a sign in front."""
    return [f"~{spelling}" for spelling in _spelled(chinese)]


def _spelled(chinese: Iterable[str]) -> Iterator[str]:
    for name in dict.fromkeys(chinese):
        if has_han(name):
            yield from spell_pinyin(line(name))


__all__ = [
    "SHARD",
    "all_forms",
    "logline_sections",
    "maker_sections",
    "name_sections",
    "searched_texts",
    "shards",
    "title_sections",
    "variant_sections",
]
