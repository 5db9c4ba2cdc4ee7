"""Words as they are compared, and told apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_BULLETS = tuple("-–—•·●▪")
_PLAIN = re.compile(r"[\w/.+·][\w ./+·-]*")  # what YAML takes for a text wherever it stands
LONGEST = 300  # characters that a name of anything may have


def fold(text: str) -> str:
    """A word as it is compared: one case, one width, spaces for what joins words."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    return " ".join(re.sub(r"[\s_/&+·・-]+", " ", plain).replace(" and ", " ").split())


def spelled(label: str) -> set[str]:
    """The folded forms in which people write a label: without "rights", without brackets."""
    whole = fold(label)
    plain = re.sub(r"\s*\(.*?\)", "", whole)
    inner = re.findall(r"\((.+?)\)", whole)
    forms = {whole, plain, *inner}
    forms |= {re.sub(r"( rights?|权利|版权|权)$", "", form) for form in (whole, plain)}
    return {form.strip() for form in forms} - {""}


def split_words(text: str) -> list[str]:
    """The items of a list that is written as one text: ``a，b、c``, ``【a】``, ``-a -b``."""
    plain = re.sub(r"^\s*[【［\[](.*)[】］\]]\s*$", r"\1", text, flags=re.DOTALL)
    parts = r"[,，、;；]" if not plain.startswith(_BULLETS) else r"(?:^|\s)[-–—•·●▪]\s*"
    return [item.strip() for item in re.split(parts, plain) if item.strip()]


def quoted(text: str) -> str:
    """A text as it is written within [ ] or { }: in quotes where it would not be one."""
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and text.lower() != "null":
        return text
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'


def by_word(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """``{"ios android": "mobile, 手机"}`` → each word, folded → its codes, those of all rows."""
    found: dict[str, tuple[str, ...]] = {}
    for codes, listed in words.items():
        for word in map(fold, listed.split(",")):
            found[word] = found.get(word, ()) + tuple(codes.split())
    return found
