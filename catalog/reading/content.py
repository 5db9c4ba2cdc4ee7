"""Reads a whole content folder: every record, every problem, the organizers' prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from catalog.core.characters import clean, lost
from catalog.core.errors import CatalogError
from catalog.core.problems import Problem, nearest, problem
from catalog.core.slugs import is_kept_by_windows, is_slug, slugify
from catalog.core.workers import share_out
from catalog.models.base import Record
from catalog.models.company import Company
from catalog.models.context import Context
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.prose import ProseSource
from catalog.models.records import Records
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.tags import normalise_tag
from catalog.models.vocabularies import Vocabularies
from catalog.models.work import Work
from catalog.reading.records import (
    Reading,
    parse_entries,
    parse_model,
    parse_page,
    parse_vocabularies,
)
from catalog.reading.spellings import with_spellings
from catalog.reading.yaml import (
    Entry,
    RecordFile,
    Refused,
    find_records,
    is_folder,
    kind_at,
    list_entries,
    lost_record,
    printable,
    read_bytes,
    read_record,
    record_file,
)
from catalog.reading.yaml.parse import hidden

_CHUNK = 100  # files a task
_PAGE = re.compile(r"\.(?:md|markdown|mdown|mkdn?)(?:\.txt)?$", re.IGNORECASE)
_WORTH_A_POOL = 1000  # files; fewer are read before a pool has started

Count = Callable[[int, int], None]  # done, total

Recall = Callable[[str, Vocabularies], Callable[[str], Reading | None]]
"""For a source language and vocabularies: what became of a file, where that is known without
reading it."""

# Between two lines of hyphens; an editor may have left spaces behind them, or empty lines before.

# Addresses that the pages of records have; no prose page may take one.
RESERVED = frozenset(
    (
        "assets",
        "companies",
        "data",
        "families",
        "halls",
        "index",
        "list",
        "media",
        "offline",
        "programme",
        "rights",
        "services",
        "shortlist",
        "works",
    )
)

_MODELS: dict[str, type[Record]] = {
    "company": Company,
    "work": Work,
    "family": Family,
    "service": Service,
}
_PLURAL = {"company": "companies", "work": "works", "family": "families", "service": "services"}


@dataclass
class Content:
    """What a content folder said.

    ``readings`` has, by path, what became of each file of a record that fairs share: of a company,
    a work, a family, a service. ``records`` is None when ``catalog.yml`` or the edition cannot be
    read: then nothing can be built, and the problems with the effect "build" say why.
    """

    records: Records | None
    problems: list[Problem] = field(default_factory=list)
    prose: list[ProseSource] = field(default_factory=list)
    files: int = 0
    readings: dict[str, Reading] = field(default_factory=dict)


def read_content(
    content: Path,
    edition: str | None = None,
    *,
    locales: Path,
    interface: tuple[str, ...] = (),
    cache: Path | None = None,
    count: Count | None = None,
    recall: Recall | None = None,
    jobs: int = 1,
) -> Content:
    """Read every record below ``content``.

    Args:
        edition: which edition's stands and programme to read; by default the current one's.
        locales: interface catalogues, whose labels are recognised in vocabulary fields.
        interface: the languages of those.
        count: told how many files are read, and of how many.
        recall: tells what is known from before.
        jobs: processes to read with.

    Raises:
        CatalogError: there is no such folder.
    """
    if not is_folder(content):
        raise CatalogError(
            f"there is no folder {content}",
            "name the content folder with --content",
            (f"没有文件夹 {content}", "请用 --content 指明记录所在的文件夹"),
        )
    files, problems = find_records(content)
    reader = _Reader(content, problems)
    site = reader.read_site(files)
    source = site.source_language if site else "en"
    reader.vocabularies = reader.read_vocabularies(files, source)
    reader.vocabularies = with_spellings(reader.vocabularies, locales, interface, cache)
    reader.source_language = source

    wanted = edition if edition is not None else site.edition if site else None
    found = reader.read_edition(files, wanted, asked=edition is not None)
    records: dict[str, dict[str, Any]] = {plural: {} for plural in _PLURAL.values()}
    rest = [f for f in files if f.kind in _MODELS]
    readings: dict[str, Reading] = {}
    known = recall(source, reader.vocabularies) if recall else None
    all_read = zip(rest, _read_all(reader, rest, known, jobs), strict=True)
    for done, (file, reading) in enumerate(all_read, 1):
        readings[file.path] = reading
        reader.problems.extend(reading.problems)
        if reading.record is not None:
            reading.record.place(file.id, file.path)  # one id and path, whichever process read it
            records[_PLURAL[file.kind]][file.id] = reading.record
        if count:
            count(done, len(rest))
    reader.check_folders(files)
    present: dict[str, set[str]] = {}
    lost = (record for found in problems if (record := lost_record(found)))
    for file in chain(files, lost):
        present.setdefault(file.kind, set()).add(file.id)

    result = Content(None, reader.problems, files=len(files), readings=readings)
    if found:
        result.prose = reader.read_prose(found)
    if site and found:
        result.records = Records(
            site=site,
            edition=found,
            **records,
            stands=reader.read_entries(Stand, files, "stands", found),
            events=reader.read_entries(Event, files, "programme", found),
            vocabularies=reader.vocabularies,
            present=present,
            former_editions=reader.former_editions,
        )
    return result


def _read_all(
    reader: _Reader,
    files: Sequence[RecordFile],
    known: Callable[[str], Reading | None] | None,
    jobs: int,
) -> Iterator[Reading]:
    """What became of each file, in their order; what is not known is read, a chunk a task."""
    found = [known(file.path) if known else None for file in files]
    unread = [file for file, reading in zip(files, found, strict=True) if reading is None]

    def read_chunk(start: int) -> list[Reading]:
        chunk = unread[start : start + _CHUNK]
        return [reader.reading(_MODELS[file.kind], file) for file in chunk]

    with share_out(read_chunk, jobs if len(unread) >= _WORTH_A_POOL else 1) as run:
        read = chain.from_iterable(run(range(0, len(unread), _CHUNK)))
        yield from (next(read) if reading is None else reading for reading in found)


def read_again(content: Path, path: str, site: Site, vocabularies: Vocabularies) -> Reading:
    """One record file, where everything else is known; an empty reading where it holds no record.

    Args:
        vocabularies: with the organizers' additions and the labels of interface languages.
    """
    file = record_file(path)
    if file is None or file.kind not in _MODELS:
        return Reading()
    reader = _Reader(content, [])
    reader.vocabularies, reader.source_language = vocabularies, site.source_language
    return reader.reading(_MODELS[file.kind], file)


def read_site(content: Path) -> tuple[Site | None, Vocabularies]:
    """The site and its vocabularies, as far as they can be read; problems are not told."""
    files, problems = find_records(content) if is_folder(content) else ([], [])
    reader = _Reader(content, problems)
    site = reader.read_site(files)
    return site, reader.read_vocabularies(files, site.source_language if site else "en")


class _Reader:
    """Reads files and collects their problems."""

    def __init__(self, content: Path, problems: list[Problem]) -> None:
        self.content = content
        self.problems = problems
        self.vocabularies: Vocabularies = Context().vocabularies
        self.source_language = "en"
        self.former_editions: dict[str, str] = {}  # what editions were called → their ids

    def read(self, model: type[Record], file: RecordFile) -> Any:
        return self._taken(self.reading(model, file))

    def _taken(self, reading: Reading) -> Any:
        self.problems.extend(reading.problems)
        return reading.record

    def reading(self, model: type[Record], file: RecordFile) -> Reading:
        raw = read_record(self.content, file.path)
        folder = str(PurePosixPath(file.path).parent)
        root = "/".join(file.path.split("/")[:2]) if file.kind in ("company", "work") else folder
        context = Context(self.source_language, folder, root, self.vocabularies)
        return parse_model(model, raw, file.id, file.path, context)

    def read_site(self, files: Iterable[RecordFile]) -> Site | None:
        file = next((f for f in files if f.kind == "site"), None)
        if file is None:
            self.problems.append(
                problem(
                    "unreadable-file",
                    "catalog.yml",
                    line=1,
                    column=1,
                    effect="build",
                    hint="site",
                    reason="@missing",
                )
            )
            return None
        # Its own source language is the language of its bare texts.
        raw = read_record(self.content, file.path)
        tag = raw.data.get("source_language") if isinstance(raw.data, dict) else None
        self.source_language = (normalise_tag(tag) if isinstance(tag, str) else None) or "en"
        site: Site | None = self._grave(lambda: self.read(Site, file))
        return site

    def read_edition(
        self, files: list[RecordFile], wanted: str | None, *, asked: bool
    ) -> Edition | None:
        editions = {f.id: f for f in files if f.kind == "edition"}
        readings = {id: self.reading(Edition, file) for id, file in editions.items()}
        for id, reading in readings.items():
            for alias in reading.record.aliases if reading.record else ():
                if alias not in editions:
                    self.former_editions.setdefault(alias, id)
        present = self.former_editions.get(wanted or "", wanted)
        if asked and wanted and present != wanted:
            told = problem("former-id", "catalog.yml", line=1, column=1, value=wanted, fix=present)
            self.problems.append(told)
        wanted = present
        for id, reading in readings.items():
            if id != wanted:
                self.problems.extend(reading.problems)
        if wanted is None:
            return None
        if wanted not in editions:
            near = nearest(wanted, editions)
            path, loc = ("catalog.yml", ()) if asked else ("catalog.yml", ("edition",))
            self.problems.append(
                problem(
                    "unknown-edition",
                    path,
                    loc,
                    hint="near" if near else "",
                    value=wanted,
                    near=near or "",
                    known=sorted(editions),
                )
            )
            return None
        found: Edition | None = self._grave(lambda: self._taken(readings[wanted]))
        return found

    def _grave(self, read: Callable[[], Any]) -> Any:
        """Without this record there is no site: its loss is the build's."""
        before = len(self.problems)
        record = read()
        if record is None:
            told = self.problems[before:]
            self.problems[before:] = [p.graver("build") if p.takes_record else p for p in told]
        elif record.draft:
            self.problems.append(problem("draft-edition", record.path, ("draft",)))
            return None
        return record

    def read_vocabularies(self, files: Iterable[RecordFile], language: str) -> Vocabularies:
        wanted = [f for f in files if f.kind == "vocabulary"]
        raws = {f.path: read_record(self.content, f.path) for f in wanted}
        vocabularies, problems = parse_vocabularies(raws, Context(language))
        self.problems.extend(problems)
        return vocabularies

    def read_entries(
        self, model: Any, files: Iterable[RecordFile], kind: str, edition: Edition
    ) -> list[Any]:
        file = next((f for f in files if f.kind == kind and f.id == edition.id), None)
        if file is None:
            return []
        folder = str(PurePosixPath(file.path).parent)
        context = Context(self.source_language, folder, folder, self.vocabularies)
        raw = read_record(self.content, file.path)
        entries, problems = parse_entries(model, raw, file.path, context)
        self.problems.extend(problems)
        return entries

    def check_folders(self, files: Iterable[RecordFile]) -> None:
        """A company's works need the company's own record."""
        files = list(files)
        companies = {f.id for f in files if f.kind == "company"}
        told: set[str] = set()
        for file in files:
            company = file.id.partition("/")[0]
            if file.kind == "work" and company not in companies and company not in told:
                told.add(company)
                self.problems.append(
                    problem("no-company-file", file.path, line=1, column=1, company=company)
                )

    def read_prose(self, edition: Edition) -> list[ProseSource]:
        """``pages/<lang>/*.md``, each with a front matter or without."""
        pages: list[ProseSource] = []
        for entry in self._pages(edition):
            where, name = printable(entry.path), PurePosixPath(entry.path).stem
            tag = self._tag_of_page(where, edition)
            if tag is None:
                continue
            if name in RESERVED or not is_slug(name):
                code = "reserved-name" if name in RESERVED else "bad-name"
                fix = f"about-{name}" if name in RESERVED else slugify(name)
                hint = "windows" if code == "bad-name" and is_kept_by_windows(name) else ""
                self._refuse_page(where, code, hint=hint, name=PurePosixPath(where).stem, fix=fix)
                continue
            data = read_bytes(self.content, where)
            if isinstance(data, Problem):
                self.problems.append(replace(data, effect="entry"))
                continue
            try:
                text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
            except UnicodeDecodeError:
                self._refuse_page(where, "not-utf8", looks="")
                continue
            pages.extend(self._prose(name, tag, text, where))
        return pages

    def _pages(self, edition: Edition) -> Iterator[Entry]:
        """What may be meant as a page: Markdown in the edition's folder, or in one called pages."""
        for top in (f"editions/{edition.id}", "pages"):
            if top == "pages" and not self._has_folder(top):
                continue
            for entry in list_entries(self.content, top):
                path = PurePosixPath(entry.path)
                if entry.kind != "refused" and _PAGE.search(path.name) and path.stem != "README":
                    yield entry

    def _has_folder(self, path: str) -> bool:
        try:
            return kind_at(self.content, path) == "folder"
        except Refused:
            return False

    def _tag_of_page(self, path: str, edition: Edition) -> str | None:
        """The language of a page, from its place; None where none is expected, which is told."""
        top = f"editions/{edition.id}/pages"
        name = _PAGE.sub("", PurePosixPath(path).name)
        tag, hint, folder = None, "", ""
        match PurePosixPath(path).parts:
            case ("editions", _, "pages", folder, _) if path.endswith(".md"):
                tag = normalise_tag(folder)
                hint = "" if tag else "language"
        if tag is None:
            language = next(filter(None, map(normalise_tag, PurePosixPath(path).parts[:-1])), "")
            fix = f"{top}/{language or edition.languages[0]}/{slugify(name)}.md"
            self._refuse_page(path, "misplaced-page", hint=hint, folder=folder, fix=fix)
        return tag

    def _refuse_page(self, path: str, code: str, **params: Any) -> None:
        self.problems.append(problem(code, path, line=1, column=1, effect="entry", **params))

    def _prose(self, name: str, tag: str, text: str, path: str) -> Iterator[ProseSource]:
        """The page of a text; none where it is set aside or a draft."""
        folder = str(PurePosixPath(path).parent)
        context = Context(self.source_language, folder, folder, self.vocabularies)
        page = parse_page(name, self._without_unseen(text, path), path, context)
        self.problems.extend(page.problems)
        if not page.withheld:
            order = 1000 if page.order is None else page.order
            yield ProseSource(
                name, tag, page.title, page.markdown, page.description, order, path, page.line
            )

    def _without_unseen(self, text: str, path: str) -> str:
        """A page's Markdown as every format can hold it."""
        cleaned = clean(text, "prose")
        if found := lost(text, cleaned):
            before = text[: text.index(found[0])].split("\n")
            line, column = len(before), len(before[-1]) + 1
            self.problems.append(hidden(path, found, line=line, column=column))
        return cleaned
