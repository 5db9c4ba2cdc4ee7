"""A value of a wrong type, wherever it stands, is told at its place; nothing ends in a traceback.

The toy fair with every field written is taken, and each value at each place in turn is another.
"""

from __future__ import annotations

import copy
import json
import shutil
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml

from catalog.build.checking import check_content
from catalog.models.company import Company
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.parts import Part
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.tags import normalise_tag
from catalog.models.work import Work
from catalog.reading import spellings
from catalog.web.pages.plan import make_lists, plan_pages
from tests.integration.conftest import TOY
from tests.unit.fairs import make_renderer

WORK = "companies/tinwheel/works/windup.yml"
MODELS: dict[str, Any] = {
    "catalog.yml": Site,
    "companies/tinwheel/company.yml": Company,
    WORK: Work,
    "families/moon-kite.yml": Family,
    "services/proofreading.yml": Service,
    "editions/toy-2026/edition.yml": Edition,
    "editions/toy-2026/stands.yml": Stand,
    "editions/toy-2026/programme.yml": Event,
    "vocabularies/genres.yml": None,
    "vocabularies/languages.yml": None,
    "vocabularies/territories.yml": None,
}
LISTS = ("stands.yml", "programme.yml")
IMAGE = (
    "image: images/moon.png, alt: {en: M}, credit: {en: C}, licence: CC0, caption: {en: Moon}, "
    "illustration: true"
)
# What the toy fair leaves out.
MORE = {
    "catalog.yml": (
        "{repository: 'https://example.com/r', about: {en: A}, search: {pagefind_from: 9}}"
    ),
    "companies/tinwheel/company.yml": f"""
      aliases: [tin]
      lang: en
      draft: false
      region: CN-ZJ
      city: {{en: Tealake}}
      legal_name: {{en: Tinwheel Ltd}}
      founded: 1999-05
      size: 11-50
      website: https://example.com/
      social: {{Weibo: 'https://example.com/w'}}
      markets: [FR, SEA]
      looking_for: {{en: Friends}}
      languages: [en, zh-Hans]
      logo: {{{IMAGE}}}
      wide: {{{IMAGE}}}
      gallery: [{{{IMAGE}}}, images/moon.png]
      contacts: [{{name: {{en: Desk}}, role: {{en: Rights}}, email: desk@example.com,
        phone: +86 10 1234 5678, wechat: tin-desk, qq: 123456, whatsapp: '+8610123456',
        languages: [en], public: true}}]
    """,
    WORK: f"""
      aliases: [clock]
      lang: en
      draft: false
      family: moon-kite
      cover: {{{IMAGE}}}
      wide: {{{IMAGE}}}
      gallery: [{{{IMAGE}}}, images/moon.png]
      companies: [lantern]
      alt_titles: {{en: Clockwork}}
      synopsis: {{en: Long.}}
      selling_points: {{en: '- A'}}
      audience: {{en: All}}
      values: {{en: Patience}}
      comparables: {{en: None}}
      localisation_notes: {{en: None}}
      released: 2024-08
      people: [{{name: {{en: Ann}}, role: author}}]
      languages: [{{lang: [en, fr], text: true, audio: false, subtitles: true}}]
      book: {{words: 9000, chapters: 3, pages: 20, complete: true, serial_platform: {{en: P}},
        sample: 'https://example.com/s'}}
      screen: {{seasons: 1, episodes: 12, minutes: 45, format: 4K, resolution: 2160p,
        aspect: '16:9', original_audio: en, delivery: ProRes}}
      game: {{platforms: [windows], stores: {{Steam: 'https://example.com/g'}}, engine: Own,
        players: 1-2, model: free, online: false, demo: 'https://example.com/d'}}
      ratings: [{{system: PEGI, value: '7'}}]
      ids: {{isan: 0000-0001}}
      licences: [{{type: cn-tv, number: '12', date: 2024-03}}]
      rights: [{{right: [svod], status: available, territories: [WORLD], except: [CN],
        languages: [en], exclusive: false, until: 2031, note: {{en: N}}}}]
      relations: [{{type: based-on, work: lantern/moon-kite}},
        {{type: same-universe, title: {{en: T}}, kind: novel, public_domain: true}}]
      seeking: [publishers]
      trailer: https://example.com/t
      screener: {{url: 'https://example.com/x', access: request}}
      awards: [{{name: {{en: Prize}}, year: 2022, result: {{en: Won}}}}]
      facts: [{{text: {{en: F}}, source: 'https://example.com/f', as_of: 2023-04}}]
    """,
    "families/moon-kite.yml": f"""
      aliases: [kite]
      lang: en
      draft: false
      universe: {{en: U}}
      cover: {{{IMAGE}}}
      style_guide: https://example.com/guide
    """,
    "services/proofreading.yml": """
      aliases: [reading]
      lang: en
      draft: false
      regions: [CN]
      url: https://example.com/
      contact: {name: {en: Desk}, role: {en: R}, email: a@example.com, phone: '+86 10 1234 5678',
        wechat: w, qq: '1', whatsapp: '+8610123456', languages: [en], public: true}
    """,
    "editions/toy-2026/edition.yml": f"""
      aliases: [toy]
      lang: en
      draft: false
      exhibitors: [lantern, tinwheel]
      previous: toy-2025
      organizers: [{{en: T}}]
      venue: {{name: {{en: Attic}}, address: {{en: Lane}}, country: CN, url: 'https://example.com/',
        lat: 1.5, lon: 2}}
      halls: [{{id: attic, name: {{en: Attic}}, floor: '1', plan: halls/attic.svg}}]
      theme: {{accent: '#0b5d4c', logo: {{{IMAGE}}}, hero: {{{IMAGE}}}}}
      contact: {{name: {{en: N}}, email: a@example.com, phone: '+86 10 1234 5678',
        url: 'https://example.com/'}}
    """,
    "vocabularies/languages.yml": "{fr: {en: Language of France}}",
    "vocabularies/territories.yml": "{FR: {en: Hexagon}}",
}
MORE_OF_EACH = {
    "editions/toy-2026/stands.yml": (
        "{hall: attic, number: A1, companies: [lantern], works: [moon-kite], languages: [en], "
        "meeting_url: 'https://example.com/m'}"
    ),
    "editions/toy-2026/programme.yml": (
        "{type: talk, about: {en: A}, hosts: [lantern], speakers: [{en: S}], works: [moon-kite], "
        "languages: [en], url: 'https://example.com/'}"
    ),
}
# As YAML, which reads some of them as something else than text.
WRONG = {
    "null": "null",
    "int": "7",
    "float": "1.5",
    "bool": "true",
    "str": '"word"',
    "blank": '""',
    "list": '["word"]',
    "empty list": "[]",
    "mapping": '{"wrong": "type"}',
    "empty mapping": "{}",
    "list of mappings": '[{"wrong": "type"}]',
    "nested list": '[["word"]]',
    "nested mapping": '{"en": {"en": "word"}}',
    "long": '"' + "long " * 2000 + '"',
    "date": "2026-11-26",
}
TOLD = ("mapping", "list of mappings", "nested list", "nested mapping")  # no field takes these
TERMS = ("mapping", "nested mapping")  # but what is a vocabulary's term may be any word
WORDS = ("int", "float", "bool", "str", "long", "date")  # none that is a group or list takes these
_HERE = "\x00here"


