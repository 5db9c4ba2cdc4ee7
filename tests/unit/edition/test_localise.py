"""What a reader of a language gets: texts with their fallback, names, dates, numbers."""

import datetime as dt
from dataclasses import replace

import pytest
from babel import localedata

from catalog.core.errors import CatalogError
from catalog.edition.localise import Localiser, Shown, direction, fallback_chain, make_localiser
from catalog.models.cldr import names_in, nearest_locale
from catalog.models.dates import PartialDate
from catalog.models.tags import normalise_tag
from catalog.models.vocabularies import built_in
from catalog.reading.interface_texts import read_translations
from catalog.reading.spellings import with_spellings
from tests.unit.fairs import PROJECT, make_records

LOCALES = PROJECT / "theme" / "locales"


@pytest.fixture(scope="module")
def records():
    return make_records()


def localiser(tag: str, records, vocabularies=None) -> Localiser:
    site, edition = records.site, records.edition
    return make_localiser(tag, site, edition, vocabularies or built_in(), LOCALES)


DIRECTIONS = [
    ("en", "ltr"),
    ("zh-Hans", "ltr"),
    ("ar", "rtl"),
    ("ar-EG", "rtl"),
    ("he", "rtl"),
    ("fa", "rtl"),
    ("ur", "rtl"),
    ("az-Arab", "rtl"),
    ("fa-IR", "rtl"),
    ("ku-Arab", "rtl"),
    ("ar-Latn", "ltr"),
    ("uz-Latn", "ltr"),
    ("arz", "rtl"),
    ("az-IR", "rtl"),
    ("pa-PK", "rtl"),
    ("nqo", "rtl"),
    ("ff-Adlm", "rtl"),
    ("lzh", "ltr"),
]


@pytest.mark.parametrize("tag, expected", DIRECTIONS)
def test_direction(tag, expected):
    assert direction(tag) == expected


CHAINS = [
    # language, configured, chain: then English and the source language
    ("en", {}, ["en", "zh-Hans"]),
    ("ja", {}, ["ja", "en", "zh-Hans"]),
    ("zh-Hant", {"zh-Hant": ("zh-Hans", "en")}, ["zh-Hant", "zh-Hans", "en"]),
    ("ar", {"ar": ("fr",), "fr": ("es",)}, ["ar", "fr", "es", "en", "zh-Hans"]),
    ("fr", {"fr": ("fr",)}, ["fr", "en", "zh-Hans"]),
]


@pytest.mark.parametrize("tag, configured, chain", CHAINS)
def test_fallback_chain(tag, configured, chain, records):
    site = records.site.model_copy(update={"source_language": "zh-Hans"})
    assert fallback_chain(tag, configured, site) == chain


def test_text_in_the_readers_language_or_the_first_there_is(records):
    arabic = localiser("ar", records)
    assert arabic.text({"ar": "قارب", "en": "Boat"}) == Shown("قارب", "ar", "rtl", False)
    assert arabic.text({"zh-Hans": "船", "en": "Boat"}) == Shown("Boat", "en", "ltr", True)
    assert arabic.text({"ja": "舟", "he": "סירה"}) == Shown("舟", "ja", "ltr", True)
    assert arabic.text({}) is None
    assert arabic.text(None) is None


DATES = [
    ("en", "2024", "2024"),
    ("en", "2024-08", "August 2024"),
    ("en", "2024-08-20", "20 August 2024"),
    ("zh-Hans", "2024", "2024年"),
    ("zh-Hans", "2024-08", "2024年8月"),
    ("zh-Hans", "2024-08-20", "2024年8月20日"),
    ("ja", "2024-08", "2024年8月"),
    ("fr", "2024-08-20", "20 août 2024"),
    ("es", "2024-08", "agosto de 2024"),
]


@pytest.mark.parametrize("tag, written, expected", DATES)
def test_date_at_its_own_precision(tag, written, expected, records):
    assert localiser(tag, records).date(PartialDate.parse(written)) == expected


