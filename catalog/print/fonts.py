"""Which fonts a book is set in: those of the system, by name, a list of good ones for each script.

A script that the book writes and no font of the list can show is an error that names what to
install: a page of empty boxes would only be seen when it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from catalog.core.errors import CatalogError
from catalog.models.cldr import script_of


class Face(NamedTuple):
    """Fonts of a script, the best first: those of Noto, of macOS, of Windows.

    Attributes:
        name: what a message calls the script.
        display, text: families for titles, and for running text.
        package: the Debian and Ubuntu package that brings the first ones.
        letters: what of the script is looked for in the texts, inside a character class.
    """

    name: str
    display: tuple[str, ...]
    text: tuple[str, ...]
    package: str
    letters: str


_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# Typst itself brings the last serif, so that Latin never misses.
FACES: dict[str, Face] = {
    "latin": Face(
        "Latin",
        (
            *("Noto Serif Display", "Iowan Old Style", "Sitka Display", "Palatino"),
            *("Palatino Linotype", "Noto Serif", "Georgia", "DejaVu Serif", "Libertinus Serif"),
        ),
        (
            *("Noto Sans", "Helvetica Neue", "Segoe UI", "Open Sans", "DejaVu Sans"),
            *("Liberation Sans", "Arial", "Libertinus Serif"),
        ),
        "fonts-noto-core",
        "A-Za-z",
    ),
    "zh-Hans": Face(
        "Simplified Chinese",
        ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "STSong", "SimSun", "NSimSun"),
        ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei"),
        "fonts-noto-cjk",
        _HAN,
    ),
    "zh-Hant": Face(
        "Traditional Chinese",
        ("Noto Serif CJK TC", "Source Han Serif TC", "Songti TC", "PMingLiU", "MingLiU"),
        ("Noto Sans CJK TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"),
        "fonts-noto-cjk",
        _HAN,
    ),
    "ja": Face(
        "Japanese",
        ("Noto Serif CJK JP", "Source Han Serif JP", "Hiragino Mincho ProN", "Yu Mincho"),
        (
            *(
                "Noto Sans CJK JP",
                "Source Han Sans JP",
                "Hiragino Sans",
                "Hiragino Kaku Gothic ProN",
            ),
            *("Yu Gothic", "Meiryo"),
        ),
        "fonts-noto-cjk",
        "\u3041-\u30ff",
    ),
    "ko": Face(
        "Korean",
        ("Noto Serif CJK KR", "Source Han Serif KR", "AppleMyungjo", "Batang"),
        ("Noto Sans CJK KR", "Source Han Sans KR", "Apple SD Gothic Neo", "Malgun Gothic"),
        "fonts-noto-cjk",
        "\uac00-\ud7af\u1100-\u11ff",
    ),
    "arabic": Face(
        "Arabic",
        ("Noto Naskh Arabic", "Geeza Pro", "Al Nile", "Sakkal Majalla", "Traditional Arabic"),
        ("Noto Sans Arabic", "Geeza Pro", "Segoe UI", "Arial", "Tahoma"),
        "fonts-noto-core",
        "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    ),
    "thai": Face(
        "Thai",
        ("Noto Serif Thai", "Thonburi", "Leelawadee UI"),
        ("Noto Sans Thai", "Thonburi", "Leelawadee UI", "Tahoma"),
        "fonts-noto-core",
        "\u0e00-\u0e7f",
    ),
    "hebrew": Face(
        "Hebrew",
        ("Noto Serif Hebrew", "New Peninim MT", "David"),
        ("Noto Sans Hebrew", "Arial Hebrew", "Segoe UI", "Arial"),
        "fonts-noto-core",
        "\u0590-\u05ff",
    ),
    "devanagari": Face(
        "Devanagari",
        ("Noto Serif Devanagari", "ITF Devanagari", "Kohinoor Devanagari", "Nirmala UI"),
        ("Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI"),
        "fonts-noto-core",
        "\u0900-\u097f",
    ),
}
_FACES_OF = {
    **{"Hans": "zh-Hans", "Hani": "zh-Hans", "Hant": "zh-Hant", "Bopo": "zh-Hant"},
    **{"Jpan": "ja", "Hira": "ja", "Kana": "ja", "Kore": "ko", "Hang": "ko"},
    **{"Arab": "arabic", "Aran": "arabic", "Hebr": "hebrew", "Thai": "thai", "Deva": "devanagari"},
}
_CJK = ("zh-Hans", "zh-Hant", "ja", "ko")


class Faces(NamedTuple):
    """The families to set a book in: script → family, for titles and for running text."""

    display: dict[str, str]
    text: dict[str, str]


def find_scripts(texts: Iterable[str], languages: Collection[str]) -> set[str]:
    """The scripts that texts are written in; for Han characters that of their language.

    Args:
        languages: the tags of the book and of the texts in it.
    """
    found = {"latin"}
    written = {script: re.compile(f"[{face.letters}]") for script, face in FACES.items()}
    spoken = {face_of(tag) for tag in languages}
    for text in texts:
        for script, letters in written.items():
            if script not in found and letters.search(text):
                found.add(script)
    # All that Han characters tell is that some of these is needed.
    if "zh-Hans" in found:
        found -= {"zh-Hans", "zh-Hant"}
        found |= (spoken & {"zh-Hans", "zh-Hant", "ja"}) or {"zh-Hans"}
    return found


def face_of(tag: str) -> str:
    """Whose letters a language is written in; "latin" where no other is known."""
    return _FACES_OF.get(script_of(tag), "latin")


def choose_faces(scripts: Collection[str], installed: Collection[str]) -> Faces:
    """The first family of each list that is installed.

    Raises:
        CatalogError: a script has none; names all of them and what brings them.
    """
    there = {family.lower(): family for family in installed}
    display: dict[str, str] = {}
    text: dict[str, str] = {}
    missing = []
    for script, face in FACES.items():
        first = _first(face.display, there)
        second = _first(face.text, there)
        # One of the two is readable, if less fine than both.
        if first or second:
            display[script] = first or second
            text[script] = second or first
        elif script in scripts:
            missing.append(face)
    if missing:
        raise _missing(missing)
    return Faces(display, text)


def _first(wanted: Iterable[str], there: dict[str, str]) -> str:
    return next((there[family.lower()] for family in wanted if family.lower() in there), "")


def _missing(faces: list[Face]) -> CatalogError:
    names = [face.name for face in faces]
    last = names.pop()
    said = f"{', '.join(names)} or {last}" if names else last
    packages = " ".join(dict.fromkeys(face.package for face in faces))
    others = "; ".join(
        f"{face.name}: {', '.join(dict.fromkeys((*face.display, *face.text)))}" for face in faces
    )
    return CatalogError(
        f"no font for {said} is installed, and the texts to print need one",
        f"on Debian or Ubuntu:  apt install {packages}\n"
        f"        elsewhere install one of these families:  {others}",
    )


def stack(faces: Faces, tag: str, *, display: bool) -> list[dict[str, str] | str]:
    """The fonts of a language in the order in which Typst tries them.

    The language's own come first, so that Han characters have its forms; Chinese and Japanese
    take Latin letters from a Latin font but their quotation marks from their own.
    """
    known = faces.display if display else faces.text
    own = face_of(tag)
    order = list(dict.fromkeys((own, "latin", *_CJK, *FACES)))
    if own in _CJK and own in known and "latin" in known:
        latin: list[dict[str, str] | str] = [{"name": known["latin"], "covers": "latin-in-cjk"}]
        return latin + list(dict.fromkeys(known[script] for script in order if script in known))
    return list(dict.fromkeys(known[script] for script in order if script in known))
