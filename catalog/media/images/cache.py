"""The picture cache: derivatives by content and parameters, and an index that saves reading.

    <cache>/media/<name>            derivatives, each name carries its key
    <cache>/pictures/<key>          what was derived under a key (key: content and parameters)
    <cache>/pictures/<key>.refused  why nothing was; also of drawings that were only looked at
    <cache>/pictures/<key>.sound    of a drawing that was looked at
    <cache>/pictures/index          path, size and time of a file → its key's record
    <cache>/pictures/made           seals of drawn covers and link previews
    <cache>/pictures/used/          which derivatives each edition's last build used (`prune`)

Deleting any of it is always safe, and so is finding any of it damaged: what cannot be trusted is
made anew. Files appear under their final name by a rename, so several processes may work here at
once; of two that write the index, one may lose an entry, which costs reading that file again.
"""

import functools
import hashlib
import json
import time
from pathlib import Path
from typing import Any, get_args

from catalog.core.cache import Seal, pass_over, read_cached, write_cached, write_whole
from catalog.media.images.parameters import LIMITS, PARAMETERS
from catalog.media.images.problem import ImageCode, ImageProblem
from catalog.media.images.sizes import Derivative, Original, Picture, slug_stem

_INDEX, _RECORD, _MADE, _VERDICT = "pictures-2", "picture-2", "made-1", "verdict-1"  # forms

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


def keep_media(cache: Path, name: str, data: bytes) -> None:
    """Puts `data` into the media folder, if it is not there already."""
    target = media_folder(cache) / name
    try:
        if target.read_bytes() == data:
            return
        pass_over(target)
    except OSError:
        pass
    write_whole(target, data)


def render_record(picture: Picture, cache: Path) -> Record:
    """What is remembered of a picture whose derivatives are in place."""
    media = media_folder(cache)
    return {
        "width": picture.width,
        "height": picture.height,
        "ground": picture.ground,
        "derivatives": [
            [one.width, one.height, one.name, *Seal.of(media / one.name)]
            for one in picture.derivatives
        ],
    }


def _parse_record(record: Any, path: str, media: Path) -> Picture | None:
    """The picture of a record, if the record is sound and its files are there as they were."""
    try:
        derivatives = []
        for width, height, name, *seal in record["derivatives"]:
            if "/" in name or not _is_sound(media / name, Seal(*seal)):
                return None
            derivatives.append(Derivative(int(width), int(height), str(name)))
        width, height, ground = int(record["width"]), int(record["height"]), str(record["ground"])
    except (KeyError, TypeError, ValueError):
        return None
    return Picture(path, width, height, tuple(derivatives), ground) if derivatives else None


def _is_sound(file: Path, seal: Seal) -> bool:
    if seal.holds(file):
        return True
    if file.exists():
        pass_over(file)
    return False


def read_picture(cache: Path, key: str, path: str) -> Picture | None:
    """The picture that was derived under `key`, or None."""
    record = _read(cache / "pictures" / key, _RECORD)
    return _parse_record(record, path, media_folder(cache))


def write_picture(cache: Path, key: str, record: Record) -> None:
    """Remembers what was derived under `key`; the derivatives must be in place already."""
    write_cached(cache / "pictures" / key, _RECORD, _dump(record))


def original_key(original: Original, data: bytes) -> str:
    """The key of what is derived from an original with this content."""
    return hash_content(PARAMETERS, original.format, slug_stem(original.path), data)


def drawing_key(data: bytes) -> str:
    """The key of what was found when a drawing with this content was looked at."""
    return hash_content("drawing", data)


def write_refusal(cache: Path, key: str, problem: ImageProblem) -> None:
    """Remembers why a file cannot be used, if that will not change."""
    if problem.lasting:
        write_cached(_verdict(cache, key, "refused"), _VERDICT, _dump(_refusal(problem)))


def read_refusal(cache: Path, key: str, path: str) -> ImageProblem | None:
    """Why a file cannot be used, if the same limits and decoders found so before."""
    return _parse_refusal(_read(_verdict(cache, key, "refused"), _VERDICT), path)


def write_sound(cache: Path, key: str) -> None:
    """Remembers that there is nothing wrong with a drawing."""
    write_cached(_verdict(cache, key, "sound"), _VERDICT, _dump(_engine()))


