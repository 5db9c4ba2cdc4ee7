"""Words where codes are wanted: the code is named, and no word is ever accepted."""

from typing import Annotated

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from catalog.models.codes import Country, Language, Territory
from catalog.models.company import Company
from catalog.models.context import Context
from catalog.models.lists import Term
from catalog.models.meant import (
    country_meant,
    language_of_country,
    languages_meant,
    territories_meant,
    territories_near,
)
from catalog.models.spelling import fold, quoted, spelled, split_words
from catalog.models.tags import normalise_tag
from catalog.models.territories import COUNTRIES, SETS, parse_territory
from catalog.models.vocabularies import Vocabulary, built_in
from catalog.models.work import Work
from catalog.reading.records.grouping import as_group, as_groups
from catalog.reading.spellings import with_spellings
from tests.unit.fairs import PROJECT

CODES = COUNTRIES | SETS.keys()

LANGUAGES = [
    ("Japanese", ("ja",)),
    ("日语", ("ja",)),
    ("日文", ("ja",)),
    ("日本語", ("ja",)),
    ("英文", ("en",)),
    ("ENGLISH", ("en",)),
    ("English (US)", ("en-US",)),
    ("葡萄牙语（巴西）", ("pt-BR",)),
    ("巴西葡萄牙语", ("pt-BR",)),
    ("法文", ("fr",)),
    ("fra", ("fr",)),
    ("العربية", ("ar",)),
    ("中文", ("zh-Hans", "zh-Hant")),
    ("Chinese", ("zh-Hans", "zh-Hant")),
    ("Chinese (Simplified)", ("zh-Hans",)),
    ("中文（繁体）", ("zh-Hant",)),
    ("繁體中文", ("zh-Hant",)),
    ("国语", ("zh-Hans",)),
    ("粤语", ("yue",)),
    ("mo", ("zh-Hant",)),  # Macao's, and no longer a language's code
    ("chi", ("zh-Hans", "zh-Hant")),
    ("zho", ("zh-Hans", "zh-Hant")),
    ("in", ("id", "hi")),
    ("Elvish", ()),
    ("文", ()),
    ("", ()),
]


@pytest.mark.parametrize("word, tags", LANGUAGES)
def test_language(word, tags):
    assert languages_meant(word) == tags


TERRITORIES = [
    ("日本", ("JP",), ()),
    ("South Korea", ("KR",), ()),
    ("美国", ("US",), ()),
    ("The Netherlands", ("NL",), ()),
    ("CHN", ("CN",), ()),
    ("港澳台", ("HK", "MO", "TW"), ()),
    ("South-East Asia", ("SEA",), ()),
    ("东南亚地区", ("SEA",), ()),
    ("东亚", ("E-ASIA",), ()),
    ("拉丁美洲", ("LATAM",), ()),
    ("海外", ("WORLD",), ("CN",)),
    ("World except Japan", ("WORLD",), ("JP",)),
    ("World (ex Japan, Korea)", ("WORLD",), ("JP", "KR")),
    ("全球（除日本、韩国外）", ("WORLD",), ("JP", "KR")),
    ("除中国大陆以外的全球", ("WORLD",), ("CN",)),
    ("Macao SAR", ("MO",), ()),
    ("Hong Kong SAR", ("HK",), ()),
    ("World except Japan & Korea", ("WORLD",), ("JP", "KR")),
    ("World except Hong Kong/Macao and Taiwan", ("WORLD",), ("HK", "MO", "TW")),
    ("World except Bosnia and Herzegovina", ("WORLD",), ("BA",)),
    ("全球（除日本和韩国外）", ("WORLD",), ("JP", "KR")),
    ("全球（不含火星）", (), ()),
    ("Mars", (), ()),
    ("", (), ()),
]


@pytest.mark.parametrize("word, wanted, excluded", TERRITORIES)
def test_territories(word, wanted, excluded):
    assert territories_meant(word) == (wanted, excluded)


@pytest.mark.parametrize("word", ["中东", "Middle East", "亚洲", "Asia", "西欧", "南美"])
def test_a_part_of_the_world_that_no_set_is_gets_no_set(word):
    assert parse_territory(word) is None
    assert territories_meant(word) == ((), ())
    assert set(territories_near(word)) <= CODES


@pytest.mark.parametrize("word, code", [("中国", "CN"), ("UK", "GB"), ("Europe", ""), ("港澳", "")])
def test_country(word, code):
    assert country_meant(word) == code


@pytest.mark.parametrize(
    "word, tag", [("日本", "ja"), ("US", "en"), ("台湾", "zh-Hant"), ("x", "")]
)
def test_language_of_a_country(word, tag):
    assert language_of_country(word) == tag


@given(st.text(max_size=40) | st.sampled_from([w for w, *_ in LANGUAGES + TERRITORIES]))
def test_only_codes_are_named_whatever_was_written(text):
    wanted, excluded = territories_meant(text)
    assert {*wanted, *excluded, *territories_near(text)} <= CODES
    assert all(normalise_tag(tag) == tag for tag in languages_meant(text))
    assert country_meant(text) in {"", *COUNTRIES}
    tag = language_of_country(text)
    assert not tag or normalise_tag(tag) == tag


# ---- what is told -----------------------------------------------------------------------


def told(kind, value, context=None):
    with pytest.raises(ValidationError) as error:
        TypeAdapter(kind).validate_python(value, context=context)
    ctx = error.value.errors()[0]["ctx"]
    return ctx["hint"], ctx["near"]


