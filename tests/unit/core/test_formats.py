"""What each format is given, whatever the text was: well-formed, and nothing of it is obeyed."""

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.core.characters import legal
from catalog.core.formats import compact_json, escape_xml, script_json, visible, visible_lines
from catalog.media.images.lettering import clean_text
from tests.unit.core.test_characters import SAMPLES

anything = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from([*SAMPLES, *"<>&'\"\n\r\t a字\x1b]\u2028"])
)


@given(anything)
def test_xml_gives_the_text_back(text):
    kept = escape_xml(text)
    root = ElementTree.fromstring(f'<a b="{kept}">{kept}</a>'.encode())
    assert (root.text or "") == legal(text)
    assert root.get("b") == legal(text).replace("\n", " ").replace("\t", " ")


@given(anything)
def test_lettering_of_covers_is_xml(text):
    ElementTree.fromstring(f"<a>{escape_xml(clean_text(text))}</a>".encode())


@given(anything)
def test_json_gives_the_text_back_and_ends_no_script(text):
    for write in (compact_json, script_json):
        written = write({"a": text})
        assert json.loads(written) == {"a": text}
        assert not set("\u2028\u2029\n") & set(written)
    assert not set("<>&") & set(script_json({"a": text}))


@given(anything)
def test_a_terminal_obeys_nothing(text):
    for line in (visible(text), *visible_lines(text).split("\n")):
        assert line.isprintable() or "\u3000" in line
        line.encode()


@pytest.mark.parametrize("char", "\x1b\x9b\x07\u202e\u2066\ud83d\u200b\u00a0\ufffc\u3164\ufe0f")
def test_what_nobody_sees_is_written_out(char):
    assert visible(f"a{char}b\nc") == f"a<U+{ord(char):04X}>b c"
    assert visible_lines(f"a{char}b\nc") == f"a<U+{ord(char):04X}>b\nc"
