"""Processes that share out a long row of tasks.

They are forked, so each sees everything that was read before, without a copy.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_function: Callable[[Any], Any] | None = None  # set before forking, so that the processes find it


@contextmanager
def share_out(
    function: Callable[[Task], Result], jobs: int
) -> Iterator[Callable[[Iterable[Task]], Iterator[Result]]]:
    """A ``map`` over several processes; with one job, or where nothing can be forked, over this.

    Results come in the order of their tasks. ``function`` may be anything: it is not sent to the
    processes, they are made of this one.
    """
    global _function
    if jobs <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield lambda tasks: map(function, tasks)
        return
    before, _function = _function, function
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start) as pool:
            yield lambda tasks: _map(pool, tasks)
    finally:
        _function = before


def _start() -> None:
    gc.freeze()  # what was there before is nobody's garbage
    gc.set_threshold(50_000)


def _map(pool: Executor, tasks: Iterable[Task]) -> Iterator[Any]:
    return pool.map(_run, tasks)


def _run(task: Any) -> Any:
    assert _function is not None
    return _function(task)
