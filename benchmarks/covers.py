"""Draws covers that are as hard to compress as photographs: gradients, shapes, soft noise."""

from __future__ import annotations

from pathlib import Path
from random import Random

SIZE = (1200, 1600)


def write_cover(path: Path, number: int) -> None:
    """Write the cover of that number: a JPEG of 1200 × 1600 pixels, about half a megabyte."""
    from PIL import Image, ImageChops, ImageDraw, ImageFilter

    rng = Random(number)
    small = (60, 80)
    ground = Image.new("RGB", small)
    top, bottom = ([rng.randint(10, 245) for _ in range(3)] for _ in range(2))
    for y in range(small[1]):
        part = y / small[1]
        colour = tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
        ground.paste(colour, (0, y, small[0], y + 1))
    picture = ground.resize(SIZE, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, r = rng.randint(0, SIZE[0]), rng.randint(0, SIZE[1]), rng.randint(20, 260)
        fill = tuple(rng.randint(0, 255) for _ in range(3))
        draw.ellipse((x - r, y - r, x + r, y + r * rng.uniform(0.4, 1.5)), fill=fill)
    picture = picture.filter(ImageFilter.GaussianBlur(rng.choice((1, 2, 4))))
    # Grain of two sizes, as film and foliage have it.
    for scale, strength in ((1, 14), (6, 26)):
        size = (SIZE[0] // scale, SIZE[1] // scale)
        grain = Image.frombytes("L", size, rng.randbytes(size[0] * size[1])).resize(SIZE)
        grain = grain.point(lambda v, s=strength: round(128 + (v - 128) * s / 128))
        picture = ImageChops.overlay(picture, grain.convert("RGB"))
    picture.save(path, quality=88)
