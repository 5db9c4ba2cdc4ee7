"""Kills builds at random moments and looks at what is left.

python -m tests.integration.killing FOLDER [KILLS] [SEED]

Three states of one content take turns in one output folder; two of them differ in a text only,
which is published without building again. After each kill the folder is looked at as a web server
would serve it, then as the next command leaves it, and then the next build must come to the same
bytes as a build without any past. Builds are forked from this process, which has everything
imported, so that a hundred of them take a minute.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import shutil
import signal
import statistics
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from jinja2 import Environment

from catalog.cli import main as cli
from catalog.cli import options
from catalog.output import folder as publishing
from catalog.output.journal import recover
from catalog.web import rendering

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "fixtures" / "toy_fair"

Tree = dict[str, bytes]


def remember_templates() -> None:
    """Compiling templates is half of such a small build: what is forked finds them compiled."""
    compile_, known = Environment.compile, {}

    def compile_once(self: Environment, source: Any, *args: Any, **kwargs: Any) -> Any:
        settings = (*sorted(self.extensions), self.undefined, self.autoescape)
        key = (source, args, *settings, *kwargs.items())
        if key not in known:
            known[key] = compile_(self, source, *args, **kwargs)
        return known[key]

    Environment.compile = compile_once  # type: ignore[method-assign]


class Killer:
    """Kills builds of several states of a content, below a folder."""

    def __init__(self, top: Path, seed: int) -> None:
        self.top = top
        self.choose = random.Random(seed)
        self.out, self.content = top / "site", top / "content"
        self.took: list[float] = []
        self.committed: list[float] = []
        self.seen: Counter[str] = Counter()
        # The command's own project folder, with a cache of its own.
        project = top / "project"
        project.mkdir()
        for name in ("theme", "mkdocs.yml"):
            (project / name).symlink_to(ROOT / name)
        options.PROJECT = project
        self.cache = project / ".cache"

    def prepare(self) -> None:
        """Think of the states and build each of them without any past."""
        kite = "companies/lantern/works/moon-kite.yml"
        a = tree(TOY)
        b, c = {**a}, {**a}
        c[kite] = a[kite].replace(b"A girl flies", b"A boy flies")
        b["companies/lantern/works/second-kite.yml"] = a[kite].replace(b"Moon Kite", b"Second Kite")
        del b["companies/tinwheel/works/windup.yml"]
        self.states = {"a": a, "b": b, "c": c}
        self.clean: dict[str, Tree] = {}
        for name in self.states:
            out = self.top / f"clean-{name}" / "site"
            out.parent.mkdir()
            shutil.rmtree(self.cache, ignore_errors=True)
            self.edit(name)
            build(self.content, out)  # in this process: afterwards all is imported
            self.clean[name] = tree(out)
        assert self.clean["a"].keys() - self.clean["b"].keys()
        assert self.clean["b"].keys() - self.clean["a"].keys()
        assert self.clean["a"] != self.clean["c"]
        for name in "abca":
            self.finish(name)

    def edit(self, name: str) -> None:
        """Bring the content folder into a state, as somebody does who writes only what changes."""
        wanted, present = self.states[name], tree(self.content)
        for path in present.keys() - wanted.keys():
            (self.content / path).unlink()
        for path, data in wanted.items():
            if present.get(path) != data:
                (self.content / path).parent.mkdir(parents=True, exist_ok=True)
                (self.content / path).write_bytes(data)

    def finish(self, name: str) -> None:
        """A build that nobody kills; it must come to what a clean one does."""
        started = time.perf_counter()
        child, pipe = self.start(name, 1)
        os.read(pipe, 1)
        decided = time.perf_counter()
        _, status = os.waitpid(child, 0)
        ended = time.perf_counter()
        os.close(pipe)
        assert status == 0, (self.top / "said").read_text("utf-8")
        found = tree(self.out)
        assert found == self.clean[name], difference(found, self.clean[name])
        assert not self.staging.exists()
        self.took.append(ended - started)
        self.committed.append(ended - decided)

    @property
    def staging(self) -> Path:
        """Beside the output while a build is under way."""
        return self.top / ".site.staging"

    def start(self, name: str, jobs: int) -> tuple[int, int]:
        """Fork a build, in a process group of its own; a pipe tells when it decides."""
        self.edit(name)
        heard, tell = os.pipe()
        child = os.fork()
        if child:
            os.close(tell)
            return child, heard
        try:
            os.setsid()
            os.close(heard)
            write_journal = publishing.write_journal

            def telling(*words: object) -> None:
                os.write(tell, b"!")
                write_journal(*words)  # type: ignore[arg-type]

            publishing.write_journal = telling
            rendering._WORTH_A_POOL = 1
            build(self.content, self.out, jobs)
            status = 0
        except BaseException:
            (self.top / "said").write_text(traceback.format_exc(), "utf-8")
            status = 1
        os._exit(status)

    def kill(self, number: int) -> None:
        """Kill one build at a random moment, and look at everything that follows."""
        first = number % 12 == 11  # there was no edition before
        if first:
            shutil.rmtree(self.out)
        before = tree(self.out)
        if number % 12 == 5:  # the frames are under way, which MkDocs takes a second for
            shutil.rmtree(self.cache / "frames")
        name = self.choose.choice([one for one, site in self.clean.items() if site != before])
        child, pipe = self.start(name, jobs=self.choose.choice((1, 2)))
        if self.choose.random() < 0.5:
            time.sleep(self.choose.random() * statistics.median(self.took))
        else:  # while the change is carried out
            os.read(pipe, 1)
            time.sleep(self.choose.random() * statistics.median(self.committed))
        group = self.choose.random() < 0.7
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(pipe)
        self.look(before, name, killed=os.WIFSIGNALED(status))
        self.finish(self.choose.choice("abc"))

    def look(self, before: Tree, name: str, *, killed: bool) -> None:
        """What is served now, and what the next command makes of it."""
        after, now = self.clean[name], tree(self.out)
        for path, data in now.items():
            assert data in (before.get(path), after.get(path)), f"{path} is neither old nor new"
        journal = (self.staging / "journal.json").exists()
        if not journal:
            assert now in (before, after), difference(now, after)
        recover(self.out)
        recovered = tree(self.out)
        assert recovered == (after if journal else now), difference(recovered, after)
        self.seen["killed" if killed else "was done before"] += 1
        self.seen["with a journal" if journal else "without"] += 1
        self.seen["new" if recovered == after else "former"] += 1
        self.seen["moved in part"] += now not in (before, after)


def build(content: Path, out: Path, jobs: int = 1) -> None:
    """The command, as it is typed."""
    words = ["build", "--content", content, "--out", out, "--jobs", jobs, "--messages", "en"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        cli.cli.main([*map(str, words)], standalone_mode=False)


def tree(top: Path) -> Tree:
    """Path → bytes of every file."""
    return {
        os.path.relpath(os.path.join(folder, name), top): Path(folder, name).read_bytes()  # noqa: PTH118
        for folder, _, names in os.walk(top)
        for name in names
    }


def difference(one: Tree, other: Tree) -> str:
    """What two trees do not have in common, for a message."""
    wrong = sorted(p for p in {*one, *other} if one.get(p) != other.get(p))
    return f"{len(wrong)} files differ: {', '.join(wrong[:5])}"


def main(top: Path, kills: int = 100, seed: int = 1) -> None:
    """Kill so many builds and print what was seen, as JSON."""
    os.environ["SOURCE_DATE_EPOCH"] = "1793491200"
    os.environ["LANG"] = "C.UTF-8"
    remember_templates()
    killer = Killer(top, seed)
    killer.prepare()
    started = time.perf_counter()
    for number in range(kills):
        try:
            killer.kill(number)
        except BaseException as error:
            error.add_note(f"kill {number} of {kills}, seed {seed}")
            raise
    told = {
        "kills": kills,
        **killer.seen,
        "build": round(statistics.median(killer.took), 3),
        "commit": round(statistics.median(killer.committed), 3),
        "seconds": round(time.perf_counter() - started, 1),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