RANGES = [
    ("en", "2026-11-26", "2026-11-28", ["26", "28", "Nov", "2026"]),
    ("en", "2026-11-30", "2026-12-02", ["Nov", "Dec"]),
    ("zh-Hans", "2026-11-26", "2026-11-28", ["2026年11月26日", "28日"]),
    ("ar", "2026-11-26", "2026-11-28", ["نوفمبر"]),
]


@pytest.mark.parametrize("tag, start, end, parts", RANGES)
def test_range(tag, start, end, parts, records):
    shown = localiser(tag, records).date_range(dt.date.fromisoformat(start), PartialDate.parse(end))
    assert all(part in shown for part in parts)


def test_range_of_one_day_is_a_day(records):
    day = PartialDate.parse("2026-11-26")
    english = localiser("en", records)
    assert english.date_range(day, day) == english.date(day)


def test_names_are_clds(records):
    assert localiser("fr", records).language("zh-Hans").lower().startswith("chinois")
    assert localiser("zh-Hans", records).territory("FR") == "法国"
    assert localiser("en", records).territory("QQ") == "QQ"
    assert localiser("en", records).own_name("ar") == "العربية"
    assert localiser("en", records).own_name("fr") == "Français"
    assert localiser("zh-Hans", records).territory("MENA") != "MENA"


def test_organizers_names_come_first(records):
    vocabularies = built_in()
    vocabularies["genre"].added["palace"] = {"zh-Hans": "宫廷"}
    from catalog.core.messages import Bilingual
    from catalog.models.vocabularies import Vocabulary

    for name, added in (
        ("language", {"zh-Hans": {"en": "Mandarin"}}),
        ("territory", {"TW": {"en": "Taiwan, China"}}),
    ):
        vocabularies[name] = Vocabulary(name, Bilingual(name, name), {}, added=added)
    english = localiser("en", records, vocabularies)
    assert english.language("zh-Hans") == "Mandarin"
    assert english.territory("TW") == "Taiwan, China"
    assert english.label("genre", "palace") == "宫廷"  # better than the bare id
    chinese = localiser("zh-Hans", records, vocabularies)
    assert chinese.language("zh-Hans") != "Mandarin"


def test_labels(records):
    assert localiser("en", records).label("genre", "xianxia") == "Xianxia"
    assert localiser("zh-Hans", records).label("genre", "xianxia") == "仙侠"
    assert localiser("zh-Hans", records).label("relation", "adapted-as")
    assert localiser("en", records).label("genre", "nonsense") == "nonsense"
    assert localiser("en", records).label("nonsense", "x") == "x"


def test_numbers_and_lists(records):
    assert localiser("en", records).number(1234567) == "1,234,567"
    assert localiser("es", records).number(1234567) == "1.234.567"
    assert localiser("en", records).join(["a", "b"]) == "a, b"
    assert localiser("zh-Hans", records).join(["a", "b"]) == "a、b"
    assert localiser("ar", records).join(["a", "b"]) == "a، b"


def test_times_are_the_venues(records):
    assert localiser("en", records).time(dt.datetime(2026, 11, 26, 14, 30)) == "14:30"
    assert localiser("zh-Hans", records).time(dt.datetime(2026, 11, 26, 14, 30)) == "14:30"


def test_empty_interface_text_is_not_the_header(records):
    assert localiser("zh-Hans", records).gettext("") == ""


