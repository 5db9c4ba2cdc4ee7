import errno
import os
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from catalog.media.images import MAX_BYTES, ImageProblem, inspect_image
from catalog.media.images.headers import HeaderError, read_header
from tests.unit.media.images.image_files import FOLDER, Look, Put, encode, noise, plain


def png_header(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


def gif_header(width: int, height: int, frame: tuple[int, int]) -> bytes:
    return (
        b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0)
        + b"," + struct.pack("<HHHHB", 0, 0, *frame, 0)
    )  # fmt: skip


def webp_header(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + size


def jpeg_header(width: int, height: int) -> bytes:
    frame = struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(9) + b"\xff\xc0" + frame


def avif_header(width: int, height: int) -> bytes:
    head = b"\0\0\0\x14ftypavif\0\0\0\0mif1"
    size = b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", width, height)
    return head + struct.pack(">I", 12 + len(size)) + b"meta\0\0\0\0" + size


HUGE = {
    "PNG": png_header(20_000, 15_000),
    "PNG of ordinary sides": png_header(15_900, 15_900),
    "JPEG": jpeg_header(15_000, 15_000),
    "GIF": gif_header(15_000, 15_000, (1, 1)),
    "GIF by its frame": gif_header(10, 10, (15_000, 15_000)),
    "WebP": webp_header(15_999, 15_999),
    "AVIF": avif_header(15_000, 15_000),
    "a strip": png_header(60_000, 2),
}


def refused(look: Look, path: str) -> ImageProblem:
    with pytest.raises(ImageProblem) as caught:
        look(path)
    assert caught.value.params["path"] == path
    return caught.value


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_format_and_size_come_from_the_content(form: str, put: Put, look: Look) -> None:
    path = put("misnamed.txt", encode(noise(321, 123), form))
    original = look(path)
    assert (original.format, original.width, original.height) == (form, 321, 123)


@pytest.mark.parametrize("lossless", [True, False])
def test_webp_with_and_without_a_canvas(lossless: bool, put: Put, look: Look) -> None:
    for image in (noise(33, 44), noise(33, 44).convert("RGBA")):
        original = look(put("a.webp", encode(image, "WEBP", lossless=lossless)))
        assert (original.width, original.height) == (33, 44)


def test_a_jpeg_with_a_profile_and_much_exif_before_its_size(put: Put, look: Look) -> None:
    data = encode(noise(50, 40), "JPEG", icc_profile=bytes(200_000), comment=b"x" * 60_000)
    assert look(put("a.jpg", data)).width == 50


@pytest.mark.parametrize("name", HUGE)
def test_huge_pictures_are_refused_by_their_header(name: str, put: Put, look: Look) -> None:
    assert refused(look, put("a", HUGE[name])).code == "image-too-large"


def test_the_limit_is_told(put: Put, look: Look) -> None:
    problem = refused(look, put("a.png", png_header(15_000, 15_000)))
    assert (problem.params["size"], problem.params["limit"]) == ("225 megapixels", "50 megapixels")


def test_too_many_bytes(root: Path, look: Look) -> None:
    target = root / FOLDER / "a.png"
    with target.open("wb") as stream:
        stream.write(encode(plain(9, 9), "PNG"))
        stream.truncate(MAX_BYTES + 1)  # a hole on the disk
    assert refused(look, f"{FOLDER}/a.png").code == "image-too-large"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff" + b"\xff" * 50,
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        png_header(0, 7),
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"RIFF\0\0\0\0WEBPjunk" + bytes(40),
        b"GIF89a",
        b"GIF89a" + bytes(7) + b";",
        b"GIF89a" + bytes(7) + b"!\xfe\xff",
        b"\0\0\0\x14ftypavif\0\0\0\0mif1",
        b"\0\0\0\x14ftypavif\0\0\0\0mif1\0\0\0\x08meta",
        b"\0\0\0\x14ftypavif\0\0\0\0mif1\0\0\0\0junk",
    ],
)
def test_broken_headers_are_unreadable(data: bytes, put: Put, look: Look) -> None:
    assert refused(look, put("a.jpg", data)).code == "image-unreadable"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<!DOCTYPE html><script>alert(1)</script>", "HTML"),
        (b"  <HTML><body>", "HTML"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "HTML"),
        (b"<!-- x --><html></html>", "HTML"),
        (b"%PDF-1.7 \xff\xd8\xff", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"BM" + bytes(60), "BMP"),
        (b"II*\0" + bytes(60), "TIFF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "a video"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"just text", "no known picture format"),
        (b"<svg broken", "image-unreadable"),
    ],
)
def test_other_files_are_named(data: bytes, found: str, put: Put, look: Look) -> None:
    problem = refused(look, put("cover.jpg", data))
    if found != "image-unreadable":
        assert (problem.code, problem.params["found"]) == ("image-format", found)
    else:
        assert problem.code == found


@pytest.mark.parametrize(
    "path",
    [
        f"{FOLDER}/../secret.png",
        f"{FOLDER}/../huace/a.png",
        f"{FOLDER}/x/../../../secret.png",
        "companies/other/a.png",
        "/etc/passwd",
        f"{FOLDER}\\..\\secret.png",
        f"{FOLDER}/a\0.png",
        "secret.png",
    ],
)
def test_nothing_outside_the_folder(path: str, root: Path, look: Look) -> None:
    (root / "secret.png").write_bytes(encode(plain(9, 9), "PNG"))
    (root / "companies" / "other").mkdir()
    (root / "companies" / "other" / "a.png").write_bytes(encode(plain(9, 9), "PNG"))
    assert refused(look, path).code == "image-outside"


