"""The journal of a change: from the moment it stands the change is decided, and anyone may carry it
out, or carry on where somebody was killed.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

_NAME = "journal.json"


def staging_of(out: Path) -> Path:
    """Where changes to an output folder are made ready: beside it, on the same disk."""
    return out.parent / f".{out.name}.staging"


def is_decided(out: Path) -> bool:
    """Whether a journal stands."""
    return (staging_of(out) / _NAME).is_file()


def recover(out: Path) -> bool:
    """Finish or undo what a killed build left; True if a decided change was carried out."""
    staging = staging_of(out)
    if not staging.exists():
        return False
    if is_decided(out):
        carry_out(out, staging)
        return True
    shutil.rmtree(staging, ignore_errors=True)
    return False


def write_journal(staging: Path, journal: dict[str, object]) -> None:
    """The moment of decision: the journal appears whole, or not at all."""
    staging.mkdir(exist_ok=True)  # not there yet where files only go
    part = staging / (_NAME + ".part")
    with part.open("w", encoding="utf-8") as stream:
        json.dump(journal, stream)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(staging / _NAME)


def carry_out(out: Path, staging: Path) -> None:
    """Do what the journal says; every step may have been done already."""
    journal = json.loads((staging / _NAME).read_text(encoding="utf-8"))
    files = staging / journal.get("files", "files")
    if journal.get("swap"):
        if files.exists():
            with suppress(FileNotFoundError):
                out.rmdir()  # empty, as was seen before
            files.rename(out)
    else:
        made: set[Path] = set()
        for path in journal["put"]:
            source, target = files / path, out / path
            if target.parent not in made:
                _make_folder(target.parent, out)
                made.add(target.parent)
            if target.is_dir():
                shutil.rmtree(target)
            with suppress(FileNotFoundError):
                source.replace(target)
        for path in journal["delete"]:
            gone = out / path
            if gone.is_dir():
                continue  # a page of the former edition that is a folder of the new one
            with suppress(FileNotFoundError, NotADirectoryError):
                gone.unlink()
            _remove_empty(gone.parent, out)
    (staging / _NAME).unlink()
    shutil.rmtree(staging, ignore_errors=True)


def _make_folder(folder: Path, out: Path) -> None:
    """Like ``mkdir -p``, also where a file of the former state stands in the way."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        for parent in [*reversed(folder.relative_to(out).parents), folder.relative_to(out)]:
            if (out / parent).is_file():
                (out / parent).unlink()
        folder.mkdir(parents=True, exist_ok=True)


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
