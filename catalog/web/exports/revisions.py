"""How often an entry of the calendar has changed, so that calendars take the newer for the newer.

The published calendar itself is the memory: what it says of an entry's revision is read again by
the next build. So no clock is asked, and the same records over the same output give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

_DAY = 24 * 60 * 60
_MOST = 100_000  # revisions; more are nobody's
_LATEST = 9000  # a year from which so many days can be counted
_LARGEST = 32 << 20  # bytes of a calendar that are read
_ENTRY = re.compile(r"^BEGIN:VEVENT\r\n(.*?)^END:VEVENT\r\n", re.DOTALL | re.MULTILINE)
_STAMP = re.compile(r"\d{8}T([01]\d|2[0-3])([0-5]\d)([0-5]\d)Z")


class Revision(NamedTuple):
    """The state of an entry.

    Attributes:
        sequence: how many times it was published with another content before.
        digest: of its content, below the number of seconds of a day.
    """

    sequence: int
    digest: int

    def stamp(self, year: int) -> str:
        """A time in UTC that is later for every later revision: its day counts them."""
        first = dt.datetime(min(year, _LATEST), 1, 1)
        time = first + dt.timedelta(days=self.sequence, seconds=self.digest)
        return time.strftime("%Y%m%dT%H%M%SZ")


def next_revision(former: Revision | None, content: Any) -> Revision:
    """The revision of an entry with that content (anything that JSON holds)."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) % _DAY
    if former is None:
        return Revision(0, digest)
    changed = former.digest != digest
    return Revision(min(former.sequence + changed, _MOST), digest)


def read_revisions(calendar: Path) -> Mapping[str, Revision]:
    """UID → revision, of a calendar that was published; nothing where there is none."""
    try:
        if calendar.stat().st_size > _LARGEST:
            return {}
        text = calendar.read_bytes().decode("utf-8", "replace")
    except OSError:
        return {}
    found = {}
    for entry in _ENTRY.finditer(text):
        lines = (line.partition(":") for line in entry[1].split("\r\n"))
        values = {name: value for name, _, value in lines}
        stamp = _STAMP.fullmatch(values.get("LAST-MODIFIED", ""))
        sequence = values.get("SEQUENCE", "")
        if stamp and re.fullmatch(r"[0-9]{1,6}", sequence):
            hours, minutes, seconds = (int(part) for part in stamp.groups())
            digest = (hours * 60 + minutes) * 60 + seconds
            found[values.get("UID", "")] = Revision(min(int(sequence), _MOST), digest)
    return found
