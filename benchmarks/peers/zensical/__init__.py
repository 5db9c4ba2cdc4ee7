"""Zensical, which reads MkDocs' configuration: the same tree as plain MkDocs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from typing_extensions import override

from benchmarks.fair import Fair
from benchmarks.measure import Command
from benchmarks.peers.base import INSTALLED
from benchmarks.peers.mkdocs import MkDocs

_PROGRAM = INSTALLED / "venv" / "bin" / "zensical"


class Zensical(MkDocs):
    """See https://zensical.org/. Uses all cores by itself, so one language at a time."""

    name = "zensical"
    at_once = 1
    inside = True
    limit = 1_000
    caches = (".cache",)

    @override
    def version(self) -> str | None:
        if not _PROGRAM.is_file():
            return None
        said = subprocess.run([_PROGRAM, "--version"], capture_output=True, text=True, check=True)
        return said.stdout.split()[-1]

    @override
    def commands(self, fair: Fair, folder: Path, out: Path) -> Sequence[Command]:
        for tag in fair.languages:
            path = folder / f"mkdocs.{tag}.yml"
            config = json.loads(path.read_text(encoding="utf-8"))
            config["site_dir"] = str((out / tag).relative_to(folder))
            path.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
        return [
            Command([str(_PROGRAM), "build", "-f", f"mkdocs.{tag}.yml"], folder)
            for tag in fair.languages
        ]
