"""A fair whose every text holds every class of character that nobody sees, built as all it can be.

Each file that leaves is read by a strict reader of its format: it is well-formed, holds no code
point that no format may hold and none that turns a line round, and every word is still there.
"""

import csv
import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import yaml

from catalog.booth.build import build_booth
from catalog.booth.choice import Choice
from catalog.build.pipeline import build_edition
from catalog.cli import reporting
from catalog.core.characters import BROKEN, UNSEEN
from catalog.models.company import Company
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.images import FilePath
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.texts import Characters
from catalog.models.work import Work
from catalog.print.printing import print_catalogue
from catalog.reading.records.shape import notes_at
from catalog.reading.yaml import parse_record
from tests.integration.conftest import TOY, files
from tests.unit.core.test_characters import SAMPLES

pypdf = pytest.importorskip("pypdf")
pytestmark = pytest.mark.large

ODD = "z".join(SAMPLES)
WORD = "Q" + "z" * (len(SAMPLES) - 1) + "Q"  # what is left of it
FORBIDDEN = re.compile(f"{BROKEN.pattern}|[\u202d\u202e]")
MODELS = {
    "catalog": Site,
    "company": Company,
    "works": Work,
    "families": Family,
    "services": Service,
    "edition": Edition,
    "stands": Stand,
    "programme": Event,
}


def spoil(node, model, loc=()):
    """Every text with all of the characters in it, every code with some around it."""
    if isinstance(node, dict):
        return {key: spoil(value, model, (*loc, key)) for key, value in node.items()}
    if isinstance(node, list):
        return [spoil(value, model, (*loc, at)) for at, value in enumerate(node)]
    entry = loc[1:] if loc and isinstance(loc[0], int) else loc
    notes = notes_at(model, entry)
    if any(isinstance(note, FilePath) for note in notes):
        return node
    if any(isinstance(note, Characters) for note in notes) and entry[0] != "place":
        return f"{node.rstrip()} Q{ODD}Q"
    return f"\u200b{node}\u202c\ufeff"


@pytest.fixture(scope="module")
def odd_settings(toy_settings, tmp_path_factory):
    """Settings of a toy fair with odd texts everywhere."""
    top = tmp_path_factory.mktemp("odd")
    content = top / "content"
    shutil.copytree(TOY, content)
    for file in sorted(content.rglob("*.yml")):
        kind = file.parent.name if file.parent.name in MODELS else file.stem
        if kind not in MODELS:
            continue
        data = spoil(parse_record(file.read_bytes(), file.name).data, MODELS[kind])
        written = yaml.safe_dump(data, allow_unicode=False, width=10**6, sort_keys=False)
        file.write_text(written, encoding="utf-8")
    for page in sorted(content.rglob("*.md")):
        halves = "".join(c for c in ODD if not "\ud800" <= c <= "\udfff")
        text = page.read_text(encoding="utf-8")
        page.write_text(f"{text}\n\nProse Q{halves}Q\n", encoding="utf-8")
    return replace(toy_settings, content=content, out=top / "site", cache=top / "cache")


@pytest.fixture(scope="module")
def built(odd_settings):
    """The web's files, and what was told."""
    checked, made = build_edition(odd_settings)
    assert made, [p.message() for p in checked.problems if p.severity == "error"]
    return files(odd_settings.out), checked.problems


@pytest.fixture(scope="module")
def site(built):
    return built[0]


@pytest.fixture(scope="module")
def booth(odd_settings, built, tmp_path_factory):
    out = tmp_path_factory.mktemp("odd-booth") / "whole"
    _checked, made = build_booth(replace(odd_settings, out=out), Choice())
    assert made
    return files(out)


def of(found, *suffixes):
    chosen = {name: data for name, data in found.items() if name.endswith(suffixes)}
    assert chosen, suffixes
    return {name: data.decode("utf-8-sig") for name, data in chosen.items()}


def seen(text):
    return UNSEEN.sub("", text)


class _Strict(HTMLParser):
    """Collects what an HTML page says and its JSON; elements close in the order they open."""

    VOID = frozenset(
        [
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "source",
            "track",
            "wbr",
        ]
    )
    FREE = frozenset(
        [
            "p",
            "li",
            "dt",
            "dd",
            "option",
            "tr",
            "td",
            "th",
            "thead",
            "tbody",
            "html",
            "body",
            "head",
            "path",
            "rect",
        ]
    )

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.texts, self.data = [], [], []

    def handle_starttag(self, tag, attrs):
        self.texts += [value or "" for _, value in attrs]
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open and self.open[-1][0] != tag and self.open[-1][0] in self.FREE:
            self.open.pop()
        if tag not in self.VOID:
            assert self.open and self.open[-1][0] == tag, (tag, self.getpos())
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1][0] == "script":
            if "json" in (self.open[-1][1].get("type") or ""):
                self.data.append(json.loads(data))
        else:
            self.texts.append(data)


