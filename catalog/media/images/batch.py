"""Many pictures at once: what is known is looked up here, the rest is derived in other processes.

Nothing here imports Pillow: a build in which no picture changed never loads it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from catalog.core.cache import write_whole
from catalog.core.errors import CatalogError
from catalog.media.images import cache as store
from catalog.media.images.apart import Ended, run_each
from catalog.media.images.covers import Dress, draw_scene
from catalog.media.images.inspect import read_original
from catalog.media.images.parameters import PARAMETERS, PREVIEW_PARAMETERS
from catalog.media.images.problem import ImageProblem
from catalog.media.images.sizes import PREVIEW_SIZE, Original, Picture, preview_name, print_name

Progress = Callable[[int, int], None]
"""Told after each picture how many are done and how many there are."""

_Task = TypeVar("_Task")

# A process takes up to a quarter of a second to start, a picture about a tenth to derive.
_WORTH_A_POOL = 6

DRAWING_SECONDS, PICTURE_SECONDS = 5, 8
"""Processor time that one original may take; both are bounded before, so this is for surprises."""

_OWN_SECONDS = 60  # for what we made ourselves


def derive_picture(root: Path, original: Original, cache: Path) -> Picture:
    """WebP derivatives of one original in `<cache>/media/`. Raises ImageProblem.

    Reads the file; for many, and to leave unchanged ones unread, use `derive_all`.
    """
    from catalog.media.images.derive import derive_original

    return derive_original(root, original, cache)


def derive_all(
    root: Path,
    originals: Iterable[Original],
    cache: Path,
    jobs: int = 1,
    progress: Progress | None = None,
) -> dict[str, Picture | ImageProblem]:
    """Pictures, or what is wrong with them, by content-relative path, in the order given.

    Files that have not changed (path, size, time) are not even read, whether they could be used or
    not. The others are derived in processes that are ended if they take too much; the caller's main
    module must be importable without side effects.
    """
    wanted = {original.path: original for original in originals}
    index = store.Index(cache, root, PARAMETERS)
    found: dict[str, Picture | ImageProblem] = {}
    missing = []
    for path, original in wanted.items():
        if (known := index.find(original)) is None:
            missing.append(original)
        else:
            found[path] = known

    finished = 0

    def keep(number: int, result: Picture | ImageProblem | Ended) -> None:
        nonlocal finished
        original = missing[number]
        if isinstance(result, Ended):
            result = _refuse(root, original, cache, result)
        found[original.path] = result
        index.add(original, result)
        finished += 1
        count(finished)

    def count(done: int) -> None:
        if progress is not None:
            progress(len(wanted) - len(missing) + done, len(wanted))

    count(0)
    tasks = [(root, original, cache) for original in missing]
    workers = jobs if len(tasks) >= _WORTH_A_POOL else 1
    run_each(_derive, tasks, workers, _allowed, keep)
    index.write()
    return {path: found[path] for path in wanted}


def _allowed(task: tuple[Path, Original, Path]) -> float:
    return DRAWING_SECONDS if task[1].format == "SVG" else PICTURE_SECONDS


def _refuse(root: Path, original: Original, cache: Path, ended: Ended) -> ImageProblem:
    """What is told of a picture that did not come back, kept where it would not another time."""
    told = {"path": original.path}
    if ended.how == "time":
        seconds = _allowed((root, original, cache))
        told |= {"size": f"more than {seconds} seconds of work", "limit": f"{seconds} seconds"}
        if original.format == "SVG":
            told["hint"] = "drawing"
        problem = ImageProblem("image-too-large", told)
    else:
        told["reason"] = "the decoder crashed on it"
        problem = ImageProblem("image-unreadable", told, lasting=ended.how == "crash")
    if problem.lasting:
        try:
            key = store.original_key(original, read_original(root, original))
        except ImageProblem:
            return problem  # it is gone meanwhile
        store.write_refusal(cache, key, problem)
    return problem


def derive_preview(source: Picture | Dress, cache: Path) -> str:
    """Name in `<cache>/media/` of a link preview: a JPEG of 1200 × 630 without lettering of ours.

    `source` is a picture derived before into the same cache, or the palette and motif of a drawn
    cover.
    """
    return derive_previews({"": source}, cache)[""]


def derive_previews(
    sources: Mapping[str, Picture | Dress],
    cache: Path,
    jobs: int = 1,
    progress: Progress | None = None,
) -> dict[str, str]:
    """Names of link previews by record id; see `derive_preview`.

    `sources` gives for each record id its wide picture or cover, or the dress of the drawn one.
    """
    known = store.Made(cache)
    names = {record: _preview_name(source) for record, source in sources.items()}
    # By name: several records may share one picture, and it is to be made once.
    missing = {
        names[record]: (source, cache)
        for record, source in sources.items()
        if not known.holds(names[record])
    }

    def count(done: int) -> None:
        if progress is not None:
            progress(len(sources) - len(missing) + done, len(sources))

    count(0)
    _run(_preview, list(missing.values()), jobs, count, known.add)
    known.write()
    return names


def derive_prints(
    names: Iterable[str], cache: Path, jobs: int = 1, progress: Progress | None = None
) -> dict[str, str]:
    """WebP derivatives as JPEG files beside them in `<cache>/media/`: name → name.

    A PDF holds JPEG as it is; what it holds of any other format is ten times as large.
    """
    known = store.Made(cache)
    made = {name: print_name(name) for name in names}
    missing = [(name, cache) for name, printed in made.items() if not known.holds(printed)]

    def count(done: int) -> None:
        if progress is not None:
            progress(len(made) - len(missing) + done, len(made))

    count(0)
    _run(_print, missing, jobs, count, known.add)
    known.write()
    return made


def _preview_name(source: Picture | Dress) -> str:
    if isinstance(source, Picture):
        base = source.derivatives[-1].name
        stem = base.rsplit("-", 2)[0]
        return preview_name(stem, store.hash_content(PREVIEW_PARAMETERS, base))
    return _drawn_preview_name(source)


@cache
def _drawn_preview_name(dress: Dress) -> str:
    scene = draw_scene(dress, *PREVIEW_SIZE)
    return preview_name("drawn", store.hash_content(PREVIEW_PARAMETERS, scene))


def _derive(task: tuple[Path, Original, Path]) -> Picture | ImageProblem:
    try:
        return derive_picture(*task)
    except ImageProblem as problem:
        return problem.with_traceback(None)


def _preview(task: tuple[Picture | Dress, Path]) -> str:
    from catalog.media.images.preview import render_preview

    source, cache = task
    media, name = store.media_folder(cache), _preview_name(source)
    write_whole(media / name, render_preview(source, media))
    return name


def _print(task: tuple[str, Path]) -> str:
    from catalog.media.images.preview import render_print

    name, cache = task
    media = store.media_folder(cache)
    write_whole(media / print_name(name), render_print(media / name))
    return print_name(name)


def _run(
    function: Callable[[_Task], str],
    tasks: Sequence[_Task],
    jobs: int,
    count: Callable[[int], None],
    keep: Callable[[str], None],
) -> None:
    """Makes files from our own ones; `keep` is given each name as soon as the file is there.

    Raises CatalogError if a process is ended from outside.
    """
    finished = 0

    def done(_: int, name: str | Ended) -> None:
        nonlocal finished
        if isinstance(name, Ended):
            raise CatalogError(
                "a process that makes pictures was ended, most often for want of memory",
                "build again with fewer --jobs",
            )
        keep(name)
        finished += 1
        count(finished)

    if jobs > 1 and len(tasks) >= _WORTH_A_POOL:
        run_each(function, tasks, jobs, lambda _: _OWN_SECONDS, done)
        return
    for number, task in enumerate(tasks):
        done(number, function(task))
