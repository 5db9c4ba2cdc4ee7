"""The picture cache: derivatives by content and parameters, and an index that saves reading.

    <cache>/media/<name>            derivatives, each name carries its key
    <cache>/pictures/<key>.json     what was derived under a key (key: content and parameters)
    <cache>/pictures/index.json     path, size and time of a file → its key's record

Deleting any of it is always safe, and so is finding any of it damaged: what cannot be trusted is
made anew. Files appear under their final name by a rename, so several processes may work here at
once; of two that write the index, one may lose an entry, which costs reading that file again.
"""

import contextlib
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from catalog.images.sizes import Derivative, Original, Picture

_INDEX_VERSION = 1

# A file that changed a moment ago may change again within the same tick of the clock, at the same
# size: such a file is looked up by its content once more.
_SETTLED_NS = 2_000_000_000

Record = dict[str, Any]


def media_folder(cache: Path) -> Path:
    """Where derivatives lie."""
    return cache / "media"


def hash_content(*parts: bytes | str) -> str:
    """Hexadecimal SHA-256 over parts, kept apart by their lengths."""
    state = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def write_atomic(target: Path, data: bytes) -> None:
    """Puts `data` at `target` in one step, with the permissions of an ordinary file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(6)}")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()


def render_record(picture: Picture, sizes: Mapping[str, int]) -> Record:
    """What is remembered of a picture; `sizes` are the bytes of each derivative by name."""
    return {
        "width": picture.width,
        "height": picture.height,
        "ground": picture.ground,
        "derivatives": [
            [one.width, one.height, one.name, sizes[one.name]] for one in picture.derivatives
        ],
    }


def _parse_record(record: Any, path: str, media: Path) -> Picture | None:
    """The picture of a record, if the record is sound and its files are there in full."""
    try:
        derivatives = []
        for width, height, name, size in record["derivatives"]:
            if "/" in name or (media / name).stat().st_size != size:
                return None
            derivatives.append(Derivative(int(width), int(height), str(name)))
        width, height, ground = int(record["width"]), int(record["height"]), str(record["ground"])
    except (KeyError, TypeError, ValueError, OSError):
        return None
    return Picture(path, width, height, tuple(derivatives), ground) if derivatives else None


def read_picture(cache: Path, key: str, path: str) -> Picture | None:
    """The picture that was derived under `key`, or None."""
    try:
        record = json.loads((cache / "pictures" / f"{key}.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return _parse_record(record, path, media_folder(cache))


def write_picture(cache: Path, key: str, record: Record) -> None:
    """Remembers what was derived under `key`; the derivatives must be in place already."""
    write_atomic(cache / "pictures" / f"{key}.json", _dump(record))


class Index:
    """Records of files that have not changed since, found without reading the files.

    `parameters` are those of the derivation: a record made with others is not found.
    """

    def __init__(self, cache: Path, root: Path, parameters: str) -> None:
        self._cache = cache
        self._file = cache / "pictures" / "index.json"
        self._place = f"{root.resolve()}\n{parameters}"
        self._entries = self._read().get(self._place, {})
        self._added: dict[str, Any] = {}

    def find(self, original: Original) -> Picture | None:
        """The picture of an unchanged file, or None."""
        entry = self._entries.get(original.path)
        if not isinstance(entry, list) or entry[:2] != [original.size, original.mtime_ns]:
            return None
        return _parse_record(entry[-1], original.path, media_folder(self._cache))

    def add(self, original: Original, picture: Picture) -> None:
        """Remembers a picture just derived from `original`."""
        if time.time_ns() - original.mtime_ns < _SETTLED_NS:
            return
        media = media_folder(self._cache)
        sizes = {one.name: (media / one.name).stat().st_size for one in picture.derivatives}
        record = render_record(picture, sizes)
        self._added[original.path] = [original.size, original.mtime_ns, record]

    def write(self) -> None:
        """Adds to what other processes have written meanwhile."""
        if not self._added:
            return
        places = self._read()
        places[self._place] = places.get(self._place, {}) | self._added
        write_atomic(self._file, _dump({"version": _INDEX_VERSION, "places": places}))
        self._added = {}

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            index = json.loads(self._file.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(index, dict) or index.get("version") != _INDEX_VERSION:
            return {}
        places = index.get("places")
        if not isinstance(places, dict):
            return {}
        return {place: known for place, known in places.items() if isinstance(known, dict)}


def _dump(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def exists(path: Path) -> bool:
    """Whether a file of at least one byte is there."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
