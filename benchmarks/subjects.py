"""What is measured, in one shape: this project and its peers."""

from __future__ import annotations

import multiprocessing
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.fair import Fair
from benchmarks.make import change_work
from benchmarks.measure import Command
from benchmarks.ours import NAME, Ours
from benchmarks.peers import PEERS, Peer
from benchmarks.peers.neutral import Neutral

LANG = "zh-Hans"
"""The language whose page is looked at after a change."""


FLOOR = "files only"


class Subject(ABC):
    """One generator with one edition to build.

    Attributes:
        steps: what is measured, in order; each begins where the one before it ended.
        at_once: how many of its commands run at the same time.
    """

    name: str
    version: str
    steps: Sequence[str]
    at_once: int = 1

    @abstractmethod
    def prepare(self, step: str, number: int, word: str) -> None:
        """Bring about the state in which a step begins; not measured."""

    @abstractmethod
    def commands(self) -> Sequence[Command]:
        """What is measured."""

    @abstractmethod
    def built(self, number: int) -> Path:
        """The page of a work."""

    @property
    @abstractmethod
    def out(self) -> Path:
        """Where the site is built to: another folder for each cold build."""


class OurEdition(Subject):
    """This project.

    ``cold`` has no cache at all; ``pages`` knows the drawn covers and link previews, which no
    peer makes; ``none`` and ``change`` follow on a finished build.
    """

    name = NAME
    steps = ("check", "cold", "none", "change", "pages")

    def __init__(self, fair: Fair, area: Path, content: Path) -> None:
        self.fair, self.content = fair, content
        area.mkdir()
        self._ours = Ours(area / "project")
        self._area, self._runs, self._step = area, 0, ""
        self.version = ""

    def prepare(self, step: str, number: int, word: str) -> None:
        """See Subject."""
        self._step = step
        if step == "change":
            change_work(self.fair, self.content, number, word)
        if step in ("check", "cold"):
            self._ours.clear()
        if step == "pages":
            self._ours.clear_all_but_media()
        if step in ("cold", "pages"):
            self._runs += 1  # former sites stay: deleting them would slow down what comes next

    def commands(self) -> Sequence[Command]:
        """See Subject."""
        if self._step == "check":
            return self._ours.check(self.content)
        self.out.parent.mkdir(exist_ok=True)
        return self._ours.build(self.content, self.out)

    def built(self, number: int) -> Path:
        """See Subject."""
        return self._ours.built(self.out, LANG, f"works/{self.fair.work_id(number)}/")

    @property
    def out(self) -> Path:
        """See Subject."""
        return self._area / f"out-{self._runs}" / "site"


class PeerEdition(Subject):
    """A peer. None of them builds a part in a new process: a change is a whole build."""

    steps = ("cold", "change")

    def __init__(self, peer: Peer, version: str, fair: Fair, area: Path) -> None:
        self.name, self.version, self.at_once = peer.name, version, peer.at_once
        self.fair = fair
        self._peer, self._sources, self._area, self._runs = peer, area / "sources", area, 0

    def prepare(self, step: str, number: int, word: str) -> None:
        """See Subject."""
        if step == "change":
            self._peer.change(self.fair, self._sources, number, word)
        else:
            self._peer.clear(self._sources)
            self._runs += 1

    def commands(self) -> Sequence[Command]:
        """See Subject."""
        return self._peer.commands(self.fair, self._sources, self.out)

    def built(self, number: int) -> Path:
        """See Subject."""
        return self._peer.built(self.out, LANG, f"works/{self.fair.work_id(number)}/")

    @property
    def out(self) -> Path:
        """See Subject."""
        parent = self._sources if self._peer.inside else self._area
        return parent / f"out-{self._runs}"


class Floor(Subject):
    """Only writing files of the same names and sizes as our pages: what no generator can beat."""

    name = FLOOR
    steps = ("cold",)
    version = ""

    def __init__(self, ours: OurEdition, area: Path) -> None:
        area.mkdir()
        self._ours, self._area, self._runs = ours, area, 0

    def prepare(self, step: str, number: int, word: str) -> None:  # noqa: ARG002
        """See Subject."""
        self._runs += 1
        listing = self._area / "listing"
        if listing.exists():
            return
        top = self._ours.out
        with listing.open("w", encoding="utf-8") as lines:
            for folder, _, names in os.walk(top):
                if "index.html" in names:
                    page = Path(folder) / "index.html"
                    lines.write(f"{page.stat().st_size}\t{page.relative_to(top)}\n")

    def commands(self) -> Sequence[Command]:
        """See Subject."""
        script = str(Path(__file__).parent / "floor_work.py")
        args = [sys.executable, script, str(self._area / "listing"), str(self.out)]
        return [Command(args, self._area)]

    def built(self, number: int) -> Path:
        """See Subject."""
        return self.out / self._ours.built(number).relative_to(self._ours.out)

    @property
    def out(self) -> Path:
        """See Subject."""
        return self._area / f"out-{self._runs}"


def write_sources(fair: Fair, folders: dict[str, Path]) -> None:
    """Write the sources of peers, by name, into new folders.

    In a process of its own: the kernel counts what this one holds to the peak of each command
    that it starts, and the neutral pages of a large edition are a gigabyte.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        pool.submit(_write_sources, fair, folders).result()


def _write_sources(fair: Fair, folders: dict[str, Path]) -> None:
    neutral = Neutral(fair)
    for name, area in folders.items():
        (area / "sources").mkdir(parents=True)
        PEERS[name].write(neutral, area / "sources")


def find_peers(asked: Sequence[str], works: int) -> tuple[list[tuple[Peer, str]], list[str]]:
    """The peers to measure with their versions, and a line for each that is left out."""
    found, left = [], []
    for name in asked:
        peer = PEERS[name]
        version = peer.version()
        if version is None:
            left.append(f"{name} is not installed (python -m benchmarks install)")
        elif works > peer.limit:
            left.append(f"{name} is not tried with more than {peer.limit} works")
        else:
            found.append((peer, version))
    return found, left
