"""Takes a finished edition and publishes it: committed whole, or not at all."""

from catalog.publish.compress import require_brotli
from catalog.publish.folder import Publication, hold_output, open_publication
from catalog.publish.journal import recover
from catalog.publish.root import edition_sitemaps, write_root

__all__ = [
    "Publication",
    "edition_sitemaps",
    "hold_output",
    "open_publication",
    "recover",
    "require_brotli",
    "write_root",
]
