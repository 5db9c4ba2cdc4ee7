"""The one gate between the files that people submit and everything that reads them.

Whatever lies in a content folder may be hostile, or merely odd: links that lead out of it, pipes
that never end, names that no file can have. So no other module opens or lists it. What passes is
an ordinary file inside the folder it belongs to, found without following a link; what does not
is told in words that the messages have in both languages.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

Why = Literal[
    "missing",
    "outside",
    "link",
    "folder",
    "device",
    "too-long",
    "too-deep",
    "no-permission",
    "trouble",
]
Kind = Literal["file", "folder", "link", "other", "refused"]

MAX_DEPTH = 32  # folders in folders; a content folder has five

# Not following: what was looked at must still be a file, not a link that took its place meanwhile.
# Not blocking: a named pipe would wait for a writer for ever.
_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_NEVER = re.compile(r"[\\\0]|^[A-Za-z]:|^/")
_WHY: dict[int, Why] = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EINVAL: "missing",  # a name that this system cannot have
    errno.EILSEQ: "missing",
    errno.ENAMETOOLONG: "too-long",
    errno.ELOOP: "link",
    errno.EISDIR: "folder",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.ENXIO: "device",  # a socket
    errno.ENODEV: "device",
}


class Refused(Exception):  # noqa: N818 - a finding about a file, told to its author
    """A file or folder is not read.

    Attributes:
        why: what kind of thing is in the way.
        reason: for messages: the name of a word of theirs, or what the system says.
    """

    def __init__(self, why: Why, trouble: str = "") -> None:
        super().__init__(why, trouble)
        self.why: Why = why
        self.reason = trouble or f"@{why}"


class Entry(NamedTuple):
    """Something that lies in a content folder.

    Attributes:
        path: below the content folder, posix separators, in the letters of the file system.
        kind: "refused" for a folder that could not be listed; "other" for pipes and the like.
        reason: why, as of :class:`Refused`.
    """

    path: str
    kind: Kind
    reason: str = ""


@contextmanager
def open_file(root: Path, path: str, within: str = "") -> Iterator[BinaryIO]:
    """The ordinary file ``root/path``, open for reading.

    A name that is not there as it is written is looked for in its other spelling: Macs take
    accented letters apart.

    Args:
        path: below ``root``, posix separators.
        within: the folder below ``root`` that the file may not lie outside of.

    Raises:
        Refused: there is none that may be read; also while it is being read.
    """
    with _open(root, path, within) as stream:
        try:
            yield stream
        except OSError as error:  # a damaged disk, a network folder that is gone
            raise _refusal(error) from error


def read_file(root: Path, path: str, limit: int, within: str = "") -> bytes:
    """The bytes of ``root/path``, at most one more than ``limit``, however long the file is.

    Raises:
        Refused: as :func:`open_file`.
    """
    with open_file(root, path, within) as stream:
        return stream.read(limit + 1)


def kind_at(root: Path, path: str) -> Kind:
    """What lies at ``root/path``, found without following a link.

    Raises:
        Refused: nothing does, or it cannot be known.
    """
    try:
        return _kind(_find(root, path)[1])
    except (OSError, ValueError) as error:
        raise _refusal(error) from error


def is_folder(root: Path) -> bool:
    """Whether there is a content folder that can be looked into."""
    try:
        return kind_at(root, "") == "folder"
    except Refused:
        return False


def list_entries(root: Path, top: str = "", *, deep: bool = True) -> Iterator[Entry]:
    """All that lies in the folder ``root/top``, sorted: what is in a folder, then its folders.

    Hidden names are passed over, and no link is followed. What cannot be listed is an entry.

    Args:
        deep: also what lies in its folders.
    """
    pending = [(top, 0)]
    while pending:
        here, depth = pending.pop()
        try:
            found = _entries(root, here, depth)
        except Refused as refused:
            yield Entry(here, "refused", refused.reason)
            continue
        yield from found
        if deep:
            folders = [entry.path for entry in found if entry.kind == "folder"]
            pending += [(path, depth + 1) for path in reversed(folders)]


def printable(path: str) -> str:
    """A path that can be written anywhere: bytes that are no UTF-8 are spelt out (``\\xe9``)."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")


