import itertools
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from catalog.core.cache import listen_for_damage, write_cached
from catalog.media.images import (
    PREVIEW_SIZE,
    Dress,
    ImageProblem,
    Original,
    Picture,
    apart,
    batch,
    derive_all,
    derive_picture,
    derive_preview,
    derive_previews,
    inspect_image,
)
from catalog.media.images import cache as store
from tests.unit.media.images.image_files import FOLDER, Look, Put, encode, noise, plain


@pytest.fixture
def originals(put: Put, look: Look) -> list[Original]:
    paths = [put(f"p{n}.png", encode(plain(40 + n, 30), "PNG")) for n in range(7)]
    return [look(path) for path in paths]


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a file was read")

    monkeypatch.setattr("catalog.media.images.derive.read_original", refuse)


@pytest.fixture
def no_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a picture was decoded")

    monkeypatch.setattr("catalog.media.images.derive._decode", refuse)


def test_results_and_progress(root: Path, cache: Path, originals: list[Original]) -> None:
    told: list[tuple[int, int]] = []
    result = derive_all(root, originals, cache, progress=lambda *now: told.append(now))
    assert list(result) == [original.path for original in originals]
    assert told == [(n, 7) for n in range(8)]
    first = result[originals[0].path]
    assert isinstance(first, Picture)
    assert first == derive_picture(root, originals[0], cache)


def test_unchanged_files_are_not_read(
    root: Path, cache: Path, originals: list[Original], request: pytest.FixtureRequest
) -> None:
    before = derive_all(root, originals, cache)
    request.getfixturevalue("no_reading")
    assert derive_all(root, originals, cache) == before


def test_touched_files_are_not_decoded(
    root: Path, cache: Path, originals: list[Original], look: Look, request: pytest.FixtureRequest
) -> None:
    before = derive_all(root, originals, cache)
    for original in originals:
        os.utime(root / original.path, (1_600_000_000, 1_600_000_000))
    request.getfixturevalue("no_decoding")
    assert derive_all(root, [look(one.path) for one in originals], cache) == before


def test_a_changed_file_of_the_same_size_is_derived_anew(
    root: Path, cache: Path, put: Put, look: Look
) -> None:
    data = encode(noise(60, 60), "PNG", compress_level=0)
    path = put("a.png", data)
    [before] = derive_all(root, [look(path)], cache).values()
    other = encode(noise(60, 60), "PNG", compress_level=0)
    assert len(other) == len(data)
    (root / path).write_bytes(other)
    [after] = derive_all(root, [look(path)], cache).values()
    assert isinstance(before, Picture)
    assert isinstance(after, Picture)
    assert before.derivatives != after.derivatives


def test_a_file_of_this_moment_is_not_trusted_by_its_time(
    root: Path, cache: Path, put: Put, look: Look
) -> None:
    path = put("a.png", encode(plain(30, 30, "#111111"), "PNG", compress_level=0))
    now = time.time() + 3600  # an hour from now this moment will not have passed
    os.utime(root / path, (now, now))
    [before] = derive_all(root, [look(path)], cache).values()
    (root / path).write_bytes(encode(plain(30, 30, "#eeeeee"), "PNG", compress_level=0))
    os.utime(root / path, (now, now))  # the same tick of a coarse clock
    [after] = derive_all(root, [look(path)], cache).values()
    assert before != after


