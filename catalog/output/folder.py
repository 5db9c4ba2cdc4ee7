"""An output folder goes from one complete state to the next, also when a command is killed.

A build first writes everything that changes into a staging folder beside the output. Then it
writes a journal there: from that moment the change is decided, and is carried out by renames that
may be repeated. A build that is killed before the journal stands has changed nothing, and its
staging is thrown away; one that is killed after it is rolled forward by the next command that holds
the folder: ``build``, ``serve``, ``booth``. Until then the files that were not reached yet are the
former ones. A first build moves the whole staged tree into place with one rename; what is made anew
as a whole (a booth) takes two, with nothing at its place between them.

    site/                 the output; site/.catalog marks it as ours
    .site.staging/        <token>/… and journal.json while a build is under way
    .site.lock            held while somebody builds

Each build stages below a token of its own, so that what a process of a killed one may still write
never gets among the files of the next.

An output that is a symbolic link is the folder that it leads to, for every command: staging, lock
and report lie beside that folder. A folder below the output that is a link is refused: what it
leads to is somebody else's.
"""

from __future__ import annotations

import filecmp
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from catalog.core.errors import CatalogError, disk_trouble
from catalog.output.compress import SIBLINGS, is_compressible, sibling_of
from catalog.output.journal import (
    carry_out,
    is_decided,
    recover,
    staging_of,
    withdraw,
    write_journal,
)
from catalog.output.marker import (
    MARKER,
    Kind,
    has_entries,
    marker_text,
    refuse_foreign,
    write_marker,
)
from catalog.output.pieces import find_pieces, write_exchanged

_DRAFTS = "drafts"

# What to do where the disk is full, by how far a build has come.
_UNCHANGED = (
    "nothing was published; make room and build again",
    "未发布任何内容；请腾出空间后重新生成",
)
_DECIDED = (
    "the new edition is decided but not all of it is in place; make room and build again: the next "
    "build puts the rest in place first",
    "新版本已确定，但尚未全部就位；请腾出空间后重新生成，下次生成会先补齐其余部分",
)
_PUBLISHED = (
    "the new edition is published; make room for what is kept of it",
    "新版本已发布；请为需要保留的数据腾出空间",
)


