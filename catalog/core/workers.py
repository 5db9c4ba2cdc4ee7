"""Processes that share out a long row of tasks, and do not outlive their build.

They are forked, so each sees everything that was read before, without a copy.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any, TypeVar

from catalog.core.errors import CatalogError

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
    if jobs <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield lambda tasks: map(function, tasks)
        return
    with _forked(function, jobs) as pool:
        yield lambda tasks: pool.map(_run, tasks)


def run_apart(
    function: Callable[[Callable[..., None]], Result], listen: Callable[..., None]
) -> Result:
    """Call a function in a process of its own, which takes the memory that it needed with it.

    Where nothing can be forked it is called in this one.

    Args:
        function: is given what to tell how far it is; its result is sent from process to process.
        listen: told what the function tells.

    Raises:
        CatalogError: the process was ended from outside.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return function(listen)
    told = multiprocessing.get_context("fork").SimpleQueue()

    def hear() -> None:
        while (words := told.get()) is not None:
            listen(*words)

    def call(_: object) -> Result:
        return function(lambda *words: told.put(words))

    ear = threading.Thread(target=hear, daemon=True)
    with _forked(call, 1) as pool:
        result: Future[Result] = pool.submit(_run, None)  # forks, before there is another thread
        ear.start()
        try:
            return result.result()
        finally:
            told.put(None)
            ear.join()


@contextmanager
def _forked(function: Callable[[Any], Any], jobs: int) -> Iterator[Executor]:
    """Processes made of this one, for a function that is not sent to them."""
    global _function
    before, _function = _function, function
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start) as pool:
            yield pool
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


def _run(task: Any) -> Any:
    assert _function is not None
    return _function(task)
