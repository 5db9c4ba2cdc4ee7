"""A content folder with one company."""

import os
from pathlib import Path

import pytest

from catalog.media.images import inspect_image
from tests.unit.media.images.image_files import FOLDER, Look, Put

LONG_AGO = 1_700_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / FOLDER
    folder.mkdir(parents=True)
    return tmp_path / "content"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def put(root: Path) -> Put:
    """Writes a file into the company's folder, long enough ago to be settled; gives its path."""

    def put_file(name: str, data: bytes) -> str:
        target = root / FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        os.utime(target, (LONG_AGO, LONG_AGO))
        return f"{FOLDER}/{name}"

    return put_file


@pytest.fixture
def look(root: Path) -> Look:
    return lambda path: inspect_image(root, path, FOLDER)