class Publication:
    """The changes that one build makes to the output folder.

    Paths are relative to the output folder, with posix separators. Each ``put`` stages what is not
    there already, gives the paths that it staged, and may be called from several processes at once;
    what others have staged is added to ``staged`` by who commits.

    With ``precompress`` every file that gains by it has compressed siblings, staged with it. With
    ``shared`` other machines stage too, of which one that is given up may write on for a while: so
    each file is replaced in one step.
    """

    def __init__(self, out: Path, *, precompress: bool = False, shared: bool = False) -> None:
        self.out = out.resolve()  # others may not stand where we do, and a link may lead elsewhere
        self.precompress = precompress
        self.shared = shared
        self.staging = staging_of(self.out)
        self.files = self.staging / secrets.token_hex(4)
        self._files = str(self.files)
        self.former = has_entries(self.out)
        self.staged: set[str] = set()
        self._elsewhere = 0  # files staged without being named
        self.committed = False
        self._made: set[str] = set()
        self._root: set[str] = set()

    def put(self, path: str, data: bytes) -> tuple[str, ...]:
        """Stage a file."""
        new = not (self.former and _same(self.out / path, data))
        if new:
            self._write(path, data)
        return self._note(path, new, len(data), lambda: (data,))

    def take(self, names: Iterable[str], number: int) -> None:
        """Count files that other processes have staged.

        Args:
            names: each of them; of a first build none.
            number: how many.
        """
        if self.former:
            self.staged.update(names)
        else:
            self._elsewhere += number

    def read(self, path: str) -> bytes:
        """A file as it will be once this is committed.

        Raises:
            FileNotFoundError: it is neither staged nor published.
        """
        staged = self.files / path
        fresh = path in self.staged or not self.former
        return (staged if fresh else self.out / path).read_bytes()

    def put_pieces(self, path: str, pieces: Iterable[bytes]) -> tuple[str, ...]:
        """Stage a file that is never whole in memory."""
        target = Path(self._target(path))
        with target.open("wb") as stream:
            stream.writelines(pieces)
        present, size = self.out / path, target.stat().st_size
        new = not (present.is_file() and filecmp.cmp(present, target, shallow=False))
        if not new:
            target.unlink()
            target = present
        return self._note(path, new, size, lambda: _read_pieces(target))

    def put_exchanged(self, path: str, pairs: Iterable[tuple[bytes, bytes]]) -> bool:
        """Stage a published file with pieces of it exchanged; False where one is not to be found.

        Args:
            pairs: old and new piece; each old one must stand in the file once.
        """
        try:
            with (self.out / path).open("rb") as present:
                places = find_pieces(present, pairs)
                if places is None:
                    return False
                target = Path(self._target(path))
                with target.open("wb") as stream:
                    write_exchanged(present, places, stream)
        except FileNotFoundError:
            return False
        size = target.stat().st_size
        self._note(path, True, size, lambda: _read_pieces(target))
        return True

    def put_copy(self, path: str, source: Path) -> tuple[str, ...]:
        """Stage a copy of a file, which it keeps the time of."""
        size = source.stat().st_size
        new = not filecmp.cmp(self.out / path, source) if (self.out / path).is_file() else True
        if new:
            target = Path(self._target(path))
            if not target.exists():  # several records may share one picture
                try:
                    os.link(source, target)  # no second copy on the same disk
                except OSError:
                    shutil.copy2(source, target)
        return self._note(path, new, size, lambda: _read_pieces(source))

    def _note(
        self, path: str, new: bool, size: int, read: Callable[[], Iterable[bytes]]
    ) -> tuple[str, ...]:
        """What was staged of a file, together with the siblings that it lacks."""
        staged = [path] if new else []
        if "/" not in path:
            self._root.add(path)
        if self.precompress and is_compressible(path, size):
            for suffix, compress in SIBLINGS.items():
                sibling = path + suffix
                if new or not (self.out / sibling).is_file():
                    self._write(sibling, compress(path, read()))
                    staged.append(sibling)
        self.staged.update(staged)
        return tuple(staged)

    def _write(self, path: str, data: bytes | Iterable[bytes]) -> None:
        target = draft = self._target(path)
        if self.shared:
            drafts = self.staging / _DRAFTS
            drafts.mkdir(exist_ok=True)
            draft = f"{drafts}/{secrets.token_hex(8)}"
        with open(draft, "wb") as stream:  # noqa: PTH123  # see _target
            stream.writelines((data,) if isinstance(data, bytes) else data)
        if self.shared:
            Path(draft).replace(target)

    def _target(self, path: str) -> str:
        """Where a file is staged, in a folder that is there.

        A string: for a hundred thousand files Paths take as long as the folders that they name.
        """
        folder = path.rpartition("/")[0]
        target = f"{self._files}/{path}"
        if folder not in self._made:
            _make_folder(f"{self._files}/{folder}")
            self._made.add(folder)
        return target

    def commit(self, folder: str, wanted: Iterable[str]) -> tuple[int, int]:
        """Make the staged changes the published state.

        Args:
            folder: the edition's folder: what lies in it and is not wanted goes.
            wanted: every path of the edition, staged or unchanged.

        Returns:
            How many files were written and how many deleted.
        """
        staged = sorted(self.staged)
        if not self.former:
            self._target(MARKER)
            write_marker(self.files, "site")
            write_journal(self.staging, {"files": self.files.name, "swap": True})
            carry_out(self.out, self.staging)
            self.committed = True
            return len(staged) + self._elsewhere, 0
        return self._change(staged, sorted(self._stale(folder, set(wanted))))

    def patch(self, gone: Iterable[str]) -> tuple[int, int]:
        """The same where all is known that goes: nothing else is looked for."""
        gone = set(gone)
        touched = gone | self.staged
        for folder in {path.rpartition("/")[0] for path in touched}:
            _refuse_linked(self.out, folder)
        siblings = {path + suffix for path in touched for suffix in SIBLINGS} - self.staged
        gone |= {path for path in siblings if (self.out / path).is_file()}
        return self._change(sorted(self.staged), sorted(gone))

    def refuse_links(self, folder: str) -> None:
        """Stop where the edition's folder, or one near its top, is a link.

        What lies deeper is seen when it is committed; this is for before anything is rendered.

        Raises:
            CatalogError: names it.
        """
        for path in (folder, *_folders(self.out, folder, deep=2)):
            _refuse_linked(self.out, path)

    def _change(self, staged: list[str], stale: list[str]) -> tuple[int, int]:
        if not _same(self.out / MARKER, marker_text("site").encode()):  # a former version's
            self._write(MARKER, marker_text("site").encode())
            staged = [*staged, MARKER]
        if not staged and not stale:
            shutil.rmtree(self.staging, ignore_errors=True)
            self.committed = True
            return 0, 0
        write_journal(self.staging, {"files": self.files.name, "put": staged, "delete": stale})
        carry_out(self.out, self.staging)
        self.committed = True
        return len(staged), len(stale)

    def _stale(self, folder: str, wanted: set[str]) -> Iterator[str]:
        """What goes: what nobody wants, and compressed siblings of what is no more or is new."""
        for path in _listing(self.out, folder):
            if path not in wanted and not self._keeps(path, wanted):
                yield path
        for path in self._root:  # which has no listing of ours
            for sibling in (path + suffix for suffix in SIBLINGS):
                if (self.out / sibling).is_file() and not self._keeps(sibling, self._root):
                    yield sibling

    def _keeps(self, path: str, wanted: set[str]) -> bool:
        """Whether this is a compressed sibling that belongs to its file as it will be."""
        base = sibling_of(path)
        fresh = path in self.staged or base not in self.staged
        return self.precompress and base in wanted and fresh


