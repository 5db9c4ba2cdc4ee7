"""Compressed siblings: of what gains by it, always of the file as it is, the same every day."""

import gzip
import importlib.util

import pytest

from catalog.core.errors import CatalogError
from catalog.output.compress import SIBLINGS, is_compressible, require_brotli
from catalog.output.folder import open_publication

brotli = pytest.importorskip("brotli")

LONG = "a fair's catalogue, " * 40
OTHER = "something else altogether, " * 40


def publish(out, files, *, precompress=True):
    with open_publication(out, precompress=precompress) as publication:
        for path, text in files.items():
            publication.put(path, text.encode())
        wanted = {path for path in files if path.startswith("e1/")}
        return publication.commit("e1", wanted)


def names(out):
    return {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} - {".catalog"}


def with_siblings(*paths):
    return {name for path in paths for name in (path, f"{path}.br", f"{path}.gz")}


def is_whole(out):
    """Every sibling says what its file says."""
    for path in out.rglob("*.br"):
        assert brotli.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
    for path in out.rglob("*.gz"):
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
    return True


def test_text_is_compressed_pictures_and_small_files_are_not(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": LONG, "index.html": LONG, "e1/b.webp": LONG, "e1/c.html": "short"})
    assert names(out) == {*with_siblings("e1/a.html", "index.html"), "e1/b.webp", "e1/c.html"}
    assert is_whole(out)
    assert (out / "e1/a.html.br").stat().st_size < (out / "e1/a.html.gz").stat().st_size


def test_nothing_is_compressed_unasked(tmp_path):
    publish(tmp_path / "site", {"e1/a.html": LONG}, precompress=False)
    assert names(tmp_path / "site") == {"e1/a.html"}


def test_only_what_changed_is_compressed_again(tmp_path, monkeypatch):
    out = tmp_path / "site"
    files = {"e1/a.html": LONG, "e1/b.html": LONG}
    publish(out, files)
    compressed = []
    for suffix, compress in SIBLINGS.items():

        def told(path, pieces, compress=compress):
            compressed.append(path)
            return compress(path, pieces)

        monkeypatch.setitem(SIBLINGS, suffix, told)
    assert publish(out, files) == (0, 0)
    assert compressed == []
    assert publish(out, {**files, "e1/b.html": OTHER}) == (3, 0)
    assert set(compressed) == {"e1/b.html"}
    assert is_whole(out)


def test_siblings_go_with_their_file(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": LONG, "e1/b/c.html": LONG})
    assert publish(out, {"e1/a.html": LONG}) == (0, 3)
    assert names(out) == with_siblings("e1/a.html")
    assert not (out / "e1/b").exists()


def test_siblings_go_when_their_file_becomes_too_small(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": LONG, "index.html": LONG})
    publish(out, {"e1/a.html": "short", "index.html": "short"})
    assert names(out) == {"e1/a.html", "index.html"}


@pytest.mark.parametrize("after", [LONG, OTHER])
def test_siblings_go_and_come_with_the_option(tmp_path, after):
    """A web server would go on sending a former page's sibling."""
    out = tmp_path / "site"
    publish(out, {"e1/a.html": LONG, "index.html": LONG})
    publish(out, {"e1/a.html": after, "index.html": after}, precompress=False)
    assert names(out) == {"e1/a.html", "index.html"}
    assert publish(out, {"e1/a.html": after, "index.html": after}) == (4, 0)
    assert names(out) == with_siblings("e1/a.html", "index.html")
    assert is_whole(out)


def test_a_lost_sibling_comes_back(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": LONG})
    (out / "e1/a.html.br").unlink()
    assert publish(out, {"e1/a.html": LONG}) == (1, 0)
    assert names(out) == with_siblings("e1/a.html")


def test_files_in_pieces_and_copies_have_siblings_too(tmp_path):
    out, source = tmp_path / "site", tmp_path / "cover.svg"
    source.write_text(LONG)

    def once():
        with open_publication(out, precompress=True) as publication:
            publication.put_pieces("e1/all.json", iter([LONG.encode(), OTHER.encode()]))
            publication.put_copy("e1/cover.svg", source)
            return publication.commit("e1", {"e1/all.json", "e1/cover.svg"})

    assert once() == (6, 0)
    assert names(out) == with_siblings("e1/all.json", "e1/cover.svg")
    assert is_whole(out)
    assert once() == (0, 0)
    (out / "e1/all.json.gz").unlink()
    (out / "e1/cover.svg.br").unlink()
    assert once() == (2, 0)
    assert is_whole(out)


def test_the_bytes_do_not_depend_on_the_day(tmp_path, monkeypatch):
    publish(tmp_path / "a", {"e1/a.html": LONG})
    monkeypatch.setattr("time.time", lambda: 1.0)
    publish(tmp_path / "b", {"e1/a.html": LONG})
    for name in ("e1/a.html.gz", "e1/a.html.br"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize(
    ("path", "size", "wanted"),
    [
        ("e1/index.html", 1000, True),
        ("e1/data/works.csv", 1000, True),
        ("sitemap.xml", 255, False),
        (".catalog", 1000, False),
        ("e1/media/cover-360.webp", 1000, False),
        ("e1/index.html.br", 1000, False),
    ],
)
def test_what_is_compressible(path, size, wanted):
    assert is_compressible(path, size) is wanted


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CatalogError, match="not installed") as caught:
        require_brotli()
    assert "[precompress]" in caught.value.remedy
