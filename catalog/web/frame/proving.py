"""Whether pages of the organizers can be published: each is converted once before, apart.

What the Markdown engine does with a text is not ours to know: it may raise, take hours, or make a
hundred megabytes of a hundred kilobytes. So pages are converted in a process of their own, which
may be ended by a page, and is begun anew for the next one. What became of a page is kept, and known
again as long as neither it nor an engine or a setting changes.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any, Literal

from catalog.core.cache import forget_unused, mark_used, read_cached, write_cached
from catalog.core.errors import CatalogError
from catalog.core.fingerprint import version_of
from catalog.web.frame.cache import CODE, DISTRIBUTIONS

Reason = Literal["", "time", "memory", "depth", "size", "engine"]

_FORM = "proof-1"  # how a proof is kept
_BEGINNING = 120  # seconds for a process to begin
_FAREWELL = 10  # seconds for a process to end that was told to
_ALARM = -getattr(signal, "SIGPROF", 0) or None  # exit codes of who was ended by a signal
_KILL = -getattr(signal, "SIGKILL", 0) or None
_LONGEST = 16 * 1024 * 1024  # bytes of an answer
_START = (
    "import sys, json; head = json.loads(sys.stdin.buffer.readline()); sys.path[:] = head['path'];"
    "from catalog.web.frame.converting import serve; serve(head)"
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What converting one page may take.

    Attributes:
        seconds: of processor time; usual pages take some milliseconds.
        wait: seconds by the clock, for whatever waits instead of working.
        memory: bytes of address space of the converting process.
        size: bytes of HTML.
    """

    seconds: float = 3
    wait: float = 90
    memory: int = 1024 * 1024 * 1024
    size: int = 1024 * 1024


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link of a page that leads nowhere.

    Attributes:
        kind: "missing", "absolute", "anchor", or "other" where MkDocs says something else.
        link: as it is written.
        near: what was probably meant, or "".
    """

    kind: str
    link: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a page.

    Attributes:
        reason: why it cannot be published, or "".
        line: of its Markdown, from one, where the reason lies; 0 where nobody knows.
        links: those that lead nowhere, whichever language the other pages are in.
        ids: the anchors it has.
        anchors: name of a page, anchor of it, and the link that leads there.
    """

    reason: Reason = ""
    line: int = 0
    links: tuple[DeadLink, ...] = ()
    ids: frozenset[str] = frozenset()
    anchors: tuple[tuple[str, str, str], ...] = ()


def prove_pages(
    pages: Sequence[tuple[str, str]],
    config: Path,
    theme: Path,
    cache: Path,
    bounds: Bounds | None = None,
) -> list[Proof]:
    """A proof of each page, in their order.

    Args:
        pages: name ("visit") and Markdown; languages may share names.
        config, theme: mkdocs.yml and the folder of overrides.
        cache: the cache folder, in which proofs are kept.

    Raises:
        CatalogError: the settings of MkDocs cannot be used.
    """
    bounds = bounds or Bounds()
    names = sorted({name for name, _ in pages})
    base = _base_key(config, names, bounds)
    folder = cache / "proofs"
    keys = [_digest(json.dumps([base, *page]).encode()) for page in pages]
    proofs = [_read(folder / f"{key}.proof") for key in keys]
    if None not in proofs:
        return [proof for proof in proofs if proof is not None]
    head = {
        **asdict(bounds),
        "path": sys.path,
        "config": str(config.resolve()),
        "theme": str(theme.resolve()),
        "names": names,
    }
    scratch = cache / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=scratch) as work, _Converter({**head, "work": work}) as converter:
        for at, (name, markdown) in enumerate(pages):
            if proofs[at] is not None:
                continue
            answer = converter.ask(name, markdown)
            proofs[at] = _proof(answer)
            if not answer.get("ended"):  # on another day, with more time and memory, it may pass
                write_cached(folder / f"{keys[at]}.proof", _FORM, json.dumps(answer).encode())
    forget_unused(folder, "*.proof")
    return [proof for proof in proofs if proof is not None]


def dead_anchors(proof: Proof, others: Mapping[str, Iterable[Proof]]) -> list[DeadLink]:
    """The links of a page to places that no page has.

    Args:
        others: name → the pages that the link may lead to; a place in one of them is enough.
    """
    return [
        DeadLink("anchor", link)
        for name, anchor, link in proof.anchors
        if name in others and not any(anchor in other.ids for other in others[name])
    ]


class _Converter:
    """The process that converts; begun with the first page, and anew after one that ended it."""

    def __init__(self, head: Mapping[str, Any]) -> None:
        self.head = head
        self.process: subprocess.Popen[bytes] | None = None
        self.late = False

    def __enter__(self) -> _Converter:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def ask(self, name: str, markdown: str) -> dict[str, Any]:
        """What became of one page, whatever it is."""
        if self.process is None:
            self._begin()
        answer = self._tell({"name": name, "markdown": markdown}, self.head["wait"])
        if answer is not None:
            return answer
        late, code = self.late, self._end()
        reason = "time" if late or code == _ALARM else "memory" if code == _KILL else "engine"
        return {"reason": reason, "ended": True}

    def _begin(self) -> None:
        self.late = False
        # Neither forked nor spawned: the caller may run threads, and its main module may be
        # anything. Isolated, so that nothing is imported from where it was called.
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        answer = self._tell(self.head, _BEGINNING)
        if answer is None or "settings" in answer:
            self._end()
            told = answer["settings"] if answer else "the Markdown engine cannot be started"
            name = Path(self.head["config"]).name
            raise CatalogError(f"{name}: {told}", "Mend the settings of MkDocs.")

    def _tell(self, line: Mapping[str, Any], wait: float) -> dict[str, Any] | None:
        """Tell the process something; None where it ends, or is ended, instead of answering."""
        assert self.process and self.process.stdin and self.process.stdout
        clock = Timer(wait, self._give_up)
        clock.daemon = True
        clock.start()
        try:
            self.process.stdin.write(json.dumps(line).encode() + b"\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline(_LONGEST)
        except OSError:
            return None
        finally:
            clock.cancel()
        if not answer.endswith(b"\n"):
            return None
        found: dict[str, Any] = json.loads(answer)
        return found

    def _give_up(self) -> None:
        self.late = True
        if self.process:
            self.process.kill()

    def _end(self) -> int:
        """End the process, if it has not ended; its exit code, as a signal's negative number."""
        process, self.process = self.process, None
        if process is None:
            return 0
        assert process.stdin and process.stdout
        process.stdout.close()
        with suppress(OSError):
            process.stdin.close()
        try:
            return process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _proof(answer: Mapping[str, Any]) -> Proof:
    return Proof(
        answer.get("reason", ""),
        answer.get("line", 0),
        tuple(DeadLink(*link) for link in answer.get("links", ())),
        frozenset(answer.get("ids", ())),
        tuple((name, anchor, link) for name, anchor, link in answer.get("anchors", ())),
    )


def _read(path: Path) -> Proof | None:
    payload = read_cached(path, _FORM)
    if payload is None:
        return None
    mark_used(path)
    return _proof(json.loads(payload))


def _base_key(config: Path, names: Sequence[str], bounds: Bounds) -> str:
    """A hash over everything but the page that a proof depends on."""
    parts = {
        "code": [_digest(file.read_bytes()) for file in CODE],
        "python": sys.version,
        "versions": {name: version_of(name) for name in DISTRIBUTIONS},
        "config": _digest(config.read_bytes()),
        "names": names,
        "bounds": asdict(bounds),
    }
    return _digest(json.dumps(parts, sort_keys=True).encode())


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
