"""Many pictures at once: what is known is looked up here, the rest is derived, in a pool if asked.

Nothing here imports Pillow: a build in which no picture changed never loads it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from catalog.core.cache import write_whole
from catalog.media.images import cache as store
from catalog.media.images.covers import Dress, draw_scene
from catalog.media.images.parameters import PARAMETERS, PREVIEW_PARAMETERS
from catalog.media.images.problem import ImageProblem
from catalog.media.images.sizes import PREVIEW_SIZE, Original, Picture, preview_name, print_name

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Progress = Callable[[int, int], None]
"""Told after each picture how many are done and how many there are."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

# A pool takes about a quarter of a second to start, a picture about a tenth to derive.
_WORTH_A_POOL = 6


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

    Files that have not changed (path, size, time) are not even read. With more than one job the
    others are derived in a pool of processes, if they are enough to be worth it; the caller's
    main module must then be importable without side effects.
    """
    wanted = {original.path: original for original in originals}
    index = store.Index(cache, root, PARAMETERS)
    found: dict[str, Picture | ImageProblem] = {}
    missing = []
    for path, original in wanted.items():
        if (picture := index.find(original)) is None:
            missing.append(original)
        else:
            found[path] = picture

    def count(done: int) -> None:
        if progress is not None:
            progress(len(wanted) - len(missing) + done, len(wanted))

    count(0)
    tasks = [(root, original, cache) for original in missing]
    for original, result in zip(missing, _run(_derive, _crashed, tasks, jobs, count), strict=True):
        found[original.path] = result
        if isinstance(result, Picture):
            index.add(original, result)
    index.write()
    return {path: found[path] for path in wanted}


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
    _run(_preview, None, list(missing.values()), jobs, count, known.add)
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
    _run(_print, None, missing, jobs, count, known.add)
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


def _crashed(task: tuple[Path, Original, Path]) -> Picture | ImageProblem:
    reason = "the decoder crashed on it"
    return ImageProblem("image-unreadable", {"path": task[1].path, "reason": reason})


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
    function: Callable[[_Task], _Result],
    crashed: Callable[[_Task], _Result] | None,
    tasks: Sequence[_Task],
    jobs: int,
    count: Callable[[int], None],
    keep: Callable[[_Result], None] = lambda _: None,
) -> list[_Result]:
    """Results in the order of `tasks`; `crashed` gives the one of a task that kills its process.

    `keep` is given each result as soon as it is there.
    """
    if jobs <= 1 or len(tasks) < _WORTH_A_POOL:
        results = []
        for done, task in enumerate(tasks, 1):
            results.append(function(task))
            keep(results[-1])
            count(done)
        return results
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    by_number: dict[int, _Result] = {}
    try:
        with _start_pool(min(jobs, len(tasks))) as pool:
            futures: dict[Future[_Result], int] = {
                pool.submit(function, task): number for number, task in enumerate(tasks)
            }
            for future in as_completed(futures):
                by_number[futures[future]] = future.result()
                keep(future.result())
                count(len(by_number))
    except BrokenProcessPool:
        if crashed is None:
            raise
        # One of those under way killed its process, and the pool cannot say which.
        for number, task in enumerate(tasks):
            if number not in by_number:
                by_number[number] = _run_apart(function, crashed, task)
                count(len(by_number))
    return [by_number[number] for number in range(len(tasks))]


def _run_apart(
    function: Callable[[_Task], _Result], crashed: Callable[[_Task], _Result], task: _Task
) -> _Result:
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _start_pool(1) as pool:
            return pool.submit(function, task).result()
    except BrokenProcessPool:
        return crashed(task)


def _start_pool(workers: int) -> "ProcessPoolExecutor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from catalog.core.workers import end_with_parent

    # Not forked: the parent may run threads (a progress bar), and a forked lock never opens.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent)
