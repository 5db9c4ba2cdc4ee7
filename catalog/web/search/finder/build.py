"""Which sections there are, in which files they travel, and how a page learns their names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from catalog.core.formats import compact_json
from catalog.edition.localise import Localiser
from catalog.edition.resolve import Catalog
from catalog.media.images import Picture
from catalog.models.work import Work
from catalog.web.frame import Prose
from catalog.web.pages.plan import PER_PAGE, Lists
from catalog.web.search.finder.facets import make_cards, make_facets, title_tags
from catalog.web.search.finder.further_hits import make_contacts, make_more
from catalog.web.search.finder.labels import Used, find_used, make_labels
from catalog.web.search.finder.searched_texts import (
    SHARD,
    Section,
    logline_sections,
    maker_sections,
    name_sections,
    title_sections,
    variant_sections,
)

_TOGETHER = 128 * 1024
"""Bytes of text below which a catalogue's texts travel in one file: fewer requests matter more."""

Put = Callable[[str, bytes], object]
"""Takes a file: its path below ``/<edition>/``, and what it holds."""


@dataclass
class Finder:
    """What is known of an edition's finder, whose files are elsewhere.

    Attributes:
        needs: language ("" for what all share) → group of sections → its files, as names.
        sizes: the same → bytes of the group.
        tags: the languages that any title is in.
    """

    needs: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    sizes: dict[str, dict[str, int]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)

    def names(self) -> set[str]:
        """Path below ``/<edition>/`` of every file."""
        named = {f for needs in self.needs.values() for files in needs.values() for f in files}
        return {f"data/{name}" for name in named} | {
            f"data/finder-{tag}.js" for tag in self.needs if tag
        }


def changed_groups(before: Work, after: Work, cover: bool) -> set[str]:
    """The groups of sections in which another text of a work shows; all other fields are the same.

    Args:
        cover: whether another cover was drawn.
    """
    found: set[str] = {"cards"} if cover else set()
    if before.title != after.title:
        found |= {f"titles.{tag}" for tag in {*before.title, *after.title}}
    if before.title != after.title or before.alt_titles != after.alt_titles:
        found.add("names")
    if [p.name for p in before.people] != [p.name for p in after.people]:
        found.add("names")
    if before.logline != after.logline:
        found.add("loglines")
    if found - {"cards"}:
        found.add("variants")  # of whatever is searched
    return found


@dataclass(frozen=True)
class _Inputs:
    """What :func:`make_finder` is given."""

    catalog: Catalog
    localisers: Mapping[str, Localiser]
    pictures: Mapping[str, Picture]
    covers: Mapping[str, str]
    lists: Lists
    prose: Mapping[str, Sequence[Prose]]
    pagefind: Mapping[str, Mapping[str, str]]


def make_finder(
    catalog: Catalog,
    localisers: Mapping[str, Localiser],
    pictures: Mapping[str, Picture],
    covers: Mapping[str, str],
    lists: Lists,
    put: Put,
    prose: Mapping[str, Sequence[Prose]] | None = None,
    pagefind: Mapping[str, Mapping[str, str]] | None = None,
    *,
    before: Finder | None = None,
    changed: Collection[str] = (),
) -> Finder:
    """Make all data that the finder needs, for every language of ``localisers``.

    A language's ``data/finder-<lang>.js`` keeps its name and says which of the other files, named
    by their content, to load. Files are given away as they are made: of many works' texts only a
    portion is held at one time.

    Args:
        pictures: content-relative path → derived picture.
        covers: work id → media name of its drawn cover.
        lists: those of the edition.
        put: is given each file.
        prose: language → its prose pages, which the search finds too.
        pagefind: language → ids of works and companies in Pagefind's index, where there is one.
        before: the finder of the same records with other texts; then only the ``changed`` groups
            of sections are made anew, and ``put`` is given only the files that are new.
    """
    inputs = _Inputs(catalog, localisers, pictures, covers, lists, prose or {}, pagefind or {})
    if before:
        files: dict[str, bytes] = {}
        with suppress(_GrownTogetherError):
            finder = _make(inputs, _Packer(files.__setitem__, before.tags, before, changed))
            for path, data in files.items():
                put(path, data)
            return finder
    return _make(inputs, _Packer(put, title_tags(catalog)))


def _make(inputs: _Inputs, packer: _Packer) -> Finder:
    """Make every section that the packer wants, and say where they all are."""
    catalog, localisers, tags = inputs.catalog, inputs.localisers, packer.finder.tags
    first = inputs.lists.works.get("works", [])[:PER_PAGE]
    packer.open("", "facets", "cards")
    packer.open("", "names", "makers", "variants", *(f"titles.{tag}" for tag in tags))
    packer.fill("", "facets", _one("facets", make_facets, catalog, tags, first))
    packer.fill("", "cards", _one("cards", make_cards, catalog, inputs.pictures, inputs.covers))
    packer.fill("", "names", name_sections(catalog))
    packer.fill("", "makers", maker_sections(catalog))
    packer.fill("", "variants", variant_sections(catalog))
    # Titles and loglines: one look at every work, for all languages that are wanted.
    titled = [tag for tag in tags if packer.wants("", f"titles.{tag}")]
    for tag, section in title_sections(catalog, titled):
        packer.add("", f"titles.{tag}", section)

    used = cache(partial(find_used, catalog))
    for tag, localiser in localisers.items():
        packer.open(tag, "labels")
        packer.open(tag, "more", "loglines")
        packer.open(tag, "contacts")
        prose = inputs.prose.get(tag, ())
        packer.fill(tag, "labels", _one("labels", _labels, catalog, localiser, used, tags))
        packer.fill(tag, "more", _one("more", make_more, catalog, localiser, prose))
        packer.fill(tag, "contacts", _one("contacts", make_contacts, catalog, localiser))
        if inputs.pagefind:
            packer.open(tag, "pagefind")
            packer.fill(tag, "pagefind", _one("pagefind", dict, inputs.pagefind[tag]))
    told = {tag: one for tag, one in localisers.items() if packer.wants(tag, "loglines")}
    for tag, section in logline_sections(catalog, told):
        packer.add(tag, "loglines", section)

    packer.close()
    for tag in localisers:
        manifest: dict[str, Any] = {
            "needs": packer.finder.needs[""] | packer.finder.needs[tag],
            "shard": SHARD,
            "works": len(catalog.works),
        }
        if inputs.pagefind:
            manifest["pagefind"] = True
        packer.put(f"data/finder-{tag}.js", _script([("manifest", manifest)]))
    return packer.finder