def without_dates(node: Any) -> Any:
    """As JSON, which is YAML."""
    return json.loads(json.dumps(node, default=str))


def read_all() -> dict[str, Any]:
    """The toy fair with every field of its models, by path."""
    found = {}
    for path in MODELS:
        file = TOY / path
        data = without_dates(yaml.safe_load(file.read_text("utf-8")) if file.exists() else {})
        if path in MORE:
            data |= without_dates(yaml.safe_load(MORE[path]))
        if path in MORE_OF_EACH:
            data[0] = {**without_dates(yaml.safe_load(MORE_OF_EACH[path])), **data[0]}
        found[path] = data
    del found["services/proofreading.yml"]["provider"]
    found["services/proofreading.yml"]["company"] = "lantern"
    return found


FAIR = read_all()


def places(node: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of everything in a record, its own first."""
    inner: Any = node.items() if isinstance(node, dict) else ()
    inner = enumerate(node) if isinstance(node, list) else inner
    return [at, *(place for key, value in inner for place in places(value, (*at, key)))]


def with_value(data: Any, place: tuple[Any, ...], written: str) -> str:
    """The record's YAML with another value at a place."""
    if not place:
        return written
    data = copy.deepcopy(data)
    node = data
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = _HERE
    return json.dumps(data, ensure_ascii=False).replace(json.dumps(_HERE), written)


def value_at(data: Any, place: tuple[Any, ...]) -> Any:
    for key in place:
        data = data[key]
    return data


def alike(place: tuple[Any, ...]) -> tuple[Any, ...]:
    """What items of a list have in common, and languages of a text."""
    return tuple(
        0 if isinstance(key, int) else "en" if normalise_tag(key) else key for key in place
    )


def is_text(value: Any) -> bool:
    """Whether it is what a text is: words, or words a language."""
    return isinstance(value, str) or (isinstance(value, dict) and all(map(normalise_tag, value)))


def must_be_told(path: str, place: tuple[Any, ...], name: str) -> bool:
    """Whether no field that could stand there takes the value."""
    before = value_at(FAIR[path], place)
    if path.startswith("vocabularies/") and not place and name in TERMS:
        return False
    if name in TOLD:
        return True
    several = place and place[-1] in ("organizers", "speakers")  # one of them may stand alone
    group = isinstance(before, list) or not (is_text(before) or isinstance(before, int | float))
    counted = isinstance(before, int | float) and not (place and place[-1] in ("date", "until"))
    return (group and not several and name in WORDS) or (counted and name in ("str", "long"))


CASES = [
    (path, place, name)
    for path, data in FAIR.items()
    for place in {alike(place): place for place in reversed(places(data))}.values()
    for name in WRONG
]


@pytest.fixture(scope="module")
def fair(toy_settings, tmp_path_factory):
    """Settings of a toy fair in which every field is written."""
    top = tmp_path_factory.mktemp("wrong")
    content = top / "content"
    shutil.copytree(TOY, content)
    shutil.copytree(content / "editions/toy-2026", content / "editions/toy-2025")
    picture = content / "companies/lantern/works/images/moon-kite.png"
    for folder in {str((content / path).parent) for path in MODELS if "vocab" not in path}:
        shutil.copytree(picture.parent, f"{folder}/images", dirs_exist_ok=True)
        shutil.copy(picture, f"{folder}/images/moon.png")
    for path, data in FAIR.items():
        (content / path).write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spellings, "spelled", cache(spellings.spelled))  # half of the time
        yield replace(toy_settings, content=content, out=top / "site", cache=top / "cache")


