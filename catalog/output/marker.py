"""What an output folder is: said by the file ``.catalog`` in it, so that no command takes the
folder of another one, or somebody's own, for its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from catalog.core.errors import CatalogError

MARKER = ".catalog"
Kind = Literal["site", "booth", "print", "schema", "report"]

_KIND_LINE = re.compile(r"kind: ([a-z][a-z0-9-]{0,30})\n")
_LONGEST_NAME = 200  # bytes of 255: names beside it begin with its own
_LONGEST = 4096  # bytes of a marker; ours have a hundred

# Kind → what such a folder is, in English and in Chinese.
_NAMES: dict[str, tuple[str, str]] = {
    "site": ("a site, made by  build", "网站（由 build 生成）"),
    "booth": ("a booth, made by  booth", "离线展台（由 booth 生成）"),
    "print": ("printed matter, made by  print", "印刷文件（由 print 生成）"),
    "schema": ("JSON Schemas, made by  schema", "JSON Schema（由 schema 生成）"),
    "report": ("a report, made by  build", "报告（由 build 生成）"),
}


def marker_text(kind: Kind) -> str:
    """What the marker of a folder of this kind says."""
    return (
        f"kind: {kind}\n"
        "Made by Catalog. The command that made this folder may change and delete files in it.\n"
    )


def write_marker(folder: Path, kind: Kind) -> None:
    """Mark a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    marker = folder / MARKER
    if not marker.is_file() or marker.read_bytes() != marker_text(kind).encode():
        marker.unlink(missing_ok=True)  # a link is not written through
        marker.write_bytes(marker_text(kind).encode())


def kind_of(folder: Path) -> str | None:
    """The kind of a folder: a ``Kind``, one of a later version, or None where it is not certain."""
    marker = folder / MARKER
    if not marker.is_file():
        return next((kind for kind, is_it in _UNMARKED.items() if is_it(folder)), None)
    with marker.open("rb") as stream:
        said = stream.read(_LONGEST).decode("utf-8", "replace")
    found = _KIND_LINE.match(said)
    return found[1] if found else _former_kind(folder, said)


def has_entries(folder: Path) -> bool:
    """Whether there is a folder with something in it."""
    return folder.is_dir() and next(folder.iterdir(), None) is not None


def refuse_foreign(out: Path, kind: Kind = "site") -> None:
    """Stop before writing into a folder that is not empty and not of this kind.

    Raises:
        CatalogError: says what it is, and what to do.
    """
    if out.exists() and not out.is_dir():
        raise CatalogError(
            f"{out} is a file",
            "choose another folder with --out",
            (f"{out} 是一个文件", "请用 --out 指定其他文件夹"),
        )
    if kind in ("site", "booth") and out.is_mount():  # nothing can be moved into it in one step
        raise CatalogError(
            f"{out} is a disk of its own",
            f"build into a folder on it: --out {out / 'www'}",
            (f"{out} 本身是一个磁盘", f"请生成到其中的文件夹：  --out {out / 'www'}"),
        )
    if not has_entries(out):
        return
    found = kind_of(out)
    if found == kind:
        return
    wanted, wanted_zh = _NAMES[kind]
    if found is not None:
        name, name_zh = _NAMES.get(found, (f"of the kind '{found}'", f"“{found}”类文件夹"))
        raise CatalogError(
            f"{out} is {name}; here it would become {wanted}",
            "name another folder with --out, or delete this one first if nobody needs it",
            (
                f"{out} 是{name_zh}，而此命令要写入{wanted_zh}",
                "请用 --out 指定其他文件夹；若不再需要，请先自行删除",
            ),
        )
    if (out / MARKER).is_file():
        raise CatalogError(
            f"{out} was made by this program, but it cannot be seen by which command alone",
            "name another folder with --out, or delete this one first if nobody needs it",
            (
                f"{out} 由本程序生成，但无法确定由哪个命令生成",
                "请用 --out 指定其他文件夹；若不再需要，请先自行删除",
            ),
        )
    raise CatalogError(
        f"{out} is not empty and was not made by this program",
        "choose an empty folder with --out, or delete this one yourself",
        (
            f"{out} 不是空文件夹，也不是由本程序生成的",
            "请用 --out 指定空文件夹，或自行删除这个文件夹",
        ),
    )


# ---- folders without a kind ---------------------------------------------------------------

_FORMER_SITE = "Made by Catalog. A build may change and delete files in this folder.\n"
_OF_BOOTHS, _OF_SITES = "SHA256SUMS", "robots.txt"


def _former_kind(folder: Path, said: str) -> str | None:
    """The kind of a folder whose marker says none; not of one that a booth and a site share."""
    booth, site = (folder / _OF_BOOTHS).exists(), (folder / _OF_SITES).exists()
    if said == _FORMER_SITE and not booth:
        return "site"
    return "booth" if said == "" and booth and not site else None


