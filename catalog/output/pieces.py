"""A few pieces of a large file exchanged for others."""

from __future__ import annotations

import errno
import mmap
import os
from collections.abc import Iterable
from itertools import pairwise
from typing import BinaryIO

Exchange = tuple[int, int, bytes]
"""Where a piece of a file begins, where it ends, and what is to stand there."""


def find_pieces(file: BinaryIO, pairs: Iterable[tuple[bytes, bytes]]) -> list[Exchange] | None:
    """Where each old piece stands, in the order of the file; None where one is not there once."""
    if os.fstat(file.fileno()).st_size == 0:
        return None
    found = []
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for old, new in pairs:
            start = data.find(old) if old else -1
            if start < 0 or data.find(old, start + 1) >= 0:
                return None
            found.append((start, start + len(old), new))
    found.sort()
    apart = all(one[1] <= other[0] for one, other in pairwise(found))
    return found if apart else None


def write_exchanged(file: BinaryIO, places: Iterable[Exchange], target: BinaryIO) -> None:
    """Write a file with some of its pieces exchanged.

    The rest is copied by the system, without a way through this process: it may be larger than
    memory.

    Args:
        places: of :func:`find_pieces`.
        target: open, at its beginning.
    """
    at = 0
    for start, end, new in places:
        _copy_range(file, at, start, target)
        target.write(new)
        at = end
    _copy_range(file, at, os.fstat(file.fileno()).st_size, target)


def _copy_range(file: BinaryIO, start: int, end: int, target: BinaryIO) -> None:
    target.flush()
    while start < end and hasattr(os, "copy_file_range"):
        try:
            copied = os.copy_file_range(file.fileno(), target.fileno(), end - start, start)
            start += copied
            if not copied:
                break
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
                raise
            break  # not between these two; so by hand
    target.seek(0, os.SEEK_END)
    file.seek(start)
    while start < end and (piece := file.read(min(1 << 20, end - start))):
        target.write(piece)
        start += len(piece)
