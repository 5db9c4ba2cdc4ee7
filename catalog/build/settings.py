"""What a build is told, and what it tells."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from catalog.core.fingerprint import Sources
from catalog.core.problems import Problem
from catalog.edition.localise import Localiser, make_localiser
from catalog.edition.resolve import Catalog
from catalog.media.hall_plans import Plan
from catalog.media.pictures import Pictures
from catalog.models.addresses import ascii_url
from catalog.output.folder import Publication, open_publication
from catalog.reading.content import Content
from catalog.web.frame import FrameData

# Who wants to know how far a build is: told a stage ("read", "pictures", "previews", "frames",
# "pages"), how much of it is done, and of how much; and once "waiting" for another build.
Listener = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Listens to nothing."""


@dataclass(frozen=True)
class Channel:
    """Where an edition is shown, as far as that changes what is made.

    Attributes:
        select: the part of the catalogue that is shown there.
        adapt_frame: what its frames say besides.
        pagefind: whether a search that asks a server may serve it.
    """

    select: Callable[[Catalog, Pictures], Catalog]
    adapt_frame: Callable[[FrameData, Localiser], FrameData]
    pagefind: bool = False


WEB = Channel(select=lambda catalog, _: catalog, adapt_frame=lambda data, _: data, pagefind=True)


@dataclass(frozen=True)
class Settings:
    """What a build is told.

    Attributes:
        content, out: folders.
        project: the folder with ``theme/`` and ``mkdocs.yml``.
        cache: a folder that may be deleted at any time.
        edition: its id; None for the current one of ``catalog.yml``.
        languages: only these of the edition's; () for all.
        strict: publish nothing when there is any error.
        jobs: processes to work with.
        cluster: address of a Dask scheduler whose workers print the pages; None for none.
        precompress: lay compressed siblings beside the files that gain by it.
        today: for what has expired; builds on different days give the same site otherwise.
        channel: the web, unless another one says what differs.
        sources: all that the build depends on, looked at before it began. Without it the build
            neither uses nor keeps a ledger.
    """

    content: Path
    out: Path
    project: Path
    cache: Path
    edition: str | None = None
    languages: tuple[str, ...] = ()
    strict: bool = False
    jobs: int = 1
    cluster: str | None = None
    precompress: bool = False
    today: dt.date = field(default_factory=dt.date.today)
    channel: Channel = WEB
    sources: Sources | None = None

    @property
    def theme(self) -> Path:
        """Templates, overrides, locales."""
        return self.project / "theme"

    def localisers(self, catalog: Catalog) -> dict[str, Localiser]:
        """One for each language of the edition."""
        return {
            tag: make_localiser(
                tag,
                catalog.site,
                catalog.edition,
                catalog.vocabularies,
                self.theme / "locales",
                self.cache,
            )
            for tag in catalog.edition.languages
        }

    def open_publication(self, listen: Listener) -> AbstractContextManager[Publication]:
        """Hold the output folder, and stage what changes; see :mod:`catalog.output`."""
        return open_publication(
            self.out,
            waiting=lambda: listen("waiting", 0, 1),
            precompress=self.precompress,
            shared=self.cluster is not None,
        )


@dataclass
class Checked:
    """A content folder after all checks.

    ``catalog`` is None when the site or the edition itself cannot be used.
    """

    content: Content
    catalog: Catalog | None
    problems: list[Problem]
    pictures: Pictures
    plans: dict[str, Plan] = field(default_factory=dict)

    def let_go(self, catalog: Catalog | None) -> None:
        """Forget the records as they were read: they take a hundred thousand times 10 KB.

        Args:
            catalog: the same as before, with its records elsewhere.
        """
        self.catalog, self.content.records, self.content.readings = catalog, None, {}

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(p.severity == "error" for p in self.problems)


@dataclass
class Built:
    """What a build did."""

    edition: str
    languages: tuple[str, ...]
    pages: int
    works: int
    companies: int
    written: int
    deleted: int
    problems: list[Problem]
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        catalog: Catalog,
        pages: int,
        written: int,
        deleted: int,
        problems: list[Problem],
        notes: tuple[str, ...],
    ) -> Built:
        """What became of a catalogue."""
        return cls(
            edition=catalog.edition.id,
            languages=catalog.edition.languages,
            pages=pages,
            works=len(catalog.works),
            companies=len(catalog.companies),
            written=written,
            deleted=deleted,
            problems=problems,
            notes=notes,
        )


def public_url(catalog: Catalog) -> str:
    """The public address of the whole output, with a slash at its end."""
    return ascii_url(catalog.site.url).rstrip("/") + "/"


def default_jobs() -> int:
    """As many processes as this machine lets us use at once."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
