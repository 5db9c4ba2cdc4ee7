"""Tasks that break, stall or eat their process, and those beside them."""

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from catalog.media.images import apart
from catalog.media.images.apart import Ended, run_each

limited = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit this")


def work(task: tuple[str, str]) -> str:
    """What a decoder may do. The second word is a file that counts the tries."""
    what, count = task
    with Path(count).open("a") as tries:
        tries.write(what[0])
    if what == "burn":
        while True:
            pass
    if what == "break":
        os._exit(7)
    if what == "kill" or (what == "kill once" and Path(count).read_text() == "k"):
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "eat":
        return str(len(bytearray(8 * 1024**3)))
    if what == "raise":
        raise ValueError("told")
    return what


def run(tmp_path: Path, *words: str, jobs: int = 2) -> tuple[list[str | Ended], list[str]]:
    tasks = [(word, str(tmp_path / f"tries-{n}")) for n, word in enumerate(words)]
    found: dict[int, str | Ended] = {}
    run_each(work, tasks, jobs, lambda _: 1, found.__setitem__)
    return [found[n] for n in range(len(tasks))], [Path(file).read_text() for _, file in tasks]


@limited
def test_what_takes_too_long_is_ended_alone(tmp_path: Path) -> None:
    results, tries = run(tmp_path, "a", "burn", "b", "c", "d")
    assert results == ["a", Ended("time"), "b", "c", "d"]
    assert tries[1] == "b", "it is not tried again"


def test_what_breaks_its_process_is_tried_twice(tmp_path: Path) -> None:
    results, tries = run(tmp_path, "a", "break", "b", "kill", "kill once", "c", jobs=1)
    assert results == ["a", Ended("crash"), "b", Ended("killed"), "kill once", "c"]
    assert tries == ["a", "bb", "b", "kk", "kk", "c"]


@limited
def test_memory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MemoryError):
        run(tmp_path, "a", "eat")


def test_what_is_raised_is_raised_here(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="told"):
        run(tmp_path, "a", "b", "raise", "c")
    assert not multiprocessing.active_children()


def test_nothing_to_do_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "start_context", None)
    run_each(work, [], 2, lambda _: 1, lambda *_: None)


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_each_way_to_start(method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "start_context", lambda: multiprocessing.get_context(method))
    assert run(tmp_path, "a", "break", "b")[0] == ["a", Ended("crash"), "b"]


def test_the_clock_ends_what_only_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PATIENCE", 0.01)
    found: list[object] = []
    run_each(time.sleep, [3600], 1, lambda _: 1, lambda _, result: found.append(result))
    assert found == [Ended("killed" if apart._limits_time() else "time")]


def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_is_alone", lambda: False)
    assert apart.start_context().get_start_method() != "fork"