def _is_report(folder: Path) -> bool:
    """Whether it holds nothing but a report that was written before reports were marked."""
    if _names(folder) != {"report.html", "report.json"}:
        return False
    return (folder / "report.json").read_bytes()[:1] == b"["


def _is_schema(folder: Path) -> bool:
    names = _names(folder)
    return "company.json" in names and all(_is_draft(folder / name) for name in names)


def _is_draft(file: Path) -> bool:
    own = '{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n'
    head = f'{own}  "title": "{file.stem}"'.encode()
    return file.suffix == ".json" and _starts(file, head)


def _is_print(folder: Path) -> bool:
    """Whether all in it is ours: PDFs that Typst has set, named as ours are."""
    names = _names(folder)
    named = re.compile(r"(signs|labels|.+-[a-z]{2,3}(-[A-Za-z0-9]+)*)\.pdf")
    return bool(names) and all(named.fullmatch(n) and _is_typst(folder / n) for n in names)


def _is_typst(file: Path) -> bool:
    return _starts(file, b"%PDF-") and b"Typst" in file.read_bytes()


def _names(folder: Path) -> set[str]:
    """The names of its files; of none where there is anything but files."""
    entries = list(folder.iterdir())
    return {one.name for one in entries} if all(one.is_file() for one in entries) else set()


def _starts(file: Path, head: bytes) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(head)) == head


_UNMARKED: dict[Kind, Callable[[Path], bool]] = {
    "report": _is_report,
    "schema": _is_schema,
    "print": _is_print,
}


# ---- where an output may lie --------------------------------------------------------------


@dataclass(frozen=True)
class Reserved:
    """A folder that is no output's.

    Attributes:
        name: what it is, in English and in Chinese.
        inside: whether nothing may be written below it, either.
    """

    folder: Path
    name: tuple[str, str]
    inside: bool = True


def reserved_folders(content: Path, project: Path, cache: Path) -> list[Reserved]:
    """The folders that no output may take, hold or (most of them) lie in."""
    return [
        Reserved(content, ("the folder of the records", "记录文件夹")),
        Reserved(cache, ("the cache", "缓存文件夹")),
        Reserved(project / "theme", ("the theme", "主题文件夹")),
        Reserved(project / "catalog", ("the program", "程序文件夹")),
        Reserved(project / ".git", ("the history", "版本历史文件夹")),
        Reserved(project, ("the project's folder", "项目文件夹"), inside=False),
        Reserved(Path.home(), ("your home folder", "个人主文件夹"), inside=False),
        Reserved(Path.cwd(), ("the folder that you are in", "当前所在文件夹"), inside=False),
    ]


def refuse_place(out: Path, reserved: Iterable[Reserved]) -> None:
    """Stop before writing to a place where it would do harm.

    Args:
        out: a folder or a file that is going to be written; it need not be there.

    Raises:
        CatalogError: it is one of these folders, holds one, lies in one, or lies in another output.
    """
    remedy = "name another folder with --out", "请用 --out 指定其他文件夹"
    try:
        place = out.resolve()
        above = [*place.parents]
        for parent in (place, *above):
            parent.exists()  # raises where the name cannot be one
    except (OSError, RuntimeError, ValueError) as error:
        said = getattr(error, "strerror", None) or "links that lead in a circle"
        raise CatalogError(
            f"'{out}' cannot be a folder: {said}",
            remedy[0],
            (f"“{out}”不能用作文件夹：{said}", remedy[1]),
        ) from error
    if len(os.fsencode(place.name)) > _LONGEST_NAME:
        raise CatalogError(
            f"the name of {out} is too long",
            "name a folder of at most 60 letters with --out",
            (f"{out} 的名称过长", "请用 --out 指定名称不超过 60 个字的文件夹"),
        )
    if not above:
        raise CatalogError(f"{out} is the whole disk", remedy[0], (f"{out} 是整个磁盘", remedy[1]))
    for one in reserved:
        name, name_zh = one.name
        folder = one.folder.resolve()
        if _is_same(place, folder):
            said, said_zh = f"is {name}", f"就是{name_zh}"
        elif any(_is_same(place, parent) for parent in folder.parents):
            said, said_zh = f"holds {name}", f"包含{name_zh}"
        elif one.inside and any(_is_same(parent, folder) for parent in above):
            said, said_zh = f"lies in {name}", f"位于{name_zh}中"
        else:
            continue
        raise CatalogError(
            f"{out} {said} ({folder})", remedy[0], (f"{out} {said_zh}（{folder}）", remedy[1])
        )
    for parent in above:
        if (parent / MARKER).is_file():
            raise CatalogError(
                f"{out} lies in an output of this program, {parent}, where it would be deleted",
                remedy[0],
                (f"{out} 位于本程序的输出文件夹 {parent} 中，会被删除", remedy[1]),
            )


def _is_same(one: Path, other: Path) -> bool:
    """Also under another spelling, where the system does not tell large letters from small ones."""
    if one == other:
        return True
    with suppress(OSError):
        return one.samefile(other)
    return False
