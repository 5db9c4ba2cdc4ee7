"""Whether anything that a build depends on has changed since the last one, and what.

Looks at names, sizes and times of files only, so it can answer before anything heavy is imported.
A wrong "changed" costs a build; a wrong "unchanged" would need a file of the same size and time.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

import catalog
from catalog.core.cache import read_cached, write_cached

_FORM = "build-1"  # how a state is kept
_PACKAGES = ("babel", "jinja2", "mkdocs", "mkdocs-material", "nh3", "pillow", "pydantic", "segno")

_EXTRAS = ("pagefind", "pagefind-bin-extended")

_DEEP = 3  # folders below the output that are looked at: edition, language, section

Files = dict[str, tuple[int, int]]
"""Path relative to a folder, with its separators as posix has them → size, time in ns."""


@dataclass(frozen=True)
class Sources:
    """All that a build depends on, as it was at one moment.

    Attributes:
        rest: a hash over code, packages and options.
        files: every file of the content folder.
        theme: every file of the theme and of MkDocs' settings, by its path below the project.
    """

    rest: str
    files: Files
    theme: Files

    @cached_property
    def digest(self) -> str:
        """A hash over everything."""
        state = hashlib.sha256(self.rest.encode())
        # version 2: the same bytes for equal values
        state.update(marshal.dumps((self.files, self.theme), 2))
        return state.hexdigest()

    def changed(self, before: Sources) -> set[str] | None:
        """The content files that are not as they were; None where more has changed than their
        content: which files there are, the code, an option …
        """
        if self.rest != before.rest or self.files.keys() != before.files.keys():
            return None
        return _differing(self.files, before.files)

    def restyled(self, before: Sources) -> set[str]:
        """The files of the theme that are new, gone or not as they were."""
        return _differing(self.theme, before.theme)

    def after(self, content: Path, paths: Iterable[Path]) -> Sources | None:
        """The same after some files have changed; None where they are not all content known of.

        Args:
            paths: absolute, as a watcher tells them.
        """
        files = dict(self.files)
        for path in paths:
            try:
                name = path.relative_to(content).as_posix()
                info = path.stat()
            except (ValueError, OSError):
                return None
            if name not in files or not path.is_file():
                return None
            files[name] = info.st_size, info.st_mtime_ns
        return Sources(self.rest, files, self.theme)


def _differing(files: Files, others: Files) -> set[str]:
    if files == others:
        return set()  # in a hundredth of the time
    return {path for path, _ in files.items() ^ others.items()}


def look_at(content: Path, theme: Sequence[Path], options: Iterable[object]) -> Sources:
    """The sources of a build as they are now.

    Args:
        theme: files and folders of the project beside the content: templates, settings. The code
            is looked at by itself.
        options: what was asked for.
    """
    state = hashlib.sha256()
    versions = [metadata.version(p) for p in _PACKAGES] + [*map(version_of, _EXTRAS)]
    state.update(repr((sys.version_info, versions, list(map(str, options)))).encode())
    code = Path(catalog.__file__).parent
    for top in (content, *theme, code):
        state.update(str(top).encode("utf-8", "surrogateescape"))
    state.update(repr(list(_stats(code))).encode("utf-8", "surrogateescape"))
    files = {
        f"{top.name}/{name}" if top.is_dir() else name: stats
        for top in theme
        for name, stats in _stats(top)
    }
    return Sources(state.hexdigest(), dict(_stats(content)), files)


def version_of(package: str) -> str:
    """The version of an installed package; "" for none."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def output_stamp(out: Path) -> str:
    """A hash that changes when somebody else changes the output.

    Looked at are its files and folders down to the sections of each language: that a folder was
    emptied, removed or put back is seen, that a single page was edited by hand is not. A whole
    look would take longer than a change takes to be published.
    """
    state = hashlib.sha256()
    pending = [(str(out), 0)]
    while pending:
        here, depth = pending.pop()
        try:
            info = os.stat(here)  # noqa: PTH116  # a hundred thousand times: without an object each
            state.update(f"{here}\0{info.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
            if depth < _DEEP:
                entries = sorted(os.scandir(here), key=lambda e: e.name)
                pending += [(e.path, depth + 1) for e in entries if e.is_dir(follow_symlinks=False)]
        except OSError:
            state.update(f"{here}\0\n".encode("utf-8", "surrogateescape"))
    return state.hexdigest()


def _stats(top: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    if os.path.isfile(top):  # noqa: PTH113  # no folder that may not be looked into stops it
        info = top.stat()
        yield top.name, (info.st_size, info.st_mtime_ns)
        return
    root = len(str(top)) + 1
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
                try:
                    info = entry.stat(follow_symlinks=False)
                except OSError:  # gone since
                    continue
                name = entry.path[root:].replace(os.sep, "/")
                yield name, (info.st_size, info.st_mtime_ns)


def read_state(cache: Path, out: Path) -> dict[str, Any]:
    """What the last build into ``out`` left behind; {} where nothing can be trusted."""
    data = read_cached(_file(cache, out), _FORM)
    state: dict[str, Any] = json.loads(data) if data is not None else {}
    return state


def write_state(cache: Path, out: Path, state: dict[str, Any]) -> None:
    """Remember a build."""
    write_cached(_file(cache, out), _FORM, json.dumps(state, ensure_ascii=False).encode())


def output_key(out: Path) -> str:
    """A short name for an output folder, under which the cache keeps what concerns it."""
    return hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:16]


def _file(cache: Path, out: Path) -> Path:
    return cache / "builds" / output_key(out)
