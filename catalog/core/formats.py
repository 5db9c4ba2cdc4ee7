"""How a text is written in each format that leaves: one function a format, for all writers.

HTML is written by :mod:`catalog.web.pages.markup`, calendars and cards by
:mod:`catalog.web.exports.calendars_and_cards`, tables by :mod:`catalog.web.exports.opendata`.
Records come clean from the door; what else there is (names of files, words of a terminal,
translations) may hold anything.
"""

from __future__ import annotations

import json
import re
import unicodedata
from html import escape
from typing import Any

from catalog.core.characters import BROKEN, UNSEEN, legal

# ---- XML --------------------------------------------------------------------------------


def escape_xml(text: str) -> str:
    """A text within an element or an attribute in double quotes, without what XML cannot hold."""
    return escape(legal(text))


# ---- JSON -------------------------------------------------------------------------------

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
# Characters that could end a script element, or that older JavaScript takes for line ends.
_ENDS_LINE = "\u2028\u2029"
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in f"<>&{_ENDS_LINE}"}
_BREAKS_OUT = re.compile(f"[<>&{_ENDS_LINE}]").search


def compact_json(value: Any) -> str:
    """JSON for a file of its own, data or script: no spaces, and no line ends for JavaScript."""
    text = _encode(value)
    if "\u2028" in text or "\u2029" in text:
        text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text


def script_json(value: Any) -> str:
    """JSON that cannot break out of a script element."""
    text = _encode(value)
    return text.translate(_IN_SCRIPT) if _BREAKS_OUT(text) else text


# ---- terminals --------------------------------------------------------------------------

_HARMFUL = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def is_harmful(char: str) -> bool:
    """Whether a terminal or a reader might be misled: controls, direction, halves, nothing."""
    unseen = UNSEEN.match(char) or BROKEN.match(char)
    return bool(unseen) or unicodedata.category(char) in _HARMFUL


def shown(char: str) -> str:
    """A character on a line of a terminal: what nobody sees is written out."""
    if char == "\t":
        return "    "
    if char in "\r\n":
        return " "
    # Spaces that look like others are shown too: YAML does not take them for indentation.
    hidden = char not in " \u3000" and (is_harmful(char) or unicodedata.category(char) == "Zs")
    return f"<U+{ord(char):04X}>" if hidden else char


def visible(text: str) -> str:
    """The text with control and direction characters written out, on one line."""
    return "".join(map(shown, text))


def visible_lines(text: str) -> str:
    """The same, keeping its lines."""
    return "\n".join("".join(map(shown, line)) for line in text.split("\n"))
