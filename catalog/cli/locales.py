"""Collects the interface texts into the gettext catalogues: ``python -m catalog.cli.locales``.

Texts come from the page templates, from calls of gettext in the code, and from the tables of
labels (vocabularies, territories, the frame), whose gettext context is the table's name. Existing
translations are kept; English is filled in from the source. ``--missing`` lists what is not yet
translated and exits with 1.
"""

from __future__ import annotations

import copy
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from catalog.booth.interface_texts import SCAN, WORDS
from catalog.edition.localise import SET_NAMES, SOURCE_LANGUAGE
from catalog.models.vocabularies import RELATIONS, built_in
from catalog.reading.interface_texts import DOMAIN, gettext_tag
from catalog.web.frame import FRAME_STRINGS

PROJECT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh-Hans", "en", "ja", "es", "fr", "ar")
_METHODS = [("catalog/**.py", "python"), ("theme/pages/**.html", "jinja2")]
_OPTIONS = {"theme/pages/**.html": {"encoding": "utf-8", "newstyle_gettext": "true"}}


def collect_texts(project: Path = PROJECT) -> Catalog:
    """Every interface text, with the files it stands in and the comments for translators."""
    found = Catalog(project="Catalog", version="", charset="utf-8", fuzzy=False)
    for file, _line, message, comments, context in extract_from_dir(
        str(project),
        _METHODS,
        _OPTIONS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
        directory_filter=_wanted,
    ):
        # Without line numbers: they would change the catalogues with every edit of a template.
        found.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    for context, label in _labels():
        found.add(label, None, [(f"catalog: {context}", 0)], context=context)
    for text in FRAME_STRINGS.values():
        found.add(text, None, [("catalog/web/frame/data.py", 0)])
    for text in (SCAN, *WORDS.values()):
        found.add(text, None, [("catalog/booth/interface_texts.py", 0)])
    return found


def _wanted(folder: str) -> bool:
    """Leave out what holds no texts, and this file's own folder of rooms that only check."""
    return Path(folder).name not in (
        ".venv",
        ".cache",
        ".git",
        "site",
        "content",
        "tests",
        "benchmarks",
        "locales",
        "node_modules",
        "__pycache__",
    )


def _labels() -> Iterator[tuple[str, str]]:
    for name, vocabulary in built_in().items():
        labels = RELATIONS if name == "relation" else vocabulary.terms
        for label in dict.fromkeys(labels.values()):
            yield name, label
    for label in SET_NAMES.values():
        yield "territory", label


def catalogue_path(tag: str, project: Path = PROJECT) -> Path:
    """Where a language's interface texts are."""
    return project / "theme" / "locales" / gettext_tag(tag) / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(tag: str, project: Path = PROJECT) -> Catalog:
    """A language's catalogue; an empty one where there is none yet."""
    path = catalogue_path(tag, project)
    if not path.is_file():
        return Catalog(locale=gettext_tag(tag), domain=DOMAIN, charset="utf-8", fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=gettext_tag(tag), domain=DOMAIN)


def missing_texts(tag: str, texts: Catalog, project: Path = PROJECT) -> list[Message]:
    """The texts that a language does not have, or only a guess of."""
    have = read_catalogue(tag, project)
    return [m for m in texts if m.id and not _translated(have.get(m.id, m.context), have)]


def _translated(message: Message | None, catalogue: Catalog) -> bool:
    if message is None or message.fuzzy:
        return False
    if isinstance(message.string, str):
        return bool(message.string.strip())
    forms = message.string or ()
    return len(forms) == catalogue.num_plurals and all(forms)


def update_catalogue(tag: str, texts: Catalog, project: Path = PROJECT) -> bytes:
    """Bring a language's catalogue up to date and write it; translations are kept."""
    catalogue = read_catalogue(tag, project)
    # No guessing: a wrong guess looks translated, and a missing text is found by the tests.
    # A copy, because update() puts the very messages of its argument into the catalogue.
    catalogue.update(copy.deepcopy(texts), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if tag == SOURCE_LANGUAGE:
        for message in catalogue:
            if message.id and not message.string:
                message.string = message.id
            elif isinstance(message.id, tuple) and not all(message.string or ()):
                message.string = tuple(message.id)
    buffer = io.BytesIO()
    write_po(
        buffer, catalogue, width=100, omit_header=False, sort_output=True, include_lineno=False
    )
    data = _without_dates(buffer.getvalue())
    path = catalogue_path(tag, project)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return data


def _without_dates(data: bytes) -> bytes:
    """Headers that change with the clock make every update a change."""
    noise = (
        b'"Project-Id',
        b'"Report-Msgid',
        b'"Last-Transl',
        b'"Language-Team',
        b"# ",
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Generated-By',
        b"# FIRST AUTHOR",
    )
    lines = [line for line in data.split(b"\n") if not line.startswith(noise) and line != b"#"]
    return b"\n".join(lines)


def main(arguments: list[str]) -> int:
    """Update every catalogue, or list what is missing."""
    texts = collect_texts()
    if "--missing" in arguments:
        count = 0
        for tag in LANGUAGES:
            for message in missing_texts(tag, texts):
                print(f"{tag}: {message.context or ''} {message.id!r}")
                count += 1
        return int(count > 0)
    for tag in LANGUAGES:
        update_catalogue(tag, texts)
        print(
            f"{catalogue_path(tag).relative_to(PROJECT)}: {len(missing_texts(tag, texts))} missing"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