def test_a_folder_of_the_same_beginning_is_outside(root: Path, look: Look) -> None:
    (root / f"{FOLDER}-evil").mkdir()
    (root / f"{FOLDER}-evil" / "a.png").write_bytes(encode(plain(9, 9), "PNG"))
    assert refused(look, f"{FOLDER}-evil/a.png").code == "image-outside"


@pytest.mark.parametrize("there", [True, False])
def test_no_link_leads_out(there: bool, root: Path, look: Look) -> None:
    if there:
        (root / "secret.png").write_bytes(encode(plain(9, 9), "PNG"))
    (root / FOLDER / "a.png").symlink_to(root / "secret.png")
    assert refused(look, f"{FOLDER}/a.png").code == "image-outside"


def test_no_linked_folder_leads_out(root: Path, tmp_path: Path, look: Look) -> None:
    (tmp_path / "a.png").write_bytes(encode(plain(9, 9), "PNG"))
    (root / FOLDER / "pictures").symlink_to(tmp_path, target_is_directory=True)
    assert refused(look, f"{FOLDER}/pictures/a.png").code == "image-outside"


def test_a_company_folder_that_is_a_link_out(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encode(plain(9, 9), "PNG"))
    (root / "companies" / "evil").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(ImageProblem) as caught:
        inspect_image(root, "companies/evil/a.png", "companies/evil")
    assert caught.value.code == "image-outside"


def test_a_link_inside_is_not_followed_either(root: Path, put: Put, look: Look) -> None:
    put("real.png", encode(plain(9, 9), "PNG"))
    (root / FOLDER / "a.png").symlink_to("real.png")
    (root / FOLDER / "loop.png").symlink_to("loop.png")
    for name in ("a.png", "loop.png"):
        problem = refused(look, f"{FOLDER}/{name}")
        assert (problem.code, problem.params["hint"]) == ("image-outside", "link")


def test_missing_files(root: Path, look: Look) -> None:
    for name in ("nothing.png", "no/such/folder.png", "x" * 300 + ".png"):
        assert refused(look, f"{FOLDER}/{name}").code == "image-missing"


@pytest.mark.parametrize(
    ("number", "hint"), [(errno.EACCES, "permission"), (errno.EIO, None)], ids=["no", "broken"]
)
def test_what_may_not_be_read_is_told(
    number: int, hint: str | None, root: Path, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root nothing is unreadable, so the system's answer is made up."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    path = put("a.png", encode(plain(9, 9), "PNG"))
    monkeypatch.setattr(os, "open", refuse)
    problem = refused(look, path)
    assert (problem.code, problem.params.get("hint")) == ("image-unreadable", hint)


def test_what_is_not_a_file(root: Path, look: Look) -> None:
    (root / FOLDER / "folder.png").mkdir()
    os.mkfifo(root / FOLDER / "pipe.png")  # opening it the plain way would wait for ever
    for name in ("folder.png", "pipe.png"):
        assert refused(look, f"{FOLDER}/{name}").code == "image-format"


def test_ten_thousand_frames_are_one_header(put: Put, look: Look) -> None:
    frame = encode(Image.new("P", (8, 8)), "GIF")
    start = frame.index(b",")
    data = frame[:start] + frame[start:-1] * 10_000 + b";"
    original = look(put("a.gif", data))
    assert (original.width, original.height) == (8, 8)


def test_formats_that_take_more_memory_may_have_fewer_pixels(put: Put, look: Look) -> None:
    side = 6_000 - 1  # 36 megapixels
    webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + side.to_bytes(3, "little") * 2
    problem = refused(look, put("a.webp", webp + bytes(20)))
    assert problem.params["size"] == "36 megapixels of WEBP"
    assert problem.params["limit"] == "26 megapixels"
    assert look(put("a.png", png_header(6_000, 6_000))).width == 6_000


@pytest.mark.parametrize("colours", ["L", "RGB", "CMYK"])
def test_a_progressive_jpeg_is_kept_whole_by_its_decoder(
    colours: str, put: Put, look: Look
) -> None:
    data = bytearray(encode(plain(64, 64).convert(colours), "JPEG", progressive=True))
    at = data.index(b"\xff\xc2") + 5
    data[at : at + 4] = (7_200).to_bytes(2, "big") + (6_900).to_bytes(2, "big")  # 49.7 megapixels
    assert look(put("a.jpg", bytes(data))).height == 7_200
    data[at : at + 4] = (15_900).to_bytes(2, "big") + (2_800).to_bytes(2, "big")  # a long strip
    path = put("b.jpg", bytes(data))
    if colours != "L":
        assert refused(look, path).code == "image-too-large"
    else:
        assert look(path).width == 2_800


NOTE = b"\0\0\0\0tEXt\0\0\0\0"
ENDLESS = {
    "PNG": encode(plain(9, 9), "PNG")[:33] + NOTE * 50_000,
    "GIF": b"GIF89a" + bytes(7) + b"!\xfe\0" * 50_000,
    "GIF, one note": b"GIF89a" + bytes(7) + b"!\xfe" + b"\1x" * 50_000,
    "JPEG": b"\xff\xd8" + b"\xff\xfe\0\2" * 50_000,
    "JPEG, filled": b"\xff\xd8" + b"\xff" * 200_000 + b"\xe0",
    "JPEG, after its size": encode(plain(9, 9), "JPEG").partition(b"\xff\xda")[0]
    + b"\xff\xfe\0\2" * 50_000,
}


class Counted(BytesIO):
    """A file whose readings are counted: what is read is work."""

    readings = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.readings += 1
        return super().read(size)


@pytest.mark.parametrize("name", ENDLESS)
def test_notes_without_end_are_not_read_to_the_end(name: str) -> None:
    stream = Counted(ENDLESS[name])
    with pytest.raises(HeaderError):
        read_header(stream)
    assert stream.readings < 10_000
