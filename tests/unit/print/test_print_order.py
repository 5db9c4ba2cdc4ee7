"""The order of an index, as readers of a language look things up."""

import pytest

from catalog.print.order import in_order


def letters(language, *names):
    return dict(in_order(((n, n) for n in names), language))


@pytest.mark.parametrize(
    "language, names, found",
    [
        (
            "en",
            ["The Lost Tomb", "Áo dài", "apple", "1921", "A Writer"],
            {"#": ["1921"], "A": ["Áo dài", "apple"], "L": ["The Lost Tomb"], "W": ["A Writer"]},
        ),
        ("fr", ["L’Été", "Le Roi"], {"E": ["L’Été"], "R": ["Le Roi"]}),
        (
            "zh-Hans",
            ["庆余年", "苍穹", "Naraka", "春山居"],
            {"C": ["苍穹", "春山居"], "N": ["Naraka"], "Q": ["庆余年"]},
        ),
        (
            "ja",
            ["ガラス", "きつね", "パンダ", "漢字", "っと"],
            {"か": ["ガラス", "きつね"], "た": ["っと"], "は": ["パンダ"], "漢": ["漢字"]},
        ),
        ("ar", ["الرسالة", "رواية", "أغنية"], {"ا": ["أغنية"], "ر": ["الرسالة", "رواية"]}),
    ],
)
def test_names_stand_under_the_letter_where_they_are_looked_for(language, names, found):
    assert letters(language, *names) == found


@pytest.mark.parametrize(
    "language, order", [("en", "#AB漢"), ("ar", "#اAB"), ("ja", "#あ漢AB"), ("zh-Hans", "#ABC")]
)
def test_letters_of_ones_own_script_come_before_others(language, order):
    names = {"#": "1", "A": "a", "B": "b", "漢": "漢", "ا": "ا", "あ": "あ", "C": "城"}
    found = in_order(((names[letter], letter) for letter in reversed(order)), language)
    assert "".join(letter for letter, _ in found) == order


def test_equal_names_keep_their_order():
    assert [n for _, found in in_order([("a", 2), ("A", 1)], "en") for n in found] == [2, 1]
