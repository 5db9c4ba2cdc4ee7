"""Takes a finished edition and publishes it: committed whole, or not at all."""

from catalog.publish.compress import require_brotli
from catalog.publish.folder import (
    Publication,
    hold_output,
    open_publication,
    open_replacement,
    settle_output,
)
from catalog.publish.journal import recover
from catalog.publish.marker import (
    kind_of,
    refuse_foreign,
    refuse_place,
    reserved_folders,
    write_marker,
)
from catalog.publish.root import edition_sitemaps, write_root

__all__ = [
    "Publication",
    "edition_sitemaps",
    "hold_output",
    "kind_of",
    "open_publication",
    "open_replacement",
    "recover",
    "refuse_foreign",
    "refuse_place",
    "require_brotli",
    "reserved_folders",
    "settle_output",
    "write_marker",
    "write_root",
]
