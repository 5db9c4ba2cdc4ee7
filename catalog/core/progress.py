"""How far a build is: bars on a terminal, a plain line every few seconds elsewhere.

Nothing here starts a thread: worker processes are forked meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

Listen = Callable[[str, int, int], None]  # stage, done, total

STAGES = {
    "read": ("reading", "读取"),
    "pictures": ("pictures", "图片"),
    "previews": ("previews", "预览图"),
    "frames": ("frames", "版面"),
    "pages": ("pages", "页面"),
    "print": ("printing", "排印"),
}
"""Every stage that is counted, in English and Chinese."""

WAITING = "waiting"
"""The stage that is not counted: another build holds the folder."""

_WAITING_FOR = (
    "Another build is writing to this folder; waiting until it has finished.",
    "另一个构建正在写入此文件夹，等待其完成。",
)
_EVERY = 5.0  # seconds between two plain lines
_BLINK = 0.1  # seconds between two drawings of the bars


@dataclass
class Pace:
    """How fast a stage goes: what was there when it began cost nothing and does not count.

    Attributes:
        began, first: when the stage was first heard of (seconds), and how much was done then.
        now, done, total: the same of the last time, and of how much.
    """

    began: float
    first: int
    now: float
    done: int
    total: int

    @property
    def rate(self) -> float | None:
        """Per second; None where nothing can be said yet."""
        took = self.now - self.began
        return (self.done - self.first) / took if took > 0 and self.done > self.first else None

    @property
    def left(self) -> float | None:
        """Seconds, as far as one can tell."""
        return (self.total - self.done) / self.rate if self.rate else None


class Paces:
    """The pace of each stage, as far as it has come."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[str, Pace] = {}

    def heard(self, stage: str, done: int, total: int) -> Pace:
        """Note how far a stage is."""
        now = self._clock()
        pace = self._known.setdefault(stage, Pace(now, done, now, done, total))
        pace.now, pace.done, pace.total = now, done, total
        return pace


@contextmanager
def show_progress(
    stream: TextIO, language: str, clock: Callable[[], float] = time.monotonic
) -> Iterator[Listen]:
    """Gives what is to be told of each step.

    Args:
        stream: where to show it, most often standard error.
        language: "en" or "zh-Hans".
        clock: seconds.
    """
    if not stream.isatty():
        yield _plain(stream, language == "zh-Hans", Paces(clock))
        return
    from rich.console import Console

    with _bars(Console(file=stream), language == "zh-Hans", Paces(clock)) as listen:
        yield listen


def _plain(stream: TextIO, chinese: bool, paces: Paces) -> Listen:
    """Lines for a log: none for what takes less than a few seconds."""
    last = 0.0

    def listen(stage: str, done: int, total: int) -> None:
        nonlocal last
        if stage == WAITING:
            print(_WAITING_FOR[chinese], file=stream, flush=True)
            return
        pace = paces.heard(stage, done, total)
        if pace.now - max(last, pace.began) >= _EVERY:
            last = pace.now
            print(say_pace(stage, pace, chinese=chinese), file=stream, flush=True)

    return listen


def say_pace(stage: str, pace: Pace, *, chinese: bool) -> str:
    """``pages: 12,300 of 45,000, 2,340/s, 0:14 left``."""
    parts = [_say_rate(pace.rate, chinese), _say_left(pace, chinese)]
    if chinese:
        counts = f"{STAGES[stage][1]}：{pace.done:,} / {pace.total:,}"
        return "，".join(filter(None, [counts, *parts]))
    counts = f"{STAGES[stage][0]}: {pace.done:,} of {pace.total:,}"
    return ", ".join(filter(None, [counts, *parts]))


@contextmanager
def _bars(console: Console, chinese: bool, paces: Paces) -> Iterator[Listen]:
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.table import Column

    def column(text: str, width: int) -> TextColumn:
        return TextColumn(text, justify="right", table_column=Column(min_width=width, no_wrap=True))

    bars = Progress(
        column("{task.description}", 8),
        BarColumn(bar_width=None, table_column=Column(ratio=1, min_width=8)),
        column("[progress.download]{task.fields[counts]}", 17),
        column("[progress.data.speed]{task.fields[rate]}", 8),
        column("[progress.remaining]{task.fields[left]}", 10),
        console=console,
        transient=True,
        auto_refresh=False,
        expand=True,
    )
    tasks: dict[str, Any] = {}
    drawn = 0.0

    def listen(stage: str, done: int, total: int) -> None:
        nonlocal drawn
        if stage == WAITING:
            console.print(_WAITING_FOR[chinese], highlight=False)
            return
        pace = paces.heard(stage, done, total)
        ends = done == total
        if stage in tasks and not ends and pace.now - drawn < _BLINK:
            return
        drawn = pace.now
        said: dict[str, Any] = {
            "completed": done,
            "total": total,
            "counts": f"{done:,} / {total:,}",
            "rate": _say_rate(pace.rate, chinese),
            "left": _say_left(pace, chinese),
        }
        if stage in tasks:
            bars.update(tasks[stage], **said)
        else:
            tasks[stage] = bars.add_task(STAGES[stage][chinese], **said)
        bars.refresh()

    with bars:
        yield listen


def _say_rate(rate: float | None, chinese: bool) -> str:
    if rate is None:
        return ""
    number = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
    return f"{number}/秒" if chinese else f"{number}/s"


def _say_left(pace: Pace, chinese: bool) -> str:
    """Time left, or how long it took."""
    if pace.done == pace.total:
        took = _say_time(pace.now - pace.began)
        return f"用时 {took}" if chinese else f"in {took}"
    if pace.left is None:
        return ""
    left = _say_time(pace.left)
    return f"剩 {left}" if chinese else f"{left} left"


def _say_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
