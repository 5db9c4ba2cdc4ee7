"""Pages rendered by a real scheduler and two real workers, as processes on loopback."""

import os
import pickle
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from catalog.build import cluster
from catalog.build.pipeline import build_edition
from catalog.core.errors import CatalogError
from tests.integration.conftest import ROOT, files

pytest.importorskip("distributed")

QUIET = {
    "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
    "DASK_DISTRIBUTED__SCHEDULER__DASHBOARD__STATUS__TASK-STREAM-LENGTH": "1",
    "PYTHONUNBUFFERED": "1",
}


def start(words, until, cwd, **environment):
    """A program of Dask's, running, that has said something; and what it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
        cwd=cwd,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **QUIET, "PYTHONPATH": str(ROOT), **environment},
    )
    for line in process.stderr:
        if found := re.search(until, line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return process, found
    raise AssertionError(f"{words} ended")


def start_worker(address, folder, **environment):
    words = ["dask_worker", address, "--nthreads", "2", "--no-nanny", "--no-dashboard"]
    words += ["--host", "127.0.0.1", "--local-directory", folder]
    return start(words, r"Registered to", folder, **environment)[0]


def start_scheduler(folder):
    """A scheduler and its address."""
    words = ["dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    process, found = start(words, r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)", folder)
    return process, found[1]


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a scheduler without workers."""
    process, address = start_scheduler(tmp_path_factory.mktemp("scheduler"))
    yield address
    process.terminate()
    process.wait(30)


@pytest.fixture
def workers(scheduler, tmp_path):
    """Two workers that stand somewhere else than we do."""
    found = []
    for number in range(2):
        folder = tmp_path / f"worker-{number}"
        folder.mkdir()
        found.append(start_worker(scheduler, folder))
    yield found
    for process in found:
        process.kill()
        process.wait(30)


@pytest.fixture
def small_chunks(monkeypatch):
    """Some for everybody."""
    monkeypatch.setattr("catalog.web.rendering._CHUNK", 2)


def test_a_cluster_makes_the_same_bytes(small_chunks, toy, toy_site, scheduler, workers, tmp_path):
    done = []
    _checked, built = build_edition(
        replace(toy, cluster=scheduler, precompress=True),
        lambda stage, now, total: done.append((now, total)) if stage == "pages" else None,
    )
    assert built and done[-1][0] == done[-1][1] > 100
    build_edition(replace(toy, out=tmp_path / "here" / "site", precompress=True, jobs=1))
    assert files(toy.out) == files(tmp_path / "here" / "site")
    assert [p.name for p in (toy.cache / "rendering").iterdir()] == []
    _checked, built = build_edition(replace(toy, cluster=scheduler, precompress=True))
    assert (built.written, built.deleted) == (0, 0)


def test_what_a_dead_worker_had_is_made_by_another(small_chunks, toy, toy_site, scheduler, workers):
    heard = []

    def listen(stage, now, total):
        if stage == "pages":
            heard.append(now)
            if len(heard) == 2:
                workers[0].kill()

    build_edition(replace(toy, cluster=scheduler), listen)
    assert workers[0].wait(30) == -signal.SIGKILL
    assert len(heard) > 10
    assert files(toy.out) == files(toy_site)


def test_a_scheduler_that_dies_is_told_of_and_nothing_is_published(
    small_chunks, toy, tmp_path, capfd
):
    process, address = start_scheduler(tmp_path)
    worker = start_worker(address, tmp_path)

    def listen(stage, now, total):
        if stage == "pages":
            process.kill()

    try:
        with pytest.raises(CatalogError, match="scheduler is gone"):
            build_edition(replace(toy, cluster=address), listen)
    finally:
        process.kill()
        worker.kill()
        worker.wait(30)
    assert not toy.out.exists()
    assert "Traceback" not in capfd.readouterr().err
    build_edition(toy)
    assert toy.out.exists()


def test_workers_that_do_not_see_the_cache_are_told_of(toy, scheduler, workers, monkeypatch):
    write = cluster.write_cached
    monkeypatch.setattr(
        cluster, "write_cached", lambda path, *more: write(path.with_name("elsewhere"), *more)
    )
    with pytest.raises(CatalogError, match="does not see") as caught:
        build_edition(replace(toy, cluster=scheduler))
    assert "share" in caught.value.remedy
    assert not toy.out.exists()


def test_workers_of_another_version_are_told_of(toy, scheduler, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(ROOT / "catalog", other / "catalog")
    with (other / "catalog/web/frame/stamp.py").open("a", encoding="utf-8") as stream:
        stream.write("# of another version\n")
    worker = start_worker(scheduler, tmp_path, PYTHONPATH=str(other))
    try:
        with pytest.raises(CatalogError, match=r"worker tcp://\S+ has another version"):
            build_edition(replace(toy, cluster=scheduler))
    finally:
        worker.kill()
        worker.wait(30)


def test_a_trouble_of_a_worker_is_told_as_it_is():
    told = pickle.loads(pickle.dumps(CatalogError("what", "remedy")))
    assert (told.message, told.remedy) == ("what", "remedy")


def test_a_cluster_without_workers_is_told_of(toy, scheduler, monkeypatch):
    monkeypatch.setattr(cluster, "_REACH", 1.0)
    with pytest.raises(CatalogError, match="has no worker") as caught:
        build_edition(replace(toy, cluster=scheduler))
    assert scheduler in caught.value.remedy


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{free}", "nowhere", "http://x", "tcp://"])
def test_a_scheduler_that_does_not_answer_is_told_of(toy, address, monkeypatch):
    monkeypatch.setattr(cluster, "_REACH", 1.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = address.format(free=free.getsockname()[1])
        with pytest.raises(CatalogError, match="no Dask scheduler answers"):
            build_edition(replace(toy, cluster=address))


def test_without_the_extra_it_says_what_to_install(toy, monkeypatch):
    monkeypatch.setattr(cluster.util, "find_spec", lambda name: None)
    with pytest.raises(CatalogError, match="not installed") as caught:
        build_edition(replace(toy, cluster="tcp://127.0.0.1:1"))
    assert "[cluster]" in caught.value.remedy
