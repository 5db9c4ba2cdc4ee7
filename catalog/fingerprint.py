"""Whether anything that a build depends on has changed since the last one.

Looks at names, sizes and times of files only, so it can answer before anything heavy is imported.
A wrong "changed" costs a build; a wrong "unchanged" would need a file of the same size and time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

_PACKAGES = ("babel", "jinja2", "mkdocs", "mkdocs-material", "nh3", "pillow", "pydantic", "segno")

_EXTRAS = ("pagefind", "pagefind-bin-extended")


def fingerprint(inputs: Iterable[Path], options: Iterable[object]) -> str:
    """A hash over the files below ``inputs``, the code, the packages and the options."""
    state = hashlib.sha256()
    versions = [metadata.version(p) for p in _PACKAGES] + [*map(_optional, _EXTRAS)]
    state.update(repr((sys.version_info, versions, list(map(str, options)))).encode())
    for top in [*inputs, Path(__file__).parent]:
        for line in _stats(top):
            state.update(line.encode("utf-8", "surrogateescape"))
    return state.hexdigest()


def _optional(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def tree_stamp(top: Path) -> str:
    """A hash over the names, sizes and times of all files below a folder."""
    state = hashlib.sha256()
    for line in _stats(top):
        state.update(line.encode("utf-8", "surrogateescape"))
    return state.hexdigest()


def _stats(top: Path) -> Iterator[str]:
    if top.is_file():
        info = top.stat()
        yield f"{top}\0{info.st_size}\0{info.st_mtime_ns}\n"
        return
    pending = [str(top)]
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda e: e.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            else:
                info = entry.stat(follow_symlinks=False)
                yield f"{entry.path}\0{info.st_size}\0{info.st_mtime_ns}\n"


def read_state(cache: Path, out: Path) -> dict[str, Any]:
    """What the last build into ``out`` left behind; {} where nothing can be trusted."""
    try:
        state = json.loads(_file(cache, out).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_state(cache: Path, out: Path, state: dict[str, Any]) -> None:
    """Remember a build."""
    target = _file(cache, out)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    part.replace(target)


def _file(cache: Path, out: Path) -> Path:
    key = hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:16]
    return cache / "builds" / f"{key}.json"
