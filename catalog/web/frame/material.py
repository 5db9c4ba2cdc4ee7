"""Material for MkDocs, read as files: asking it something costs no import."""

import re
from collections.abc import Iterable
from functools import cache
from importlib import util
from pathlib import Path

from catalog.core.errors import CatalogError
from catalog.web.frame.stylesheets import (
    Block,
    declared_properties,
    drop_properties,
    keep_rules,
    only_properties,
    parse,
    used_properties,
)


def material_language(tag: str) -> str:
    """Material's spelling of a BCP 47 tag, or "en" where it does not speak the language: zh-Hans →
    zh.
    """
    known = {name.lower(): name for name in _languages()}
    subtags = tag.lower().split("-")
    if subtags[0] == "zh":
        traditional = "hant" in subtags or (
            "hans" not in subtags and {"tw", "hk", "mo"} & {*subtags}
        )
        return "zh-Hant" if traditional else "zh"
    while subtags:
        if found := known.get("-".join(subtags)):
            return found
        subtags.pop()
    return "en"


@cache
def _templates() -> Path:
    spec = util.find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        raise CatalogError("Material for MkDocs is not installed.", "Run: make site")
    return Path(spec.submodule_search_locations[0]) / "templates"


@cache
def material_styles() -> tuple[Path, ...]:
    """Material's style sheets in their order; their names carry its own hashes."""
    folder = _templates() / "assets" / "stylesheets"
    return tuple(
        file for stem in ("main", "palette") for file in sorted(folder.glob(f"{stem}.*.min.css"))
    )


FRAME_CLASSES = frozenset(
    {
        *("md-header", "md-header__inner", "md-logo", "md-tabs", "md-skip", "md-container"),
        *("md-main", "md-main__inner", "md-grid", "md-footer", "js", "no-js"),
    }
)
"""Material's classes that our document has on every page; a test reads the templates."""

_TEXT = "md-typeset"  # around what Markdown gives
# Its switches, and what its palette asks of attributes that our document does not have.
_NEVER = re.compile(
    r"\[data-md-(?!color-scheme)|\[id\^|#__|:checked|\[data-md-color-scheme=(?!slate|default)"
)


@cache
def frame_styles(others: str) -> str:
    """Of Material's style sheets what can match on any page of ours.

    Args:
        others: style sheets beside them, whose use of custom properties counts.
    """
    kept = keep_rules(_parsed(), _on_any_page)
    return _join(drop_properties(kept, others))


@cache
def text_styles(others: str) -> str:
    """Of Material's style sheets what Markdown's texts need beside `frame_styles`.

    Args:
        others: style sheets beside them, whose custom properties are left to them.
    """
    text, plain = _text_rules(), keep_rules(_parsed(), lambda classes, _: not classes)
    known = declared_properties(others) | declared_properties(frame_styles(others))
    wanted: set[str] = set()
    while more := used_properties(text + _join(only_properties(plain, wanted))) - known - wanted:
        wanted |= more
    return _join(only_properties(plain, wanted)) + text


@cache
def _parsed() -> tuple[Block, ...]:
    return parse("\n".join(file.read_text(encoding="utf-8") for file in material_styles()))


@cache
def _text_rules() -> str:
    return _join(keep_rules(_parsed(), _in_texts))


def _join(blocks: Iterable[Block]) -> str:
    return "".join(map(str, blocks))


def _on_any_page(classes: frozenset[str], selector: str) -> bool:
    return classes <= FRAME_CLASSES and not _NEVER.search(selector)


def _in_texts(classes: frozenset[str], selector: str) -> bool:
    own = {name for name in classes if name.startswith("md-")}
    return _TEXT in own and own <= {_TEXT, *FRAME_CLASSES} and not _NEVER.search(selector)


@cache
def _languages() -> tuple[str, ...]:
    folder = _templates() / "partials" / "languages"
    return tuple(sorted(file.stem for file in folder.glob("*.html")))
