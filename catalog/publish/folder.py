"""The output folder always holds complete editions.

A build first writes everything that changes into a staging folder beside the output. Then it
writes a journal there: from that moment the change is decided, and is carried out by renames that
may be repeated. A build that is killed before the journal stands has changed nothing, and its
staging is thrown away; one that is killed after it is rolled forward by the next command. A first
build moves the whole staged tree into place with one rename.

    site/                 the output; site/.catalog marks it as ours
    .site.staging/        files/… and journal.json while a build is under way
    .site.lock            held while somebody builds
"""

from __future__ import annotations

import filecmp
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from catalog.errors import CatalogError

MARKER = ".catalog"
_MARKER_TEXT = "Made by Catalog. A build may change and delete files in this folder.\n"
_JOURNAL = "journal.json"
_FILES = "files"


class Publication:
    """The changes that one build makes to the output folder.

    Paths are relative to the output folder, with posix separators. ``put`` may be called from
    several processes at once; what others have staged is added to ``staged`` by who commits.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.staging = _staging(out)
        self.former = _has_entries(out)
        self.staged: set[str] = set()
        self._made: set[str] = set()

    def put(self, path: str, data: bytes) -> bool:
        """Stage a file if it is not there already with the same content; True if staged."""
        if self.former and _same(self.out / path, data):
            return False
        self._target(path).write_bytes(data)
        self.staged.add(path)
        return True

    def put_pieces(self, path: str, pieces: Iterable[bytes]) -> bool:
        """Stage a file that is never whole in memory; True if it is not there already."""
        target = self._target(path)
        with target.open("wb") as stream:
            stream.writelines(pieces)
        present = self.out / path
        if present.is_file() and filecmp.cmp(present, target, shallow=False):
            target.unlink()
            return False
        self.staged.add(path)
        return True

    def put_exchanged(self, path: str, pairs: Iterable[tuple[bytes, bytes]]) -> bool:
        """Stage a published file with pieces of it exchanged; False where one is not to be found.

        Args:
            pairs: old and new piece; each old one must stand in the file once.
        """
        try:
            data = (self.out / path).read_bytes()
        except OSError:
            return False
        for old, new in pairs:
            start = data.find(old) if old else -1
            if start < 0 or data.find(old, start + 1) >= 0:
                return False
            data = b"".join((data[:start], new, data[start + len(old) :]))
        self.put(path, data)
        return True

    def put_copy(self, path: str, source: Path) -> bool:
        """Stage a copy of a file whose name changes with its content (media)."""
        present = self.out / path
        with suppress(OSError):
            if present.stat().st_size == source.stat().st_size:
                return False
        target = self._target(path)
        self.staged.add(path)
        if target.exists():
            return True  # several records may share one picture
        try:
            os.link(source, target)  # no second copy on the same disk
        except OSError:
            shutil.copyfile(source, target)
        return True

    def _target(self, path: str) -> Path:
        target = self.staging / _FILES / path
        folder = str(target.parent)
        if folder not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return target

    def commit(self, folder: str, wanted: set[str]) -> tuple[int, int]:
        """Make the staged changes the published state.

        Args:
            folder: the edition's folder: what lies in it and is not wanted goes.
            wanted: every path of the edition, staged or unchanged.

        Returns:
            How many files were written and how many deleted.
        """
        staged = sorted(self.staged)
        if not _has_entries(self.out):
            staged_marker = self.staging / _FILES / MARKER
            staged_marker.parent.mkdir(parents=True, exist_ok=True)
            staged_marker.write_text(_MARKER_TEXT, encoding="utf-8")
            _write_journal(self.staging, {"swap": True})
            _carry_out(self.out, self.staging)
            return len(staged), 0
        stale = sorted(p for p in _listing(self.out, folder) if p not in wanted)
        return self._change(staged, stale)

    def amend(self, gone: Iterable[str]) -> tuple[int, int]:
        """The same where all is known that goes: nothing else is looked for."""
        return self._change(sorted(self.staged), sorted(gone))

    def _change(self, staged: list[str], stale: list[str]) -> tuple[int, int]:
        if not staged and not stale:
            shutil.rmtree(self.staging, ignore_errors=True)
            return 0, 0
        _write_journal(self.staging, {"put": staged, "delete": stale})
        _carry_out(self.out, self.staging)
        return len(staged), len(stale)


@contextmanager
def open_publication(out: Path, *, wait: float = -1) -> Iterator[Publication]:
    """Hold the output folder, recover what a killed build left, and stage changes.

    Whatever happens before :meth:`Publication.commit` leaves the folder as it was.

    Args:
        wait: seconds to wait for another build; negative waits for ever.

    Raises:
        CatalogError: the folder is somebody else's, another build holds it, or the disk is full.
    """
    refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(out.parent / f".{out.name}.lock")
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise CatalogError(
            f"another build is writing to {out}", "wait until it has finished"
        ) from error
    try:
        recover(out)
        publication = Publication(out)
        try:
            yield publication
        except OSError as error:
            if error.errno is not None and error.errno in _NO_ROOM:
                raise CatalogError(
                    f"the disk is full or may not be written: {error}",
                    "nothing was published; make room and build again",
                ) from error
            raise
        finally:
            if not (publication.staging / _JOURNAL).exists():
                shutil.rmtree(publication.staging, ignore_errors=True)
    finally:
        lock.release()


def is_held(out: Path) -> bool:
    """Whether another build is writing there at this moment."""
    path = out.parent / f".{out.name}.lock"
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def refuse_foreign(out: Path) -> None:
    """Stop before writing into a folder that holds something else.

    Raises:
        CatalogError: the folder is not empty and not marked as ours.
    """
    if out.exists() and not out.is_dir():
        raise CatalogError(f"{out} is a file", "choose another folder with --out")
    if _has_entries(out) and not (out / MARKER).is_file():
        raise CatalogError(
            f"{out} is not empty and was not made by this program",
            "choose an empty folder with --out, or delete this one yourself",
        )


def recover(out: Path) -> bool:
    """Finish or undo what a killed build left; True if a decided change was carried out."""
    staging = _staging(out)
    if not staging.exists():
        return False
    if (staging / _JOURNAL).is_file():
        _carry_out(out, staging)
        return True
    shutil.rmtree(staging, ignore_errors=True)
    return False


# ENOSPC, EDQUOT, EROFS, EACCES, EPERM
_NO_ROOM = frozenset((28, 122, 30, 13, 1))


def _staging(out: Path) -> Path:
    return out.parent / f".{out.name}.staging"


def _has_entries(folder: Path) -> bool:
    return folder.is_dir() and next(folder.iterdir(), None) is not None


def _same(path: Path, data: bytes) -> bool:
    try:
        if path.stat().st_size != len(data):
            return False
        return path.read_bytes() == data
    except OSError:
        return False


def _listing(top: Path, folder: str) -> Iterator[str]:
    """Every file below ``top/folder``, relative to ``top``."""
    root = str(top)
    for here, folders, names in os.walk(top / folder):
        folders.sort()
        prefix = here[len(root) :].strip(os.sep).replace(os.sep, "/")
        for name in names:
            yield f"{prefix}/{name}" if prefix else name


def _write_journal(staging: Path, journal: dict[str, object]) -> None:
    """The moment of decision: the journal appears whole, or not at all."""
    part = staging / (_JOURNAL + ".part")
    with part.open("w", encoding="utf-8") as stream:
        json.dump(journal, stream)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(staging / _JOURNAL)


def _carry_out(out: Path, staging: Path) -> None:
    """Do what the journal says; every step may have been done already."""
    journal = json.loads((staging / _JOURNAL).read_text(encoding="utf-8"))
    files = staging / _FILES
    if journal.get("swap"):
        if files.exists():
            with suppress(FileNotFoundError):
                out.rmdir()  # empty, as was seen before
            files.rename(out)
    else:
        made: set[Path] = set()
        for path in journal["put"]:
            source, target = files / path, out / path
            if target.parent not in made:
                _make_folder(target.parent, out)
                made.add(target.parent)
            if target.is_dir():
                shutil.rmtree(target)
            with suppress(FileNotFoundError):
                source.replace(target)
        for path in journal["delete"]:
            gone = out / path
            if gone.is_dir():
                continue  # a page of the former edition that is a folder of the new one
            with suppress(FileNotFoundError, NotADirectoryError):
                gone.unlink()
            _remove_empty(gone.parent, out)
    (staging / _JOURNAL).unlink()
    shutil.rmtree(staging, ignore_errors=True)


def _make_folder(folder: Path, out: Path) -> None:
    """Like ``mkdir -p``, also where a file of the former state stands in the way."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        for parent in [*reversed(folder.relative_to(out).parents), folder.relative_to(out)]:
            if (out / parent).is_file():
                (out / parent).unlink()
        folder.mkdir(parents=True, exist_ok=True)


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
