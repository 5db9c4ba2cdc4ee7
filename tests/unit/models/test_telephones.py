"""Numbers as people write them, and what has to be dialled; the last part is never a guess."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.models.telephones import dial

NUMBERS = [
    # a country's code, and how else the trunk prefix is written
    ("+44 20 5555 0100", "", "+442055550100"),
    ("+44 (0)20 5555 0100", "", "+442055550100"),
    ("+44(0)2055550100", "", "+442055550100"),
    ("+44 020 5555 0100", "", "+442055550100"),
    ("+49 (0) 30 5555 0100", "", "+493055550100"),
    ("(+49) 030 / 5555 0100", "", "+493055550100"),
    ("+(86) 0571-55550100", "", "+8657155550100"),
    ("0086-571-5555 0100", "", "+8657155550100"),
    ("00 86 (571) 5555 0100", "", "+8657155550100"),
    ("＋８６－５７１－５５５５０１００", "", "+8657155550100"),
    ("+٩٦٦ ١١ ٥٥٥ ٠١٠٠", "", "+966115550100"),
    ("\u200e+86\u00a0571\u20115555\u20120100", "", "+8657155550100"),
    ("Tel.: +33 (0)1 55 55 01 00", "", "+33155550100"),
    ("tel:+1-212-555-0100", "", "+12125550100"),
    ("+36 (06) 1 555 0100", "", "+3615550100"),
    ("+36 06 20 555 0100", "", "+36205550100"),
    ("+7 (8) 495 555-01-00", "", "+74955550100"),
    ("+7 8 495 555 01 00", "", "+74955550100"),
    ("+52 (01) 55 5555 0100", "", "+525555550100"),
    # where a zero belongs to the number
    ("+39 06 5555 0100", "", "+390655550100"),
    ("+39 (0)6 5555 0100", "", "+390655550100"),
    ("+225 07 55 55 01 00", "", "+2250755550100"),
    # extensions
    ("+86-571-55550100-8001", "", "+8657155550100"),
    ("+86 571 5555 0100 ext. 8001", "", "+8657155550100"),
    ("+86 571 5555 0100 转 8001", "", "+8657155550100"),
    ("+86 571 5555 0100#8001", "", "+8657155550100"),
    ("+1 212-555-0100 x23", "", "+12125550100"),
    ("+1-212-555-0100-23", "", "+12125550100"),
    ("+65 6555 0100/01", "", "+6565550100"),
    ("+49 30 5555-0", "", "+493055550"),  # part of the number, no extension
    ("+86 571 5555 0100 / 5555 0101", "", "+8657155550100"),
    ("+86 571 5555 0100, +86 571 5555 0101", "", "+8657155550100"),
    # inland, with the company's country
    ("0571-55550100-8001", "CN", "+8657155550100"),
    ("(0571) 5555 0100", "CN", "+8657155550100"),
    ("138 0000 0000", "CN", "+8613800000000"),
    ("020 5555 0100", "GB", "+442055550100"),
    ("(212) 555-0100", "US", "+12125550100"),
    ("1-212-555-0100", "CA", "+12125550100"),
    ("06 5555 0100", "IT", "+390655550100"),
    ("8 (495) 555-01-00", "RU", "+74955550100"),
    ("06 1 555 0100", "HU", "+3615550100"),
    ("915 55 01 00", "ES", "+34915550100"),
    # not clear: no number
    ("0571 5555 0100", "", ""),
    ("5555 0100", "CN", ""),
    ("400-820-8820", "CN", ""),
    ("+86 571 5555 0100 8001", "", ""),
    ("+86 571 (0) 5555 0100", "", ""),
    ("+1 212 555", "", ""),
    ("+1-800-FAIRS-4U", "", ""),
    ("+999 1234 5678 9012 3456", "", ""),
    ("+0 571 5555 0100", "", ""),
    ("2026-11-26", "", ""),
    ("ask on WeChat", "CN", ""),
    ("", "CN", ""),
]


@pytest.mark.parametrize("written, country, number", NUMBERS)
def test_what_is_dialled(written, country, number):
    assert dial(written, country or None) == number


@given(st.text(), st.sampled_from([None, "CN", "US", "IT", "GB", "AQ"]))
def test_any_text_gives_a_number_of_e164_or_none(text, country):
    assert re.fullmatch(r"(\+[1-9][0-9]{3,14})?", dial(text, country))


WRITTEN = st.text("+0123456789 ()-/.#x–\u200e٣", max_size=40)


@given(WRITTEN, st.sampled_from([None, "CN", "US", "IT", "GB"]))
def test_what_is_dialled_is_dialled_again(text, country):
    number = dial(text, country)
    assert re.fullmatch(r"(\+[1-9][0-9]{3,14})?", number)
    assert dial(number, country) == number


SPACES = st.sampled_from([" ", "-", ".", "\u00a0", "\u2011", ""])
LONDON = ["20", "5555", "0100"]


@given(st.lists(SPACES, min_size=3, max_size=3), st.sampled_from(["", "(0)", "( 0 ) ", "0"]))
def test_signs_between_digits_change_nothing(gaps, trunk):
    rest = "".join(gap + group for gap, group in zip(["", *gaps], LONDON, strict=False))
    assert dial(f"+44 {trunk}{rest}") == "+442055550100"