@contextmanager
def open_publication(
    out: Path,
    *,
    wait: float = -1,
    waiting: Callable[[], None] | None = None,
    precompress: bool = False,
    shared: bool = False,
) -> Iterator[Publication]:
    """Hold the output folder, recover what a killed build left, and stage changes.

    Whatever happens before :meth:`Publication.commit` leaves the folder as it was.

    Args:
        wait: seconds to wait for another build; negative waits for ever.
        waiting: told once if another build must be waited for.
        precompress: whether files get compressed siblings.
        shared: whether other machines stage files too.

    Raises:
        CatalogError: the folder is somebody else's, another build holds it, or the disk is full.
    """
    out = out.resolve()
    with _disk_told(out), hold_output(out, wait=wait, waiting=waiting):
        recover(out)
        publication = Publication(out, precompress=precompress, shared=shared)
        try:
            yield publication
        except OSError as error:
            trouble = disk_trouble(error, _PUBLISHED)
            if trouble is None or not publication.committed:
                raise
            raise trouble from error
        finally:
            if not is_decided(out):
                shutil.rmtree(publication.staging, ignore_errors=True)


@contextmanager
def open_replacement(
    out: Path, kind: Kind, *, waiting: Callable[[], None] | None = None
) -> Iterator[Path]:
    """Hold an output folder, recover what a killed command left, and make the folder anew.

    Gives a folder beside it, not there yet, which takes its place where the block ends well. Else
    the former one stays. It is decided by a journal, too: killed between the two renames, the next
    command puts the new one in place.

    Raises:
        CatalogError: the folder is of another kind, cannot be moved, or the disk is full.
    """
    out = out.resolve()
    staging = staging_of(out)
    with _disk_told(out), hold_output(out, kind, waiting=waiting):
        recover(out)
        files, new = staging / secrets.token_hex(4), not out.exists()
        staging.mkdir()
        try:
            yield files
            write_marker(files, kind)
            write_journal(staging, {"files": files.name, "swap": True, "kind": kind})
            try:
                carry_out(out, staging)
            except OSError as error:
                if not files.exists() or not (out.exists() or new):
                    raise  # the next command carries on
                withdraw(staging)  # nothing has moved
                raise CatalogError(
                    f"{out} cannot be replaced: {error.strerror}",
                    "close what is open in it, or name another folder with --out",
                    (
                        f"无法替换 {out}：{error.strerror}",
                        "请关闭其中已打开的文件，或用 --out 指定其他文件夹",
                    ),
                ) from error
        finally:
            if not is_decided(out):
                shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def hold_output(
    out: Path,
    kind: Kind = "site",
    *,
    wait: float = -1,
    waiting: Callable[[], None] | None = None,
) -> Iterator[None]:
    """Hold the output folder against other builds; who holds it may do so once more within.

    Args:
        kind: what it is, or becomes.
        wait: seconds to wait for another build; negative waits for ever.
        waiting: told once if another build must be waited for.

    Raises:
        CatalogError: the folder is somebody else's, or another build holds it.
    """
    out = out.resolve()
    refuse_foreign(out, kind)
    out.parent.mkdir(parents=True, exist_ok=True)
    with _locked(out, wait, waiting):
        refuse_foreign(out, kind)  # again: the other build may have been the first
        yield


