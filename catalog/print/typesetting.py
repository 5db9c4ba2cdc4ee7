"""Hands data and templates to Typst. The only importer of it.

Typst sees one folder made for the purpose: the templates, the data as JSON, the pictures. The
data holds strings that templates print, and names of files that we made; nothing in it is code.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from catalog.core.cache import scratch_folder
from catalog.core.errors import CatalogError
from catalog.core.formats import compact_json
from catalog.edition.localise import direction
from catalog.media.images import derive_prints, media_folder
from catalog.models.tags import split_tag
from catalog.print.fonts import Faces, choose_faces, face_of, find_scripts, stack
from catalog.print.illustrations import Plates

# Key and page of every entry, and in which form each work was set.
_WHERE = (
    "(folios: query(<entry>).map(e => (e.value, e.location().page())), "
    "forms: query(<form>).map(e => e.value))"
)
_LARGE = 1_000_000  # bytes of data; the demonstration edition has 1.5 million
_SETTINGS = 5
_BOLD = frozenset(("zh-Hans", "zh-Hant", "ja", "ko", "arabic", "thai"))


def require_typst() -> Any:
    """The package ``typst``.

    Raises:
        CatalogError: it is not installed.
    """
    try:
        import typst
    except ImportError:
        raise CatalogError(
            "printing needs Typst, which is not installed",
            'install the extra:  pip install "trade-fair-catalog[print]"  (or: pip install typst)',
        ) from None
    return typst


def typeset(
    template: str,
    data: dict[str, Any],
    plates: Plates,
    *,
    lang: str,
    templates: Path,
    cache: Path,
    date: dt.date,
    jobs: int = 1,
) -> bytes:
    """A PDF of data in a template.

    Args:
        template: its file name below ``templates``.
        data: what it prints; names of pictures in it are those of ``plates``.
        lang: the language of the document.
        date: the day that the PDF says it was made on.

    Raises:
        CatalogError: Typst or a font is missing.
    """
    families = require_typst().Fonts().families()
    tags = {lang, *_tags(data)}
    faces = choose_faces(find_scripts(_strings(data), tags), families)
    jpegs = derive_prints(sorted(plates.derivatives), cache, jobs)
    whole = {**_with_jpegs(data, jpegs), **voices(lang, tags, faces)}
    with scratch_folder(cache / "scratch", "print-") as folder:
        _lay_out(folder, whole, plates, templates, cache, jpegs.values())
        setting = _Setting(folder, template)
        setting.settle()
        made: bytes = setting.compiler.compile(
            format="pdf", timestamp=dt.datetime.combine(date, dt.time(), dt.UTC)
        )
    return made


class _Setting:
    """A folder that is set until the pages entries are said to stand on are those they stand on.

    Twice as a rule; a number that is wider than its place may push a line once more.
    """

    def __init__(self, folder: Path, template: str) -> None:
        self.folder = folder
        self.template = template
        self.folios: dict[str, int] = {}
        self.compiler = open_compiler(folder, template)

    def settle(self) -> None:
        """Set until nothing moves.

        A large book's first setting happens in a process of its own: Typst keeps all that it ever
        set, and only the last setting is wanted.
        """
        large = (self.folder / "data.json").stat().st_size > _LARGE
        for turn in range(_SETTINGS):
            if large and turn == 0:
                found = _ask_apart(self.folder, self.template)
            else:
                found = json.loads(self.compiler.eval(_WHERE))
            folios = dict(found["folios"])
            if folios == self.folios:
                return
            self.folios = folios
            _write(self.folder / "folios.json", folios)
            if turn == 0:
                _write(self.folder / "forms.json", dict(found["forms"]))


def open_compiler(folder: Path, template: str) -> Any:
    """Typst on a folder; it sees nothing outside."""
    typst = require_typst()
    return typst.Compiler(
        str(folder / template),
        root=str(folder),
        font_paths=typst.Fonts(),
        package_path=str(folder / "none"),
        package_cache_path=str(folder / "none"),
    )


def _ask(folder: str, template: str) -> str:
    return str(open_compiler(Path(folder), template).eval(_WHERE))


def _ask_apart(folder: Path, template: str) -> dict[str, Any]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        found: dict[str, Any] = json.loads(pool.submit(_ask, str(folder), template).result())
    return found


def _write(file: Path, data: Any) -> None:
    text = compact_json(data)
    file.write_text(text, encoding="utf-8")


def voices(lang: str, tags: Iterable[str], faces: Faces) -> dict[str, Any]:
    """How each language is set: ``lang``, ``voices``, ``latin`` for the template."""
    found = {}
    for tag in sorted({*tags, lang}):
        parts = split_tag(tag)
        display, text = stack(faces, tag, display=True), stack(faces, tag, display=False)
        found[tag] = {
            "lang": parts.language,
            "script": parts.script.lower() or None,
            "region": parts.region if parts.region.isalpha() else None,
            "dir": direction(tag),
            "face": face_of(tag),
            "weight": 700 if face_of(tag) in _BOLD else 400,
            "display": display,
            "text": text,
        }
    latin = {"display": stack(faces, "en", display=True), "text": stack(faces, "en", display=False)}
    return {"lang": lang, "voices": found, "latin": latin}


def _lay_out(
    folder: Path,
    data: Mapping[str, Any],
    plates: Plates,
    templates: Path,
    cache: Path,
    jpegs: Iterable[str],
) -> None:
    for path in templates.glob("*.typ"):
        shutil.copyfile(path, folder / path.name)
    for name, content in (("data", data), ("folios", {}), ("forms", {})):
        _write(folder / f"{name}.json", content)
    pictures = folder / "pictures"
    pictures.mkdir()
    for name in (*jpegs, *plates.drawn):
        shutil.copyfile(media_folder(cache) / name, pictures / name)
    for name, drawing in plates.files.items():
        (pictures / name).write_text(drawing, encoding="utf-8")


# ---- walking the data ------------------------------------------------------------------


def _strings(value: Any) -> Iterator[str]:
    """Every string of the data, keys apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)


def _tags(value: Any) -> Iterator[str]:
    """Every language that a text says it is in."""
    if isinstance(value, dict):
        yield from (value[key] for key in ("l", "in") if isinstance(value.get(key), str))
        for inner in value.values():
            yield from _tags(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _tags(inner)


def _with_jpegs(value: Any, jpegs: Mapping[str, str]) -> Any:
    """The same with each picture's file to print."""
    if isinstance(value, dict):
        changed = {key: _with_jpegs(inner, jpegs) for key, inner in value.items()}
        if "webp" in changed:
            changed["file"] = jpegs[changed.pop("webp")]
        elif "svg" in changed:
            changed["file"] = changed.pop("svg")
        return changed
    if isinstance(value, list):
        return [_with_jpegs(inner, jpegs) for inner in value]
    return value
