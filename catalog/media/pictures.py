"""Every picture of an edition: inspected, derived, or drawn where there is none."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from catalog.core.problems import Loc, Problem, nearest, problem
from catalog.core.workers import share_out
from catalog.edition.resolve import Catalog
from catalog.media.images import (
    Dress,
    ImageProblem,
    Original,
    Picture,
    choose_dress,
    cover_name,
    derive_all,
    derive_previews,
    draw_cover,
    inspect_image,
    media_folder,
)
from catalog.media.images.cache import Made, keep_media
from catalog.models.family import Family
from catalog.models.images import Image
from catalog.models.parts import Part
from catalog.models.records import Records
from catalog.models.texts import Text
from catalog.models.vocabularies import KINDS
from catalog.models.work import Work
from catalog.reading.yaml import list_entries, printable

Count = Callable[[int, int], None]

_CHUNK = 100  # drawn covers a task
_LOOKED_AT = 2000  # files of a submission among which a missing picture is looked for
_WORTH_A_POOL = 500  # fewer are drawn before a pool has started


class Named(NamedTuple):
    """A picture that the organizers' prose names, and where."""

    path: str
    file: str
    line: int


@dataclass
class Pictures:
    """What pages may show.

    Attributes:
        by_path: content-relative path → picture; what could not be used is not there.
        covers: record id (``family:<id>`` for a family) → media name of its drawn cover.
        previews: the same ids → media name of the link preview.
        problems: what is wrong with submitted pictures.
        in_prose: the paths of those that the organizers' prose names.
    """

    by_path: dict[str, Picture] = field(default_factory=dict)
    covers: dict[str, str] = field(default_factory=dict)
    previews: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    in_prose: set[str] = field(default_factory=set)

    def keep_shown(self, catalog: Catalog) -> None:
        """Forget the pictures that only drafts and companies not taking part name."""
        shown = (
            *catalog.companies.values(),
            *catalog.works.values(),
            *catalog.families.values(),
            catalog.edition,
        )
        named = {image.path for record in shown for _, image in images_of(record)}
        named |= self.in_prose
        self.by_path = {path: p for path, p in self.by_path.items() if path in named}

    def media(self) -> Iterator[str]:
        """The name of every media file that pages may refer to."""
        for picture in self.by_path.values():
            yield from (d.name for d in picture.derivatives)
        yield from self.covers.values()
        yield from self.previews.values()


def images_of(record: Part, loc: Loc = ()) -> Iterator[tuple[Loc, Image]]:
    """Every picture that a record names, with its place."""
    for name, alias in _picture_fields(type(record)):
        value: Any = getattr(record, name)
        here = (*loc, alias)
        if isinstance(value, Image):
            yield here, value
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Image):
                    yield (*here, index), item
        elif isinstance(value, Part):
            yield from images_of(value, here)


