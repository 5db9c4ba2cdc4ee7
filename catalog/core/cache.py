"""Files of the cache: written whole, and given back only if they are sound.

The first line of each tells its form and a checksum of the rest, so what is cut off, altered, or of
another version of this program is passed over, said once, and made anew. Larger things that are
published as they lie (pictures) have a seal beside them instead.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

VERSION = 2
"""Of the cache as a whole: raise it where what older versions left would only lie about."""

SEASON = 90 * 24 * 3600
"""Seconds after which is forgotten what nobody has used meanwhile: a cache would only ever grow."""

DAY = 24 * 3600
"""Seconds after which what was being made belongs to somebody who was killed."""

_MAGIC = b"catalog-cache"
_FOLDERS = (
    *("builds", "frames", "ledgers", "locales", "media", "pagefind", "pictures", "proofs"),
    "scratch",
)
_log = logging.getLogger("catalog.core.cache")
_log.addHandler(logging.NullHandler())


def open_cache(cache: Path) -> None:
    """Throw away what another version left in the cache folder, which need not be there."""
    for name in _FOLDERS:
        if (cache / name).is_file():
            pass_over(cache / name)
            (cache / name).unlink()
    forget_unused(cache / "scratch", "*", DAY)
    forget_unused(cache / "ledgers", "*")  # of outputs that are no longer built
    stamp = cache / "version"
    if read_kept(stamp, f"cache-{VERSION}") is not None:
        return
    old = [cache / name for name in _FOLDERS if (cache / name).exists()]
    if old:
        _log.warning("the cache %s is of another version; it is made anew", cache)
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    write_kept(stamp, f"cache-{VERSION}", b"")


def mark_used(path: Path) -> None:
    """Note that a file or folder of the cache was of use today."""
    with suppress(OSError):
        os.utime(path)


def forget_unused(folder: Path, pattern: str, age: float = SEASON) -> None:
    """Delete the files and folders of a folder that nobody has used for so many seconds.

    That is safe at any time: what is missing is made again.
    """
    since = time.time() - age
    for one in folder.glob(pattern):
        with suppress(OSError):  # somebody else was faster
            if one.stat().st_mtime >= since:
                continue
            if one.is_dir():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink()


def write_kept(path: Path, form: str, data: bytes) -> None:
    """Keep data under a path.

    Args:
        form: what it is and how it is written, such as "frame-1"; another number for another way.
    """
    head = b" ".join((_MAGIC, form.encode(), _digest(data).encode()))
    write_whole(path, head + b"\n" + data)


def read_kept(path: Path, form: str) -> bytes | None:
    """What is kept under a path; None where nothing is or it cannot be trusted."""
    try:
        whole = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        whole = b""
    head, _, data = whole.partition(b"\n")
    if head != b" ".join((_MAGIC, form.encode(), _digest(data).encode())):
        pass_over(path)
        return None
    return data


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that appears in one step; several processes may write it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        draft.write_bytes(data)
        try:
            draft.replace(path)
        except IsADirectoryError:
            shutil.rmtree(path)
            draft.replace(path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def pass_over(path: Path) -> None:
    """Note that something kept cannot be used and will be made anew."""
    _log.warning("%s is damaged or of another version; it is made anew", path)


def tell_damage(lines: Iterable[str]) -> None:
    """Note what another process has passed over."""
    for line in lines:
        _log.warning(line)


@contextmanager
def listen_for_damage() -> Iterator[list[str]]:
    """Collects a line for each file that was passed over meanwhile in this process."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    listener = Listener()
    _log.addHandler(listener)
    propagate, _log.propagate = _log.propagate, False
    try:
        yield heard
    finally:
        _log.propagate = propagate
        _log.removeHandler(listener)


class Seal(NamedTuple):
    """What a file was when it was made: bytes, time in nanoseconds, checksum."""

    size: int
    mtime_ns: int
    digest: str

    @classmethod
    def of(cls, path: Path) -> Seal:
        """The seal of a file as it is now. Raises OSError."""
        info = path.stat()
        return cls(info.st_size, info.st_mtime_ns, _digest(path.read_bytes()))

    def holds(self, path: Path) -> bool:
        """Whether the file is still that; only one whose time has changed is read."""
        try:
            info = path.stat()
            if info.st_size != self.size:
                return False
            return info.st_mtime_ns == self.mtime_ns or _digest(path.read_bytes()) == self.digest
        except OSError:
            return False


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
