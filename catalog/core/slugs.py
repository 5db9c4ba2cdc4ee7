"""Names that can be part of an address."""

from __future__ import annotations

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_LENGTH = 64
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # by Windows, as names of devices
_HAN = re.compile("[\u3400-\u9fff]")


def is_slug(name: str) -> bool:
    """Whether a name can be part of an address, and of a file's name on any system."""
    fits = len(name) <= SLUG_LENGTH and SLUG.fullmatch(name) is not None
    return fits and not is_kept_by_windows(name)


def is_kept_by_windows(name: str) -> bool:
    """Whether no file can have that name on Windows, with any ending: it is a device's."""
    return _RESERVED.fullmatch(name.partition(".")[0].lower()) is not None


def slugify(name: str) -> str:
    """The nearest name that can be part of an address; Chinese as it is read."""
    name = name[: 4 * SLUG_LENGTH]  # whoever is told reads no more
    if _HAN.search(name):
        from pypinyin import lazy_pinyin  # takes 60 ms to import

        name = " ".join(lazy_pinyin(name))
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].strip("-")
    return f"my-{slug}" if _RESERVED.fullmatch(slug) else slug or "my-work"