def _entries(root: Path, here: str, depth: int) -> list[Entry]:
    if depth > MAX_DEPTH:
        raise Refused("too-deep")
    try:
        target, mode = _find(root, here)
        if not stat.S_ISDIR(mode):
            raise Refused("link" if stat.S_ISLNK(mode) else "missing")
        with os.scandir(target) as listing:
            named = sorted((e.name, e) for e in listing if not e.name.startswith("."))
    except (OSError, ValueError) as error:
        raise _refusal(error) from error
    prefix = f"{here}/" if here else ""
    return [Entry(prefix + name, _kind_of(entry)) for name, entry in named]


def _kind_of(entry: os.DirEntry[str]) -> Kind:
    try:
        if entry.is_symlink():
            return "link"
        if entry.is_dir(follow_symlinks=False):
            return "folder"
        return "file" if entry.is_file(follow_symlinks=False) else "other"
    except OSError:  # gone since
        return "other"


def _kind(mode: int) -> Literal["file", "folder", "link", "other"]:
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "other"


def _open(root: Path, path: str, within: str) -> BinaryIO:
    try:
        target, mode = _find(root, path, within)
        _refuse_others(mode)  # some devices do something when they are opened
        descriptor = os.open(target, _OPEN)
        try:
            _refuse_others(os.fstat(descriptor).st_mode)
            return os.fdopen(descriptor, "rb")
        except BaseException:
            os.close(descriptor)
            raise
    except (OSError, ValueError) as error:
        raise _refusal(error) from error


def _find(root: Path, path: str, within: str = "") -> tuple[str, int]:
    """Where ``root/path`` lies, as the file system spells it, and its mode.

    ``root`` itself is the organizers' choice and may be a link; nothing below it is followed.
    """
    parts = [part for part in path.split("/") if part not in ("", ".")]
    inside = [part for part in within.split("/") if part]
    if _NEVER.search(path) or ".." in parts or parts[: len(inside)] != inside:
        raise Refused("outside")
    target, mode = str(root), Path(root).stat().st_mode
    for part in parts:
        if stat.S_ISLNK(mode):
            raise Refused("link")
        if not stat.S_ISDIR(mode):
            raise Refused("missing")
        target, mode = _step(target, part)
    return target, mode


def _step(folder: str, name: str) -> tuple[str, int]:
    target = os.path.join(folder, name)  # noqa: PTH118  # names as they are, without an object each
    try:
        return target, os.lstat(target).st_mode
    except FileNotFoundError:
        spelt = "" if name.isascii() else _other_spellings(folder).get(_composed(name), "")
        if not spelt:
            raise
    target = os.path.join(folder, spelt)  # noqa: PTH118
    return target, os.lstat(target).st_mode


def _other_spellings(folder: str) -> dict[str, str]:
    info = os.stat(folder)  # noqa: PTH116
    return _spellings(folder, info.st_dev, info.st_ino, info.st_mtime_ns)


@lru_cache(maxsize=64)
def _spellings(folder: str, _device: int, _inode: int, _changed: int) -> dict[str, str]:
    """The names of a folder by their composed form; kept until the folder changes."""
    names = sorted(os.listdir(folder), reverse=True)  # noqa: PTH208
    return {_composed(name): name for name in names if not name.isascii()}


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _refuse_others(mode: int) -> None:
    kind = _kind(mode)
    if kind != "file":
        raise Refused("device" if kind == "other" else kind)


def _refusal(error: OSError | ValueError) -> Refused:
    if isinstance(error, ValueError):  # a NUL, or half of a character
        return Refused("missing")
    why = _WHY.get(error.errno or 0, "trouble")
    return Refused(why, (error.strerror or type(error).__name__) if why == "trouble" else "")
