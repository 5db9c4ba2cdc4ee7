"""The files of the installed showcase, without a browser."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from catalog.edition.localise import make_localiser
from catalog.media.images import draw_icon
from catalog.web.app import BUDGET, make_app, make_manifest, make_worker, pack_paths
from tests.unit.fairs import PROJECT, make_catalog

MARK = (PROJECT / "theme" / "overrides" / "assets" / "mark.svg").read_text(encoding="utf-8")
TEMPLATE = (PROJECT / "theme" / "app" / "sw.js").read_text(encoding="utf-8")
PAGE = b"<title>A page</title>"
ASSETS = dict.fromkeys(
    (
        "mark-0123456789.svg",
        "frame-0123456789.js",
        "app-0123456789.js",
        "finder-0123456789.js",
        "mark-0123456789-192.png",
    ),
    b"x",
)
FRAMES = dict.fromkeys(("en", "zh-Hans", "ar"), ASSETS)


def fair(**parts):
    edition = {"halls": [{"id": "hall-1"}, {"id": "hall-2"}]}
    return make_catalog(works={"acme/one": {}}, edition=edition, **parts)


def localisers(catalog, *tags):
    return {
        tag: make_localiser(
            tag, catalog.site, catalog.edition, catalog.vocabularies, PROJECT / "theme" / "locales"
        )
        for tag in tags or catalog.edition.languages
    }


def told(worker: bytes):
    """What a worker is told of the edition."""
    found = re.search(r"^const EDITION = (.*);$", worker.decode(), re.MULTILINE)
    assert found
    return json.loads(found[1])


def test_a_manifest_is_relative_and_in_its_language():
    catalog = fair()
    texts = localisers(catalog)
    manifest = make_manifest(catalog, texts["ar"], "mark-x")
    assert (manifest["lang"], manifest["dir"]) == ("ar", "rtl")
    assert manifest["name"] == "معرض 2026"
    assert (manifest["start_url"], manifest["scope"]) == ("./", "../")
    assert "id" not in manifest
    assert [s["url"] for s in manifest["shortcuts"]] == ["shortlist/", "halls/"]
    assert {i.get("purpose", "any") for i in manifest["icons"]} == {"any", "maskable"}
    addresses = re.findall(r'"(?:src|url|scope|start_url)": "([^"]*)"', json.dumps(manifest))
    assert addresses
    assert not [a for a in addresses if a.startswith("/") or ":" in a]


def test_the_pack_is_what_the_edition_has():
    assert pack_paths(make_catalog(), "en") == [
        "en/offline/",
        "en/shortlist/",
        "data/shortlist-en.js",
        "en/",
        "data/shortlist-take-en.js",
    ]
    assert "en/halls/hall-2/" in pack_paths(fair(), "en")


def test_the_worker_says_what_is_fetched_beforehand():
    catalog = fair()
    worker = make_worker(catalog, localisers(catalog), FRAMES, TEMPLATE, lambda path: PAGE)
    edition = told(worker)
    assert list(edition["languages"]) == ["en", "zh-Hans", "ar"]
    assert edition["languages"]["en"]["assets"] == [
        "assets/app-0123456789.js",
        "assets/frame-0123456789.js",
        "assets/mark-0123456789.svg",
    ]
    pack = [path for path, _ in edition["languages"]["ar"]["pack"]]
    assert pack == pack_paths(catalog, "ar")
    assert "%(time)s" in edition["languages"]["ar"]["words"]["offline"]
    assert worker == make_worker(catalog, localisers(catalog), FRAMES, TEMPLATE, lambda path: PAGE)


@pytest.mark.parametrize("changed", ["en/halls/hall-1/index.html", "data/shortlist-en.js"])
def test_the_worker_changes_with_what_it_fetches(changed):
    catalog = fair()
    texts = localisers(catalog, "en")
    before = make_worker(catalog, texts, FRAMES, TEMPLATE, lambda path: PAGE)
    after = make_worker(catalog, texts, FRAMES, TEMPLATE, lambda p: PAGE + b" " * (p == changed))
    assert told(before)["version"] != told(after)["version"]
    unseen = make_worker(
        catalog, texts, FRAMES, TEMPLATE, lambda p: PAGE + b" " * (p == "en/works/")
    )
    assert unseen == before
    newer = make_worker(catalog, texts, FRAMES, TEMPLATE + "// newer", lambda path: PAGE)
    assert told(newer)["version"] != told(before)["version"]


def test_the_pack_keeps_its_budget():
    catalog = fair()
    large = {"en/halls/hall-1/index.html": BUDGET}
    worker = make_worker(
        catalog,
        localisers(catalog, "en"),
        FRAMES,
        TEMPLATE,
        lambda p: PAGE + b" " * large.get(p, 0),
    )
    pack = [path for path, _ in told(worker)["languages"]["en"]["pack"]]
    assert "en/halls/hall-1/" not in pack
    assert {"en/halls/hall-2/", "en/halls/"} <= {*pack}


def test_hostile_names_stay_text():
    name = "</script>\u2028<img src=x> \"'"
    catalog = make_catalog(edition={"name": {"en": name}})
    worker = make_worker(catalog, localisers(catalog, "en"), FRAMES, TEMPLATE, lambda path: PAGE)
    assert "<img" not in told(worker)["languages"]["en"]["words"]["edition"]
    manifest = make_manifest(catalog, localisers(catalog, "en")["en"], "mark-x")
    assert manifest["name"] == name


def test_all_files():
    catalog = fair()
    assets = {"en": {"mark-0123456789.svg": MARK.encode()}}
    files = dict(make_app(catalog, localisers(catalog, "en"), assets, TEMPLATE, lambda path: PAGE))
    assert sorted(files) == [
        "assets/mark-0123456789-180.png",
        "assets/mark-0123456789-192.png",
        "assets/mark-0123456789-512.png",
        "assets/mark-0123456789-mask.png",
        "en/app.webmanifest",
        "sw.js",
    ]
    manifest = json.loads(files["en/app.webmanifest"])
    for icon in manifest["icons"]:
        image = Image.open(BytesIO(files[icon["src"].removeprefix("../")]))
        assert f"{image.width}x{image.height}" == icon["sizes"]


def test_an_icon_that_may_be_cut_to_a_circle():
    image = Image.open(BytesIO(draw_icon(MARK, 100, ground="#fcfdfc", share=0.56)))
    pixels = image.convert("RGB")
    assert pixels.getpixel((0, 0)) == (0xFC, 0xFD, 0xFC)
    assert pixels.getpixel((25, 50)) == (0xB0, 0x27, 0x1C)
    clear = Image.open(BytesIO(draw_icon(MARK, 100)))
    assert clear.getpixel((0, 0))[3] == 0
    with pytest.raises(ValueError, match="viewBox"):
        draw_icon("<svg/>", 100)
