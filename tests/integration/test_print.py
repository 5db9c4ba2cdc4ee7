"""PDFs of the toy fair, as Typst makes them: what they say, where it stands, what it is set in."""

import io
import re
import sys
from dataclasses import replace

import pytest

pypdf = pytest.importorskip("pypdf")

from catalog.core.errors import CatalogError  # noqa: E402
from catalog.print.printing import print_catalogue, print_labels  # noqa: E402

A4 = (595, 842)


@pytest.fixture(scope="module")
def books(toy_settings):
    """The book in English and in Arabic."""
    files = print_catalogue(toy_settings, ("en", "ar")).files
    return {name[9:-4]: data for name, data in files.items()}


@pytest.fixture(scope="module")
def pages(books):
    """The English book's pages as text."""
    return texts(books["en"])


def texts(data):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def plain(text):
    return " ".join(text.replace("\u200b", "").split())


def fonts(data):
    """Base font → whether its letters are in the file."""
    found = {}

    def look(font):
        font = font.get_object()
        for inner in font.get("/DescendantFonts", []):
            look(inner)
        if "/FontDescriptor" in font:
            keys = font["/FontDescriptor"].get_object().keys()
            found[font["/BaseFont"]] = bool({"/FontFile", "/FontFile2", "/FontFile3"} & keys)

    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            look(font)
    return found


def test_the_whole_edition_is_in_it(pages):
    whole = plain(" ".join(pages))
    for text in ("Toy Fair 2026", "The Moon Kite", "Wind-Up", "Lantern Press", "Proofreading"):
        assert text in whole
    # Records are hostile: what they say is rendered, not run.
    assert "<script>alert(1)</script>" in whole
    assert "{{ jinja }} {% raw %}" in whole
    assert "Bo <Bold> Example" in whole


def test_indexes_name_the_pages_on_which_things_stand(books, pages):
    reader = pypdf.PdfReader(io.BytesIO(books["en"]))
    # Title → pages on which a heading says so; a family may be called like a work of it.
    stands_on = {}
    for entry in flat(reader.outline):
        page = reader.get_destination_page_number(entry) + 1
        stands_on.setdefault(plain(entry.title), []).append(page)
    (first,) = stands_on["Index of companies"]
    index = plain(" ".join(pages[first - 1 :]))
    for title in ("Lantern Press", "Moon Kite", "Moon Kite: the film", "Wind-Up"):
        number = re.search(rf"{re.escape(title)} [^0-9]*?(?:A1 )?(\d+)", index)
        assert number, (title, index)
        on = [pages for known, pages in stands_on.items() if known.endswith(title)]
        assert int(number[1]) in on[0], title
        assert title.split(":")[0] in plain(pages[int(number[1]) - 1])


def flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def test_every_page_is_a4_and_says_its_number(books, pages):
    reader = pypdf.PdfReader(io.BytesIO(books["en"]))
    for number, page in enumerate(reader.pages, 1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
        if number > 2:  # cover and imprint
            assert re.search(rf"\b{number}\b", pages[number - 1])


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_all_fonts_are_in_the_file(books, lang):
    found = fonts(books[lang])
    assert len(found) >= 3  # Latin, Chinese, Arabic
    assert all(found.values())


def test_the_file_says_its_title_and_language(books):
    for lang, title in (("en", "Toy Fair 2026"), ("ar", "معرض الألعاب 2026")):
        reader = pypdf.PdfReader(io.BytesIO(books[lang]))
        assert reader.metadata.title == title
        assert reader.trailer["/Root"]["/Lang"] == lang
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_the_same_records_give_the_same_bytes(toy_settings, books):
    again = print_catalogue(toy_settings, ("en",)).files
    assert again == {"toy-2026-en.pdf": books["en"]}


def test_labels_carry_titles_codes_and_stands(toy_settings):
    found = print_labels(toy_settings, ("en", "zh-Hans")).files
    assert set(found) == {"signs.pdf", "labels.pdf"}
    signs = [plain(text) for text in texts(found["signs.pdf"])]
    assert len(signs) == 2
    assert "A1" in signs[0] and "Lantern Press" in signs[0]
    (sheet,) = texts(found["labels.pdf"])
    assert "Wind-Up" in plain(sheet) and "2026" in sheet
    links = [
        note.get_object()["/A"]["/URI"]
        for note in pypdf.PdfReader(io.BytesIO(found["labels.pdf"])).pages[0]["/Annots"]
    ]
    assert any(link.endswith("/toy-2026/en/works/tinwheel/windup/") for link in links)
    small = print_labels(toy_settings, ("en",), companies=("lantern",), paper="a6").files
    reader = pypdf.PdfReader(io.BytesIO(small["labels.pdf"]))
    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in reader.pages} == {
        (298, 421)
    }


def test_a_missing_font_is_said_before_anything_is_set(toy_settings, monkeypatch):
    class Bare:
        class Fonts:
            def families(self):
                return ["Libertinus Serif"]

    monkeypatch.setitem(sys.modules, "typst", Bare)
    with pytest.raises(CatalogError, match="Simplified Chinese or Arabic") as caught:
        print_catalogue(toy_settings, ("ar",))
    assert "fonts-noto-cjk fonts-noto-core" in caught.value.remedy


@pytest.mark.parametrize(
    "more, said",
    [
        ({"languages": ("de",)}, "not in de"),
        ({"companies": ("lanterm",)}, "no company 'lanterm'"),
        ({"halls": ("cellar",)}, "no hall 'cellar'"),
    ],
)
def test_what_is_not_there_is_said(toy_settings, more, said):
    with pytest.raises(CatalogError, match=said):
        print_labels(toy_settings, **more)


def test_a_record_with_an_error_is_left_out_and_the_rest_printed(toy, tmp_path):
    settings = replace(toy, cache=tmp_path / "cache")
    (toy.content / "companies/tinwheel/works/windup.yml").write_text("kind: [", encoding="utf-8")
    rendered = print_labels(settings, ("en",))
    assert rendered.checked.errors == 1
    assert "Wind-Up" not in plain(" ".join(texts(rendered.files["labels.pdf"])))
