"""The journal of a change: from the moment it stands the change is decided, and anyone may carry it
out, or carry on where somebody was killed.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from catalog.core.errors import CatalogError
from catalog.output.marker import Kind, has_entries, refuse_foreign

_NAME = "journal.json"


def staging_of(out: Path) -> Path:
    """Where changes to an output folder are made ready: beside it, on the same disk."""
    out = out.resolve()
    return out.parent / f".{out.name}.staging"


def is_decided(out: Path) -> bool:
    """Whether a journal stands."""
    return (staging_of(out) / _NAME).is_file()


def recover(out: Path) -> bool:
    """Finish or undo what a killed build left; True if a decided change was carried out."""
    out, staging = out.resolve(), staging_of(out)
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


def withdraw(staging: Path) -> None:
    """Take a decision back of which nothing has been carried out."""
    (staging / _NAME).unlink(missing_ok=True)


def carry_out(out: Path, staging: Path) -> None:
    """Do what the journal says; every step may have been done already.

    Raises:
        CatalogError: meanwhile somebody has put something else there.
    """
    journal = json.loads((staging / _NAME).read_text(encoding="utf-8"))
    files = staging / journal.get("files", "files")
    if journal.get("swap"):
        _swap(files, out, journal.get("kind"))
    else:
        own: set[Path] = {out}  # folders that are there, and no links
        for path in journal["put"]:
            source, target = files / path, out / path
            _make_folder(target.parent, own)
            if target.is_dir() and not target.is_symlink():
                shutil.rmtree(target)
            with suppress(FileNotFoundError):
                source.replace(target)
        for path in journal["delete"]:
            gone = out / path
            if _is_linked(gone.parent, own):
                continue  # what a link leads to is not ours
            if gone.is_dir() and not gone.is_symlink():
                continue  # a page of the former edition that is a folder of the new one
            with suppress(FileNotFoundError, NotADirectoryError):
                gone.unlink()
            _remove_empty(gone.parent, out)
    (staging / _NAME).unlink()
    shutil.rmtree(staging, ignore_errors=True)


def _swap(files: Path, out: Path, kind: Kind | None) -> None:
    """Put a whole folder in place.

    Args:
        kind: of the former one, which goes; None where there was none.
    """
    if not files.exists():
        return  # it is there already
    former = None
    if has_entries(out):
        if kind is None:  # it was not there, or empty: this is not ours to move
            raise CatalogError(
                f"something was put into {out} while it was being made",
                "move it elsewhere; then the next  build  puts the finished edition there",
                (f"生成期间有内容被放入 {out}", "请将其移走，下次  build  会放入已完成的版本"),
            )
        refuse_foreign(out, kind)
        former = files.with_name(f"former-{secrets.token_hex(4)}")
        out.rename(former)
    else:
        with suppress(FileNotFoundError):
            out.rmdir()
    try:
        files.rename(out)
    except OSError:
        if former:
            former.rename(out)
        raise


def _is_linked(folder: Path, own: set[Path]) -> bool:
    """Whether a folder below the output, or one that it lies in, is a link.

    Args:
        own: folders that are none; more are noted.
    """
    if folder in own:
        return False
    if folder.is_symlink() or _is_linked(folder.parent, own):
        return True
    own.add(folder)
    return False


def _make_folder(folder: Path, own: set[Path]) -> None:
    """Like ``mkdir -p``, also where a file or a link of the former state stands in the way.

    Args:
        own: folders that are there, and no links; more are noted.
    """
    if folder in own:
        return
    _make_folder(folder.parent, own)
    try:
        folder.mkdir()
    except FileExistsError:
        if folder.is_symlink() or not folder.is_dir():
            folder.unlink()  # of a link the link alone
            folder.mkdir()
    own.add(folder)


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
