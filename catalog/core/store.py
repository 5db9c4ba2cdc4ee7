"""Records in one file, each pickled by itself: written once, then found by key in no time.

What is written lies on a disk, where it takes no memory; processes that read it share its pages.
The file holds pickles of our own making; it must be writable by nobody else.
"""

from __future__ import annotations

import mmap
import pickle
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Places = dict[str, tuple[int, int, int]]
"""Key → where its record begins, how long it is, its checksum."""


class StoreDamagedError(Exception):
    """A record is not what was written."""


class Store:
    """The records of a file."""

    def __init__(self, file: Path, places: Places) -> None:
        self.file, self.places = file, places
        self._data: mmap.mmap | bytes = b""
        if places:
            with file.open("rb") as stream:
                self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def __reduce__(self) -> tuple[Any, ...]:
        return Store, (self.file, self.places)  # opened again where it is sent to

    def __contains__(self, key: str) -> bool:
        return key in self.places

    def get(self, key: str) -> Any:
        """A record, new each time.

        Raises:
            KeyError: there is none.
            StoreDamagedError: it is not what was written.
        """
        start, length, checksum = self.places[key]
        data = self._data[start : start + length]
        if zlib.crc32(data) != checksum:
            raise StoreDamagedError(key)
        return pickle.loads(data)  # noqa: S301  # our own, see above


def write_store(file: Path, records: Iterable[tuple[str, Any]]) -> Store:
    """Write records into a file, instead of what it held, and open it."""
    places: Places = {}
    start = 0
    with file.open("wb") as stream:
        for key, record in records:
            data = pickle.dumps(record, 5)
            stream.write(data)
            places[key] = start, len(data), zlib.crc32(data)
            start += len(data)
    return Store(file, places)