def settle_output(out: Path) -> None:
    """Finish or undo what a killed command left, unless another one is at it.

    For commands that only read the folder: they need not be able to write beside it.
    """
    if staging_of(out).exists() and not is_held(out):
        with suppress(CatalogError, OSError), _locked(out.resolve(), 0, None):
            recover(out)


@contextmanager
def _locked(out: Path, wait: float, waiting: Callable[[], None] | None) -> Iterator[None]:
    lock = FileLock(_lock(out), is_singleton=True)  # one for this thread, which it may take again
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting:
                waiting()
            lock.acquire(timeout=wait)
    except Timeout as error:
        raise CatalogError(
            f"another build is writing to {out}",
            "wait until it has finished",
            (f"另一个构建正在写入 {out}", "请等待它完成"),
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _disk_told(out: Path) -> Iterator[None]:
    """A disk that is full or may not be written is no bug of ours."""
    try:
        yield
    except OSError as error:
        trouble = disk_trouble(error, _DECIDED if is_decided(out) else _UNCHANGED)
        if trouble is None:
            raise
        raise trouble from error


def is_held(out: Path) -> bool:
    """Whether another build is writing there at this moment."""
    path = _lock(out)
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def _lock(out: Path) -> Path:
    out = out.resolve()
    return out.parent / f".{out.name}.lock"


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102  # nearly always enough
    except FileExistsError:
        pass
    except FileNotFoundError:
        Path(folder).mkdir(parents=True, exist_ok=True)


def _same(path: Path, data: bytes) -> bool:
    try:
        if path.stat().st_size != len(data):
            return False
        return path.read_bytes() == data
    except OSError:
        return False


def _read_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            yield piece


def _listing(top: Path, folder: str) -> Iterator[str]:
    """Every file below ``top/folder``, relative to ``top``; links to files count as files.

    Raises:
        CatalogError: a folder is a link.
    """
    _refuse_linked(top, folder)
    pending = [folder]
    while pending:
        here = pending.pop()
        for entry in _entries(top, here):
            path = f"{here}/{entry.name}" if here else entry.name
            if not entry.is_dir():
                yield path
            elif entry.is_symlink():
                raise _linked(top, path)
            else:
                pending.append(path)


def _folders(top: Path, folder: str, *, deep: int) -> Iterator[str]:
    """The folders in a folder, and in these, so deep."""
    for entry in _entries(top, folder):
        if entry.is_dir():
            yield f"{folder}/{entry.name}"
            if deep > 1 and not entry.is_symlink():
                yield from _folders(top, f"{folder}/{entry.name}", deep=deep - 1)


def _entries(top: Path, folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(f"{top}/{folder}") as found:
            return list(found)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _refuse_linked(top: Path, folder: str) -> None:
    """Raises CatalogError where a folder below ``top``, or one that it lies in, is a link."""
    parts = folder.split("/") if folder else []
    for end in range(1, len(parts) + 1):
        path = "/".join(parts[:end])
        if (top / path).is_symlink():
            raise _linked(top, path)


def _linked(top: Path, path: str) -> CatalogError:
    place, to = top / path, os.path.realpath(top / path)
    return CatalogError(
        f"{place} is a link to {to}, whose files are not this program's",
        "remove the link (not what it leads to); to have the site elsewhere, name that folder with "
        "--out",
        (
            f"{place} 是指向 {to} 的链接，那里的文件不属于本程序",
            "请删除该链接（不要删除它指向的内容）；若要把网站放在别处，请用 --out 指定那个文件夹",
        ),
    )
