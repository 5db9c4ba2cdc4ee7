"""The ledger of a build: what it was made from, kept for the next one.

Records as they were read and as they were shown, which pages show which of them, and everything
else that a page is made of. From it a changed record is published without reading the others
(:mod:`catalog.build.incremental.patch`), and where more has changed the files that have not are
not read again.

    .cache/ledgers/<output>/
        records.bin     every record file's entry: a :class:`Store`
        snapshot.bin        all the rest
        patches.bin      what was patched since
        clean           the output's stamp; there only while the output is as the ledger says

The cache holds pickles of our own making; like all caches it must be writable by nobody else.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
import shutil
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from catalog.core.cache import forget_unused, mark_used, pass_over
from catalog.core.fingerprint import Files, Sources, output_key, output_stamp
from catalog.core.problems import Problem
from catalog.core.store import Store, StoreDamagedError, write_store
from catalog.edition.resolve import COLLECTIONS, Catalog
from catalog.edition.tracked import TrackedRecords
from catalog.media.hall_plans import Plan
from catalog.media.pictures import Pictures
from catalog.models.prose import ProseSource
from catalog.web.pages import Lists
from catalog.web.search.finder import Finder

_SNAPSHOT, _RECORDS, _AMENDS, _CLEAN = "snapshot.bin", "records.bin", "patches.bin", "clean"
_NEXT = "records.next"
_HEAD = 64  # bytes of a checksum before what it is of


class LedgerDamagedError(Exception):
    """The ledger is not what was written: it is of no use, and has been thrown away."""


class Entry(NamedTuple):
    """A record file: what it says, what of it is shown, and what is wrong with it.

    Attributes:
        record: as it was read; None where it was set aside.
        shown: the same with its references resolved; None where it is not shown.
        problems: told when it was read.
    """

    record: Any
    shown: Any
    problems: list[Problem]


class Readers:
    """Which pages show which records: for each record its pages, in one array with offsets."""

    def __init__(self, offsets: array[int], pages: array[int]) -> None:
        self.offsets, self.pages = offsets, pages

    @classmethod
    def invert(cls, shown: Sequence[array[int]], records: int) -> Readers:
        """From each page's records.

        Args:
            shown: page by page the places of the records that it shows.
            records: how many records there are.
        """
        found: list[list[int]] = [[] for _ in range(records)]
        for page, places in enumerate(shown):
            for place in places:
                found[place].append(page)
        offsets, pages = array("I", [0]), array("I")
        for of_record in found:
            pages.extend(of_record)
            offsets.append(len(pages))
        return cls(offsets, pages)

    def of(self, place: int) -> array[int]:
        """The pages that show a record."""
        return self.pages[self.offsets[place] : self.offsets[place + 1]]


@dataclass
class Snapshot:
    """What a build was made from, but for the records themselves.

    Attributes:
        sources: as they were before anything was read.
        catalog: without its records; its index of relations stands in ``index``.
        paths: collection → id → the record's file; in the order of the catalogue.
        pages: the fields of each page.
        frame_keys: language → the key of its frame in the cache.
        prose: the organizers' pages.
        problems: everything that was told.
        files: how many record files there are.
        page_count: HTML files in all languages, prose pages too.
        unlisted: addresses below the edition's folder that ask search engines to leave them out.
        notes: what the build had to say.
    """

    sources: Sources
    catalog: Catalog
    index: Any
    paths: dict[str, dict[str, str]]
    lists: Lists
    pages: list[tuple[str, str, str, str]]
    readers: Readers
    pictures: Pictures
    plans: dict[str, Plan]
    frame_keys: dict[str, str]
    finder: Finder
    prose: list[ProseSource]
    problems: list[Problem]
    files: int
    page_count: int
    unlisted: frozenset[str]
    notes: tuple[str, ...]


@dataclass
class Patches:
    """What was patched since the snapshot was written.

    Attributes:
        files: path → its size and time now.
        theme: all of the theme's files now; None where nothing was patched.
        entries: path → the record file's new entry.
        covers: media names of covers drawn anew, by record id.
        finder: the finder's files as they are now; None where they did not change.
    """

    files: Files = field(default_factory=dict)
    theme: Files | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    covers: dict[str, str] = field(default_factory=dict)
    finder: Finder | None = None


class Ledger:
    """A build's snapshot and records, opened; records are read when they are asked for."""

    def __init__(
        self,
        folder: Path,
        snapshot: Snapshot,
        store: Store,
        patches: Patches,
    ) -> None:
        self.folder = folder
        self.snapshot = snapshot
        self.patches = patches
        self._store = store
        self._stamp = _stamp(folder)

    @property
    def sources(self) -> Sources:
        """The sources of the published state."""
        snapshot, patches = self.snapshot.sources, self.patches
        if patches.theme is None:
            return snapshot
        return replace(snapshot, files=snapshot.files | patches.files, theme=patches.theme)

    def entry(self, path: str) -> Entry | None:
        """What is known of a record file; None where nothing is.

        Raises:
            LedgerDamagedError: what was kept of it is not what was written.
        """
        known = self.patches.entries.get(path)
        if known is not None:
            return known
        if path not in self._store:
            return None
        try:
            return Entry(*self._store.get(path))
        except StoreDamagedError as error:
            pass_over(self.folder)
            shutil.rmtree(self.folder, ignore_errors=True)
            raise LedgerDamagedError from error

    def catalog(self) -> Catalog:
        """The catalogue as it was published; a record is read at its first use."""
        collections = {}
        for name in COLLECTIONS:
            paths = self.snapshot.paths[name]
            collections[name] = TrackedRecords(paths, self._fetcher(paths))
        found = self.snapshot.catalog
        found.__dict__["index"] = self.snapshot.index
        return found.with_records(collections)

    def _fetcher(self, paths: Mapping[str, str]) -> Any:
        def fetch(id: str) -> Any:
            entry = self.entry(paths[id])
            if entry is None or entry.shown is None:
                raise KeyError(id)
            return entry.shown

        return fetch

    def is_clean(self, out: Path) -> bool:
        """Whether the output is as the ledger says.

        While somebody waits for the output, another build may change both.
        """
        try:
            clean = (self.folder / _CLEAN).read_text() == output_stamp(out)
        except OSError:
            return False
        return clean and _stamp(self.folder) == self._stamp

    def write_patches(self) -> None:
        """Keep what was patched."""
        _write(self.folder / _AMENDS, pickle.dumps(self.patches, 5))
        self._stamp = _stamp(self.folder)


