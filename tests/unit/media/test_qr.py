"""A code drawn by turning modules over is the one that segno draws."""

from __future__ import annotations

import io

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from catalog.media.qr import draw_qr, qr_bits
from tests.work import count_calls


def segno_bits(text: str) -> tuple[int, ...]:
    code = segno.make_qr(text, error="m", mask=2, mode="byte", boost_error=False, encoding="utf-8")
    return tuple(int("".join(map(str, row)), 2) for row in code.matrix)


@pytest.mark.parametrize("length", [1, 14, 15, 60, 84, 85, 106, 107, 180, 181, 213, 214, 400, 1000])
def test_every_length_is_as_segno_draws_it(length):
    text = ("https://fair.example.org/2026/en/works/a-b/" + "c9-z" * 300)[:length]
    assert qr_bits(text) == segno_bits(text)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=120))
def test_any_address_is_as_segno_draws_it(text):
    assert qr_bits(text) == segno_bits(text)


def test_picture_is_small_and_has_a_pixel_a_module():
    text = "https://showcase.example.org/zhejiang-2026/en/works/huace/peony/"
    size, data = draw_qr(text)
    assert len(data) < 350
    picture = Image.open(io.BytesIO(data))
    picture.load()  # checks what stands behind each chunk
    assert (picture.size, picture.mode, picture.format) == ((size, size), "1", "PNG")
    dark = [picture.getpixel((x, y)) == 0 for y in range(size) for x in range(size)]
    rows = [dark[start : start + size] for start in range(0, len(dark), size)]
    assert tuple(int("".join(str(int(d)) for d in row), 2) for row in rows) == qr_bits(text)


def test_too_long_an_address_is_refused():
    with pytest.raises(ValueError, match="do not fit"):
        draw_qr("x" * 2332)


def test_it_is_cheap():
    """segno alone calls twenty thousand functions for each of them."""
    addresses = [f"https://fair.example.org/2026/en/works/company-{i}/title/" for i in range(300)]
    draw_qr(addresses[0])
    calls = count_calls(lambda: [draw_qr(address) for address in addresses])
    assert calls / 300 < 200
