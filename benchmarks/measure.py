"""Runs commands as whole fresh processes and says what they took."""

from __future__ import annotations

import os
import shlex
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Command:
    """A command line, where it runs, and what is added to its environment."""

    args: Sequence[str]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """What one measured step took.

    Attributes:
        wall: seconds from the first start to the last end.
        cpu: seconds of processor time, user and system, over all processes.
        largest: MB resident in the largest process at its peak.
        together: MB over all processes at one time, memory that they share counted once
            (proportional set size, sampled); 0 where the system cannot tell.
    """

    wall: float
    cpu: float
    largest: float
    together: float


class CommandError(RuntimeError):
    """A measured command failed; its text holds the end of what it printed."""


def measure(commands: Sequence[Command], at_once: int = 1) -> Run:
    """Run commands, so many of them at once, and measure them together.

    Raises:
        CommandError: one ended with another status than 0.
    """
    os.sync()  # what earlier runs left to be written is not this one's burden
    sampler = _Sampler()
    sampler.start()
    started = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        ended = list(pool.map(lambda command: _run(command, sampler), commands))
    wall = time.perf_counter() - started
    sampler.stop()
    return Run(
        wall=wall,
        cpu=sum(cpu for cpu, _ in ended),
        largest=max(memory for _, memory in ended),
        together=sampler.peak,
    )


def _run(command: Command, sampler: _Sampler) -> tuple[float, float]:
    """CPU seconds and MB of the largest process, from the kernel's own accounts."""
    process = subprocess.Popen(
        command.args,
        cwd=command.cwd,
        env={**os.environ, **command.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    sampler.watch(process.pid)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        end = said.decode("utf-8", "replace")[-2000:]
        raise CommandError(f"{shlex.join(command.args)}: status {process.returncode}\n{end}")
    unit = 1024 if os.uname().sysname == "Darwin" else 1
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024 / unit


class _Sampler(threading.Thread):
    """Watches the memory of whole sessions of processes; on Linux only."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._sessions: set[int] = set()
        self._over = threading.Event()

    def watch(self, pid: int) -> None:
        """Count the processes of the session that this one leads."""
        self._sessions.add(pid)

    def stop(self) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        if not Path("/proc/self/smaps_rollup").exists():
            return
        pause = 0.05
        while not self._over.wait(pause):
            started = time.thread_time()
            self.peak = max(self.peak, sum(map(_proportional, self._members())))
            # Looking may take 2 % of one processor, not more.
            pause = max(0.1, 50 * (time.thread_time() - started))

    def _members(self) -> list[str]:
        found = []
        for name in os.listdir("/proc"):  # noqa: PTH208 - names only, often
            if name.isdigit():
                with suppress(OSError):
                    if os.getsid(int(name)) in self._sessions:
                        found.append(name)
        return found


def _proportional(pid: str) -> float:
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


@dataclass(frozen=True)
class Spread:
    """Several runs of the same: medians, and how far they lay apart."""

    runs: int
    wall: float
    wall_min: float
    wall_max: float
    cpu: float
    largest: float
    together: float

    @classmethod
    def of(cls, runs: Sequence[Run]) -> Spread:
        """Sum up at least one run."""
        walls = [run.wall for run in runs]
        return cls(
            runs=len(runs),
            wall=statistics.median(walls),
            wall_min=min(walls),
            wall_max=max(walls),
            cpu=statistics.median(run.cpu for run in runs),
            largest=max(run.largest for run in runs),
            together=max(run.together for run in runs),
        )

    def plain(self) -> dict[str, float]:
        """For JSON."""
        return {key: round(value, 3) for key, value in asdict(self).items()}