def _labels(
    catalog: Catalog, localiser: Localiser, used: Callable[[], Used], tags: Sequence[str]
) -> dict[str, Any]:
    return make_labels(catalog, localiser, used(), tags)


def _one(name: str, make: Callable[..., Any], *args: Any) -> Iterator[Section]:
    """A group of one section, made when it is asked for."""
    yield name, make(*args)


# ---- files -----------------------------------------------------------------------------


class _GrownTogetherError(Exception):
    """Groups that travelled apart would now share a file, but not all of them were made."""


class _Packer:
    """Writes groups of sections into files, and notes which those are.

    With a finder from before, a file whose groups did not change is left as it is.
    """

    def __init__(
        self,
        put: Put,
        tags: list[str],
        before: Finder | None = None,
        changed: Collection[str] = (),
    ) -> None:
        self.finder = Finder(tags=tags)
        self.put = put
        self._before = before or Finder()
        self._changed = changed
        self._parcels: list[tuple[str, _Parcel]] = []
        self._of: dict[tuple[str, str], _Parcel] = {}

    def open(self, tag: str, *names: str) -> None:
        """Groups of one language ("" for what all share) that are asked for together."""
        sizes, needs = self._before.sizes.get(tag, {}), self._before.needs.get(tag, {})
        parcel = _Parcel(self.put, tag, names, needs, sizes, self._changed)
        self._parcels.append((tag, parcel))
        self._of |= {(tag, name): parcel for name in names}

    def wants(self, tag: str, name: str) -> bool:
        """Whether a group has to be made."""
        return name in self._of[tag, name].wanted

    def fill(self, tag: str, name: str, sections: Iterable[Section]) -> None:
        """Add a whole group, if it is wanted; otherwise its sections are not even made."""
        if self.wants(tag, name):
            for section in sections:
                self.add(tag, name, section)

    def add(self, tag: str, name: str, section: Section) -> None:
        """Add a section to a group that is wanted."""
        self._of[tag, name].add(name, _script([section]))

    def close(self) -> None:
        """Everything was added.

        Raises:
            _GrownTogetherError: more has to be made than was wanted.
        """
        for tag, parcel in self._parcels:
            parcel.close()
            self.finder.needs.setdefault(tag, {}).update(parcel.needs)
            self.finder.sizes.setdefault(tag, {}).update(parcel.sizes)


class _Parcel:
    """Groups that are asked for together: in one file while they are small, in many when not.

    Attributes:
        wanted: the groups that have to be made.
    """

    def __init__(
        self,
        put: Put,
        tag: str,
        names: Sequence[str],
        needs: Mapping[str, list[str]],
        sizes: Mapping[str, int],
        changed: Collection[str],
    ) -> None:
        anew = {name for name in names if name not in sizes or name in changed}
        apart = sum(sizes.get(name, 0) for name in names) > _TOGETHER
        self.wanted = anew if apart or not anew else set(names)
        self.needs = {name: [] if name in self.wanted else needs[name] for name in names}
        self.sizes = {name: 0 if name in self.wanted else sizes[name] for name in names}
        self._put_file = put
        self._suffix = f"-{tag}" if tag else ""
        self._held: dict[str, list[bytes]] | None = {name: [] for name in names}

    def add(self, name: str, script: bytes) -> None:
        self.sizes[name] += len(script)
        if self._held is None:
            self._put(name, script)
            return
        self._held[name].append(script)
        if sum(self.sizes.values()) > _TOGETHER:
            held, self._held = self._held, None
            for one, scripts in held.items():
                for script in scripts:
                    self._put(one, script)

    def close(self) -> None:
        if self._held is None or not self.wanted:
            return
        if self.wanted != self.needs.keys():
            raise _GrownTogetherError
        first = next(iter(self._held))
        self._put(first, b"".join(script for scripts in self._held.values() for script in scripts))
        self.needs = dict.fromkeys(self.needs, self.needs[first])

    def _put(self, name: str, data: bytes) -> None:
        digest = hashlib.sha256(data).hexdigest()[:10]
        file = f"{name.replace('.', '-')}{self._suffix}-{digest}.js"
        self._put_file(f"data/{file}", data)
        self.needs[name].append(file)


def _script(sections: Sequence[tuple[str, Any]]) -> bytes:
    """A classic script: runs from a disk as from a server, and asks for nothing."""
    calls = (
        f"showcase.data({compact_json(name)},{compact_json(payload)});\n"
        for name, payload in sections
    )
    return "".join(calls).encode()
