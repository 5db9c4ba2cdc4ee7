"""Workers end with their build, however that ends."""

import os
import signal
import subprocess
import sys

import pytest

from catalog.core.errors import CatalogError
from catalog.core.workers import run_apart, share_out

START = """
import multiprocessing, os, signal, sys, time
from concurrent.futures import ProcessPoolExecutor
from catalog.core.workers import end_with_parent

def busy(number):
    os.write(1, f"{os.getpid()}{chr(10)}".encode())  # in one piece: another writes at the same time
    time.sleep(3600 if number < 2 else 0)

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    with ProcessPoolExecutor(2, mp_context=context, initializer=end_with_parent) as pool:
        list(pool.map(busy, range(2)))
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_of_a_killed_process_end(method, tmp_path):
    script = tmp_path / "start.py"
    script.write_text(START)
    with subprocess.Popen(
        [sys.executable, script, method],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        try:
            workers = {int(process.stdout.readline()) for _ in range(2)}
            assert len(workers) == 2
        finally:
            process.kill()
        try:
            # The pipe closes when the last of them is gone.
            assert process.communicate(timeout=600)[0] == ""
        except subprocess.TimeoutExpired:
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
            raise


def test_a_function_apart_gives_its_result_and_tells_how_far_it_is():
    told = []

    def work(tell):
        for done in range(3):
            tell("read", done, 3)
        return os.getpid(), [1, 2]

    process, result = run_apart(work, lambda *words: told.append(words))
    assert process != os.getpid()
    assert result == [1, 2]
    assert told == [("read", 0, 3), ("read", 1, 3), ("read", 2, 3)]


def test_a_function_apart_may_share_out_its_own_tasks():
    def work(_tell):
        with share_out(lambda number: number + 1, 2) as run:
            return list(run(range(4)))

    assert run_apart(work, print) == [1, 2, 3, 4]


def test_what_goes_wrong_apart_goes_wrong_here():
    def work(_tell):
        raise CatalogError("no such edition", "name another")

    with pytest.raises(CatalogError, match="no such edition") as caught:
        run_apart(work, print)
    assert caught.value.remedy == "name another"


def test_a_process_apart_that_is_ended_is_told_of():
    with pytest.raises(CatalogError, match="ended from outside"):
        run_apart(lambda _tell: os.kill(os.getpid(), signal.SIGKILL), print)
