"""Search engines, feed readers and other machines: what they are told of the built site."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from catalog.build.pipeline import build_edition
from catalog.output.root_files import SITEMAP_LIMIT, edition_sitemaps
from tests.integration.conftest import files, pages
from tests.unit.vocabulary import faults

EDITION = "toy-2026"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locations(data):
    return [element.text for element in ET.fromstring(data).iter(LOC)]


def alternates(text):
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', text))


def address(path):
    return f"https://toy.example.org/{path.removesuffix('index.html')}"


@pytest.fixture(scope="module")
def partly(toy_settings, toy_site, tmp_path_factory):
    """The toy fair with a work, a family and a page of prose that not every language has."""
    import shutil

    from tests.integration.conftest import TOY

    top = tmp_path_factory.mktemp("partly")
    shutil.copytree(TOY, top / "content")
    work = "kind: game\ntitle: Only English\nlogline: Nothing else.\ngenres: [puzzle]\n"
    (top / "content/companies/tinwheel/works/only-english.yml").write_text(work, encoding="utf-8")
    family = "name: Only English\nowner: lantern\n"
    (top / "content/families/only-english.yml").write_text(family, encoding="utf-8")
    (top / f"content/editions/{EDITION}/pages/ar/about.md").unlink()
    build_edition(replace(toy_settings, content=top / "content", out=top / "site"))
    return top / "site"


ONLY_ENGLISH = ("works/tinwheel/only-english/", "families/only-english/")


def test_pages_without_a_translation_are_not_listed(partly):
    text, mapped = pages(partly), locations((partly / EDITION / "sitemap.xml").read_bytes())
    for path in (*ONLY_ENGLISH, "about/"):
        known = ("en", "zh-Hans") if path == "about/" else ("en",)
        for tag in ("en", "zh-Hans", "ar"):
            page = text[f"{EDITION}/{tag}/{path}index.html"]
            assert ("noindex" in page) == (tag not in known), (tag, path)
            assert (address(f"{EDITION}/{tag}/{path}") in mapped) == (tag in known), (tag, path)
            assert set(alternates(page)) <= {*known, "x-default"}, (tag, path)


def test_every_alternate_says_the_same_of_the_others(partly):
    found = {address(p): alternates(text) for p, text in pages(partly).items()}
    for page, others in found.items():
        if not others:
            continue
        assert page in others.values()
        assert "x-default" in others
        for other in others.values():
            assert found[other] == others, page


def test_the_sitemap_lists_what_may_be_listed_and_nothing_else(partly):
    may = [
        address(path)
        for path, text in pages(partly).items()
        if path.startswith(f"{EDITION}/")
        and "noindex" not in text
        and 'http-equiv="refresh"' not in text
    ]
    assert sorted(locations((partly / EDITION / "sitemap.xml").read_bytes())) == sorted(may)
    assert locations((partly / "sitemap.xml").read_bytes()) == [
        address(f"{EDITION}/sitemap.xml"),
    ]
    robots = (partly / "robots.txt").read_text()
    assert "Disallow" not in robots
    assert f"Sitemap: {address('sitemap.xml')}" in robots


def test_a_long_sitemap_is_split():
    found = dict(edition_sitemaps("https://x.example/e/", [f"en/{n}/" for n in range(100_000)]))
    index = locations(found.pop("sitemap.xml"))
    assert len(index) == len(found) == 3
    parts = [locations(data) for data in found.values()]
    assert max(map(len, parts)) <= SITEMAP_LIMIT < 50_000
    assert len({one for part in parts for one in part}) == 100_000


def test_every_page_has_one_canonical_address(toy_site):
    for path, text in pages(toy_site).items():
        if path.startswith(f"{EDITION}/"):
            assert len(re.findall(r'<link rel="canonical"', text)) == 1, path


def test_structured_data_is_what_schema_org_knows(toy_site):
    count = 0
    for path, text in pages(toy_site).items():
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S):
            assert list(faults(json.loads(data))) == [], path
            count += 1
    assert count > 20


def test_each_language_has_a_feed_of_pages_that_exist(toy_site):
    present = files(toy_site)
    for tag in ("en", "zh-Hans", "ar"):
        feed = ET.fromstring(present[f"{EDITION}/{tag}/feed.xml"])
        links = [e.get("href") for e in feed.iter("{http://www.w3.org/2005/Atom}link")]
        assert len(links) == 2 + 3
        for link in links:
            path = link.removeprefix(address(""))
            assert (path if path.endswith(".xml") else f"{path}index.html") in present, link
