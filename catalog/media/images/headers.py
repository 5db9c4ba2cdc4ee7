"""What a file is and how large its picture is, from its first bytes, without a decoder.

A decoder that only "opens" a file may already reserve memory for the whole canvas (WebP's does),
so a size is read here before any decoder sees the file.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

_HEAD = 64
_MAX_STEPS = 4096
_MAX_META = 4 * 1024 * 1024

# Formats that people do send: told by name, so that the remedy is plain.
_REFUSED = (
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"8BPS", "PSD"),
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"\0\0\1\0", "ICO"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
)


class HeaderError(Exception):
    """The header breaks its own format; the text is the reason."""


@dataclass(frozen=True)
class Header:
    """Format (JPEG, PNG, WEBP, AVIF, GIF or SVG) and size in pixels (0 × 0 for SVG)."""

    format: str
    width: int
    height: int


def read_header(stream: BinaryIO) -> Header | str:
    """The header of the file, or the name of what it is instead of a picture we take.

    `stream` must be seekable. Raises HeaderError when the file begins as one of our formats but
    does not go on as one.
    """
    head = stream.read(_HEAD)
    if not head:
        raise HeaderError("the file is empty")
    try:
        if head.startswith(b"\xff\xd8\xff"):
            return _read_jpeg(stream)
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return _read_png(head)
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return _read_webp(head)
        if head[:6] in (b"GIF87a", b"GIF89a"):
            return _read_gif(stream)
        if head[4:8] == b"ftyp":
            return _read_avif(stream, head)
    except (struct.error, IndexError) as error:
        raise HeaderError("the file ends inside its header") from error
    return _name_other(head)


def _name_other(head: bytes) -> Header | str:
    for signature, name in _REFUSED:
        if head.startswith(signature):
            return name
    # UTF-16 drawings have a zero beside each letter.
    text = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    text = text.replace(b"\0", b"").lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if text.startswith((b"<?xml", b"<svg", b"<!--", b"<!doctype svg")):
        return Header("SVG", 0, 0)  # likely; the sanitiser finds out
    return "no known picture format"


def _read_jpeg(stream: BinaryIO) -> Header:
    stream.seek(2)
    for _ in range(_MAX_STEPS):
        mark = stream.read(2)
        while mark[1] == 0xFF:  # fill bytes
            mark = mark[1:] + stream.read(1)
        if mark[0] != 0xFF:
            raise HeaderError("a JPEG marker is missing")
        kind = mark[1]
        if kind == 0x01 or 0xD0 <= kind <= 0xD8:  # markers without a length
            continue
        (length,) = struct.unpack(">H", stream.read(2))
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            _, height, width = struct.unpack(">BHH", stream.read(5))
            return Header("JPEG", width, height)
        if kind in (0xD9, 0xDA):
            break
        stream.seek(length - 2, 1)
    raise HeaderError("the JPEG names no size")


def _read_png(head: bytes) -> Header:
    if head[12:16] != b"IHDR":
        raise HeaderError("the PNG does not begin with IHDR")
    width, height = struct.unpack(">II", head[16:24])
    return Header("PNG", width, height)


def _read_webp(head: bytes) -> Header:
    chunk = head[12:16]
    if chunk == b"VP8X":
        width = int.from_bytes(head[24:27], "little") + 1
        height = int.from_bytes(head[27:30], "little") + 1
    elif chunk == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", head[26:30]))
    elif chunk == b"VP8L" and head[20] == 0x2F:
        (packed,) = struct.unpack("<I", head[21:25])
        width, height = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    else:
        raise HeaderError("the WebP names no size")
    return Header("WEBP", width, height)


def _read_gif(stream: BinaryIO) -> Header:
    stream.seek(6)
    width, height, flags = struct.unpack("<HHB", stream.read(5))
    stream.seek(13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0))
    # The first frame may be larger than the screen, and then it is the picture's size.
    for _ in range(_MAX_STEPS):
        mark = stream.read(1)
        if mark == b",":
            left, top, across, down = struct.unpack("<HHHH", stream.read(8))
            return Header("GIF", max(width, left + across), max(height, top + down))
        if mark != b"!":
            break
        stream.seek(1, 1)
        while length := stream.read(1)[0]:
            stream.seek(length, 1)
    raise HeaderError("the GIF has no frame")


def _read_avif(stream: BinaryIO, head: bytes) -> Header | str:
    brands = head[8 : struct.unpack(">I", head[:4])[0]]
    if b"avif" not in brands and b"avis" not in brands:
        heic = any(brand in brands for brand in (b"heic", b"heix", b"mif1", b"heim", b"hevc"))
        return "HEIC" if heic else "a video"
    at = 0
    for _ in range(_MAX_STEPS):
        stream.seek(at)
        length, kind = struct.unpack(">I4s", stream.read(8))
        if kind == b"meta":
            return _read_avif_meta(stream.read(min(length, _MAX_META)))
        if length < 8:
            break
        at += length
    raise HeaderError("the AVIF names no size")


def _read_avif_meta(meta: bytes) -> Header:
    # A grid has a size for each tile and one for the whole: the largest is what will be decoded.
    sizes: list[tuple[int, int]] = []
    at = meta.find(b"ispe")
    while at >= 0 and len(sizes) < _MAX_STEPS:
        width, height = struct.unpack(">II", meta[at + 8 : at + 16])
        sizes.append((width, height))
        at = meta.find(b"ispe", at + 4)
    if not sizes:
        raise HeaderError("the AVIF names no size")
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return Header("AVIF", width, height)