def _stamp(folder: Path) -> list[tuple[int, int]]:
    """What tells one ledger from the next that takes its place."""
    files = [folder / name for name in (_SNAPSHOT, _AMENDS)]
    stats = [file.stat() for file in files if file.exists()]
    return [(found.st_ino, found.st_mtime_ns) for found in stats]


def ledger_folder(cache: Path, out: Path) -> Path:
    """Where the ledger of an output folder is kept."""
    return cache / "ledgers" / output_key(out)


def open_ledger(cache: Path, out: Path, rest: str) -> Ledger | None:
    """The ledger of an output folder.

    None where there is none, where it is of other code or options, or damaged: then it is of no
    use, and thrown away.

    Args:
        rest: of :class:`Sources`, as it is now.
    """
    folder = ledger_folder(cache, out)
    gc.disable()  # nothing of a million new objects is garbage
    try:
        if (folder / "rest").read_text() != rest:
            return None
        snapshot, places = pickle.loads(_read(folder / _SNAPSHOT))  # noqa: S301  # our own
        patches = Patches()
        if (folder / _AMENDS).exists():
            patches = pickle.loads(_read(folder / _AMENDS))  # noqa: S301  # our own
        store = Store(folder / _RECORDS, places)
    except FileNotFoundError:
        return None
    except Exception:  # a damaged pickle raises anything
        pass_over(folder)
        shutil.rmtree(folder, ignore_errors=True)
        return None
    finally:
        gc.enable()
    return Ledger(folder, snapshot, store, patches)


def forget_ledger(cache: Path, out: Path) -> None:
    """Throw the ledger of an output folder away."""
    shutil.rmtree(ledger_folder(cache, out), ignore_errors=True)


def forget_ledgers(cache: Path, out: Path) -> None:
    """Throw away the ledgers of outputs that are no longer built; not the one of ``out``."""
    mark_used(ledger_folder(cache, out))
    forget_unused(cache, "ledgers")


def mark_dirty(cache: Path, out: Path) -> None:
    """Until :func:`mark_clean` nothing builds on the ledger: the output is about to change."""
    (ledger_folder(cache, out) / _CLEAN).unlink(missing_ok=True)


def mark_clean(cache: Path, out: Path) -> None:
    """Say that the output is as the ledger says."""
    (ledger_folder(cache, out) / _CLEAN).write_text(output_stamp(out))


def write_entries(cache: Path, out: Path, entries: Iterable[tuple[str, Entry]]) -> Store:
    """Keep record files for the ledger that :func:`write_ledger` finishes; the one before stays.

    Args:
        entries: every record file that could be read, by path.
    """
    folder = ledger_folder(cache, out)
    folder.mkdir(parents=True, exist_ok=True)
    return write_store(folder / _NEXT, ((path, tuple(entry)) for path, entry in entries))


def write_ledger(cache: Path, out: Path, snapshot: Snapshot, store: Store) -> None:
    """Keep a build's ledger, instead of the one before.

    Args:
        store: of :func:`write_entries`.
    """
    folder = ledger_folder(cache, out)
    (folder / "rest").unlink(missing_ok=True)
    (folder / _AMENDS).unlink(missing_ok=True)
    store.file.replace(folder / _RECORDS)
    _write(folder / _SNAPSHOT, pickle.dumps((snapshot, store.places), 5))
    (folder / "rest").write_text(snapshot.sources.rest)


def _write(file: Path, data: bytes) -> None:
    part = file.with_suffix(".part")
    part.write_bytes(_digest(data) + data)
    part.replace(file)


def _read(file: Path) -> bytes:
    data = file.read_bytes()
    if data[:_HEAD] != _digest(data[_HEAD:]):
        raise ValueError("damaged")
    return data[_HEAD:]


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_HEAD // 2).hexdigest().encode()


__all__ = [
    "Entry",
    "Ledger",
    "LedgerDamagedError",
    "Patches",
    "Readers",
    "Snapshot",
    "forget_ledger",
    "ledger_folder",
    "mark_clean",
    "mark_dirty",
    "open_ledger",
    "write_entries",
    "write_ledger",
]
