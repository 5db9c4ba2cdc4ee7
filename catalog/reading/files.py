"""Which files hold records, and their bytes."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from catalog.core.problems import Problem, problem
from catalog.core.slugs import is_slug, slugify

MAX_BYTES = 256 * 1024

# How a record's name ends, or was meant to: Notepad adds its own ending, which Windows hides.
_MEANT = re.compile(r"\.ya?ml(?:\.txt)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that should hold a record.

    Attributes:
        kind: "site", "company", "work", "family", "service", "edition", "stands", "programme" or
            "vocabulary".
        id: the record's id, from its path: a work's is ``<company>/<work>``.
        path: relative to the content folder, posix separators.
    """

    kind: str
    id: str
    path: str


def find_records(content: Path) -> tuple[list[RecordFile], list[Problem]]:
    """All record files below ``content``, sorted by path, and what is misplaced or misnamed."""
    files: list[RecordFile] = []
    problems: list[Problem] = []
    for path in _yaml_files(content):
        found = _place(path)
        if found is None:
            renamed = _MEANT.sub(".yml", path)
            hint = "yaml" if renamed != path and _place(renamed) else ""
            fix = PurePosixPath(renamed).name
            if not hint and (meant := _meant_place(renamed)):
                hint, fix = "place", meant
            problems.append(problem("unknown-file", path, line=1, column=1, hint=hint, fix=fix))
            continue
        kind, names = found
        bad = [n for n in names if not is_slug(n)]
        if bad and kind != "vocabulary":
            problems.append(
                problem("bad-name", path, line=1, column=1, name=bad[0], fix=_fit(bad[0], kind))
            )
            continue
        files.append(RecordFile(kind, "/".join(names), path))
    return files, problems


def record_file(path: str) -> RecordFile | None:
    """What a file should hold, by its path below the content folder; None where no record."""
    found = _place(path)
    if found is None or not all(is_slug(name) for name in found[1]):
        return None
    return RecordFile(found[0], "/".join(found[1]), path)


def read_bytes(content: Path, path: str) -> bytes | Problem:
    """A record file's bytes; links, folders, devices and files over the bound are refused."""
    # Not following a link and not waiting for a pipe is decided by the opening itself.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(content / path, flags | getattr(os, "O_BINARY", 0))
        try:
            info = os.fstat(descriptor)
            if not stat.S_ISREG(info.st_mode):
                return problem("unreadable-file", path, line=1, column=1, reason="@link")
            if info.st_size > MAX_BYTES:
                return too_large(path, info.st_size)
            data = os.read(descriptor, MAX_BYTES + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        linked = error.errno == errno.ELOOP
        reason = "@link" if linked else error.strerror or type(error).__name__
        return problem("unreadable-file", path, line=1, column=1, reason=reason)
    return too_large(path, len(data)) if len(data) > MAX_BYTES else data


def too_large(path: str, size: int) -> Problem:
    """A file over the bound."""
    kib = -(-size // 1024)
    return problem("file-too-large", path, line=1, column=1, size=kib, limit=MAX_BYTES // 1024)


def _yaml_files(content: Path) -> Iterator[str]:
    for folder, folders, names in content.walk() if hasattr(content, "walk") else _walk(content):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        # A linked folder is not walked into, but its name must not vanish without a word.
        for name in sorted(names):
            if _MEANT.search(name) and not name.startswith("."):
                yield (folder / name).relative_to(content).as_posix()


def _walk(top: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """``Path.walk`` for Python 3.11."""
    for folder, folders, names in os.walk(top):
        yield Path(folder), folders, names


def _place(path: str) -> tuple[str, list[str]] | None:
    parts = PurePosixPath(path).parts
    stem = PurePosixPath(path).stem
    if not path.endswith(".yml"):
        return None
    match parts:
        case ("catalog.yml",):
            return "site", []
        case ("companies", company, "company.yml"):
            return "company", [company]
        case ("companies", company, "works", _):
            return "work", [company, stem]
        case ("families", _):
            return "family", [stem]
        case ("services", _):
            return "service", [stem]
        case ("editions", edition, "edition.yml"):
            return "edition", [edition]
        case ("editions", edition, "stands.yml"):
            return "stands", [edition]
        case ("editions", edition, "programme.yml"):
            return "programme", [edition]
        case ("vocabularies", _):
            return "vocabulary", [stem]
    return None


def _meant_place(path: str) -> str:
    """Where a misplaced file was probably meant to lie; "" where that is not clear."""
    plain = path.lower()
    if plain != path and _place(plain):
        return plain
    match PurePosixPath(plain).parts:
        case ("companies", company, name):
            return f"companies/{company}/works/{name}"
        case ("editions", edition, "events.yml" | "program.yml" | "schedule.yml"):
            return f"editions/{edition}/programme.yml"
        case ("editions", edition, "stand.yml" | "booths.yml"):
            return f"editions/{edition}/stands.yml"
    return ""


def _fit(name: str, kind: str) -> str:
    """A name as it could be; a name without any letter that can be read gives none to go by."""
    fit = slugify(name)
    return fit if slugify("") != fit else f"my-{kind}"
