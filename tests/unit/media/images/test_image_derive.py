import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

from catalog.media.images import ImageProblem, Picture, derive_picture
from catalog.media.images import derive as derive_module
from catalog.media.images.colour import lightness, parse_hex
from tests.unit.media.images.image_files import Look, Put, encode, noise, plain


def derive(root: Path, cache: Path, look: Look, path: str) -> Picture:
    return derive_picture(root, look(path), cache)


def opened(cache: Path, picture: Picture, at: int = -1) -> Image.Image:
    with Image.open(cache / "media" / picture.derivatives[at].name) as image:
        image.load()
        return image


def colour_at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    pixel = image.getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(pixel, tuple)
    return pixel


def near(one: tuple[int, ...], other: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_each_format_gives_webp(form: str, root: Path, cache: Path, put: Put, look: Look) -> None:
    picture = derive(root, cache, look, put("Cover 封面.x", encode(plain(800, 600), form)))
    assert [(one.width, one.height) for one in picture.derivatives] == [(360, 270), (720, 540)]
    assert (picture.width, picture.height) == (800, 600)
    image = opened(cache, picture)
    assert (image.format, image.mode, image.size) == ("WEBP", "RGB", (720, 540))
    assert near(colour_at(image, 0.5, 0.5), (0x20, 0x40, 0x60))
    assert picture.derivatives[0].name.startswith("cover-")


def test_derivatives_are_readable_by_a_web_server(
    root: Path, cache: Path, put: Put, look: Look
) -> None:
    picture = derive(root, cache, look, put("a.png", encode(plain(9, 9), "PNG")))
    target = cache / "media" / picture.derivatives[0].name
    fresh = cache / "fresh"
    fresh.write_bytes(b"")
    assert target.stat().st_mode == fresh.stat().st_mode
    assert not [one for one in target.parent.iterdir() if one.name.startswith(".")]


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_exif_orientation_is_applied(
    turn: int, form: str, root: Path, cache: Path, put: Put, look: Look
) -> None:
    upright = plain(80, 120, "#ffffff")
    ImageDraw.Draw(upright).rectangle((0, 0, 39, 59), "#c00000")  # red: upper left
    stored = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[turn]
    exif = Image.Exif()
    exif[0x0112] = turn
    image = upright if stored is None else upright.transpose(stored)
    picture = derive(root, cache, look, put("a", encode(image, form, exif=exif.tobytes())))
    result = opened(cache, picture)
    assert result.size == (picture.width, picture.height) == (80, 120)
    assert near(colour_at(result, 0.2, 0.2), (0xC0, 0, 0), 30)
    assert near(colour_at(result, 0.8, 0.8), (255, 255, 255), 30)


def test_metadata_is_stripped(root: Path, cache: Path, put: Put, look: Look) -> None:
    exif = Image.Exif()
    exif[0x010E] = "GPS of my home"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encode(plain(50, 50), "JPEG", exif=exif.tobytes(), icc_profile=profile, comment=b"GPS")
    picture = derive(root, cache, look, put("a.jpg", data + b"<script>GPS</script>"))
    body = (cache / "media" / picture.derivatives[0].name).read_bytes()
    for trace in (b"GPS", b"EXIF", b"ICCP", b"XMP ", b"<script>"):
        assert trace not in body


def swapped_profile() -> bytes:
    """An sRGB profile whose red and green primaries are exchanged."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    at = {bytes(data[p : p + 4]): p for p in range(132, 132 + 12 * count, 12)}
    red, green = at[b"rXYZ"], at[b"gXYZ"]
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    name = bytes(data).index("sRGB".encode("utf-16-be"))
    data[name : name + 8] = "test".encode("utf-16-be")
    return bytes(data)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_an_embedded_profile_is_honoured(
    mode: str, root: Path, cache: Path, put: Put, look: Look
) -> None:
    image = plain(60, 60, "#d02020").convert(mode)
    if mode == "RGBA":
        image.putalpha(100)
    data = encode(image, "PNG", icc_profile=swapped_profile())
    result = opened(cache, derive(root, cache, look, put("a.png", data)))
    red, green = colour_at(result, 0.5, 0.5)[:2]
    assert green > red + 80
    if mode == "RGBA":
        assert near(colour_at(result, 0.5, 0.5)[3:], (100,), 3)


@pytest.mark.parametrize("profile", [b"junk", swapped_profile()[:200], b""])
def test_a_broken_profile_is_passed_over(
    profile: bytes, root: Path, cache: Path, put: Put, look: Look
) -> None:
    data = encode(plain(60, 60, "#d02020"), "JPEG", icc_profile=profile)
    result = opened(cache, derive(root, cache, look, put("a.jpg", data)))
    assert near(colour_at(result, 0.5, 0.5), (0xD0, 0x20, 0x20))


@pytest.mark.parametrize(
    ("image", "form", "colour"),
    [
        (Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (Image.new("L", (40, 40), 90), "JPEG", (90, 90, 90)),
        (Image.new("1", (40, 40), 1), "PNG", (255, 255, 255)),
        (Image.new("I;16", (40, 40), 90 * 256), "PNG", (90, 90, 90)),
        (Image.new("P", (40, 40)), "PNG", (0, 0, 0)),
        (Image.new("LA", (40, 40), (90, 120)), "PNG", (90, 90, 90, 120)),
        (Image.new("RGBA", (40, 40), (9, 99, 199, 120)), "WEBP", (9, 99, 199, 120)),
        (Image.new("RGBA", (40, 40), (9, 99, 199, 255)), "PNG", (9, 99, 199)),
    ],
    ids=lambda value: value.mode if isinstance(value, Image.Image) else str(value),
)
def test_every_mode_becomes_rgb_and_alpha_is_kept(
    image: Image.Image,
    form: str,
    colour: tuple[int, ...],
    root: Path,
    cache: Path,
    put: Put,
    look: Look,
) -> None:
    settings = {"exact": True} if form == "WEBP" else {}
    picture = derive(root, cache, look, put("a", encode(image, form, **settings)))
    assert near(colour_at(opened(cache, picture), 0.5, 0.5), colour)


def test_transparent_gif_and_first_frame(root: Path, cache: Path, put: Put, look: Look) -> None:
    first = Image.new("RGBA", (20, 20), (200, 0, 0, 255))
    first.paste((0, 0, 0, 0), (0, 0, 10, 20))
    later = [Image.new("RGBA", (20, 20), (0, 0, 200, 255))] * 3
    data = encode(first, "GIF", save_all=True, append_images=later)
    result = opened(cache, derive(root, cache, look, put("a.gif", data)))
    assert colour_at(result, 0.2, 0.5)[3] == 0
    assert near(colour_at(result, 0.8, 0.5)[:3], (200, 0, 0), 20)


# Hostile files


def refused(root: Path, cache: Path, look: Look, path: str) -> ImageProblem:
    with pytest.raises(ImageProblem) as caught:
        derive(root, cache, look, path)
    assert not list(cache.glob("media/*"))
    return caught.value


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated_files(
    form: str, share: float, root: Path, cache: Path, put: Put, look: Look
) -> None:
    data = encode(noise(), form)
    problem = refused(root, cache, look, put("a", data[: int(len(data) * share)]))
    assert problem.code == "image-unreadable"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_garbled_files_never_raise_anything_else(
    form: str, root: Path, cache: Path, put: Put, look: Look
) -> None:
    data = bytearray(encode(noise(64, 64), form))
    for seed in range(60):
        spoilt = bytearray(data)
        for at in range(seed % 7, len(spoilt), 97 + seed):
            spoilt[at] ^= 1 << (seed % 8)
        try:
            derive(root, cache, look, put(f"{seed}", bytes(spoilt)))
        except ImageProblem as problem:
            assert problem.code in ("image-unreadable", "image-too-large", "image-format")


def chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP", b"iTXt"])
def test_a_bomb_in_a_png_chunk(kind: bytes, root: Path, cache: Path, put: Put, look: Look) -> None:
    packed = zlib.compress(bytes(80_000_000), 9)
    head = b"a\0\x01\0\0\0" if kind == b"iTXt" else b"a\0\0"
    good = encode(plain(9, 9), "PNG")
    data = good[:33] + chunk(kind, head + packed) + good[33:]
    # Unpacked whole it would be a picture like any other.
    assert refused(root, cache, look, put("a.png", data)).code == "image-unreadable"


def test_a_bomb_in_png_data(root: Path, cache: Path, put: Put, look: Look) -> None:
    # More data than the header's size holds: what is over is never unpacked.
    data = encode(plain(9, 9), "PNG")[:33] + chunk(b"IDAT", zlib.compress(bytes(80_000_000), 9))
    picture = derive(root, cache, look, put("a.png", data + chunk(b"IEND", b"")))
    assert picture.width == 9


def test_a_jpeg_of_endless_scans(root: Path, cache: Path, put: Put, look: Look) -> None:
    data = encode(noise(64, 64), "JPEG", progressive=True)
    scan = data.rindex(b"\xff\xda")
    bomb = data[:scan] + data[scan:-2] * 200 + data[-2:]
    assert refused(root, cache, look, put("a.jpg", bomb)).code == "image-too-large"


def test_scans_count_by_the_pixels_they_go_over(
    root: Path, cache: Path, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encode(noise(64, 64), "JPEG", progressive=True)
    scans = data.count(b"\xff\xda")
    monkeypatch.setattr("catalog.media.images.inspect.MAX_SCANNED", 64 * 64 * scans - 1)
    problem = refused(root, cache, look, put("a.jpg", data))
    assert problem.params["size"] == f"{scans} scans"
    monkeypatch.setattr("catalog.media.images.inspect.MAX_SCANNED", 64 * 64 * scans)
    assert derive(root, cache / "another", look, put("b.jpg", data)).width == 64


@pytest.mark.parametrize("mode", ["LA", "P", "RGBA", "I;16", "1"])
@pytest.mark.parametrize("size", [(3000, 2003), (1500, 700)])
def test_a_large_picture_is_made_plain_piece_by_piece(
    mode: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    image = Image.linear_gradient("L").resize(size)
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 257).convert("I;16")
    elif mode == "P":
        image = image.convert("P")
        image.info["transparency"] = 3
    else:
        image = image.convert(mode)
    box = (1000, 1000 * size[1] // size[0])
    whole = derive_module._shrink(derive_module._to_plain_mode(image, box), *box)
    monkeypatch.setattr(derive_module, "_LARGE", 0)
    pieces = derive_module._shrink(derive_module._to_plain_mode(image, box), *box)
    assert (pieces.mode, pieces.size) == (whole.mode, whole.size)
    difference = ImageStat.Stat(ImageChops.difference(pieces, whole)).mean
    assert max(difference) < (16 if mode == "1" else 1.5)  # dots of a raster


def test_a_header_that_lies_to_us_but_not_to_the_decoder(
    root: Path, cache: Path, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = look(put("a.png", encode(plain(90, 90), "PNG")))
    monkeypatch.setattr("catalog.media.images.inspect.MAX_PIXELS", 8_000)
    with pytest.raises(ImageProblem) as caught:
        derive_picture(root, original, cache)
    assert caught.value.code == "image-too-large"


def test_polyglots_leave_nothing_of_the_other_file(
    root: Path, cache: Path, put: Put, look: Look
) -> None:
    archive = b"PK\x03\x04" + b"<script>alert(1)</script>" * 20
    picture = derive(root, cache, look, put("a.gif", encode(noise(40, 40), "GIF") + archive))
    body = (cache / "media" / picture.derivatives[0].name).read_bytes()
    assert b"script" not in body
    assert b"PK" not in body[:8]


def test_the_file_is_checked_again_when_it_is_read(
    root: Path, cache: Path, put: Put, look: Look, tmp_path: Path
) -> None:
    original = look(put("a.png", encode(plain(9, 9), "PNG")))
    (root / original.path).unlink()
    with pytest.raises(ImageProblem) as caught:
        derive_picture(root, original, cache)
    assert caught.value.code == "image-missing"
    (tmp_path / "secret.png").write_bytes(encode(plain(9, 9), "PNG"))
    (root / original.path).symlink_to(tmp_path / "secret.png")
    with pytest.raises(ImageProblem) as caught:
        derive_picture(root, original, cache)
    assert caught.value.code == "image-outside"


# Ground


@pytest.mark.parametrize(
    ("colours", "main"),
    [
        (("#f0f0f0", "#c01010"), 0),  # red is the darker of two
        (("#f4e8b0", "#1040c0"), 2),
    ],
)
def test_the_ground_is_the_darker_colour_made_dark(
    colours: tuple[str, str], main: int, root: Path, cache: Path, put: Put, look: Look
) -> None:
    image = plain(200, 200, colours[0])
    image.paste(colours[1], (0, 0, 200, 70))
    picture = derive(root, cache, look, put("a.png", encode(image, "PNG")))
    assert lightness(picture.ground) <= 0.12
    channels = parse_hex(picture.ground)
    assert max(channels) == channels[main] > 2 * min(channels)


def test_the_ground_of_what_is_transparent(root: Path, cache: Path, put: Put, look: Look) -> None:
    empty = Image.new("RGBA", (30, 30), (255, 0, 0, 0))
    picture = derive(root, cache, look, put("a.png", encode(empty, "PNG")))
    assert picture.ground == "#0b100f"


def test_largest_is_encoded_from_one_decode(
    root: Path, cache: Path, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("a.jpg", encode(plain(2000, 1000), "JPEG"))
    opens = []
    real = Image.open

    def counted(file: BytesIO, *args: object, **kw: object) -> Image.Image:
        opens.append(1)
        return real(file, *args, **kw)  # type: ignore[arg-type]

    monkeypatch.setattr(Image, "open", counted)
    picture = derive(root, cache, look, path)
    assert [one.width for one in picture.derivatives] == [360, 720, 1440]
    assert len(opens) == 1