def test_only_warnings_are_told(built):
    problems = built[1]
    assert {p.code for p in problems if p.severity == "error"} == set()
    assert sum(p.code == "hidden-character" for p in problems) > 100


def test_pages(site, booth):
    for found in (site, booth):
        word, data = 0, 0
        for name, text in of(found, ".html").items():
            page = _Strict()
            page.feed(text)
            page.close()
            whole = "\n".join(page.texts) + json.dumps(page.data, ensure_ascii=False)
            assert not FORBIDDEN.search(whole) and not FORBIDDEN.search(text), name
            word += seen(whole).count(WORD)
            data += len(page.data)
        assert word > 300
    assert data == 0, "a booth has no data for search engines"


def test_organizers_pages_keep_their_words(site):
    for name, text in of(site, "about/index.html").items():
        assert "Prose Q" in text and not FORBIDDEN.search(text), name


def test_xml(site):
    counted = {}
    for name, text in of(site, ".xml", ".svg").items():
        root = ElementTree.fromstring(text.encode())
        whole = "".join(root.itertext()) + "".join(
            v for e in root.iter() for v in e.attrib.values()
        )
        assert not FORBIDDEN.search(whole), name
        counted[name.rpartition("/")[2]] = seen(whole).count(WORD)
    assert counted["feed.xml"] > 4


def test_json(site):
    for name, text in of(site, ".json", ".webmanifest").items():
        json.loads(text)
        assert not FORBIDDEN.search(text), name
    whole = of(site, "data/catalog.json")
    assert sum(seen(text).count(WORD) for text in whole.values()) > 50


def test_scripts_of_data(site, booth):
    for found in (site, booth):
        for name, text in of(found, ".js").items():
            assert not FORBIDDEN.search(text), name
            assert not set("\u2028\u2029") & set(text), name
    assert any(WORD in seen(text) for text in of(booth, ".js").values())


LINE = re.compile(r"[A-Z][A-Z-]*(;[A-Z-]+=[^;:\"\x00-\x1f]+)*:[^\x00-\x08\x0a-\x1f\x7f]*")


def test_calendars_and_cards(site):
    for name, text in of(site, ".ics", ".vcf").items():
        data = site[name]
        assert data.endswith(b"\r\n") and data.count(b"\n") == data.count(b"\r\n"), name
        assert all(len(line) <= 75 for line in data.split(b"\r\n")), name
        for line in data.split(b"\r\n"):
            line.decode()
        stack = []
        for line in text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
            assert LINE.fullmatch(line), (name, line)
            if line.startswith("BEGIN:"):
                stack.append(line[6:])
            elif line.startswith("END:"):
                assert stack.pop() == line[4:]
        assert not stack and not FORBIDDEN.search(text), name
        assert WORD in seen(text.replace("\r\n ", "")), name


def test_tables(site):
    for name, text in of(site, ".csv").items():
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1, name
        assert not FORBIDDEN.search(text), name
        cells = [cell for row in rows for cell in row]
        assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(WORD in seen(text) for text in of(site, ".csv").values())


def test_addresses_and_names_of_files(site, booth, tmp_path):
    for found in (site, booth):
        for name in found:
            assert name.isascii() and name.isprintable(), name
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in list(booth)[:20]:
            archive.writestr(name, b"")
        assert archive.testzip() is None
    for text in of(site, "sitemap.xml").values():
        for address in re.findall(r"<loc>(.*?)</loc>", text):
            assert address.isascii() and address.isprintable()


def test_print(odd_settings, built):
    for data in print_catalogue(odd_settings, ("en", "ar")).files.values():
        text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(data)).pages)
        assert not FORBIDDEN.search(text.replace("\x00", ""))
        assert re.sub(r"\s", "", seen(text)).count(WORD) > 10


def test_reports(built, odd_settings):
    problems, content = built[1], odd_settings.content
    for language in ("en", "zh-Hans"):
        text = reporting.format_text(problems, content, language)
        assert all(line.isprintable() or "\u3000" in line for line in text.split("\n"))
        assert not UNSEEN.search(text)
        json.loads(reporting.format_json(problems, language))
        json.loads(reporting.format_sarif(problems, content, language))
        for line in reporting.format_github(problems, content, language).split("\n"):
            assert re.fullmatch(r"(::(error|warning) (\w+=[^,:]*,?)+::[^\r\n]*)?", line), line
            assert line.isprintable()
    page = _Strict()
    page.feed(reporting.report_html(problems, content))
    assert not FORBIDDEN.search("".join(page.texts)) and not UNSEEN.search("".join(page.texts))
    json.loads(reporting.report_json(problems))
