"""What CLDR knows of each tag that the reader accepts; and which tags that are."""

from __future__ import annotations

import itertools
import re
import string
from pathlib import Path

import pytest
from babel import Locale, localedata
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import cldr
from catalog.models.tags import normalise_tag, split_tag, tag_near

CATALOG = Path(cldr.__file__).parents[1]
# Every language that CLDR names in English, by its two or three letters.
NAMED = sorted(tag for tag in Locale("en").languages if len(tag) <= 3)
NO_LANGUAGE = {"mul", "und"}
LANGUAGES = [tag for tag in NAMED if tag not in NO_LANGUAGE]
MORE = ("", "-CN", "-419", "-Cyrl", "-Hant-US", "-Arab")
READERS = ("en", "zh-Hans", "ar", "lzh", "ady")


def test_there_are_languages_that_have_no_locale():
    """Else the others here would show nothing."""
    assert len(NAMED) > 600
    assert sum(not localedata.exists(tag) for tag in LANGUAGES) > 300


@pytest.mark.parametrize("more", MORE)
def test_every_language_has_a_tag_a_locale_a_script_and_a_name(more):
    for language in LANGUAGES:
        tag = normalise_tag(f"{language}{more}")
        assert tag and normalise_tag(tag) == tag
        assert isinstance(cldr.nearest_locale(tag), Locale)
        assert len(cldr.script_of(tag)) == 4
        for reader in READERS:
            name = cldr.language_name(tag, reader)
            assert name and name != tag, tag
            assert name.count("(") == name.count(")")


def test_two_letters_are_a_language_or_refused():
    for letters in itertools.product(string.ascii_lowercase, repeat=2):
        code = "".join(letters)
        assert normalise_tag(code) in ({code, "zh-Hans"} if code in NAMED else {None}), code


@pytest.mark.parametrize("tag", sorted({*NO_LANGUAGE, "mis", "qaa", "qq", "xx", "root", "art"}))
def test_what_is_no_language_is_refused(tag):
    assert normalise_tag(tag) is None


@given(st.text(st.sampled_from("abcxzENdh12-_"), max_size=30) | st.text(max_size=30))
def test_whatever_stands_there_is_answered(text):
    near = tag_near(text)
    assert near == "" or normalise_tag(near) == near
    for tag in (normalise_tag(text), near, text):
        if tag is not None:
            assert isinstance(cldr.nearest_locale(tag), Locale)
            assert cldr.script_of(tag) and cldr.language_name(tag, "en") is not None
    if (tag := normalise_tag(text)) is not None:
        assert "-".join(filter(None, (*split_tag(tag)[:3], *split_tag(tag).variants))) == tag


LOCALES = [
    # tag, locale, script
    ("en", "en_GB", "Latn"),  # an international fair's English
    ("en-CN", "en_GB", "Latn"),
    ("en-US", "en_US", "Latn"),
    ("de-CH-1996", "de_CH", "Latn"),
    ("zh-Hans-US", "zh_Hans", "Hans"),
    ("zh-Hant-US", "zh_Hant", "Hant"),
    ("lzh", "zh_Hans_CN", "Hans"),
    ("wuu", "zh_Hans_CN", "Hans"),
    ("nan-Hant-TW", "zh_Hant_TW", "Hant"),
    ("nan-Latn", "en_GB", "Latn"),
    ("yue", "yue_Hant", "Hant"),
    ("yue-CN", "yue_Hans_CN", "Hans"),
    ("arz", "ar_EG", "Arab"),
    ("ady", "ru_RU", "Cyrl"),
    ("sr-Latn-US", "sr_Latn", "Latn"),
    ("sh", "sr_Latn", "Latn"),
    ("tl", "fil", "Latn"),
    ("az-IR", "az_Arab_IR", "Arab"),
    ("tlh", "en_GB", "Latn"),
    ("zxx", "en_GB", "Latn"),
]


@pytest.mark.parametrize("tag, locale, script", LOCALES)
def test_nearest_locale(tag, locale, script):
    assert (str(cldr.nearest_locale(tag)), cldr.script_of(tag)) == (locale, script)


NAMES = [
    ("lzh", "en", "Literary Chinese"),
    ("lzh", "zh-Hans", "文言文"),
    ("lzh", "lzh", "文言文"),
    ("wuu", "zh-Hans", "吴语"),
    ("arz", "arz", "Egyptian Arabic"),  # nobody has given its name in Arabic
    ("en-CN", "en", "English (China)"),
    ("en-GB", "en", "British English"),
    ("zh-Hans-US", "en", "Simplified Chinese (United States)"),
    ("ku-Arab", "en", "Kurdish (Arabic)"),
    ("ku-Arab-IQ", "en", "Kurdish (Arabic, Iraq)"),
    ("sr-RS", "en", "Serbian (Serbia)"),
    ("de-1996", "en", "German (German orthography of 1996)"),
]


@pytest.mark.parametrize("tag, reader, name", NAMES)
def test_name(tag, reader, name):
    assert cldr.language_name(tag, reader) == name


NEAR = [
    ("en-UK", "en-GB"),
    ("en-QQ", "en"),
    ("en-Abcd", "en"),
    ("en-x-ours", "en"),
    ("en-u-ca-buddhist", "en"),
    ("en-1996-1996", "en-1996"),
    ("zh-simplified", "zh-Hans"),
    ("sr_cyrillic", "sr-Cyrl"),
    ("zh-yue", "yue"),
    ("zh-cmn-Hans", "zh-Hans"),
    ("zh-min-nan", "nan"),
    ("jpn-JP", "ja-JP"),
    ("art-x-foo", ""),
    ("i-klingon", ""),
    ("qq", ""),
    ("-", ""),
    ("", ""),
]


@pytest.mark.parametrize("written, near", NEAR)
def test_near(written, near):
    assert normalise_tag(written) is None
    assert tag_near(written) == near


def test_nobody_else_asks_for_a_locale():
    """Babel raises where it does not know one, so one function asks, and has an answer for each."""
    for file in CATALOG.rglob("*.py"):
        imported = re.findall(r"(?:from|import) babel.*", file.read_text("utf-8"))
        asks = re.search(r"\b(Locale|get_global|localedata)\b|import babel", " ".join(imported))
        assert not asks or file.name == "cldr.py", file
