"""QR codes of addresses, as small pictures.

segno draws a code in 4 ms: an hour for a large fair in six languages. But the code of a text is
the code of as many zeros with each byte's own modules turned over, because error correction is
linear. So segno draws the zeros, once for each length, and we turn modules over: 0.01 ms.
The tests compare with what segno draws of the same text.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import segno
from segno import consts

_LEVEL = "m"  # a poster may be scratched: an eighth may be unreadable
_MASK = 2  # any of the eight is valid; choosing the finest of them costs more than the rest
_VERSIONS = range(1, 41)
_LONG_COUNT = 10  # from this version on, 16 bits say how long the text is


def draw_qr(text: str) -> tuple[int, bytes]:
    """The code of a text, an address as a rule: modules on a side, and a PNG of a pixel a module
    without a quiet zone.

    A tenth of the path that an SVG would need, and a third of it when both are compressed.

    Raises:
        ValueError: the text is longer than any code can hold (2,331 bytes).
    """
    size, bits = _modules(text)
    lines = (_paper(size) ^ bits).to_bytes(size * _row_bits(size) // 8)
    header = size.to_bytes(4) + size.to_bytes(4) + b"\1\0\0\0\0"  # one bit a pixel, greys
    return size, b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def qr_bits(text: str) -> tuple[int, ...]:
    """The code row by row from the top; a row's highest bit is its left module."""
    size, bits = _modules(text)
    width, row = _row_bits(size), (1 << size) - 1
    return tuple(bits >> width * (size - 1 - y) + -size % 8 & row for y in range(size))


def _modules(text: str) -> tuple[int, int]:
    """Modules on a side, and all of them as one number in which 1 is dark.

    It has the places of a PNG's lines: each begins with a byte, which says that the line is not
    filtered, and ends with as many bits as make its bytes full. These are 0.
    """
    data = text.encode()
    version = _version(len(data))
    bits = _zeros(version, len(data))
    turned = _turned(version)
    for place, byte in enumerate(data):
        bits ^= turned[place][byte]
    return version * 4 + 17, bits


def _row_bits(size: int) -> int:
    return 8 + size + -size % 8


def _module(size: int, x: int, y: int) -> int:
    """The bit of a module."""
    return 1 << (size - 1 - y) * _row_bits(size) + -size % 8 + size - 1 - x


@cache
def _paper(size: int) -> int:
    """All modules."""
    return sum(_module(size, x, y) for x in range(size) for y in range(size))


def _version(length: int) -> int:
    """The smallest version that holds a text of so many bytes."""
    for version in _VERSIONS:
        header = 12 if version < _LONG_COUNT else 20
        if header + 8 * length <= 8 * sum(_blocks(version)[0]):
            return version
    raise ValueError(f"{length} bytes do not fit a QR code")


@cache
def _blocks(version: int) -> tuple[tuple[int, ...], int]:
    """Data codewords of each block, and the error correction codewords that each has."""
    table: Any = consts.ECC
    parts = table[version][consts.ERROR_LEVEL_M]
    sizes = [part.num_data for part in parts for _ in range(part.num_blocks)]
    return tuple(sizes), parts[0].num_total - parts[0].num_data


@cache
def _zeros(version: int, length: int) -> int:
    """The modules of a text of zeros."""
    code = segno.make_qr(
        "\0" * length, version=version, error=_LEVEL, mask=_MASK, mode="byte", boost_error=False
    )
    rows: tuple[bytearray, ...] = code.matrix
    size = len(rows)
    return sum(
        _module(size, x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )


@cache
def _turned(version: int) -> list[list[int]]:
    """For each place in a text and each byte there: the modules that it turns over."""
    first = 1 if version < _LONG_COUNT else 2  # 4 bits of mode, then 8 or 16 of length
    words = list(_codewords(version))
    found = []
    for place in range(first, len(words) - 1):
        # A byte lies across two codewords: the high half of it in the low half of the first.
        singles = [*words[place + 1][4:], *words[place][:4]]
        row = [0]
        for bits in singles:
            row += [known ^ bits for known in row]
        found.append(row)
    return found


def _codewords(version: int) -> Iterator[list[int]]:
    """Each data codeword in its order: what each of its 8 bits turns over, the lowest first."""
    sizes, correction = _blocks(version)
    places = _places(version)
    order: dict[
        tuple[int, int], int
    ] = {}  # (block, offset) → where the codeword comes in the stream that is laid out
    for offset in range(max(sizes)):
        for block, size in enumerate(sizes):
            if offset < size:
                order[block, offset] = len(order)
    start = len(order)
    for block, size in enumerate(sizes):
        for offset, parity in enumerate(reversed(_remainders(size, correction))):
            own = order[block, offset]
            ends = [start + block + len(sizes) * i for i in range(correction)]
            bits = []
            for bit in range(8):
                turned = places[own][bit]
                for end, word in zip(ends, parity, strict=True):
                    value = _times(word, 1 << bit)
                    for b in range(8):
                        if value >> b & 1:
                            turned ^= places[end][b]
                bits.append(turned)
            yield bits


@cache
def _places(version: int) -> list[list[int]]:
    """Codeword of the stream → the module of each bit, the lowest first, as a number.

    The stream runs in columns two modules wide from the right, upwards and downwards by turns,
    around everything that is the same for all texts; column 6 is timing.
    """
    size = version * 4 + 17
    fixed = _fixed(version, size)
    modules = []
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for y in reversed(range(size)) if upwards else range(size):
            modules += [_module(size, x, y) for x in (right, right - 1) if (x, y) not in fixed]
        upwards = not upwards
    return [modules[i : i + 8][::-1] for i in range(0, len(modules) - 7, 8)]


def _fixed(version: int, size: int) -> set[tuple[int, int]]:
    """The modules (x, y) that carry no codeword: patterns, format, version."""
    low, high = range(9), range(size - 8, size)
    found = {(x, y) for xs, ys in ((low, low), (high, low), (low, high)) for x in xs for y in ys}
    found |= {at for i in range(size) for at in ((i, 6), (6, i))}
    if version > 1:
        last = size - 7
        centres = consts.ALIGNMENT_POS[version - 2]
        found |= {
            (x + dx, y + dy)
            for x in centres
            for y in centres
            if (x, y) not in ((6, 6), (6, last), (last, 6))
            for dx in range(-2, 3)
            for dy in range(-2, 3)
        }
    if version >= 7:
        found |= {
            at for a in range(6) for b in (9, 10, 11) for at in ((a, size - b), (size - b, a))
        }
    return found


# ---- arithmetic of GF(256), the field of bytes modulo x⁸+x⁴+x³+x²+1 ---------------------


@cache
def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


@cache
def _remainders(size: int, correction: int) -> list[list[int]]:
    """Error correction of a block whose one codeword is 1: the last of the block, the one before
    it, and so on.
    """
    generator, root = [1], 1
    for _ in range(correction):
        longer = [*generator, 0]
        for i, value in enumerate(generator):
            longer[i + 1] ^= _times(value, root)
        generator, root = longer, _times(root, 2)
    found = [generator[1:]]
    while len(found) < size:
        last = found[-1]
        found.append(
            [
                known ^ _times(last[0], value)
                for known, value in zip([*last[1:], 0], generator[1:], strict=True)
            ]
        )
    return found
