"""Prints pages on the workers of a Dask cluster, for fairs that one machine takes too long for.

The machines share a file system on which the output, the cache, and this program lie under the same
paths. What the pages are made of is written into the cache once, and read once by each worker; a
task is then only which pages they are. Workers stage files as local processes do, and what
is staged becomes public in one step here.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import socket
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from functools import cache as once
from importlib import import_module, metadata, util
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import catalog
from catalog.core.cache import read_cached, write_cached
from catalog.core.errors import CatalogError
from catalog.web.pages import Page
from catalog.web.rendering import Pool, Rendered, Rendering, Run, Worker

_FORM = "rendering-1"  # how what a rendering is made of is kept
_REACH = 10.0  # seconds to reach the scheduler, and for a worker to be there
_LOST = 60.0  # seconds without any worker, after which nobody comes back
_LOOK = 5.0  # seconds between two looks whether there are workers

# What decides the bytes of a page besides our own code.
_PACKAGES = ("babel", "jinja2", "markdown-it-py", "nh3", "pydantic", "segno")


def cluster_pool(address: str, cache: Path) -> Pool:
    """What prints on a cluster.

    Only the scheduler is called on now; the workers are when there is something to print. Until
    then processes are forked here, which a connection's threads would not survive.

    Args:
        address: of the scheduler, such as ``tcp://10.0.0.5:8786``.
        cache: a folder that the workers see too.

    Raises:
        CatalogError: the extra is not installed, or the scheduler cannot be reached. Later also:
            there is no worker, one has another version of this program or does not see the cache,
            or the scheduler or all workers are gone.
    """
    if util.find_spec("distributed") is None:
        raise CatalogError(
            "--cluster needs the package distributed, which is not installed",
            "run: pip install 'trade-fair-catalog[cluster]', here and on every worker",
        )
    try:
        place = urlsplit(address)
        if place.scheme not in ("tcp", "tls") or not place.hostname or not place.port:
            raise ValueError(address)
        socket.create_connection((place.hostname, place.port), _REACH).close()
    except (OSError, ValueError) as error:
        raise _no_scheduler(address) from error

    @contextmanager
    def pool(rendering: Rendering, pages: Sequence[Page]) -> Iterator[Run]:
        with (
            _kept(rendering, pages, cache) as state,
            _join(address) as client,
            client.get_executor(pure=False) as executor,
        ):
            try:
                yield lambda chunks: _print_all(client, executor, state, chunks)
            finally:
                executor.shutdown(wait=False)  # nobody waits for what is left

    return pool


def _no_scheduler(address: str) -> CatalogError:
    return CatalogError(
        f"no Dask scheduler answers at {address}",
        "start one with `dask scheduler`, and give its address as in tcp://10.0.0.5:8786",
    )


@contextmanager
def _join(address: str) -> Iterator[Any]:
    """A client of the scheduler, whose workers are there and have this very program."""
    distributed: Any = import_module("distributed")
    for name in list(logging.root.manager.loggerDict):  # what matters is said here
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        client = distributed.Client(address, timeout=_REACH, set_as_default=False)
    except (OSError, ValueError) as error:
        raise _no_scheduler(address) from error
    try:
        _meet_workers(client, address)
        yield client
    finally:
        client.close(timeout=_REACH)


def _meet_workers(client: Any, address: str) -> None:
    """Wait for the first worker, and see that all have this very program."""
    try:
        client.wait_for_workers(1, timeout=_REACH)
    except TimeoutError as error:
        raise CatalogError(
            f"the cluster at {address} has no worker", f"start some: dask worker {address}"
        ) from error
    try:
        stamps = client.run(code_stamp)
    except Exception as error:  # whatever a program that is not ours answers
        raise CatalogError(
            f"the cluster's workers cannot run this program: {error}",
            "install the same version, with the extra [cluster], on each of them",
        ) from error
    others = sorted(worker for worker, stamp in stamps.items() if stamp != code_stamp())
    if others:
        raise _other_version(others[0])


def _other_version(worker: str) -> CatalogError:
    return CatalogError(
        f"the worker {worker} has another version of this program, of Python or of a package",
        "install the same versions on it as here, or the pages would differ",
    )


@contextmanager
def _kept(rendering: Rendering, pages: Sequence[Page], cache: Path) -> Iterator[Path]:
    """The file in the shared cache from which workers read what they print."""
    rendering = replace(rendering, templates=rendering.templates.absolute())
    data = pickle.dumps((rendering, list(pages)), 5)
    key = hashlib.blake2b(data, digest_size=16).hexdigest()
    state = cache.absolute() / "rendering" / f"{key}-{os.getpid()}"
    write_cached(state, _FORM, data)
    del data
    try:
        yield state
    finally:
        state.unlink(missing_ok=True)


def _print_all(
    client: Any, executor: Any, state: Path, chunks: Iterable[range]
) -> Iterator[Rendered]:
    """Begins with all chunks, and gives the results in their order.

    Dask gives those of a worker that died to others.
    """
    stamp = code_stamp()
    futures = [executor.submit(print_chunk, str(state), stamp, chunk) for chunk in chunks]
    return (_wait(client, future) for future in futures)


def _wait(client: Any, future: Any) -> Rendered:
    lonely = 0.0
    while lonely < _LOST:
        try:
            rendered: Rendered = future.result(timeout=_LOOK)
            return rendered
        except TimeoutError:
            if future.done():
                raise
        except Exception as error:
            ours = type(error).__module__.partition(".")[0] != "distributed"
            if ours and not isinstance(error, CancelledError):
                raise  # from a page
            raise CatalogError(
                f"the scheduler is gone, or workers died again and again ({type(error).__name__})",
                "see whether the scheduler runs and the workers have memory enough; build again",
            ) from error
        try:
            lonely = 0.0 if client.scheduler_info()["workers"] else lonely + _LOOK
        except Exception:  # the scheduler is gone
            lonely += _LOOK
    raise CatalogError("the cluster has no worker any more", "start some, and build again")


# ---- in each worker ---------------------------------------------------------------------

_printing = threading.Lock()  # a worker may have threads; a page is rendered in one
_present: tuple[str, Worker] | None = None


def print_chunk(state: str, stamp: str, chunk: range) -> Rendered:
    """Print one chunk of the pages that are told of in a file.

    Raises:
        CatalogError: this worker has another version, or does not see the file.
    """
    global _present
    if stamp != code_stamp():
        raise _other_version(_name())
    with _printing:
        if _present is None or _present[0] != state:
            _present = None  # both at once would need twice the memory
            data = read_cached(Path(state), _FORM)
            if data is None:
                raise CatalogError(
                    f"the worker {_name()} does not see {state}",
                    "the cluster's machines must share the cache and output folders",
                )
            rendering, pages = pickle.loads(data)  # noqa: S301  # our own, by checksum
            _present = state, Worker(rendering, pages)
        return _present[1].print(chunk)


def _name() -> str:
    distributed: Any = import_module("distributed")
    try:
        return str(distributed.get_worker().address)
    except ValueError:
        return "here"


@once
def code_stamp() -> str:
    """A hash over this program's code, Python's version, and the packages that make pages."""
    state = hashlib.blake2b(digest_size=16)
    state.update(repr(sys.version_info[:2]).encode())
    state.update(repr([metadata.version(name) for name in _PACKAGES]).encode())
    top = Path(catalog.__file__).parent
    for file in sorted(top.rglob("*.py")):
        state.update(file.relative_to(top).as_posix().encode() + b"\0" + file.read_bytes())
    return state.hexdigest()
