"""Text as markup: escaped once, by way of markupsafe's own fast path.

A page is put together from a hundred small texts, and ``markupsafe.escape`` takes longer to wrap
each of them than to escape it.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from markupsafe import escape as _escape_any

try:
    from markupsafe import _escape_inner as _escape_text  # type: ignore[attr-defined]
except ImportError:  # another version: everything is as it was, only slower
    _escape_text = _escape_any

_new = str.__new__


def escape(value: Any) -> str:
    """A value for the midst of markup: markup as it is, everything else escaped.

    What it gives is joined into more, so a plain text is not wrapped as Markup.
    """
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return _escape_any(value)


def html(value: Any) -> Markup:
    """Plain text as markup of its own; what is markup already stays as it is."""
    return _new(Markup, _escape_text(value)) if type(value) is str else _escape_any(value)


def raw(markup: str) -> Markup:
    """What was put together from escaped parts."""
    return _new(Markup, markup)  # as Markup(…), without its questions: it is called that often
