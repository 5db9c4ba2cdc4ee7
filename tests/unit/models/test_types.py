"""What each kind of value accepts, and what it makes of it."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from catalog.models.addresses import Email, Url, check_isbn, isbn_check_digit
from catalog.models.codes import Country, Language, Region
from catalog.models.context import Context
from catalog.models.dates import Day, LocalTime, PartialDate, TimeZone
from catalog.models.edition import Hall, Stand, Theme
from catalog.models.images import ImagePath, Picture
from catalog.models.scalars import Boolean, Decimal, Integer, Str
from catalog.models.tags import normalise_tag
from catalog.models.territories import COUNTRIES, SETS, expand, parse_territory, split_shorthand
from catalog.models.texts import Logline, Text
from catalog.models.work import RightsLine

CONTEXT = Context("zh-Hans", "companies/a/works", "companies/a")


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value, context=CONTEXT)


def refusal(kind: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as told:
        read(kind, value)
    return told.value.errors()[0]["type"]


TAGS = [
    ("zh", "zh-Hans"),
    ("zh-CN", "zh-Hans"),
    ("zh_cn", "zh-Hans"),
    ("ZH-SG", "zh-Hans"),
    ("zh-Hans-CN", "zh-Hans"),
    ("zh-TW", "zh-Hant"),
    ("zh-hk", "zh-Hant"),
    ("zh-hant", "zh-Hant"),
    ("en", "en"),
    ("EN-us", "en-US"),
    ("pt-br", "pt-BR"),
    ("es-419", "es-419"),
    ("sr-latn", "sr-Latn"),
    ("yue", "yue"),
    (" ja ", "ja"),
    ("xx", None),
    ("klingon", None),
    ("中文", None),
    ("", None),
    ("en-", None),
    ("e", None),
    ("en/..", None),
]


@pytest.mark.parametrize("written, tag", TAGS)
def test_language_tag(written, tag):
    assert normalise_tag(written) == tag
    if tag:
        assert read(Language, written) == tag
        assert normalise_tag(tag) == tag
    else:
        assert refusal(Language, written) in ("bad-language", "too_short")


ACCEPTED = [
    (Str, " x ", "x"),
    (Text, "名", {"zh-Hans": "名"}),
    (Text, {"en": "Name", "zh": "名"}, {"en": "Name", "zh-Hans": "名"}),
    (Text, {"en": "Name", "ja": " "}, {"en": "Name"}),
    (Logline, "字" * 160, {"zh-Hans": "字" * 160}),
    (Country, "cn", "CN"),
    (Region, "cn-zj", "CN-ZJ"),
    (Integer, "12000", 12000),
    (Integer, "1,200,000", 1200000),
    (Integer, "1_000", 1000),
    (Integer, "0", 0),
    (Decimal, "30.25", 30.25),
    (Decimal, "-0.5", -0.5),
    (Boolean, "true", True),
    (Boolean, "Yes", True),
    (Boolean, "是", True),
    (Boolean, "FALSE", False),
    (Boolean, "否", False),
    (PartialDate, "2024", PartialDate(2024)),
    (PartialDate, " 2024-08 ", PartialDate(2024, 8)),
    (PartialDate, "2024-02-29", PartialDate(2024, 2, 29)),
    (Day, "2026-11-26", PartialDate(2026, 11, 26)),
    (LocalTime, "2026-11-26 9:05", dt.datetime(2026, 11, 26, 9, 5)),
    (LocalTime, "2026-11-26T14:30:00", dt.datetime(2026, 11, 26, 14, 30)),
    (LocalTime, "2026-11-26 14：30", dt.datetime(2026, 11, 26, 14, 30)),
    (TimeZone, "Asia/Shanghai", "Asia/Shanghai"),
    (Url, "https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
    (Url, "HTTP://例子.中国/路径", "HTTP://例子.中国/路径"),
    (Url, "https://[2001:db8::1]:8080/", "https://[2001:db8::1]:8080/"),
    (Email, "rights@example.com", "rights@example.com"),
    (ImagePath, "images/a.png", "companies/a/works/images/a.png"),
    (ImagePath, "../images/./a.png", "companies/a/images/a.png"),
    (ImagePath, "images\\a.png", "companies/a/works/images/a.png"),
]


@pytest.mark.parametrize("kind, written, value", ACCEPTED)
def test_accepted(kind, written, value):
    assert read(kind, written) == value


REFUSED = [
    (Str, "  ", "too_short"),
    (Str, ["x"], "wrong-type"),
    (Text, {}, "too_short"),
    (Text, ["x"], "wrong-type"),
    (Text, {"en": ["x"]}, "wrong-type"),
    (Text, {"xx": "x"}, "bad-language"),
    (Text, {"zh": "x", "zh-CN": "y"}, "bad-value"),
    (Logline, "字" * 161, "text-too-long"),
    (Country, "China", "bad-country"),
    (Country, "UK", "bad-country"),
    (Region, "Zhejiang", "bad-value"),
    (Region, "XX-1", "bad-value"),
    (Integer, "012", "wrong-type"),
    (Integer, "-1", "wrong-type"),
    (Integer, "1.5", "wrong-type"),
    (Integer, "1e3", "wrong-type"),
    (Integer, "9" * 16, "wrong-type"),
    (Integer, "about 3", "wrong-type"),
    (Decimal, "NaN", "wrong-type"),
    (Decimal, "1e9", "wrong-type"),
    (Boolean, "on", "wrong-type"),
    (Boolean, "1", "wrong-type"),
    (PartialDate, "2024-02-30", "bad-date"),
    (PartialDate, "2024-13", "bad-date"),
    (PartialDate, "0000", "bad-date"),
    (PartialDate, "24", "bad-date"),
    (PartialDate, "2024-8", "bad-date"),
    (PartialDate, "2024/08", "bad-date"),
    (PartialDate, "2024年", "bad-date"),
    (PartialDate, ["2024"], "wrong-type"),
    (Day, "2026-11", "bad-date"),
    (LocalTime, "14:30", "bad-time"),
    (LocalTime, "2026-02-30 10:00", "bad-time"),
    (LocalTime, "2026-11-26 25:00", "bad-time"),
    (LocalTime, "2026-11-26 10:00+08:00", "bad-time"),
    (LocalTime, ["x"], "bad-time"),
    (TimeZone, "Beijing", "bad-timezone"),
    (TimeZone, "../../etc/passwd", "bad-timezone"),
    (TimeZone, "UTC+8", "bad-timezone"),
    (Url, "www.example.com", "bad-url"),
    (Url, "javascript:alert(1)", "bad-url"),
    (Url, "data:text/html,x", "bad-url"),
    (Url, "ftp://example.com/", "bad-url"),
    (Url, "//example.com/", "bad-url"),
    (Url, "https://example", "bad-url"),
    (Url, "https://user:pass@example.com/", "bad-url"),
    (Url, "https://exa mple.com/", "bad-url"),
    (Url, 'https://example.com/"onload="x', "bad-url"),
    (Url, "https://example.com/\nx", "bad-url"),
    (Url, "https://example.com\\@evil.example/", "bad-url"),
    (Email, "rights@example", "bad-email"),
    (Email, "a b@example.com", "bad-email"),
    (Email, "<rights@example.com>", "bad-email"),
    (Email, "a@b@example.com", "bad-email"),
    (ImagePath, "../../b/a.png", "image-outside"),
    (ImagePath, "/etc/passwd", "image-outside"),
    (ImagePath, "..\\..\\b.png", "image-outside"),
    (ImagePath, "C:\\a.png", "image-outside"),
    (ImagePath, "https://example.com/a.png", "image-outside"),
    (ImagePath, "~/a.png", "image-outside"),
    (ImagePath, "a\x00.png", "image-outside"),
    (ImagePath, "../..", "image-outside"),
    (ImagePath, "../../a", "image-outside"),
    (Picture, ["a.png"], "wrong-type"),
    (Picture, {"alt": "x"}, "missing"),
    (Hall, {"id": "Hall 1"}, "bad-value"),
    (Theme, {"accent": "red"}, "bad-value"),
    (Stand, {"hall": "h", "number": "1", "companies": []}, "too_short"),
]


@pytest.mark.parametrize("kind, written, code", REFUSED)
def test_refused(kind, written, code):
    assert refusal(kind, written) == code


def test_picture_may_be_a_bare_path():
    assert read(Picture, "a.png") == read(Picture, {"image": "a.png"})


def test_nothing_can_be_changed():
    with pytest.raises(ValidationError):
        read(Picture, "a.png").path = "b.png"


# ---- dates ----------------------------------------------------------------------------


@given(st.dates(), st.integers(1, 3))
def test_date_is_given_back_as_written(date, precision):
    text = "-".join(date.isoformat().split("-")[:precision])
    found = PartialDate.parse(text)
    assert str(found) == text
    assert found.first_day() <= date <= found.last_day()


@given(st.dates(), st.dates())
def test_dates_are_ordered(one, other):
    dates = [PartialDate(d.year, d.month, d.day) for d in (one, other)]
    assert (dates[0] < dates[1]) == (one < other)


LAST_DAYS = [
    ("2024", dt.date(2024, 12, 31)),
    ("2024-02", dt.date(2024, 2, 29)),
    ("2023-02", dt.date(2023, 2, 28)),
    ("2024-12", dt.date(2024, 12, 31)),
    ("9999", dt.date(9999, 12, 31)),
    ("9999-12", dt.date(9999, 12, 31)),
]


@pytest.mark.parametrize("text, last", LAST_DAYS)
def test_last_day(text, last):
    assert PartialDate.parse(text).last_day() == last


# ---- ISBN -----------------------------------------------------------------------------

ISBNS = ["978-7-02-000220-7", "9780306406157", "0-306-40615-2", "0-8044-2957-X", "080442957x"]


@pytest.mark.parametrize("isbn", ISBNS)
def test_isbn(isbn):
    assert check_isbn(isbn) == isbn


@given(
    st.from_regex(r"97[89][0-9]{9}", fullmatch=True) | st.from_regex(r"[0-9]{9}", fullmatch=True)
)
def test_one_check_digit_is_right(digits):
    digit = isbn_check_digit(digits)
    check_isbn(digits + digit)
    for other in "0123456789X":
        if other != digit:
            with pytest.raises(ValueError, match="bad-isbn"):
                check_isbn(digits + other)


# ---- territories ----------------------------------------------------------------------


def test_sets_are_made_of_countries():
    assert len(COUNTRIES) == 249
    for name, members in SETS.items():
        assert members and members <= COUNTRIES, name
        assert name not in COUNTRIES
    assert len(SETS["EU"]) == 27
    assert SETS["WORLD"] == COUNTRIES


SHORTHANDS = [
    ("World ex US, CA", (["World"], ["US", "CA"])),
    ("WORLD excluding CN", (["WORLD"], ["CN"])),
    ("FR, DE", (["FR", "DE"], [])),
    ("FR、DE", (["FR", "DE"], [])),
    ("EUROPE", None),
    ("Mexico", None),
]


@pytest.mark.parametrize("text, expected", SHORTHANDS)
def test_shorthand(text, expected):
    assert split_shorthand(text) == expected


NAMES = [("World", "WORLD"), ("全球", "WORLD"), ("uk", "GB"), ("fr", "FR"), ("东南亚", "SEA")]


@pytest.mark.parametrize("text, code", NAMES)
def test_territory(text, code):
    assert parse_territory(text) == code
    assert parse_territory("Atlantis") is None


def test_expand():
    assert expand(("EU", "CH"), ("DACH",)) == SETS["EU"] - {"DE", "AT"}
    assert expand(("WORLD",), ("WORLD",)) == frozenset()


def test_rights_line_reads_shorthand():
    line = read(
        RightsLine,
        {"right": "svod", "status": "sold", "territories": "World ex US", "except": "CA"},
    )
    assert line.territories == ("WORLD",) and line.exclude == ("US", "CA")
