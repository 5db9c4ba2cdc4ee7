"""Writes commented YAML files that an exhibitor or organizer only fills in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path, PurePosixPath

from catalog.core.errors import CatalogError
from catalog.core.opening import Refused, kind_at
from catalog.core.slugs import SLUG_LENGTH, is_slug, slugify
from catalog.models.vocabularies import Vocabularies, Vocabulary

Label = Callable[[str, str], str]
"""Vocabulary and term → what people call it."""

KINDS = ("company", "work", "family", "service", "edition")


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A file to be written: its path in the content folder, and its text."""

    path: str
    text: str


def render_scaffold(
    kind: str,
    id: str,
    *,
    language: str,
    lang: str,
    source_language: str,
    languages: tuple[str, ...],
    vocabularies: Vocabularies,
    schemas: str = "",
    label: Label | None = None,
) -> list[Scaffold]:
    """The files of a new record.

    Args:
        kind: one of ``KINDS``.
        id: the record's id; a work's is ``<company>/<work>``.
        language: of the comments, ``en`` or ``zh-Hans``.
        lang: the language of bare texts; said in the file where it is not the site's.
        source_language: the site's.
        languages: the site's, for a new edition.
        schemas: path of the folder of JSON Schemas relative to the content folder; "" for none.
        label: what readers of the comments call a term, where its id does not tell.

    Raises:
        CatalogError: the id cannot be an address.
    """
    parts = id.split("/")
    if len(parts) != (2 if kind == "work" else 1):
        form = "<company>/<work>" if kind == "work" else f"<{kind}>"
        raise CatalogError(
            f"'{id}' is not the id of a {kind}",
            f"write  python build.py new {kind} {form}, for example {_EXAMPLES[kind]}",
            (
                f"“{id}”的写法不对",
                f"请写  python build.py new {kind} {form}，例如  {_EXAMPLES[kind]}",
            ),
        )
    for part in parts:
        if not is_slug(part):
            raise _no_address(part)
    path = _PATHS[kind].format(*parts)
    words = {
        "lang": lang,
        "slug": parts[-1],
        "path": f"content/{path}",
        "languages": ", ".join(languages),
        **{name: ", ".join(_terms(v, label)) for name, v in vocabularies.items()},
    }
    text = _fill(_template(f"{kind}.{language}.yml"), words)
    if lang != source_language:
        text = f"lang: {lang}\n{text}"
    files = [Scaffold(path, _schema_line(path, kind, schemas) + text)]
    if kind == "edition":
        for name in ("stands", "programme"):
            more = path.replace("edition.yml", f"{name}.yml")
            files.append(
                Scaffold(more, _schema_line(more, name, schemas) + _template(f"{name}.yml"))
            )
    return files


def _terms(vocabulary: Vocabulary, label: Label | None) -> Iterator[str]:
    for term in vocabulary.ids():
        said = label(vocabulary.name, term) if label else term
        yield term if said == term else f"{term} {said}"


def _no_address(part: str) -> CatalogError:
    fit = slugify(part)
    return CatalogError(
        f"'{part}' cannot be part of an address",
        f"use small letters, digits and hyphens, at most {SLUG_LENGTH}: {fit}",
        (
            f"“{part}”不能用作网址",
            f"只用小写字母、数字和短横，最多 {SLUG_LENGTH} 个字符，例如  {fit}",
        ),
    )


def _what_lies_at(content: Path, path: str) -> str:
    try:
        return kind_at(content, path)
    except Refused as refused:
        return refused.why


def _refuse_odd_folders(content: Path, path: str) -> None:
    """What lies behind a link is not read; it would be written for nothing, or outside."""
    for folder in list(PurePosixPath(path).parents)[-2::-1]:  # from the outermost
        found = _what_lies_at(content, str(folder))
        if found == "missing":
            return
        if found != "folder":
            raise CatalogError(
                f"{content / folder} is not an ordinary folder",
                "put one there; links are not followed",
                (
                    f"{content / folder} 不是普通文件夹",
                    "请改成普通文件夹；链接所指的内容不会被读取",
                ),
            )


def write_scaffold(content: Path, files: list[Scaffold]) -> list[Path]:
    """Write the files, never over existing ones.

    Raises:
        CatalogError: one of them exists, or would lie behind a link or a file.
    """
    for file in files:
        _refuse_odd_folders(content, file.path)
        if _what_lies_at(content, file.path) != "missing":
            raise CatalogError(
                f"{content / file.path} exists already",
                "edit it, or choose another name",
                (f"{content / file.path} 已存在", "请直接编辑它，或换一个名称"),
            )
    written = []
    for file in files:
        target = content / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.text, encoding="utf-8")
        written.append(target)
    return written


_PATHS = {
    "company": "companies/{0}/company.yml",
    "work": "companies/{0}/works/{1}.yml",
    "family": "families/{0}.yml",
    "service": "services/{0}.yml",
    "edition": "editions/{0}/edition.yml",
}
_EXAMPLES = {
    "company": "my-studio",
    "work": "my-studio/my-novel",
    "family": "my-world",
    "service": "translation-centre",
    "edition": "fair-2027",
}


def _template(name: str) -> str:
    return resources.files("catalog.models").joinpath("scaffolds", name).read_text(encoding="utf-8")


def _fill(text: str, words: dict[str, str]) -> str:
    return re.sub(r"\{\{([\w-]+)\}\}", lambda found: words[found[1]], text)


def _schema_line(path: str, kind: str, schemas: str) -> str:
    if not schemas:
        return ""
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}{schemas}/{kind}.json\n"
