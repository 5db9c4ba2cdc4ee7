import subprocess
import sys

import pytest

from catalog.media.images import media_name, plan_widths, preview_name
from catalog.media.images.colour import contrast, darken, lightness
from catalog.media.images.sizes import scale_height, slug_stem


@pytest.mark.parametrize(
    ("width", "planned"),
    [
        (1, (1,)),
        (300, (300,)),
        (360, (360,)),
        (400, (360,)),
        (600, (360, 600)),
        (720, (360, 720)),
        (1000, (360, 720, 1000)),
        (1440, (360, 720, 1440)),
        (9000, (360, 720, 1440)),
    ],
)
def test_widths_are_never_enlarged(width: int, planned: tuple[int, ...]) -> None:
    assert plan_widths(width) == planned


def test_a_strip_keeps_a_height() -> None:
    assert scale_height(16000, 3, 360) == 1


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("companies/huace/Cover Art (final).JPG", "cover-art-final"),
        ("封面.jpg", "image"),
        ("海报 poster2.png", "poster2"),
        ("é.webp", "e"),
        ("..", "image"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot"),
        (".png", "png"),
        ("a" * 300 + ".png", "a" * 40),
        ("--x--.gif", "x"),
        ('"><script>.svg', "script"),
    ],
)
def test_stems_are_safe(path: str, slug: str) -> None:
    assert slug_stem(path) == slug


def test_names_carry_key_and_width() -> None:
    assert media_name("cover", "0123456789abcdef", 360) == "cover-0123456789-360.webp"
    assert media_name("v1.2 cover", "0" * 64, 720) == "v1-2-cover-0000000000-720.webp"
    assert preview_name("cover", "0123456789abcdef") == "cover-0123456789-1200.jpg"


@pytest.mark.parametrize("colour", ["#ffffff", "#ff0000", "#dda63e", "#1f1f1f", "#000000"])
def test_grounds_are_dark(colour: str) -> None:
    assert lightness(darken(colour)) <= 0.12


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_importing_loads_no_pillow() -> None:
    code = (
        "import sys, catalog.media.images as i; i.draw_cover('a', title='镜', glyph='文');"
        "print(sorted(m for m in ('PIL', 'resvg_py', 'multiprocessing') if m in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
