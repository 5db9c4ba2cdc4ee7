"""Which sections there are, in which files they travel, and how a page learns their names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from catalog.finder.facets import make_cards, make_facets, title_tags
from catalog.finder.names import (
    SHARD,
    Section,
    logline_sections,
    maker_sections,
    name_sections,
    title_sections,
    variant_sections,
)
from catalog.finder.words import Used, find_used, make_contacts, make_labels, make_more
from catalog.images import Picture
from catalog.localise import Localiser
from catalog.models import Work
from catalog.pages.plan import PER_PAGE, Lists
from catalog.resolve import Catalog
from catalog.site import Prose

_TOGETHER = 128 * 1024
"""Bytes of text below which a catalogue's texts travel in one file: fewer requests matter more."""

Groups = dict[str, Callable[[], list[Section]]]


@dataclass
class Finder:
    """The files of an edition's finder.

    Attributes:
        files: path below ``/<edition>/`` → content. ``data/finder-<lang>.js`` keeps its name and
            says which of the others, named by their content, to load.
        needs: language ("" for what all share) → group of sections → its files, as names.
        sizes: the same → bytes of the group.
        tags: the languages that any title is in.
    """

    files: dict[str, bytes] = field(default_factory=dict)
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


def make_finder(
    catalog: Catalog,
    localisers: Mapping[str, Localiser],
    pictures: Mapping[str, Picture],
    covers: Mapping[str, str],
    lists: Lists,
    prose: Mapping[str, Sequence[Prose]] | None = None,
    pagefind: Mapping[str, Mapping[str, str]] | None = None,
    *,
    before: Finder | None = None,
    changed: Collection[str] = (),
) -> Finder:
    """All data that the finder needs, for every language of ``localisers``.

    Args:
        pictures: content-relative path → derived picture.
        covers: work id → media name of its drawn cover.
        lists: those of the edition.
        prose: language → its prose pages, which the search finds too.
        pagefind: language → ids of works and companies in Pagefind's index, where there is one.
        before: the finder of the same records with other texts; then only the ``changed`` groups
            of sections are made anew, and ``files`` has only those that are new.
    """
    tags = before.tags if before else title_tags(catalog)
    first = lists.works.get("works", [])[:PER_PAGE]
    # Each looks at every work: once for all languages, and only where it is asked for.
    titles = cache(partial(title_sections, catalog, tags))
    loglines = cache(partial(logline_sections, catalog, localisers))
    used = cache(partial(find_used, catalog))
    packer = _Packer(before, changed)
    packer.finder.tags = tags
    groups: Groups = {
        "facets": _one("facets", partial(make_facets, catalog, tags, first)),
        "cards": _one("cards", partial(make_cards, catalog, pictures, covers)),
        "names": partial(name_sections, catalog),
        "makers": partial(maker_sections, catalog),
        "variants": partial(variant_sections, catalog),
    }
    groups |= {f"titles.{tag}": partial(_at, titles, tag) for tag in tags}
    texts = ("names", "makers", "variants", *(f"titles.{tag}" for tag in tags))
    together = (("facets", "cards"), texts)
    packer.pack("", groups, together)
    for tag, localiser in localisers.items():
        own: Groups = {
            "labels": _one("labels", partial(_labels, catalog, localiser, used, tags)),
            "more": _one(
                "more", partial(make_more, catalog, localiser, (prose or {}).get(tag, ()))
            ),
            "loglines": partial(_at, loglines, tag),
            "contacts": _one("contacts", partial(make_contacts, catalog, localiser)),
        }
        parcels: tuple[tuple[str, ...], ...] = (("labels",), ("more", "loglines"), ("contacts",))
        if pagefind:
            own["pagefind"] = _one("pagefind", partial(dict, pagefind[tag]))
            parcels += (("pagefind",),)
        packer.pack(tag, own, parcels)
        manifest: dict[str, Any] = {
            "needs": packer.finder.needs[""] | packer.finder.needs[tag],
            "shard": SHARD,
            "works": len(catalog.works),
        }
        if pagefind:
            manifest["pagefind"] = True
        packer.finder.files[f"data/finder-{tag}.js"] = _script([("manifest", manifest)])
    return packer.finder


def _labels(
    catalog: Catalog, localiser: Localiser, used: Callable[[], Used], tags: Sequence[str]
) -> dict[str, Any]:
    return make_labels(catalog, localiser, used(), tags)


def _at(sections: Callable[[], dict[str, list[Section]]], tag: str) -> list[Section]:
    return sections()[tag]


def _one(name: str, make: Callable[[], Any]) -> Callable[[], list[Section]]:
    """A group of one section."""
    return lambda: [(name, make())]


class _Packer:
    """Writes groups into files; those that are asked for together share one while they are small.

    With a finder from before, a file whose groups did not change is left as it is.
    """

    def __init__(self, before: Finder | None, changed: Collection[str]) -> None:
        self.finder = Finder()
        self.before = before
        self.changed = changed

    def pack(self, tag: str, groups: Groups, together: Sequence[Sequence[str]]) -> None:
        """Write the groups of one language ("" for what all share)."""
        needs, sizes = self.finder.needs.setdefault(tag, {}), self.finder.sizes.setdefault(tag, {})
        suffix = f"-{tag}" if tag else ""
        for names in together:
            self._pack(tag, names, groups, needs, sizes, suffix)

    def _pack(
        self,
        tag: str,
        names: Sequence[str],
        groups: Groups,
        needs: dict[str, list[str]],
        sizes: dict[str, int],
        suffix: str,
    ) -> None:
        old_sizes = self.before.sizes[tag] if self.before else {}
        apart = sum(old_sizes.get(name, 0) for name in names) > _TOGETHER
        anew = [name for name in names if name not in old_sizes or name in self.changed]
        if self.before and not anew:
            needs |= {name: self.before.needs[tag][name] for name in names}
            sizes |= {name: old_sizes[name] for name in names}
            return
        made = {name: _scripts(groups[name]()) for name in (anew if apart else names)}
        sizes |= {n: sum(map(len, made[n])) if n in made else old_sizes[n] for n in names}
        if sum(sizes[name] for name in names) <= _TOGETHER:
            made |= {name: _scripts(groups[name]()) for name in names if name not in made}
            data = b"".join(script for name in names for script in made[name])
            file = self._put(names[0] + suffix, data)
            needs |= {name: [file] for name in names}
            return
        for name in names:
            if name in made:
                label = name.replace(".", "-") + suffix
                needs[name] = [self._put(label, part) for part in made[name]]
            elif self.before:
                needs[name] = self.before.needs[tag][name]

    def _put(self, name: str, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()[:10]
        file = f"{name}-{digest}.js"
        self.finder.files[f"data/{file}"] = data
        return file


def _scripts(sections: Sequence[Section]) -> list[bytes]:
    return [_script([section]) for section in sections]


def _script(sections: Sequence[tuple[str, Any]]) -> bytes:
    """A classic script: runs from a disk as from a server, and asks for nothing."""
    calls = (f"catalogData({_json(name)},{_json(payload)});\n" for name, payload in sections)
    return "".join(calls).encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
