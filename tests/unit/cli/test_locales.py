"""Interface texts are complete in every interface language, and say the same."""

import re

import pytest

from catalog.cli.locales import LANGUAGES, collect_texts, missing_texts, read_catalogue

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def texts():
    return collect_texts()


def test_the_texts_are_found(texts):
    assert texts.get("Xianxia", "genre")
    assert texts.get("Skip to content")
    assert len(texts) > 300


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_text_is_missing(texts, tag):
    missing = [f"{m.context or ''}: {m.id}" for m in missing_texts(tag, texts)]
    assert missing == [], "translate them: make locales"


def test_a_missing_text_is_seen(texts):
    texts.add("A sentence that nobody has translated")
    try:
        assert [m.id for m in missing_texts("ja", texts)] == [
            "A sentence that nobody has translated"
        ]
    finally:
        texts.delete("A sentence that nobody has translated")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_placeholders_are_kept(tag):
    for message in read_catalogue(tag):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        for form in forms:
            found = set(PLACEHOLDER.findall(form))
            # A form for one or two may say the number as a word.
            assert found <= wanted, (tag, message.id)
            assert found == wanted or len(forms) > 1, (tag, message.id)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_translation_carries_markup(tag):
    for message in read_catalogue(tag):
        if message.id:
            assert "<" not in str(message.string), (tag, message.id)
