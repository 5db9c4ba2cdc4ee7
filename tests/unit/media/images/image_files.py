"""Pictures made in code, for the tests of this folder."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import Image

from catalog.media.images import Original

FOLDER = "companies/huace"

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
