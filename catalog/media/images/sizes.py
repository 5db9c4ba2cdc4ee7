"""Sizes and names of pictures: arithmetic only, no picture is opened here."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

WIDTHS = (360, 720, 1440)
"""Widths in pixels that pages choose from."""

PREVIEW_SIZE = (1200, 630)
"""Width and height in pixels of a link preview."""

MAX_PIXELS = 50_000_000
"""An original may have 50 megapixels: a printed page at 600 dpi, and 200 MB when decoded."""

MAX_MEMORY = 430_000_000
"""Bytes that decoding an original may take. WebP and AVIF take most, and end at 26 megapixels."""

MAX_SCANS = 100
"""A progressive JPEG repeats its whole area with each scan; editors write about ten."""

MAX_SCANNED = 1_500_000_000
"""Pixels that a JPEG may go over in all its scans: 30 times 50 megapixels."""

MAX_SIDE = 16_000
"""Neither side may be longer, in pixels; WebP itself ends at 16,383."""

MAX_BYTES = 40 * 1024 * 1024
"""An original may have 40 MiB."""

MAX_SVG_BYTES = 1024 * 1024
"""A drawing may have 1 MiB; a logo has a hundredth of that."""

DIGEST_LENGTH = 10
"""Hexadecimal digits of a key that a file name carries."""

# An own last width is worth a file only if it is a step up from the one before it.
_WORTHWHILE_STEP = 1.2
_STEM_LENGTH = 40


@dataclass(frozen=True)
class Original:
    """A submitted file after its header was looked at; nothing of it has been decoded."""

    path: str
    """Content-relative posix path."""
    folder: str
    """Content-relative folder that the file must stay in."""
    format: str
    """JPEG, PNG, WEBP, AVIF, GIF or SVG, found by content."""
    width: int
    """Pixels as the file stores them, before any turn that EXIF asks for; 0 for a drawing."""
    height: int
    size: int
    """Bytes."""
    mtime_ns: int


@dataclass(frozen=True)
class Derivative:
    """One published file: its size in pixels and its name inside `media/`."""

    width: int
    height: int
    name: str


@dataclass(frozen=True)
class Picture:
    """A picture ready for pages."""

    path: str
    """Content-relative path of the original."""
    width: int
    """Pixels of the original, upright; of the largest derivative for a drawing."""
    height: int
    derivatives: tuple[Derivative, ...]
    """Narrowest first, never empty."""
    ground: str
    """Darkest dominant colour at 12 % lightness or less, '#rrggbb'."""


def plan_widths(width: int) -> tuple[int, ...]:
    """Widths in pixels to derive from an original `width` pixels wide, narrowest first.

    Nothing is enlarged: an original narrower than a planned width gives its own instead, unless
    the difference to the next narrower one could not be seen.
    """
    fitting = tuple(planned for planned in WIDTHS if planned <= width)
    if not fitting:
        return (width,)
    if fitting != WIDTHS and width >= fitting[-1] * _WORTHWHILE_STEP:
        return (*fitting, width)
    return fitting


def scale_height(width: int, height: int, to_width: int) -> int:
    """Height in pixels of a picture of `width` × `height` made `to_width` wide; at least 1."""
    return max(1, round(height * to_width / width))


def slug_stem(path: str) -> str:
    """A safe name for files derived from `path`: lower-case ASCII letters, digits and hyphens.

    What has no such letters ("封面.jpg") is called "image".
    """
    name = PurePosixPath(path.replace("\\", "/")).name
    stem = name.rsplit(".", 1)[0] if "." in name[1:] else name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return slug[:_STEM_LENGTH].strip("-") or "image"


def media_name(stem: str, digest: str, width: int, ext: str = "webp") -> str:
    """Name inside `media/`: `<stem>-<digest>-<width>.<ext>`, the stem made safe."""
    return f"{slug_stem(stem + '.')}-{digest[:DIGEST_LENGTH]}-{width}.{ext}"


def preview_name(stem: str, digest: str) -> str:
    """Name inside `media/` of a link preview."""
    return media_name(stem, digest, PREVIEW_SIZE[0], "jpg")


def print_name(name: str) -> str:
    """Name inside `media/` of a derivative as JPEG, for PDFs."""
    return f"{name.rpartition('.')[0]}.print.jpg"
