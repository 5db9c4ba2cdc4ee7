"""Says on what machine something was measured, and how quiet that machine was."""

from __future__ import annotations

import os
import platform
import statistics
import time
from pathlib import Path
from typing import Any


def describe_machine() -> dict[str, Any]:
    """Cores that may be used, memory in GiB, system, Python, load at the moment."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "memory_gib": round(memory, 1),
        "system": f"{platform.system()} {platform.release().split('-')[0]} {platform.machine()}",
        "python": platform.python_version(),
        "load": [round(value, 2) for value in os.getloadavg()],
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((li.split(":", 1)[1].strip() for li in lines if li.startswith("model name")), "")


class Noise:
    """How much longer a fixed piece of work takes at worst than at best.

    Probed between the measured runs: what others do on the machine shows here.
    """

    def __init__(self) -> None:
        self._took: list[float] = []

    def probe(self) -> None:
        """Do the fixed piece of work once; about 50 ms."""
        started = time.perf_counter()
        sum(i * i % 7 for i in range(500_000))
        self._took.append(time.perf_counter() - started)

    def report(self) -> dict[str, float]:
        """Median in ms, and worst and best in relation to it."""
        if not self._took:
            self.probe()
        middle = statistics.median(self._took)
        return {
            "probes": len(self._took),
            "median_ms": round(middle * 1000, 1),
            "best": round(min(self._took) / middle, 2),
            "worst": round(max(self._took) / middle, 2),
        }
