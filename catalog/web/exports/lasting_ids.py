"""What feed readers, calendars and address books know an entry by, wherever the site lies.

No part of the public address is in it, so that a site that moves doubles nobody's entries.
"""

from __future__ import annotations

import uuid

from catalog.edition.resolve import Catalog

_SPACE = uuid.UUID("5a1c6d5e-0f0b-5c37-9e0e-3d6b6f1f7a42")  # of this program's ids; any will do


def lasting_id(catalog: Catalog, *path: str) -> str:
    """A UUID of what ``path`` names within the edition: the same in every build."""
    site = catalog.site
    name = site.name.get(site.source_language) or next(iter(site.name.values()))
    return str(uuid.uuid5(_SPACE, "\n".join((name, catalog.edition.id, *path))))
