"""The tree that MkDocs reads: Markdown files with front matter."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from catalog.core.errors import CatalogError
from catalog.web.frame.data import SLOTS, Prose, ShellSpec, placeholder


@dataclass(frozen=True)
class Source:
    """A file of the tree: address below the language's home, front matter, Markdown."""

    file: str
    url: str
    meta: Mapping[str, str]
    markdown: str = ""


def shell_source(spec: ShellSpec, mark: str) -> Source:
    """A shell lies at any address of its depth: only the way up to the home shows in it."""
    path = f"shell--{spec.section}/" + "x/" * (spec.depth - 1) if spec.depth else ""
    return record_source(spec.section, path, {slot: placeholder(slot, mark) for slot in SLOTS})


def record_source(section: str, path: str, values: Mapping[str, str]) -> Source:
    """A record's page at its address, with a value in each slot."""
    meta = {"template": "shell.html", "section": section, "root": "../" * path.count("/")}
    return Source(path + "index.md", path, meta | {slot: values[slot] for slot in SLOTS})


def prose_source(page: Prose) -> Source:
    """A page of the organizers.

    Raises:
        CatalogError: its file's name is no address of a page.
    """
    parts = PurePosixPath(page.path).parts
    if (
        not page.path.endswith(".md")
        or ".." in parts
        or page.url in {"index/", "/"}
        or parts[0] == "/"
    ):
        raise CatalogError(f"{page.path} cannot be a page.", "Give it a name such as visit.md.")
    meta = {
        "template": "prose.html",
        "section": page.section,
        "root": "../" * page.url.count("/"),
        "title": page.title,
        "description": page.description,
        "path": page.url,
        "head": page.head,
        "text_lang": page.lang,
        "text_dir": page.dir,
        "mark": page.mark,
    }
    return Source(page.path, page.url, meta, page.markdown)


def _front_matter(meta: Mapping[str, str]) -> str:
    return (
        "---\n" + "".join(f"{key}: {_yaml_scalar(text)}\n" for key, text in meta.items()) + "---\n"
    )


def _yaml_scalar(text: str) -> str:
    """A double-quoted YAML scalar on one line.

    JSON is nearly that; but YAML breaks lines at U+0085, U+2028 and U+2029 and forbids some
    characters outright, so whatever is not plainly printable is escaped. Characters beyond U+FFFF
    stay: JSON's surrogate pairs mean nothing to YAML.
    """
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def write_tree(folder: Path, sources: Iterable[Source]) -> None:
    """Write the Markdown files that MkDocs reads.

    Raises:
        CatalogError: two of them would be one file.
    """
    for source in sources:
        file = folder / source.file
        if file.exists():
            raise CatalogError(f"Two pages would be {source.file}.", "Rename one of them.")
        file.parent.mkdir(parents=True, exist_ok=True)
        # newline="": a body's own line ends are escaped, and the Markdown is left as it is written
        file.write_text(_front_matter(source.meta) + source.markdown, encoding="utf-8", newline="")