def is_sound(cache: Path, key: str) -> bool:
    """Whether the same limits found nothing wrong with a drawing."""
    known = _read(_verdict(cache, key, "sound"), _VERDICT)
    return known is not None and known == _engine()


def _verdict(cache: Path, key: str, what: str) -> Path:
    return cache / "pictures" / f"{key}.{what}"


@functools.cache
def _engine() -> str:
    """What a verdict depends on besides the file: another decoder may come to another one."""
    from importlib.metadata import version

    return f"{LIMITS} pillow {version('pillow')} resvg {version('resvg-py')}"


def _refusal(problem: ImageProblem) -> Record:
    params = {name: value for name, value in problem.params.items() if name != "path"}
    return {"code": problem.code, "params": params, "engine": _engine()}


def _parse_refusal(record: Any, path: str) -> ImageProblem | None:
    try:
        code, params, engine = record["code"], record["params"], record["engine"]
        told = {str(name): str(value) for name, value in params.items()}
    except (KeyError, TypeError, AttributeError):
        return None
    if engine != _engine() or code not in get_args(ImageCode):
        return None
    return ImageProblem(code, {"path": path, **told})


def _read(file: Path, form: str) -> Any:
    data = read_cached(file, form)
    return None if data is None else json.loads(data)


class Index:
    """Records of files that have not changed since, found without reading the files.

    `parameters` are those of the derivation: a record made with others is not found.
    """

    def __init__(self, cache: Path, root: Path, parameters: str) -> None:
        self._cache = cache
        self._file = cache / "pictures" / "index"
        self._place = f"{root.resolve()}\n{parameters}"
        self._entries = self._read().get(self._place, {})
        self._added: dict[str, Any] = {}

    def find(self, original: Original) -> Picture | ImageProblem | None:
        """The picture of an unchanged file, or why there is none; None if it is not known."""
        entry = self._entries.get(original.path)
        if not isinstance(entry, list) or entry[:2] != [original.size, original.mtime_ns]:
            return None
        refused = _parse_refusal(entry[-1], original.path)
        return refused or _parse_record(entry[-1], original.path, media_folder(self._cache))

    def add(self, original: Original, result: Picture | ImageProblem) -> None:
        """Remembers a picture just derived from `original`, or why it could not be."""
        if time.time_ns() - original.mtime_ns < _SETTLED_NS:
            return
        if isinstance(result, ImageProblem) and not result.lasting:
            return
        record = (
            _refusal(result)
            if isinstance(result, ImageProblem)
            else render_record(result, self._cache)
        )
        self._added[original.path] = [original.size, original.mtime_ns, record]

    def write(self) -> None:
        """Adds to what other processes have written meanwhile."""
        if not self._added:
            return
        places = self._read()
        places[self._place] = places.get(self._place, {}) | self._added
        write_cached(self._file, _INDEX, _dump(places))
        self._added = {}

    def _read(self) -> dict[str, dict[str, Any]]:
        known: dict[str, dict[str, Any]] = _read(self._file, _INDEX) or {}
        return known


class Made:
    """Which drawn covers and link previews are there as they were made."""

    def __init__(self, cache: Path) -> None:
        self._file = cache / "pictures" / "made"
        self._media = media_folder(cache)
        self._known = self._read()
        self._added: dict[str, Seal] = {}
        self._written, self._cost = time.monotonic(), 0.0

    def holds(self, name: str) -> bool:
        """Whether a file need not be made."""
        seal = self._known.get(name)
        return seal is not None and _is_sound(self._media / name, seal)

    def add(self, name: str) -> None:
        """Remembers a file just made; from time to time on disk, for the case of a kill."""
        self._added[name] = Seal.of(self._media / name)
        if time.monotonic() - self._written > 2 + 20 * self._cost:
            self.write()

    def write(self) -> None:
        """Adds to what other processes have written meanwhile."""
        if not self._added:
            return
        started = time.monotonic()
        self._known |= self._added
        write_cached(self._file, _MADE, _dump(self._read() | self._added))
        self._added = {}
        self._written = time.monotonic()
        self._cost = self._written - started

    def _read(self) -> dict[str, Seal]:
        return {name: Seal(*seal) for name, seal in (_read(self._file, _MADE) or {}).items()}


def _dump(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()
