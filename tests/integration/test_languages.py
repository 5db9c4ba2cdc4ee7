"""Whatever language a record names: it can be built, shown offline and rendered."""

import json
from dataclasses import replace

import pytest
import yaml

from catalog.booth.build import build_booth
from catalog.booth.choice import Choice
from catalog.booth.proof import prove
from catalog.build.checking import check_content
from catalog.build.pipeline import build_edition
from catalog.models.cldr import names_in
from catalog.models.tags import normalise_tag
from tests.integration.conftest import pages

EDITION = "editions/toy-2026/edition.yml"
WORK = "companies/lantern/works/moon-kite.yml"
# Languages of which CLDR has no locale, or none of this script or country, and special ones.
SOME = (
    *("lzh", "wuu", "nan-Hant-TW", "nan-Latn", "hak", "gan", "hsn", "yue", "arz", "arq", "ady"),
    *("ach", "akk", "cop", "sux", "tlh", "crr", "sh", "tl", "tw", "ro-MD", "zxx", "en-CN"),
    *("zh-Hans-US", "zh-Hant-US", "ku-Arab", "az-IR", "ff-Adlm", "nqo", "syr", "kok", "sr-Latn"),
    *("de-CH-1996", "es-419", "en-Arab", "jbo", "hi-Latn", "mn-Mong", "yi"),
)
LANGUAGES = [tag for tag in names_in("en", "languages") if len(tag) <= 3]
# Each language by itself, and with a country and a script, as far as they are tags of their own.
ALL = {
    more or "alone": tuple(
        dict.fromkeys(filter(None, (normalise_tag(t + more) for t in LANGUAGES)))
    )
    for more in ("", "-CN", "-Hant-US", "-Arab")
}
SHOWN = ("lzh", "arz")  # whose pages are made


def change(content, path, change):
    """Rewrite a record as a function of its data changes it."""
    data = yaml.safe_load((content / path).read_text("utf-8"))
    change(data)
    text = json.dumps(data, ensure_ascii=False, default=str)  # which is YAML without anchors
    (content / path).write_text(text, "utf-8")


def name_everywhere(content, tags, shown):
    """Name the languages in each field that holds one; the edition's pages are in `shown`."""
    tags = list(tags)
    text = {"en": "Night", **{tag: f"In {tag}" for tag in tags}}

    def site(data):
        data["languages"] = ["en", *shown]
        data["fallback"] = {tag: list(shown[::-1]) for tag in shown}
        data["name"] = text

    def edition(data):
        data |= {"name": text, "slogan": text, "notice": text, "languages": ["en", *shown]}
        data["venue"]["name"] = text
        data["organizers"] = [text]
        data["halls"][0]["name"] = text

    def work(data):
        data |= {"title": text, "logline": text, "synopsis": text, "alt_titles": text}
        data |= {"selling_points": text, "lang": tags[0], "original_language": tags[1]}
        data["people"] = [{"name": text, "role": "author"}]
        data["languages"] = [{"lang": tags, "text": True, "subtitles": True}]
        data["rights"][0] |= {"languages": tags, "note": text}
        data["screen"] = {"original_audio": tags[2]}
        data["awards"] = [{"name": text, "result": text}]
        data["facts"] = [{"text": text, "source": "https://example.com/", "as_of": "2024-03"}]
        data["relations"] = [{"type": "based-on", "title": text}]

    def company(data):
        data |= {"name": text, "about": text, "city": text, "legal_name": text, "languages": tags}
        data["contacts"][0] |= {"name": text, "role": text, "languages": tags}

    def stands(data):
        data[0]["languages"] = tags

    def programme(data):
        data[0] |= {"title": text, "place": text, "speakers": [text], "languages": tags}

    def service(data):
        data |= {"name": text, "provider": text, "about": text, "languages": tags}

    def family(data):
        data |= {"name": text, "about": text, "universe": text}

    change(content, "catalog.yml", site)
    change(content, EDITION, edition)
    change(content, WORK, work)
    change(content, "companies/lantern/company.yml", company)
    change(content, "editions/toy-2026/stands.yml", stands)
    change(content, "editions/toy-2026/programme.yml", programme)
    change(content, "services/proofreading.yml", service)
    change(content, "families/moon-kite.yml", family)
    terms = {tag: {"en": f"The {tag}"} for tag in tags[:3]}
    (content / "vocabularies" / "languages.yml").write_text(yaml.safe_dump(terms), "utf-8")


@pytest.fixture(
    params=[
        pytest.param(SOME, id="some"),
        *(pytest.param(tags, id=name, marks=pytest.mark.large) for name, tags in ALL.items()),
    ]
)
def settings(request, toy):
    """Settings of a fair that names many languages."""
    name_everywhere(toy.content, request.param, SHOWN)
    return replace(toy, cache=toy.out.parent / "cache")


def told(problems):
    return [f"{p.path}:{p.line} {p.message()}" for p in problems if p.severity == "error"]


def test_many_languages_are_built_shown_offline_and_printed(settings, request):
    pytest.importorskip("pypdf")
    from catalog.print.printing import print_catalogue, print_labels

    assert told(check_content(settings).problems) == []
    checked, built = build_edition(settings)
    assert built, told(checked.problems)
    found = pages(settings.out)
    for tag in SHOWN:
        page = found[f"toy-2026/{tag}/works/lantern/moon-kite/index.html"]
        assert f'lang="{tag}"' in page and f"In {tag}" in page
    assert "文言" in found["toy-2026/lzh/index.html"]
    assert 'dir="rtl"' in found["toy-2026/arz/index.html"]

    booth = replace(settings, out=settings.out.parent / "booth")
    _checked, made = build_booth(booth, Choice())
    assert made and prove(booth.out) == []

    assert print_catalogue(settings, SHOWN).files
    assert print_labels(settings, languages=SHOWN).files
