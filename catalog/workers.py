"""Processes that share out a long row of tasks, and do not outlive their build.

They are forked, so each sees everything that was read before, without a copy.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any, TypeVar

from catalog.errors import CatalogError

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

    Raises:
        CatalogError: a process was ended from outside.
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
    except BrokenProcessPool as error:
        raise CatalogError(
            "a process of this build was ended from outside, most often for want of memory",
            "build again with fewer --jobs",
        ) from error
    finally:
        _function = before


def end_with_parent() -> None:
    """Called first in a worker: it ends as soon as the process that started it is gone.

    Without this the workers of a killed build would wait for tasks for ever, or write on among the
    files of the next build. A pool's own pipes do not tell: each worker holds both of their ends.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _start() -> None:
    end_with_parent()
    gc.freeze()  # what was there before is nobody's garbage
    gc.set_threshold(50_000)


def _map(pool: Executor, tasks: Iterable[Task]) -> Iterator[Any]:
    return pool.map(_run, tasks)


def _run(task: Any) -> Any:
    assert _function is not None
    return _function(task)
