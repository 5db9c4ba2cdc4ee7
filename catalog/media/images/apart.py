"""Each task in a process that can be ended: what a decoder does with a hostile file is its own.

A process works at one task at a time, so one that dies names the task that killed it, and no other
is lost. The system ends a task that takes more processor time than it may (Linux, macOS) and
refuses it memory (Linux); elsewhere the clock does. Nothing here imports a decoder.
"""

from __future__ import annotations

import contextlib
import gc
import math
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

Task = TypeVar("Task")
Result = TypeVar("Result")

MAX_MEMORY = 1024**3
"""Bytes that a process may take beyond what it has when it starts."""

# Processor time is what counts. By the clock a task has far longer, for the machine may be busy.
_PATIENCE = 60
_PATIENCE_ALONE = 6  # where there is nothing but the clock

_PRELOADED = ["catalog.media.images.derive"]


class Ended(NamedTuple):
    """A task that did not come back.

    `how`: "time", it took too much; "crash", it broke its process, twice; "killed", somebody else
    ended its process, twice, or the machine had no time for it: another time it may do.
    """

    how: Literal["time", "crash", "killed"]


def run_each(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    jobs: int,
    seconds: Callable[[Task], float],
    done: Callable[[int, Result | Ended], None],
) -> None:
    """Call a function for each task, in as many processes as there are jobs.

    Args:
        function: can be pickled by its name; what it raises is raised here.
        seconds: of processor time that a task may take.
        done: given the number of each task and its result as soon as it is there.
    """
    if tasks:
        _Crew(function, tasks, seconds, done).work(max(1, min(jobs, len(tasks))))


class _Worker:
    def __init__(self, context: BaseContext, function: Callable[[Any], Any]) -> None:
        ours, theirs = context.Pipe()
        self.connection = ours
        self.process = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, function), daemon=True
        )
        self.process.start()
        theirs.close()
        self.number = -1  # of its task
        self.until = math.inf

    def end(self) -> int:
        """The exit code of a process that is ended now, or was already."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        return int(self.process.exitcode or 0)


class _Crew(Generic[Task, Result]):
    def __init__(
        self,
        function: Callable[[Task], Result],
        tasks: Sequence[Task],
        seconds: Callable[[Task], float],
        done: Callable[[int, Result | Ended], None],
    ) -> None:
        self.function, self.tasks = function, tasks
        self.seconds, self.done = seconds, done
        self.waiting = deque(range(len(tasks)))
        self.tried: set[int] = set()
        self.workers: list[_Worker] = []
        self.context = start_context()

    def work(self, jobs: int) -> None:
        from multiprocessing.connection import wait

        try:
            while self.waiting or self.workers:
                while self.waiting and len(self.workers) < jobs:
                    self.workers.append(_Worker(self.context, self.function))
                    self._give(self.workers[-1])
                pause = min(worker.until for worker in self.workers) - time.monotonic()
                ready = wait(
                    [worker.connection for worker in self.workers],
                    None if math.isinf(pause) else max(0.0, pause),
                )
                for worker in list(self.workers):
                    if worker.connection in ready:
                        self._hear(worker)
                    elif worker.until <= time.monotonic():
                        self._lose(worker, late=True)
        finally:
            for worker in self.workers:
                worker.end()

    def _give(self, worker: _Worker) -> None:
        worker.number = self.waiting.popleft()
        task = self.tasks[worker.number]
        seconds = self.seconds(task)
        patience = _PATIENCE if _limits_time() else _PATIENCE_ALONE
        worker.until = time.monotonic() + seconds * patience
        with contextlib.suppress(OSError):  # it is gone; its pipe will tell
            worker.connection.send((task, seconds))

    def _hear(self, worker: _Worker) -> None:
        try:
            came, result = worker.connection.recv()
        except (EOFError, OSError):
            self._lose(worker)
            return
        if not came:
            raise result
        number = worker.number
        if self.waiting:
            self._give(worker)
        else:
            self.workers.remove(worker)
            worker.end()
        self.done(number, result)

    def _lose(self, worker: _Worker, late: bool = False) -> None:
        self.workers.remove(worker)
        code = 0
        if not late:  # its pipe is closed, so it is ending by itself
            worker.process.join(5)
            code = worker.process.exitcode or 0
        worker.end()
        number = worker.number
        if late:
            self.done(number, Ended("killed" if _limits_time() else "time"))
        elif code == -getattr(signal, "SIGXCPU", 0) != 0:
            self.done(number, Ended("time"))
        elif number not in self.tried:
            self.tried.add(number)
            self.waiting.append(number)
        else:
            outside = code == -getattr(signal, "SIGKILL", 0) != 0
            self.done(number, Ended("killed" if outside else "crash"))


def start_context() -> BaseContext:
    """How processes are started: forked where that is safe, which costs next to nothing.

    A process with threads (a progress bar) is not forked: a lock that one of them holds would never
    open in the fork. A server without threads is forked instead, which has loaded the decoders.
    """
    import multiprocessing

    methods = multiprocessing.get_all_start_methods()
    if _is_alone():
        return multiprocessing.get_context("fork")
    if "forkserver" in methods:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
        return context
    return multiprocessing.get_context("spawn")


def _is_alone() -> bool:
    """Whether this process has a single thread, those of libraries counted."""
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


def _limits_time() -> bool:
    return sys.platform != "win32"


def _serve(connection: Connection, function: Callable[[Any], Any]) -> None:
    """The life of a process: tasks come, results go."""
    from catalog.core.workers import end_with_parent

    end_with_parent()
    gc.freeze()  # what was there before is nobody's garbage
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its parent ends it
    _limit_memory()
    while True:
        try:
            task, seconds = connection.recv()
        except (EOFError, OSError):
            return
        _limit_time(seconds)
        try:
            answer = True, function(task)
        except Exception as error:
            answer = False, error.with_traceback(None)
        connection.send(answer)


def _limit_memory() -> None:
    if sys.platform != "linux":
        return  # others have the call, and take no notice
    import resource

    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[5])
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = pages * os.sysconf("SC_PAGE_SIZE") + MAX_MEMORY
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _limit_time(seconds: float) -> None:
    """So much processor time from now on; the system counts whole seconds."""
    if sys.platform == "win32":
        return
    import resource

    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    wanted = math.ceil(time.process_time() + seconds)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
