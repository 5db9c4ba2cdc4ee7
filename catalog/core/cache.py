"""Files of the cache: written whole, and given back only if they are sound.

The first line of each tells its form and a checksum of the rest, so what is cut off, altered, or of
another version of this program is passed over, said once, and made anew. Larger things that are
published as they lie (pictures) have a seal beside them instead.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import os
import secrets
import shutil
import socket
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
"""Seconds after which what another machine was making belongs to somebody who was killed."""

DAYS_OF_USE = 20
"""On so many days the cache must have been used since something was, before that is forgotten.

A clock alone is not believed: one that stands in 2038 for a day would empty the cache.
"""

_MAGIC = b"catalog-cache"
_DAYS_FORM = "days-1"
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
    _note_day(cache)
    _forget_dead(cache)
    stamp = cache / "version"
    if read_cached(stamp, f"cache-{VERSION}") is not None:
        return
    old = [cache / name for name in _FOLDERS if (cache / name).exists()]
    if old:
        _log.warning("the cache %s is of another version; it is made anew", cache)
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    write_cached(stamp, f"cache-{VERSION}", b"")


@contextmanager
def scratch_folder(top: Path, prefix: str = "") -> Iterator[Path]:
    """A folder to work in, which goes at the end; of a killed process the next one removes it.

    Args:
        top: ``<cache>/scratch``, or a folder below it.
    """
    top.mkdir(parents=True, exist_ok=True)
    folder = top.resolve() / f"{prefix}{socket.gethostname()}~{os.getpid()}~{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _forget_dead(cache: Path) -> None:
    """Remove what processes were making that are no more; see :func:`scratch_folder`.

    Of other machines nobody knows which are: theirs go after a day.
    """
    since = forgotten_before(cache, DAY)
    for folder in (cache / "scratch").glob("*"):
        with suppress(OSError):
            if _is_dead(folder.name) or (
                not _is_ours(folder.name) and folder.stat().st_mtime < since
            ):
                shutil.rmtree(folder, ignore_errors=True)


def _is_ours(name: str) -> bool:
    return os.name == "posix" and f"{socket.gethostname()}~" in name


def _is_dead(name: str) -> bool:
    process = name.split("~")[1:2]
    if not _is_ours(name) or not process or not process[0].isdigit():
        return False
    try:
        os.kill(int(process[0]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass
    return False


def mark_used(path: Path) -> None:
    """Note that a file or folder of the cache was of use today."""
    with suppress(OSError):
        os.utime(path)


def forget_unused(cache: Path, folder: str, pattern: str = "*") -> None:
    """Delete the files and folders in a folder of the cache that nobody has used for a season.

    That is safe at any time: what is missing is made again. What this build uses it has to mark
    as used before.
    """
    since = forgotten_before(cache)
    for one in (cache / folder).glob(pattern):
        with suppress(OSError):  # somebody else was faster
            if one.stat().st_mtime >= since:
                continue
            if one.is_dir():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink()


def forgotten_before(cache: Path, age: float = SEASON) -> float:
    """What was last used before this time may go: seconds since the epoch; -inf for nothing.

    Nothing may where the cache has not been used on enough days since, or where the clock has
    jumped: then it is wrong now, or was.
    """
    days = _read_days(cache)
    today = int(time.time() // DAY)
    jumped = not days or days[-1] != today or (len(days) > 1 and days[-1] - days[-2] > SEASON / DAY)
    if jumped or len(days) < DAYS_OF_USE:
        return -math.inf
    return min(time.time() - age, days[0] * DAY)


def _note_day(cache: Path) -> None:
    """Remember that the cache was used today; days that have not come yet were another clock's."""
    days, today = _read_days(cache), int(time.time() // DAY)
    kept = [*(day for day in days if day < today), today][-DAYS_OF_USE:]
    if kept != days:
        write_cached(cache / "days", _DAYS_FORM, json.dumps(kept).encode())


def _read_days(cache: Path) -> list[int]:
    """The last days on which the cache was used, in their order: days since the epoch."""
    kept = read_cached(cache / "days", _DAYS_FORM)
    return json.loads(kept) if kept else []


def write_cached(path: Path, form: str, data: bytes) -> None:
    """Keep data under a path.

    Args:
        form: what it is and how it is written, such as "frame-1"; another number for another way.
    """
    head = b" ".join((_MAGIC, form.encode(), _digest(data).encode()))
    write_whole(path, head + b"\n" + data)


def read_cached(path: Path, form: str) -> bytes | None:
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
