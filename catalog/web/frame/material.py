"""Material for MkDocs, read as files: asking it something costs no import."""

from functools import cache
from importlib import util
from pathlib import Path

from catalog.core.errors import CatalogError


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


@cache
def _languages() -> tuple[str, ...]:
    folder = _templates() / "partials" / "languages"
    return tuple(sorted(file.stem for file in folder.glob("*.html")))
