"""This project, as the benchmark runs it: a copy of its code with a cache of its own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.fair import EDITION
from benchmarks.measure import Command

PROJECT = Path(__file__).resolve().parent.parent
NAME = "catalog"


class Ours:
    """A frozen copy of the project in a scratch folder.

    Whoever works on the code meanwhile changes nothing that is measured, and nothing that is
    measured touches the cache of whoever works.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ignore = shutil.ignore_patterns("__pycache__")
        for name in ("catalog", "theme"):
            shutil.copytree(PROJECT / name, folder / name, ignore=ignore)
        for name in ("build.py", "mkdocs.yml"):
            shutil.copy(PROJECT / name, folder / name)

    def build(self, content: Path, out: Path, *more: str) -> Sequence[Command]:
        """The whole command, as a person types it."""
        told = ["--content", str(content), "--out", str(out), "--messages", "en", *more]
        return [Command([sys.executable, "build.py", "build", *told], self.folder)]

    def check(self, content: Path) -> Sequence[Command]:
        """Reading and checking alone; fails where a record has an error."""
        told = ["--content", str(content), "--messages", "en"]
        return [Command([sys.executable, "build.py", "check", *told], self.folder)]

    def clear(self) -> None:
        """Forget all former builds."""
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)

    def clear_all_but_media(self) -> None:
        """Forget all former builds but the covers and previews that they drew."""
        for entry in (self.folder / ".cache").iterdir():
            if entry.name not in ("media", "pictures", "version"):
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

    def built(self, out: Path, lang: str, path: str) -> Path:
        """The file that a page was built to."""
        return out / EDITION / lang / path / "index.html"