def test_other_parameters_find_nothing(
    root: Path,
    cache: Path,
    originals: list[Original],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = derive_all(root, originals, cache)
    monkeypatch.setattr("catalog.media.images.batch.PARAMETERS", "others")
    monkeypatch.setattr("catalog.media.images.cache.PARAMETERS", "others")
    monkeypatch.setattr(apart, "_is_alone", lambda: True)  # a fork sees it too
    after = derive_all(root, originals, cache)
    names = [
        {one.name for p in result.values() if isinstance(p, Picture) for one in p.derivatives}
        for result in (before, after)
    ]
    assert not names[0] & names[1]


def test_same_stem_and_other_content_never_meet(
    root: Path, cache: Path, put: Put, look: Look
) -> None:
    paths = [
        put("a/封面.png", encode(plain(20, 20, "#111111"), "PNG")),
        put("b/海报.png", encode(plain(20, 20, "#eeeeee"), "PNG")),
        put("c/image.png", encode(plain(20, 20, "#777777"), "PNG")),
    ]
    result = derive_all(root, map(look, paths), cache)
    names = [p.derivatives[0].name for p in result.values() if isinstance(p, Picture)]
    assert len(set(names)) == 3
    assert all(name.startswith("image-") for name in names)


@pytest.mark.parametrize("damage", ["delete", "empty", "truncate"])
def test_a_damaged_derivative_is_made_again(
    damage: str, root: Path, cache: Path, originals: list[Original]
) -> None:
    before = derive_all(root, originals, cache)
    target = next((cache / "media").iterdir())
    good = target.read_bytes()
    if damage == "delete":
        target.unlink()
    else:
        target.write_bytes(b"" if damage == "empty" else good[:-5])
    assert derive_all(root, originals, cache) == before
    assert target.read_bytes() == good


@pytest.mark.parametrize("damage", ["delete", "empty", "truncate", "alter"])
def test_a_damaged_preview_is_made_again(damage: str, cache: Path) -> None:
    sources = {"a/b": Dress(0, 0)}
    names = derive_previews(sources, cache)
    target = cache / "media" / names["a/b"]
    good = target.read_bytes()
    if damage == "delete":
        target.unlink()
    else:
        bad = {"empty": b"", "truncate": good[:-5], "alter": good[:-9] + b"garbage" + good[-2:]}
        target.write_bytes(bad[damage])
    assert derive_previews(sources, cache) == names
    assert target.read_bytes() == good


@pytest.mark.parametrize(
    "junk", [b"", b"{", b"\xff\xfe", b"null", b'{"version":1,"places":{}}', b"[" * 200_000]
)
def test_a_damaged_index_or_record_is_passed_over(
    junk: bytes, root: Path, cache: Path, originals: list[Original]
) -> None:
    before = derive_all(root, originals, cache)
    for record in (cache / "pictures").iterdir():
        record.write_bytes(junk)
    with listen_for_damage() as damage:
        assert derive_all(root, originals, cache) == before
    assert "index" in damage[0]
    assert store._read(cache / "pictures" / "index", store._INDEX)


@pytest.mark.parametrize(
    "value", [None, 7, "x", [], [1], [1, 2, 3], {"width": 1}, [[], [], {"derivatives": 7}]]
)
def test_entries_of_another_shape_are_passed_over(
    value: object, root: Path, cache: Path, originals: list[Original]
) -> None:
    before = derive_all(root, originals, cache)
    index = cache / "pictures" / "index"
    known = store._read(index, store._INDEX)
    for entries in known.values():
        for path, entry in entries.items():
            entries[path] = [*entry[:2], value] if value != [] else value
    write_cached(index, store._INDEX, json.dumps(known).encode())
    assert derive_all(root, originals, cache) == before


def test_a_build_that_is_killed_remembers_the_previews_it_made(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = itertools.count(step=10)
    monkeypatch.setattr(store.time, "monotonic", lambda: float(next(clock)))
    sources = {"a/b": Dress(0, 0), "a/c": Dress(1, 0)}

    def killed(done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        derive_previews(sources, cache, progress=killed)
    told: list[tuple[int, int]] = []
    derive_previews(sources, cache, progress=lambda *now: told.append(now))
    assert told == [(1, 2), (2, 2)]


def test_two_content_folders_share_a_cache(
    root: Path, cache: Path, put: Put, look: Look, tmp_path: Path
) -> None:
    path = put("a.png", encode(plain(20, 20, "#111111"), "PNG", compress_level=0))
    other = tmp_path / "other"
    (other / FOLDER).mkdir(parents=True)
    (other / path).write_bytes(encode(plain(20, 20, "#eeeeee"), "PNG", compress_level=0))
    os.utime(other / path, (1_700_000_000, 1_700_000_000))
    one = derive_all(root, [look(path)], cache)
    two = derive_all(other, [inspect_image(other, path, FOLDER)], cache)
    assert one != two
    assert derive_all(root, [look(path)], cache) == one


def test_a_bad_picture_stops_no_other(
    root: Path, cache: Path, originals: list[Original], put: Put, look: Look
) -> None:
    bad = look(put("bad.jpg", encode(noise(90, 90), "JPEG")[:3000]))
    result = derive_all(root, [*originals[:2], bad, *originals[2:]], cache)
    problem = result[bad.path]
    assert isinstance(problem, ImageProblem)
    assert problem.code == "image-unreadable"
    assert sum(isinstance(one, Picture) for one in result.values()) == 7


def test_a_pool_gives_the_same(
    root: Path, cache: Path, tmp_path: Path, originals: list[Original], put: Put, look: Look
) -> None:
    bad = look(put("bad.jpg", encode(noise(90, 90), "JPEG")[:3000]))
    many = [*originals, bad]
    told: list[tuple[int, int]] = []
    pooled = derive_all(root, many, cache, jobs=2, progress=lambda *now: told.append(now))
    assert pooled == derive_all(root, many, tmp_path / "cache2")
    assert told[-1] == (8, 8)


def test_no_process_without_need(
    root: Path, cache: Path, originals: list[Original], monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_all(root, originals, cache)

    def refuse() -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(apart, "start_context", refuse)
    derive_all(root, originals, cache, jobs=8)
    derive_previews({"a/b": Dress(0, 0)}, cache, jobs=8)


# What could not be used


def refused(root: Path, cache: Path, look: Look, path: str) -> ImageProblem:
    [problem] = derive_all(root, [look(path)], cache).values()
    assert isinstance(problem, ImageProblem)
    return problem


def test_a_refused_picture_is_not_decoded_again(
    root: Path, cache: Path, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("bad.jpg", encode(noise(90, 90), "JPEG")[:3000])
    before = refused(root, cache, look, path)
    with monkeypatch.context() as patched:  # by its time
        patched.setattr(apart, "start_context", None)
        assert refused(root, cache, look, path) == before
    os.utime(root / path, (1_600_000_000, 1_600_000_000))
    with monkeypatch.context() as patched:  # by its content
        patched.setattr(apart, "_is_alone", lambda: True)
        patched.setattr("catalog.media.images.derive._decode", None)
        assert refused(root, cache, look, path) == before


def test_a_refusal_is_of_its_limits(
    root: Path, cache: Path, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("bad.jpg", encode(noise(90, 90), "JPEG")[:3000])
    refused(root, cache, look, path)
    monkeypatch.setattr(store, "_engine", lambda: "another")
    monkeypatch.setattr(apart, "start_context", lambda: pytest.fail("it is looked at again"))
    with pytest.raises(pytest.fail.Exception):
        refused(root, cache, look, path)


@pytest.mark.parametrize("junk", [b"", b"{}", b"[]", b'{"code":"x","params":{},"engine":""}'])
def test_a_damaged_refusal_is_passed_over(
    junk: bytes, root: Path, cache: Path, put: Put, look: Look
) -> None:
    path = put("bad.jpg", encode(noise(90, 90), "JPEG")[:3000])
    before = refused(root, cache, look, path)
    (cache / "pictures" / "index").unlink()
    [file] = (cache / "pictures").glob("*.refused")
    write_cached(file, store._VERDICT, junk) if junk else file.write_bytes(b"")
    assert refused(root, cache, look, path) == before


def test_a_drawing_is_looked_at_once(
    root: Path, cache: Path, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    ns = "xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'"
    good = put("good.svg", f"<svg {ns}><path d='M0 0h9v9'/></svg>".encode())
    bad = put("bad.svg", f"<svg {ns}><script/></svg>".encode())
    before = inspect_image(root, good, FOLDER, cache)
    with pytest.raises(ImageProblem) as first:
        inspect_image(root, bad, FOLDER, cache)
    monkeypatch.setattr("catalog.media.images.svg.sanitise_svg", None)
    assert inspect_image(root, good, FOLDER, cache) == before
    with pytest.raises(ImageProblem) as second:
        inspect_image(root, bad, FOLDER, cache)
    assert first.value == second.value


@pytest.mark.parametrize("format", ["PNG", "SVG"])
def test_a_picture_that_takes_too_long_is_told_and_kept(
    format: str, root: Path, cache: Path, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("slow.png", encode(plain(40, 30), "PNG"))
    original = replace(look(path), format=format)

    def end(function, tasks, jobs, seconds, done):  # type: ignore[no-untyped-def]
        done(0, apart.Ended("time"))

    monkeypatch.setattr(batch, "run_each", end)
    [problem] = derive_all(root, [original], cache).values()
    assert isinstance(problem, ImageProblem)
    assert problem.code == "image-too-large"
    assert problem.params["size"].startswith("more than ")
    assert ("hint" in problem.params) == (format == "SVG")
    monkeypatch.setattr(batch, "run_each", lambda *_: None)
    assert derive_all(root, [original], cache) == {path: problem}


def test_a_picture_whose_process_was_killed_is_tried_again(
    root: Path, cache: Path, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("fine.png", encode(plain(40, 30), "PNG"))
    with monkeypatch.context() as patched:
        patched.setattr(batch, "run_each", lambda *a: a[-1](0, apart.Ended("killed")))
        assert refused(root, cache, look, path).code == "image-unreadable"
    [picture] = derive_all(root, [look(path)], cache).values()
    assert isinstance(picture, Picture)


def test_nothing_changed_loads_no_pillow(
    root: Path, cache: Path, originals: list[Original]
) -> None:
    paths = [original.path for original in originals]
    derive_all(root, originals, cache)
    derive_previews({"a/b": Dress(0, 0)}, cache)
    code = (
        "import sys; from pathlib import Path; from catalog.media.images import *;"
        f"root, cache = Path({str(root)!r}), Path({str(cache)!r});"
        f"found = [inspect_image(root, p, {FOLDER!r}) for p in {paths!r}];"
        "derive_all(root, found, cache, jobs=4);"
        "derive_previews({'a/b': Dress(0, 0)}, cache, jobs=4);"
        "print([m for m in ('PIL', 'resvg_py', 'multiprocessing') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# Link previews


def shown(cache: Path, name: str) -> Image.Image:
    data = (cache / "media" / name).read_bytes()
    assert len(data) <= 120 * 1024
    with Image.open(cache / "media" / name) as image:
        assert (image.format, image.size) == ("JPEG", PREVIEW_SIZE)
        return image.convert("RGB")


def made(root: Path, cache: Path, put: Put, look: Look, image: Image.Image) -> Picture:
    return derive_picture(root, look(put("a", encode(image, "PNG"))), cache)


def test_a_grainy_preview_stays_small(root: Path, cache: Path, put: Put, look: Look) -> None:
    picture = made(root, cache, put, look, Image.effect_noise((1440, 900), 40))
    name = derive_preview(picture, cache)
    shown(cache, name)
    assert name.endswith("-1200.jpg")


def test_a_portrait_is_cropped_in_its_upper_third(
    root: Path, cache: Path, put: Put, look: Look
) -> None:
    image = plain(1200, 1800, "#ffffff")
    image.paste("#c00000", (0, 390, 1200, 1020))  # what should be seen: 390 = (1800 - 630) / 3
    result = shown(cache, derive_preview(made(root, cache, put, look, image), cache))
    for y in (8, 315, 622):
        assert result.getpixel((600, y))[1] < 60  # type: ignore[index]


def test_a_wide_picture_is_cropped_in_its_middle(
    root: Path, cache: Path, put: Put, look: Look
) -> None:
    image = plain(1440, 630, "#ffffff")
    image.paste("#c00000", (120, 0, 1320, 630))
    result = shown(cache, derive_preview(made(root, cache, put, look, image), cache))
    for x in (8, 1192):
        assert result.getpixel((x, 300))[1] < 60  # type: ignore[index]


def test_a_small_picture_is_shown_whole(root: Path, cache: Path, put: Put, look: Look) -> None:
    image = plain(300, 400, "#c00000")
    result = shown(cache, derive_preview(made(root, cache, put, look, image), cache))
    assert result.getpixel((600, 4))[0] > 170  # type: ignore[index]
    assert result.getpixel((20, 300))[0] < 140  # type: ignore[index]


def test_a_logo_stands_on_white(root: Path, cache: Path, put: Put, look: Look) -> None:
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    image.paste((0, 0, 120, 255), (100, 100, 200, 200))
    result = shown(cache, derive_preview(made(root, cache, put, look, image), cache))
    assert result.getpixel((10, 10)) == (255, 255, 255)
    assert result.getpixel((600, 315))[2] > 80  # type: ignore[index]


def test_drawn_previews_share_their_scenes(cache: Path) -> None:
    told: list[tuple[int, int]] = []
    records: dict[str, Picture | Dress] = {f"co/work-{n}": Dress(n, 1) for n in range(6)}
    records["co/another"] = Dress(0, 1)
    names = derive_previews(records, cache, progress=lambda *now: told.append(now))
    shown(cache, names["co/work-0"])
    assert told[-1] == (7, 7)
    assert names["co/another"] == names["co/work-0"] == derive_preview(Dress(0, 1), cache)


def test_previews_are_made_once(
    root: Path, cache: Path, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = made(root, cache, put, look, plain(900, 1200))
    names = derive_previews({"a": picture, "b": picture, "c": Dress(2, 3)}, cache)
    assert names["a"] == names["b"] != names["c"]
    monkeypatch.setattr("catalog.media.images.preview.render_preview", None)
    assert derive_previews({"a": picture, "c": Dress(2, 3)}, cache) == {
        "a": names["a"],
        "c": names["c"],
    }
