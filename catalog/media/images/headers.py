"""What a file is and what its picture takes, from its first bytes, without a decoder.

A decoder that only "opens" a file may already reserve memory for the whole canvas (WebP's does),
so a size is read here before any decoder sees the file. It also reads every part before the
picture, however many there are, so these are counted here.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

_HEAD = 64
_MAX_STEPS = 4096
_NOTES = "it has thousands of notes before its picture"
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


# Bytes a pixel that a decoder takes at its peak, measured with pictures of 49 megapixels.
_CANVASES = 16.5  # two canvases, the copy that is handed over, and the picture
_COEFFICIENT = 2.0  # of each component: a progressive JPEG is kept whole until its last scan
_REDUCED = 0.6  # and this when it is made smaller while it is decoded
_CHANNELS = 5.6  # RGB, RGBA and the like: four bytes each, and what is made of them
_SINGLE, _DOUBLE = 2.6, 3.6  # one channel of 8 and of 16 bits


@dataclass(frozen=True)
class Header:
    """Format (JPEG, PNG, WEBP, AVIF, GIF or SVG) and size in pixels (0 × 0 for SVG).

    `bytes_a_pixel` is the memory that decoding takes at its peak.
    """

    format: str
    width: int
    height: int
    bytes_a_pixel: float = 0.0


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
            return _read_png(stream, head)
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
    size, components, progressive = None, 0, False
    try:
        for _ in range(_MAX_STEPS):
            kind = _next_marker(stream)
            if kind == 0x01 or 0xD0 <= kind <= 0xD8:  # markers without a length
                continue
            if kind == 0xD9 or (kind == 0xDA and size is None):
                raise HeaderError("the JPEG names no size")
            length, more = struct.unpack(">HB", stream.read(3))
            if kind == 0xDA:
                progressive = progressive or more < components
                break
            if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
                height, width, components = struct.unpack(">HHB", stream.read(5))
                stream.seek(-5, 1)
                size, progressive = (width, height), kind in (0xC2, 0xC6, 0xCA, 0xCE)
            stream.seek(length - 3, 1)
        else:
            raise HeaderError(_NOTES)
    except (struct.error, IndexError):
        if size is None:
            raise
        # What is broken after its size is the decoder's to find.
    assert size is not None
    kept = _COEFFICIENT * components if progressive else 0.0
    return Header("JPEG", *size, kept + _REDUCED)


def _next_marker(stream: BinaryIO) -> int:
    mark = stream.read(2)
    for _ in range(_MAX_STEPS):
        if mark[0] != 0xFF:
            break
        if mark[1] != 0xFF:  # not a fill byte
            return mark[1]
        mark = mark[1:] + stream.read(1)
    raise HeaderError("a JPEG marker is missing")


def _read_png(stream: BinaryIO, head: bytes) -> Header:
    if head[12:16] != b"IHDR":
        raise HeaderError("the PNG does not begin with IHDR")
    width, height, depth, colour = struct.unpack(">IIBB", head[16:26])
    at = 8
    for _ in range(_MAX_STEPS):
        stream.seek(at)
        part = stream.read(8)
        if len(part) < 8 or part[4:] == b"IDAT":
            break
        at += 12 + int.from_bytes(part[:4], "big")
    else:
        raise HeaderError(_NOTES)
    single = _DOUBLE if depth == 16 else _SINGLE
    return Header("PNG", width, height, single if colour in (0, 3) else _CHANNELS)


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
    return Header("WEBP", width, height, _CANVASES)


def _read_gif(stream: BinaryIO) -> Header:
    stream.seek(6)
    width, height, flags = struct.unpack("<HHB", stream.read(5))
    stream.seek(13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0))
    # The first frame may be larger than the screen, and then it is the picture's size.
    steps = 0
    while steps < _MAX_STEPS:
        steps += 1
        mark = stream.read(1)
        if mark == b",":
            left, top, across, down = struct.unpack("<HHHH", stream.read(8))
            return Header("GIF", max(width, left + across), max(height, top + down), _SINGLE)
        if mark != b"!":
            break
        stream.seek(1, 1)
        while (length := stream.read(1)[0]) and steps < _MAX_STEPS:
            stream.seek(length, 1)
            steps += 1
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
    return Header("AVIF", width, height, _CANVASES)
