"""A content folder with one company, and pictures made in code."""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from catalog.images import Original, inspect_image

FOLDER = "companies/huace"
LONG_AGO = 1_700_000_000

Put = Callable[[str, bytes], str]
Look = Callable[[str], Original]


def encode(image: Image.Image, form: str, **settings: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **settings)
    return out.getvalue()


def plain(width: int = 900, height: int = 1200, colour: str = "#204060") -> Image.Image:
    return Image.new("RGB", (width, height), colour)


def noise(width: int = 400, height: int = 300) -> Image.Image:
    return Image.effect_noise((width, height), 90).convert("RGB")


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