TOLD = [
    (Language, "日语", "label", "ja"),
    (Language, "中文", "labels", "zh-Hans, zh-Hant"),
    (Language, "英文、日文", "each", "en, ja"),
    (Language, "中文、English", "each", "中文, en"),
    (Language, "中国", "near", "zh-Hans"),
    (Language, "Elvish", "", ""),
    (Language, "英文、Elvish", "", ""),
    (Country, "中国", "label", "CN"),
    (Country, "UK", "label", "GB"),
    (Country, "欧洲", "", ""),
    (Territory, "日本", "label", "JP"),
    (Territory, "亚洲", "some", "E-ASIA, SEA, S-ASIA, C-ASIA"),
    (Territory, "全球除日本", "except", "WORLD"),
    (Territory, "Mars", "", ""),
]


@pytest.mark.parametrize("kind, value, hint, near", TOLD)
def test_told(kind, value, hint, near):
    assert told(kind, value) == (hint, near)


def test_the_organizers_names_come_first():
    named = Vocabulary("language", None, {}, added={"yue": {"zh-Hans": "白话"}})  # type: ignore
    known = with_spellings({"language": named}, PROJECT / "theme" / "locales", (), None)
    assert told(Language, "白话", Context(vocabularies=built_in() | known)) == ("label", "yue")


@pytest.fixture(scope="module")
def vocabularies():
    languages = ("zh-Hans", "en", "ja", "es", "fr", "ar")
    return with_spellings(built_in(), PROJECT / "theme" / "locales", languages, None)


TERMS = [
    ("right", "film rights", ("film-tv",)),
    ("right", "影视改编权", ("film-tv",)),
    ("right", "翻译权", ("translation",)),
    ("right", "有声书版权", ("audio",)),
    ("right", "E-Book", ("digital",)),
    ("right", "订阅点播", ("svod",)),
    ("right", "Film_TV", ("film-tv",)),
    ("right", "出版", ("print", "digital")),
    ("right", "magic", ()),
    ("right-status", "已售", ("sold",)),
    ("genre", "Science Fiction", ("science-fiction",)),
    ("genre", "Ｗｕｘｉａ", ("wuxia",)),
    ("platform", "安卓", ("android",)),
    ("kind", "映画", ("film",)),
    ("kind", "", ()),
]


@pytest.mark.parametrize("name, word, terms", TERMS)
def test_terms(vocabularies, name, word, terms):
    assert vocabularies[name].meant(word) == terms


def test_a_term_is_told_in_chinese_with_what_it_means(vocabularies):
    said = vocabularies["platform"].told()
    assert ("android", "android（安卓（Android））") in said
    assert ("windows", "windows") in said


@given(st.text(max_size=60))
def test_folding_and_spelling_hold_for_any_text(text):
    assert fold(fold(text)) == fold(text)
    assert all(form == form.strip() and form for form in spelled(text) - {fold(text)})
    assert all(split_words(text))


GROUPS = [
    ("people", "Lin Dan", "{name: Lin Dan}"),
    ("people", "Dan, Lin: “x”", '{name: "Dan, Lin: “x”"}'),
    ("rights", "出版", "{right: 出版, status: …, territories: …}"),  # print, or digital: asked then
    ("rights", "改编", "{right: 改编, status: …, territories: …}"),
    ("rights", "影视", "{right: film-tv, status: …, territories: …}"),
    ("languages", "中文", "{lang: 中文}"),
    ("people", "- Li", '{name: "- Li"}'),
    ("people", "Li #1", '{name: "Li #1"}'),
    ("languages", "日语", "{lang: ja}"),
    ("relations", "a/b", "{type: …, work: a/b}"),
    ("screener", "https://example.com/a", '{url: "https://example.com/a"}'),
    ("book", "120000 words", ""),
]


@pytest.mark.parametrize("field, word, group", GROUPS)
def test_a_word_where_a_group_is_meant(vocabularies, field, word, group):
    from catalog.reading.records.shape import model_at

    model = model_at(Work, (field,))
    assert model is not None
    assert as_group(model, word, Context(vocabularies=vocabularies)) == group


def test_words_where_groups_are_meant(vocabularies):
    from catalog.models.work import Person

    assert as_groups(Person, "甲、乙", Context()) == "[{name: 甲}, {name: 乙}]"


def list_told(kind, value, context=None):
    with pytest.raises(ValidationError) as error:
        TypeAdapter(kind).validate_python(value, context=context)
    return error.value.errors()[0]["ctx"]["fix"]


def test_in_a_list_a_vague_word_stays_to_be_asked(vocabularies):
    known = Context(vocabularies=vocabularies)
    right = Annotated[str, Term("right")]
    assert list_told(right, "出版、改编、影视", known) == "[出版, 改编, film-tv]"
    languages = Company.model_fields["languages"].rebuild_annotation()
    assert list_told(languages, "中文、English", known) == "[中文, en]"


@given(st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=1), min_size=1))
def test_what_is_told_is_the_same_text_to_yaml(words):
    words = [" ".join(word.split()) for word in words]
    text = f"[{', '.join(map(quoted, words))}]"
    assert yaml.load(text, yaml.BaseLoader) == words


def test_of_a_very_long_list_only_the_beginning_is_looked_at():
    with pytest.raises(ValidationError) as error:
        TypeAdapter(Work.model_fields["seeking"].rebuild_annotation()).validate_python(
            "甲、" * 9999
        )
    fix = error.value.errors()[0]["ctx"]["fix"]
    assert fix.startswith("[甲, 甲, ") and fix.endswith(", …]") and len(fix) < 200
