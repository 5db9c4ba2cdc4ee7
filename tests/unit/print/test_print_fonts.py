"""Which fonts a book is set in, and what is said where one is missing."""

import pytest

from catalog.core.errors import CatalogError
from catalog.print.fonts import FACES, choose_faces, find_scripts, stack

NOTO = [family for face in FACES.values() for family in (face.display[0], face.text[0])]


@pytest.mark.parametrize(
    "texts, languages, scripts",
    [
        (["A text"], ["en"], {"latin"}),
        (["庆余年"], ["en", "zh-Hans"], {"latin", "zh-Hans"}),
        (["慶餘年"], ["zh-Hant"], {"latin", "zh-Hant"}),
        (["慶"], [], {"latin", "zh-Hans"}),
        (["帰唐のはなし"], ["ja"], {"latin", "ja"}),
        (["رسالة", "도시", "เมือง"], ["en"], {"latin", "arabic", "ko", "thai"}),
    ],
)
def test_scripts_are_seen_in_the_texts(texts, languages, scripts):
    assert find_scripts(texts, languages) == scripts


def test_the_first_family_of_a_list_that_is_there_is_taken():
    faces = choose_faces({"latin", "zh-Hans"}, ["Songti SC", "songti tc", "Georgia", "Arial"])
    assert faces.display == {
        "latin": "Georgia",
        "zh-Hans": "Songti SC",
        "zh-Hant": "songti tc",
        "arabic": "Arial",
        "hebrew": "Arial",
    }
    assert faces.text["zh-Hans"] == "Songti SC"  # better than nothing


def test_a_missing_font_is_said_with_what_brings_it():
    with pytest.raises(CatalogError) as caught:
        choose_faces({"latin", "zh-Hans", "thai", "ko"}, ["Noto Sans", "Noto Serif Thai"])
    assert "Simplified Chinese or Korean" in caught.value.message
    assert "apt install fonts-noto-cjk" in caught.value.remedy
    assert "Songti SC" in caught.value.remedy and "Microsoft YaHei" in caught.value.remedy
    assert "Thai" not in caught.value.message


def test_a_script_that_nothing_is_written_in_needs_no_font():
    assert "arabic" not in choose_faces({"latin"}, ["Noto Sans"]).text


def test_each_language_has_its_own_letters_first():
    faces = choose_faces({"latin", "zh-Hans", "ja", "arabic"}, NOTO)
    latin = {"name": "Noto Sans", "covers": "latin-in-cjk"}
    assert stack(faces, "zh-Hans", display=False)[:2] == [latin, "Noto Sans CJK SC"]
    assert stack(faces, "zh-TW", display=False)[:2] == [latin, "Noto Sans CJK TC"]
    assert stack(faces, "ja", display=True)[1] == "Noto Serif CJK JP"
    assert stack(faces, "ar", display=False)[:2] == ["Noto Sans Arabic", "Noto Sans"]
    assert stack(faces, "fr", display=True)[0] == "Noto Serif Display"
