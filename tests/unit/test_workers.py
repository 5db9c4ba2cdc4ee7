"""Workers end with their build, however that ends."""

import os
import signal
import subprocess
import sys

import pytest

START = """
import multiprocessing, os, signal, sys, time
from concurrent.futures import ProcessPoolExecutor
from catalog.workers import end_with_parent

def busy(number):
    print(os.getpid(), flush=True)
    time.sleep(600 if number < 2 else 0)

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
        workers = [int(process.stdout.readline()) for _ in range(2)]
        assert len(set(workers)) == 2
        process.kill()
        try:
            # The pipe closes when the last of them is gone.
            assert process.communicate(timeout=60)[0] == ""
        except subprocess.TimeoutExpired:
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
            raise
