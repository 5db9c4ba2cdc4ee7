"""Names that can be part of an address."""

from __future__ import annotations

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_LENGTH = 64
_HAN = re.compile("[\u3400-\u9fff]")


def is_slug(name: str) -> bool:
    """Whether a name can be part of an address."""
    return len(name) <= SLUG_LENGTH and SLUG.fullmatch(name) is not None


def slugify(name: str) -> str:
    """The nearest name that can be part of an address; Chinese as it is read."""
    name = name[: 4 * SLUG_LENGTH]  # whoever is told reads no more
    if _HAN.search(name):
        from pypinyin import lazy_pinyin  # takes 60 ms to import

        name = " ".join(lazy_pinyin(name))
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].strip("-")
    return slug or "my-work"
