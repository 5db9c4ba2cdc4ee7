"""The order of an index, and the letters that part it, as readers of a language look things up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TypeVar

_Entry = TypeVar("_Entry")

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ARTICLES = {
    "en": re.compile(r"(the|a|an)\s+", re.IGNORECASE),
    "fr": re.compile(r"(?:(le|la|les|un|une)\s+|l['’])", re.IGNORECASE),
    "es": re.compile(r"(el|la|los|las|un|una)\s+", re.IGNORECASE),
    "ar": re.compile("ال(?=..)"),
}
# The first kana of each row of the syllabary; what begins with another stands under it.
_ROWS = "あかさたなはまやらわ"
_UNREAD = "漢"  # Chinese characters where their reading is not known
_ARABIC_FORMS = str.maketrans("أإآٱىة", "اااايه")


def in_order(
    entries: Iterable[tuple[str, _Entry]], language: str
) -> Iterator[tuple[str, list[_Entry]]]:
    """Entries by the letter they stand under, each group sorted.

    Args:
        entries: what each is called in the index, and itself.
    """
    keyed = sorted(
        (
            (_letter(name, language), _key(name, language), number, entry)
            for number, (name, entry) in enumerate(entries)
        ),
        key=lambda found: (_rank(found[0], language), found[0], found[1], found[2]),
    )
    for letter, group in groupby(keyed, key=lambda found: found[0]):
        yield letter, [entry for *_, entry in group]


def _rank(letter: str, language: str) -> int:
    """Digits and signs come first, then the language's own letters, then those of others."""
    if letter == "#":
        return 0
    main = language.split("-")[0]
    if main in ("ar", "ja"):
        return 3 if letter.isascii() else 2 if letter == _UNREAD else 1
    return 2 if letter == _UNREAD else 1


@lru_cache(maxsize=65536)
def _key(name: str, language: str) -> str:
    """What a name is sorted by: letters without accents, case and a leading article."""
    main = language.split("-")[0]
    plain = name.strip()
    if main in _ARTICLES:
        plain = _ARTICLES[main].sub("", plain, count=1) if _ARTICLES[main].match(plain) else plain
    if main == "zh":
        plain = _pinyin(plain)
    elif main == "ja":
        plain = _hiragana(plain)
    elif main == "ar":
        plain = plain.translate(_ARABIC_FORMS)
    plain = unicodedata.normalize("NFKD", plain)
    kept = (c for c in plain if c.isalnum() or c.isspace())
    return " ".join("".join(kept).casefold().split())


def _letter(name: str, language: str) -> str:
    """The letter under which a name stands; "#" for digits and signs."""
    first = _key(name, language)[:1]
    if not first or not first.isalpha():
        return "#"
    if "ぁ" <= first <= "ゖ":
        return max(row for row in _ROWS if row <= first or row == "あ")
    if _HAN.match(first):
        return _UNREAD
    return first.upper()


def _pinyin(text: str) -> str:
    """Syllables without tones; what is not Chinese stays."""
    from pypinyin import lazy_pinyin  # takes 60 ms to import, and only Chinese needs it

    return " ".join(lazy_pinyin(text)) if _HAN.search(text) else text


def _hiragana(text: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