def test_every_field_is_written():
    def named(model: type[Part], data: Any) -> set[str]:
        missing = set()
        for name, field in model.model_fields.items():
            values = [row[field.alias or name] for row in data if (field.alias or name) in row]
            if not values:
                missing.add(f"{model.__name__}.{name}")
            rows = [row for v in values for row in (v if isinstance(v, list) else [v])]
            for inner in parts_in(field.annotation):
                missing |= named(inner, [row for row in rows if isinstance(row, dict)])
        return missing

    left_out = {"Service.provider", "Site.draft", "Site.aliases", "Site.lang"}
    for path, model in MODELS.items():
        data = FAIR[path]
        if model:
            assert named(model, data if isinstance(data, list) else [data]) <= left_out


def parts_in(annotation: Any) -> list[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [annotation]
    return [part for inner in getattr(annotation, "__args__", ()) for part in parts_in(inner)]


def test_the_whole_fair_is_right(fair):
    assert [p.message() for p in check_content(fair).problems if p.severity == "error"] == []


def meets(place: tuple[Any, ...], loc: tuple[Any, ...]) -> bool:
    """Whether one of two places is within the other."""
    shorter = min(len(place), len(loc))
    return place[:shorter] == loc[:shorter]


def answered(fair, path, place, name, *, render):
    file = fair.content / path
    text = with_value(FAIR[path], place, WRONG[name])
    file.write_text(text, "utf-8")
    try:
        checked = check_content(fair)
        if checked.catalog:
            pages = plan_pages(checked.catalog, make_lists(checked.catalog))
            if render:
                renderer = make_renderer(checked.catalog, pictures=checked.pictures.by_path)
                for page in pages:
                    renderer.render(page)
        told = [p for p in checked.problems if p.path == path]
        for problem in told:
            assert problem.line >= 1 and problem.message() and problem.message("zh-Hans")
        if must_be_told(path, place, name):
            assert any(meets(place, p.loc) for p in told), "nothing is told"
    except Exception as error:
        raise AssertionError(f"{path} {place} {name}: {error!r}") from error
    finally:
        file.write_text(json.dumps(FAIR[path], ensure_ascii=False), "utf-8")


@pytest.mark.parametrize("part", range(8))
@pytest.mark.large
def test_every_wrong_value_in_every_place(fair, part):
    for number, case in enumerate(CASES[part::8]):
        answered(fair, *case, render=number % 10 == 0)


def test_some_wrong_values_in_every_file(fair):
    """Whole files, who takes part, and every so many of the places."""
    whole = [case for case in CASES if not case[1] and case[2] in ("str", "nested list")]
    guarding = [case for case in CASES if case[1] == ("exhibitors",)]
    for case in [*whole, *guarding, *CASES[::311]]:
        answered(fair, *case, render=False)
