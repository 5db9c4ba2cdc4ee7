"""What is new, for feed readers: an Atom feed of the works added last, one a language.

Pure and the same at any time of day: every date in it is a work's ``added``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from catalog.core.formats import escape_xml as escape
from catalog.edition.localise import Localiser
from catalog.edition.resolve import Catalog
from catalog.models.texts import Text
from catalog.models.work import Work
from catalog.web.exports.lasting_ids import lasting_id
from catalog.web.pages.plan import work_path


def make_feed(
    catalog: Catalog, newest: Sequence[str], localiser: Localiser, base: str
) -> bytes | None:
    """The feed of one language; None where no work says when it was added.

    Args:
        newest: the works added last, by id, the newest first.
        base: the public address of the edition, with a slash at its end.
    """
    works = [catalog.works[id] for id in newest]
    if not works:
        return None
    return "\n".join(_Feed(catalog, localiser, base).lines(works)).encode()


class _Feed:
    def __init__(self, catalog: Catalog, localiser: Localiser, base: str) -> None:
        self.catalog = catalog
        self.localiser = localiser
        self.home = f"{base}{localiser.lang}/"

    def lines(self, works: list[Work]) -> Iterator[str]:
        tag = self.localiser.lang
        edition = self.catalog.edition
        title = self.localiser.gettext("New works")
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tag}">'
        yield f"<id>{self._id()}</id>"
        yield f"<title>{escape(title)} – {escape(self._plain(edition.name))}</title>"
        yield f"<updated>{_time(works[0])}</updated>"
        yield f"<author><name>{escape(self._plain(self.catalog.site.name))}</name></author>"
        yield f'<link rel="self" type="application/atom+xml" href="{escape(self.home)}feed.xml"/>'
        yield f'<link rel="alternate" type="text/html" href="{escape(self.home)}"/>'
        for work in works:
            yield from self._entry(work)
        yield "</feed>\n"

    def _entry(self, work: Work) -> Iterator[str]:
        company = self.catalog.companies[work.company]
        path = work_path(work.id)
        yield "<entry>"
        yield f"<id>{self._id(work.id)}</id>"
        yield self._text("title", work.title)
        yield f"<published>{_time(work)}</published>"
        yield f"<updated>{_time(work)}</updated>"
        yield f"<author><name>{escape(self._plain(company.name))}</name></author>"
        yield f'<link rel="alternate" type="text/html" href="{escape(self.home + path)}"/>'
        label = escape(self.localiser.label("kind", work.kind))
        yield f'<category term="{escape(work.kind)}" label="{label}"/>'
        yield self._text("summary", work.logline)
        yield "</entry>"

    def _id(self, *work: str) -> str:
        """Of the feed, or of a work in it: the same when the site moves (RFC 4287, 4.2.6)."""
        return f"urn:uuid:{lasting_id(self.catalog, 'feed', self.localiser.lang, *work)}"

    def _plain(self, text: Text) -> str:
        shown = self.localiser.text(text)
        return shown.value if shown else ""

    def _text(self, element: str, text: Text) -> str:
        """A text, with its own language where it has to stand in for the feed's."""
        shown = self.localiser.text(text)
        if shown is None:
            return f"<{element}/>"
        other = f' xml:lang="{escape(shown.lang)}"' if shown.fallback else ""
        return f"<{element}{other}>{escape(shown.value)}</{element}>"


def _day(work: Work) -> dt.date:
    assert work.added is not None
    return work.added.first_day()


def _time(work: Work) -> str:
    return f"{_day(work).isoformat()}T00:00:00Z"
