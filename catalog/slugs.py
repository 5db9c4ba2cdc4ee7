"""Names that can be part of an address."""

from __future__ import annotations

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_LENGTH = 64


def is_slug(name: str) -> bool:
    """Whether a name can be part of an address."""
    return len(name) <= SLUG_LENGTH and SLUG.fullmatch(name) is not None


def slugify(name: str) -> str:
    """The nearest name that can be part of an address."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].strip("-")
    return slug or "my-work"
