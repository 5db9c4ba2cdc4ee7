"""Characters that nobody sees: what is spelling stays, the rest goes, whatever the class."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.core.characters import (
    BROKEN,
    MARKS,
    UNSEEN,
    breaks_nowhere,
    clean,
    join_breaks,
    join_breaks_of_html,
    join_lines,
    legal,
    lost,
    name_of,
    plain_key,
    stacked,
    unfold,
)

KINDS = ("address", "name", "prose")
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CLASSES = {
    "C0": "\x00\x01\x07\x08\x0e\x1b\x1f",
    "C1": "\x7f\x80\x84\x86\x9b\x9f",
    "noncharacters": "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff",
    "lone surrogates": "\ud83d\ude00\udc80",
    "annotation and objects": "\ufff9\ufffa\ufffb\ufffc",
    "invisible": "\u00ad\u034f\u200b\u2060\u2061\u2064\u206a\ufeff\u115f\u3164\uffa0\u180e",
    "joiners": "\u200c\u200d",
    "marks of direction": "\u200e\u200f\u061c",
    "embeddings": TURNING,
    "selectors": "\ufe00\ufe0e\ufe0f\u180b\U000e0100\U000e01ef",
    "tags": "\U000e0001\U000e0041\U000e007f",
}
SAMPLES = [char for chars in CLASSES.values() for char in chars]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CLASSES)
def test_nothing_unseen_stays_in_plain_words(name, kind):
    """Where letters have no use for it, at the start, within and at the end."""
    for char in CLASSES[name]:
        stays_nowhere(char, kind)


def stays_nowhere(char, kind):
    for text in (f"{char}bow", f"b{char}ow", f"bow{char}", f"{char}b{char}{char}o{char}w{char}"):
        kept = clean(f"https://{text}" if kind == "address" else text, kind)
        if kind == "prose":
            kept = kept.replace("\u00ad", "").replace("\u200b", "")
            kept = kept.replace("\u2060", "").replace("\u2061", "").replace("\u2064", "")
        assert kept == ("https://bow" if kind == "address" else "bow")


SPELLING = [
    "می\u200cخواهم",  # Persian
    "क्\u200dष",  # Hindi, half form
    "ශ්\u200dරී ලංකා",  # Sinhala
    "ه\u200d",  # an abbreviation's initial form
    "നന്\u200cമ",  # Malayalam
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family
    "\U0001f3f3\ufe0f\u200d\U0001f308",  # a flag of several
    "\U0001f9d1\U0001f3fd\u200d\U0001f680",  # with a colour of skin
    "\u2764\ufe0f\u200d\U0001f525",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # Scotland
    "#\ufe0f\u20e3",
    "葛\U000e0100飾区",
    "\u845b\ufe00",
    "ᠮᠣᠩᠭᠣᠯ\u180b",
    "神\ufa19",  # a compatibility ideograph in a name
    "\u202fécole\u00a0!".strip("\u202f"),
    "\ue000 \U000f0000 \u0378",  # private, unassigned
]


@pytest.mark.parametrize("kind", ["name", "prose"])
@pytest.mark.parametrize("text", SPELLING)
def test_spelling_stays(text, kind):
    assert clean(text, kind) == text


def test_only_prose_has_places_to_break_at_and_marks_of_direction():
    assert clean("Gesamt\u00adkonzept\u200bA", "prose") == "Gesamt\u00adkonzept\u200bA"
    assert clean("Gesamt\u00adkonzept\u200bA", "name") == "GesamtkonzeptA"
    assert clean("ภาษา\u200bไทย", "name") == "ภาษา\u200bไทย"
    assert clean("لغة C++\u200f", "name") == "لغة C++\u200f"
    assert clean("C++\u200f", "prose") == "C++"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a \u2067אב\u2069 c", "a \u2067אב\u2069 c"),
        ("a \u202bאב\u202c c", "a \u202bאב\u202c c"),
        ("a \u2067אב c", "a אב c"),
        ("a \u2067אב\nc\u2069", "a אב\nc"),
        ("a\u202ebc\u202c", "abc"),
        ("a\u2069\u202c", "a"),
        ("\u2067a\u202bb\u2069c", "\u2067ab\u2069c"),
        ("\u202d\u2068x\u2069", "\u2068x\u2069"),
    ],
)
def test_direction_is_closed_on_its_line(text, kept):
    assert clean(text, "prose") == kept
    assert not set(clean(text, "name")) & set(TURNING)


def test_addresses_keep_the_joiners_of_words_encoded():
    page = "https://fa.wikipedia.org/wiki/می\u200cخواهم\u200b"
    assert clean(page, "address") == "https://fa.wikipedia.org/wiki/می%E2%80%8Cخواهم"
    assert clean("https://exa\u200cmple.com/\u200ca", "address") == "https://example.com/a"


def test_line_ends_of_other_systems():
    assert legal("a\r\nb\rc\x0bd\x85e\u2028f\u2029g") == "a\nb\nc\nd\ne\nf\n\ng"
    assert clean("a\u2028b\tc\n\nd", "name") == "a b c d"


def test_stacks_are_cut():
    tower = "a" + "\u0301\u0302\u0303" * 40
    assert stacked(tower) and not stacked("Việt é \u05d0\u05b7\u05bc\u0591")
    for kind in ("name", "prose"):
        marks = [c for c in clean(tower, kind) if unicodedata.combining(c)]
        assert 1 < len(marks) <= MARKS


def test_letters_are_composed():
    assert clean("e\u0301te\u0301 \u30cf\u309a \u1112\u1161\u11ab", "name") == "été パ 한"


def test_keys_and_what_was_lost():
    assert plain_key("\ufeffdra\u200bft\x07") == "draft"
    assert lost("a\u200bb\x0b\u200bc\u3000\u0301", "abc") == ["\u200b", "\x0b"]
    assert name_of("\u200b") == "U+200B zero width space"
    assert name_of("\u200b", chinese=True) == "U+200B 零宽空格"
    assert name_of("\x1b") == "U+001B control character"
    assert name_of("\ufdd0") == "U+FDD0 no character"
    assert name_of("\ud800", chinese=True) == "U+D800 半个字符"


odd = st.text(
    st.sampled_from(SAMPLES + list("ab é字，“”ب्क한\n\r\t \u0301\u0302\U0001f468\ufe0f#")),
    max_size=24,
)


@given(odd | st.text(st.characters(exclude_categories=()), max_size=24), st.sampled_from(KINDS))
def test_cleaning_is_done_at_once_and_keeps_what_is_seen(text, kind):
    kept = clean(text, kind)
    assert clean(kept, kind) == kept
    assert not BROKEN.search(kept)
    kept.encode()

    def seen(value):
        plain = unicodedata.normalize("NFC", UNSEEN.sub("", legal(value)))
        return [c for c in plain if not c.isspace() and not unicodedata.category(c).startswith("M")]

    assert seen(kept.replace("%E2%80%8C", "").replace("%E2%80%8D", "")) == seen(text)


# ---- lines ------------------------------------------------------------------------------

WIDE = "中ひカー，。「」（）：《》！？〇々〜ｗ"
NARROW = "aé1.(한한,)ا"


@pytest.mark.parametrize("before", WIDE + NARROW)
def test_a_line_end_is_a_space_unless_both_sides_are_wide(before):
    for after in WIDE + NARROW:
        parted_rightly(before, after)


def parted_rightly(before, after):
    between = "" if before in WIDE and after in WIDE else " "
    assert join_lines(f"x{before}\n{after}y") == f"x{before}{between}{after}y"
    assert unfold(f"x{before} {after}y", [f"x{before}  ", f"  {after}y"]) == (
        f"x{before}{between}{after}y"
    )


def test_signs_of_both_scripts_are_what_they_stand_beside():
    assert (
        breaks_nowhere("回家”", "就走")
        and breaks_nowhere("他说", "“回家")
        and breaks_nowhere("等……", "走")
    )
    assert not breaks_nowhere("“home”", "就走") and not breaks_nowhere("他说", "“home”")


def test_only_line_ends_are_joined():
    assert join_breaks("甲 乙\n丙\n\n丁\nx") == "甲 乙丙\n\n丁\nx"
    assert unfold("甲 乙 甲 乙丙", ["甲 乙", "甲 乙丙"]) == "甲 乙甲 乙丙"
    assert unfold("甲\n乙", ["甲", "", "乙"]) == "甲\n乙"


def test_lines_of_html_are_joined_as_a_reader_sees_them():
    page = '<p>甲\n<a href="x">乙</a>\n丙a\n丁</p>\n<p>戊\n</p><pre>甲\n乙</pre>\n<p>한\n국</p>'
    assert join_breaks_of_html(page) == page.replace("甲\n<a", "甲<a").replace("</a>\n丙", "</a>丙")
