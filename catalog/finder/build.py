"""Which sections there are, in which files they travel, and how a page learns their names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.finder.facets import make_cards, make_facets, title_tags
from catalog.finder.names import (
    SHARD,
    Section,
    logline_sections,
    maker_sections,
    name_sections,
    title_sections,
)
from catalog.finder.words import make_contacts, make_labels, make_more
from catalog.images import Picture
from catalog.localise import Localiser
from catalog.resolve import Catalog
from catalog.site import Prose

_TOGETHER = 128 * 1024
"""Bytes of text below which a catalogue's texts travel in one file: fewer requests matter more."""


@dataclass
class Finder:
    """The files of an edition's finder.

    Attributes:
        files: path below ``/<edition>/`` → content. ``data/finder-<lang>.js`` keeps its name and
            says which of the others, named by their content, to load.
    """

    files: dict[str, bytes] = field(default_factory=dict)


def make_finder(
    catalog: Catalog,
    localisers: Mapping[str, Localiser],
    pictures: Mapping[str, Picture],
    covers: Mapping[str, str],
    prose: Mapping[str, Sequence[Prose]] | None = None,
    pagefind: Mapping[str, Mapping[str, str]] | None = None,
) -> Finder:
    """All data that the finder needs, for every language of ``localisers``.

    Args:
        pictures: content-relative path → derived picture.
        covers: work id → media name of its drawn cover.
        prose: language → its prose pages, which the search finds too.
        pagefind: language → ids of works and companies in Pagefind's index, where there is one.
    """
    tags = title_tags(catalog)
    titles = {tag: title_sections(catalog, tag) for tag in tags}
    groups: dict[str, list[Section]] = {
        "facets": [("facets", make_facets(catalog))],
        "cards": [("cards", make_cards(catalog, pictures, covers))],
        "names": name_sections(catalog),
        "makers": maker_sections(catalog),
    }
    groups |= {f"titles.{tag}": sections for tag, sections in titles.items()}
    finder = Finder()
    shared = _pack(finder, groups, _shared_files(tags))
    for tag, localiser in localisers.items():
        labels = make_labels(catalog, localiser)
        own: dict[str, list[Section]] = {
            "labels": [("labels", labels)],
            "more": [("more", make_more(catalog, localiser, (prose or {}).get(tag, ())))],
            "loglines": logline_sections(catalog, localiser),
            "contacts": [("contacts", make_contacts(catalog, localiser))],
        }
        needs = shared | _pack(
            finder, own, (("labels",), ("more", "loglines"), ("contacts",)), f"-{tag}"
        )
        manifest: dict[str, Any] = {
            "needs": needs,
            "shard": SHARD,
            "works": len(catalog.works),
        }
        if pagefind:
            ids: dict[str, list[Section]] = {"pagefind": [("pagefind", dict(pagefind[tag]))]}
            needs |= _pack(finder, ids, (("pagefind",),), f"-{tag}")
            manifest["pagefind"] = True
        finder.files[f"data/finder-{tag}.js"] = _script([("manifest", manifest)])
    return finder


def _shared_files(tags: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return (("facets", "cards"), ("names", "makers", *(f"titles.{tag}" for tag in tags)))


def _pack(
    finder: Finder,
    groups: Mapping[str, Sequence[Section]],
    together: Sequence[Sequence[str]],
    suffix: str = "",
) -> dict[str, list[str]]:
    """Write groups into files; returns which files each needs.

    Groups that are asked for at the same time share a file while they are small.
    """
    needs: dict[str, list[str]] = {}
    for names in together:
        scripts = {name: [_script([section]) for section in groups[name]] for name in names}
        if sum(len(s) for parts in scripts.values() for s in parts) <= _TOGETHER:
            data = b"".join(s for parts in scripts.values() for s in parts)
            file = _put(finder, names[0] + suffix, data)
            needs |= {name: [file] for name in names}
            continue
        for name, parts in scripts.items():
            label = name.replace(".", "-") + suffix
            needs[name] = [_put(finder, label, part) for part in parts]
    return needs


def _put(finder: Finder, name: str, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()[:10]
    file = f"{name}-{digest}.js"
    finder.files[f"data/{file}"] = data
    return file


def _script(sections: Sequence[tuple[str, Any]]) -> bytes:
    """A classic script: runs from a disk as from a server, and asks for nothing."""
    calls = (f"catalogData({_json(name)},{_json(payload)});\n" for name, payload in sections)
    return "".join(calls).encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