# ---- catalogues -----------------------------------------------------------------------

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgctxt "genre"
msgid "Xianxia"
msgstr "{text}"
"""


def write_po(folder, text):
    target = folder / "fr" / "LC_MESSAGES" / "catalog.po"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(PO.format(text=text), encoding="utf-8")
    return target


def test_compiled_catalogues_are_kept_by_content(tmp_path):
    write_po(tmp_path / "po", "Un")
    cache = tmp_path / "cache"
    first = read_translations(tmp_path / "po", "fr", cache)
    again = read_translations(tmp_path / "po", "fr", cache)
    assert first.pgettext("genre", "Xianxia") == again.pgettext("genre", "Xianxia") == "Un"
    write_po(tmp_path / "po", "Deux")
    assert read_translations(tmp_path / "po", "fr", cache).pgettext("genre", "Xianxia") == "Deux"


def test_a_damaged_cache_is_made_anew(tmp_path):
    write_po(tmp_path / "po", "Un")
    cache = tmp_path / "cache"
    read_translations(tmp_path / "po", "fr", cache)
    (compiled,) = (cache / "locales").iterdir()
    compiled.write_bytes(b"nonsense")
    assert read_translations(tmp_path / "po", "fr", cache).pgettext("genre", "Xianxia") == "Un"


def test_a_damaged_catalogue_is_told(tmp_path):
    write_po(tmp_path, "x").write_bytes(b'msgid "\xff\xfe"\nmsgstr "x"\n')
    with pytest.raises(CatalogError):
        read_translations(tmp_path, "fr")


def test_a_language_without_a_catalogue_is_english(tmp_path):
    assert read_translations(tmp_path, "xx").gettext("Works") == "Works"


SPELLINGS = [("genre", "仙侠", "xianxia"), ("genre", "玄幻", "fantasy"), ("kind", "小说", "novel")]


@pytest.mark.parametrize("vocabulary, label, term", SPELLINGS)
def test_labels_of_any_language_are_recognised(vocabulary, label, term):
    found = with_spellings(built_in(), LOCALES, ("zh-Hans", "en", "ja"), None)
    assert found[vocabulary].meant(label) == (term,)


def test_every_spelling_leads_to_a_term():
    for vocabulary in with_spellings(built_in(), LOCALES, ("zh-Hans", "en"), None).values():
        assert all(t in vocabulary for terms in vocabulary.spellings.values() for t in terms)


LANGUAGES = [tag for tag in names_in("en", "languages") if len(tag) <= 3 and normalise_tag(tag)]
# Of those whose locale is another language's, each locale once.
SAMPLE = {str(nearest_locale(tag)): tag for tag in LANGUAGES if not localedata.exists(tag)}


@pytest.mark.parametrize(
    "tags", [list(SAMPLE.values()), pytest.param(LANGUAGES, marks=pytest.mark.large)]
)
def test_every_language_is_answered(tags, records):
    day, hour = dt.date(2026, 11, 26), dt.datetime(2026, 11, 26, 14, 30)
    assert len(tags) > 20
    for tag in tags:
        own = localiser(tag, records)
        said = [
            own.date(day),
            own.date(PartialDate(2026)),
            own.date(PartialDate(2026, 11)),
            own.day(day),
            own.short_day(day),
            own.date_range(day, dt.date(2026, 12, 2)),
            own.time(hour),
            own.number(1234.5),
            own.language(tag),
            own.own_name(tag),
            own.territory("FR"),
            own.join(["a", "b"]),
            own.dot,
        ]
        assert all(said), tag
        # A browser that does not know the language takes "other".
        assert own.plural_samples().keys() >= {"other", own.locale.plural_form(1)}
        assert own.dir in ("ltr", "rtl")
        assert own.text({"en": "x"}) == Shown("x", "en", "ltr", tag != "en")


@pytest.mark.parametrize(
    "tag, joined, dot",
    [
        ("zh-Hans", "a、b", " · "),
        ("lzh", "a、b", " · "),
        ("ja", "a、b", " · "),
        ("ko", "a, b", " · "),
        ("kok", "a, b", ", "),  # Konkani is not Korean
        ("jam", "a, b", ", "),  # nor Jamaican Creole Japanese
        ("arz", "a، b", "، "),
        ("nan-Latn", "a, b", ", "),
    ],
)
def test_lists_and_lines_are_the_scripts(tag, joined, dot, records):
    own = localiser(tag, records)
    assert (own.join(["a", "b"]), own.dot) == (joined, dot)


@pytest.mark.parametrize(
    ("timezone", "tag", "zone"),
    [
        ("Asia/Shanghai", "en", "China Standard Time (UTC+8)"),
        ("Asia/Shanghai", "zh-Hans", "中国标准时间 (UTC+8)"),
        ("Asia/Kolkata", "en", "India Time (UTC+5:30)"),
        ("America/New_York", "en", "Eastern Daylight Time (UTC-4)"),
    ],
)
def test_whose_time_the_clocks_show(timezone, tag, zone, records):
    one = replace(localiser(tag, records), timezone=timezone)
    assert one.zone(dt.date(2026, 5, 21)) == zone
