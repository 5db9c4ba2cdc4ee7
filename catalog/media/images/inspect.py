"""Looks at a submitted file without decoding it, and opens it only inside its own folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from catalog.media.images import cache as store
from catalog.media.images.headers import Header, HeaderError, read_header
from catalog.media.images.problem import ImageProblem
from catalog.media.images.sizes import (
    MAX_BYTES,
    MAX_MEMORY,
    MAX_PIXELS,
    MAX_SCANNED,
    MAX_SCANS,
    MAX_SIDE,
    MAX_SVG_BYTES,
    WIDTHS,
    Original,
)
from catalog.reading.yaml import Refused, open_file

_COPIED = 6  # bytes a pixel of copies in plain channels


def inspect_image(root: Path, path: str, folder: str, cache: Path | None = None) -> Original:
    """What the header of `root/path` says; the file must stay inside `root/folder`.

    `path` and `folder` are content-relative posix paths. A drawing is read whole and sanitised,
    so that what it may not contain is told here; with a `cache` once for each content. Raises
    ImageProblem with any of its codes.
    """
    with open_inside(root, path, folder) as stream:
        status = os.fstat(stream.fileno())
        check_bytes(path, status.st_size, MAX_BYTES)
        try:
            header = read_header(stream)
        except HeaderError as error:
            raise ImageProblem("image-unreadable", {"path": path, "reason": str(error)}) from error
        if isinstance(header, str):
            raise ImageProblem("image-format", {"path": path, "found": header})
        if header.format == "SVG":
            check_bytes(path, status.st_size, MAX_SVG_BYTES)
            stream.seek(0)
            _check_drawing(path, stream.read(MAX_SVG_BYTES + 1), cache)
        else:
            check_pixels(path, header.width, header.height)
            check_memory(path, header)
    return Original(
        path=path,
        folder=folder,
        format=header.format,
        width=header.width,
        height=header.height,
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
    )


@contextmanager
def open_inside(root: Path, path: str, folder: str) -> Iterator[BinaryIO]:
    """The regular file `root/path`, open for reading, if it lies in `root/folder`.

    No link is followed. Raises ImageProblem image-outside, image-missing, image-format (not a
    file) or image-unreadable (no permission, a damaged disk); also while it is being read.
    """
    try:
        with open_file(root, path, within=folder) as stream:
            yield stream
    except Refused as refused:
        raise _problem_of(refused, path, folder) from refused


def _problem_of(refused: Refused, path: str, folder: str) -> ImageProblem:
    match refused.why:
        case "missing" | "too-long" | "too-deep":
            hint = {"hint": "long"} if refused.why == "too-long" else {}
            return ImageProblem("image-missing", {"path": path, **hint})
        case "outside":
            return ImageProblem("image-outside", {"path": path, "folder": folder})
        case "link":
            return ImageProblem("image-outside", {"path": path, "folder": folder, "hint": "link"})
        case "folder" | "device":
            return ImageProblem("image-format", {"path": path, "found": "not a file"})
    hint = {"hint": "permission"} if refused.why == "no-permission" else {}
    return ImageProblem("image-unreadable", {"path": path, "reason": refused.reason, **hint})


def check_bytes(path: str, size: int, limit: int) -> None:
    """Raises ImageProblem image-too-large if `size` bytes are more than `limit`."""
    if size > limit:
        told = {"size": f"{size / 2**20:.1f} MiB", "limit": f"{limit / 2**20:.0f} MiB"}
        raise ImageProblem("image-too-large", {"path": path, **told})


def check_pixels(path: str, width: int, height: int) -> None:
    """Raises ImageProblem if a size in pixels is zero or more than may be decoded."""
    if width < 1 or height < 1:
        reason = f"its size is {width} × {height} pixels"
        raise ImageProblem("image-unreadable", {"path": path, "reason": reason})
    if max(width, height) > MAX_SIDE:
        told = {"size": f"{max(width, height)} pixels a side", "limit": f"{MAX_SIDE} pixels a side"}
        raise ImageProblem("image-too-large", {"path": path, **told})
    if width * height > MAX_PIXELS:
        size = f"{width * height / 1e6:.0f} megapixels"
        told = {"size": size, "limit": f"{MAX_PIXELS // 10**6} megapixels"}
        raise ImageProblem("image-too-large", {"path": path, **told})


def check_memory(path: str, header: Header) -> None:
    """Raises ImageProblem image-too-large if decoding takes too much memory."""
    pixels = header.width * header.height
    each = header.bytes_a_pixel
    if min(header.width, header.height) < 2 * WIDTHS[-1]:
        each += _COPIED  # it may be made smaller only once it is whole
    if pixels * each > MAX_MEMORY:
        size = f"{pixels / 1e6:.0f} megapixels of {header.format}"
        limit = f"{MAX_MEMORY / each / 1e6:.0f} megapixels"
        raise ImageProblem("image-too-large", {"path": path, "size": size, "limit": limit})


def check_scans(path: str, scans: int, pixels: int) -> None:
    """Raises ImageProblem image-too-large if a JPEG goes over its pixels too often."""
    limit = min(MAX_SCANS, MAX_SCANNED // pixels)
    if scans > limit:
        told = {"size": f"{scans} scans", "limit": f"{limit} scans"}
        raise ImageProblem("image-too-large", {"path": path, **told})


def read_original(root: Path, original: Original) -> bytes:
    """The content of a file that was inspected. Raises ImageProblem."""
    with open_inside(root, original.path, original.folder) as stream:
        check_bytes(original.path, os.fstat(stream.fileno()).st_size, MAX_BYTES)
        data = stream.read(MAX_BYTES + 1)
    check_bytes(original.path, len(data), MAX_BYTES)  # it may have grown meanwhile
    return data


def _check_drawing(path: str, data: bytes, cache: Path | None) -> None:
    key = store.drawing_key(data)
    if cache and store.is_sound(cache, key):
        return
    if cache and (known := store.read_refusal(cache, key, path)):
        raise known
    from catalog.media.images.svg import sanitise_svg  # most builds see no new drawing

    try:
        sanitise_svg(path, data)
    except ImageProblem as problem:
        if cache:
            store.write_refusal(cache, key, problem)
        raise
    if cache:
        store.write_sound(cache, key)