@cache
def _picture_fields(model: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a model that may hold pictures, with the names that people write."""
    fields = model.model_fields.items()
    return tuple((name, f.alias or name) for name, f in fields if _may_hold(f.annotation))


def _may_hold(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation is Image or bool(_picture_fields(annotation))
    return any(_may_hold(inner) for inner in getattr(annotation, "__args__", ()))


def derive_pictures(
    content: Path,
    records: Records,
    cache: Path,
    jobs: int = 1,
    count: Count | None = None,
    prose: Iterable[Named] = (),
) -> Pictures:
    """Inspect and derive every picture of every valid record, and of the organizers' prose.

    What is wrong with one is a problem at each place that names it.
    """
    named: dict[str, list[tuple[str, Loc, int]]] = {}
    originals: dict[str, Original] = {}
    wrong: dict[str, ImageProblem] = {}

    def look(path: str, folder: str) -> None:
        if path in originals or path in wrong:
            return
        try:
            originals[path] = inspect_image(content, path, folder, cache)
        except ImageProblem as error:
            wrong[path] = error

    for record, folder in _records(records):
        for loc, image in images_of(record):
            named.setdefault(image.path, []).append((record.path, record.written(loc), 0))
            look(image.path, folder)
    found = Pictures()
    for one in prose:
        found.in_prose.add(one.path)
        named.setdefault(one.path, []).append((one.file, (), one.line))
        look(one.path, f"editions/{records.edition.id}")
    for path, result in derive_all(content, originals.values(), cache, jobs, count).items():
        if isinstance(result, Picture):
            found.by_path[path] = result
        else:
            wrong[path] = result
    there = _There(content)
    for path, trouble in wrong.items():
        for file, loc, line in named[path]:
            found.problems.append(_problem(trouble, there, path, file, loc, line))
    return found


def draw_missing(
    catalog: Catalog,
    pictures: Pictures,
    cache: Path,
    jobs: int = 1,
    count: Count | None = None,
) -> None:
    """Draw a cover for each work and family that has none, and make every link preview."""
    draw_covers(catalog, pictures, cache, jobs)
    sources: dict[str, Picture | Dress] = {}
    for wanted in _covers(catalog):
        picture = pictures.by_path.get(wanted.cover.path) if wanted.cover else None
        wide = pictures.by_path.get(wanted.wide.path) if wanted.wide else None
        dress = choose_dress(wanted.id, family=wanted.family, glyph=wanted.seal)
        sources[wanted.id] = wide or picture or dress
    pictures.previews |= derive_previews(sources, cache, jobs, count)


def draw_covers(catalog: Catalog, pictures: Pictures, cache: Path, jobs: int = 1) -> None:
    """Draw a cover for each work and family that has none."""
    own, made = catalog.site.source_language, Made(cache)
    missing: list[_Drawing] = []
    for wanted in _covers(catalog):
        if wanted.cover is None or wanted.cover.path not in pictures.by_path:
            drawing = _drawing_of(wanted, own)
            pictures.covers[wanted.id] = drawing.name
            if not made.holds(drawing.name):
                missing.append(drawing)

    def draw(some: list[_Drawing]) -> list[str]:
        return [_draw(drawing, cache) for drawing in some]

    # Each task is sent what it draws from: looking at the records of a very large edition, every
    # process would come to have a copy of them.
    tasks = (missing[start : start + _CHUNK] for start in range(0, len(missing), _CHUNK))
    with share_out(draw, jobs if len(missing) >= _WORTH_A_POOL else 1) as run:
        for name in chain.from_iterable(run(tasks)):
            made.add(name)
    made.write()


class _Cover(NamedTuple):
    """What a cover is made of, drawn or not."""

    id: str
    title: Text
    language: str
    seal: str
    family: str
    cover: Image | None
    wide: Image | None


def _covers(catalog: Catalog) -> Iterator[_Cover]:
    yield from map(_cover_of, catalog.works.values())
    yield from map(_cover_of, catalog.families.values())


def _cover_of(record: Work | Family) -> _Cover:
    if isinstance(record, Work):
        language, seal = record.own_language or "", KINDS[record.kind].seal
        family = record.family or ""
        return _Cover(record.id, record.title, language, seal, family, record.cover, record.wide)
    id = f"family:{record.id}"
    return _Cover(id, record.name, record.lang or "", "", record.id, record.cover, None)


def draw_cover_of(
    record: Work | Family, source_language: str, cache: Path
) -> tuple[str, str, Path]:
    """The drawn cover of one record: its id among covers, its media name, and its file."""
    drawing = _drawing_of(_cover_of(record), source_language)
    return drawing.id, _draw(drawing, cache), media_folder(cache) / drawing.name


class _Drawing(NamedTuple):
    """A cover to be drawn: its id among covers, its media name, and what it is drawn from."""

    id: str
    name: str
    drawn_from: dict[str, str]


def _drawing_of(wanted: _Cover, source_language: str) -> _Drawing:
    title = wanted.title
    language = wanted.language or source_language
    tag = language if language in title else next(iter(title))
    drawn_from = {
        "family": wanted.family,
        "glyph": wanted.seal,
        "title": title[tag],
        "lang": tag,
        "foot": title.get("en", ""),
    }
    return _Drawing(wanted.id, cover_name(wanted.id, **drawn_from), drawn_from)


def _draw(drawing: _Drawing, cache: Path) -> str:
    cover = draw_cover(drawing.id, **drawing.drawn_from)
    keep_media(cache, drawing.name, cover.encode())
    return drawing.name


def _records(records: Records) -> Iterable[tuple[Any, str]]:
    """Every record that may name pictures, with the folder that they may not leave."""
    for company in records.companies.values():
        yield company, f"companies/{company.id}"
    for work in records.works.values():
        yield work, f"companies/{work.company}"
    for family in records.families.values():
        yield family, "families"
    yield records.edition, f"editions/{records.edition.id}"


def _problem(
    error: ImageProblem, there: _There, path: str, file: str, loc: Loc, line: int
) -> Problem:
    params: dict[str, Any] = {k: v for k, v in error.params.items() if k != "path"}
    hint: str = params.pop("hint", "")
    if error.code == "image-missing" and not hint:
        names = there.beside(path)
        near = names.get(nearest(path.rpartition("/")[2], names) or "", "")
        found = near or there.elsewhere(path, file)
        found = _seen_from(file, found) if found else ""
        params["near"], hint = found, "near" if found else ""
    seen = _seen_from(file, path)
    return problem(
        error.code, file, loc, line=line, column=int(line > 0), hint=hint, file=seen, **params
    )


class _There:
    """What there is beside missing pictures, each folder looked at once: thousands may be missing.

    Names are in small letters, and lead to the path in the content folder of the first such file.
    """

    def __init__(self, content: Path) -> None:
        self._content = content
        self._seen: dict[tuple[str, bool], dict[str, str]] = {}

    def beside(self, path: str) -> dict[str, str]:
        """The files of the folder in which a picture should be."""
        return self._files(posixpath.dirname(path), deep=False)

    def elsewhere(self, path: str, file: str) -> str:
        """A picture of that name in another folder of the same submission; "" for none."""
        top = "/".join(file.split("/")[:2])
        return self._files(top, deep=True).get(path.rpartition("/")[2].lower(), "")

    def _files(self, folder: str, *, deep: bool) -> dict[str, str]:
        if (folder, deep) not in self._seen:
            found: dict[str, str] = {}
            there = islice(list_entries(self._content, folder, deep=deep), _LOOKED_AT)
            for path in sorted(e.path for e in there if e.kind == "file" and _can_be_said(e.path)):
                found.setdefault(path.rpartition("/")[2].lower(), path)
            self._seen[folder, deep] = found
        return self._seen[folder, deep]


def _can_be_said(path: str) -> bool:
    """Whether a path can be written in a record: not with a name that is no UTF-8."""
    return printable(path) == path


def _seen_from(file: str, path: str) -> str:
    """A picture's path as it is written in ``file``."""
    return posixpath.relpath(path, PurePosixPath(file).parent)
