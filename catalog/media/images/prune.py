"""Forgets what no build has used for a season: the picture cache would only ever grow.

    <cache>/pictures/used/<whose>     the media files of somebody's last build

What no list names and is older than a list may be goes. A list that is not written anew for so
long goes too, and with it, by the next build of anybody, what only it named. That is safe at any
time: what is missing is derived again.
"""

import contextlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from catalog.core.cache import forgotten_before, read_cached, write_cached
from catalog.media.images.cache import hash_content, media_folder
from catalog.media.images.sizes import DIGEST_LENGTH

_FORM = "used-1"
_INDICES = ("index", "made")


def prune_cache(cache: Path, whose: str, used: Iterable[str]) -> int:
    """Write down which media files a build used and delete what nobody does; returns how many.

    Args:
        whose: tells builds apart that share a cache, such as two editions.
    """
    since = forgotten_before(cache)
    lists = cache / "pictures" / "used"
    mine = lists / hash_content(whose)[:DIGEST_LENGTH]
    write_cached(mine, _FORM, "\n".join(sorted(set(used))).encode())
    kept: set[str] = set()
    damaged = False
    for file in lists.iterdir():
        if file != mine and _is_older(file, since):
            _delete(file)
            continue
        known = read_cached(file, _FORM)
        if known is None:
            _delete(file)  # its owner writes it anew
            damaged = True
        else:
            kept.update(known.decode().split("\n"))
    if damaged:
        return 0  # nobody knows what else is used
    # A derivative's name carries the beginning of the key under which it is known.
    keys = {part for name in kept for part in name.rpartition(".")[0].split("-")}
    gone = [file for file in _files(media_folder(cache)) if file.name not in kept]
    gone += [file for file in _files(lists.parent) if file.name[:DIGEST_LENGTH] not in keys]
    old = [file for file in gone if file.name not in _INDICES and _is_older(file, since)]
    for file in old:
        _delete(file)
    return len(old)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []


def _is_older(file: Path, since: float) -> bool:
    try:
        return file.stat().st_mtime < since
    except OSError:
        return False  # somebody else was faster


def _delete(file: Path) -> None:
    with contextlib.suppress(OSError):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
