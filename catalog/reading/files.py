"""Which files hold records, and their bytes."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from catalog.core.opening import Refused, list_entries, open_file, printable
from catalog.core.problems import Problem, problem
from catalog.core.slugs import is_kept_by_windows, is_slug, slugify

MAX_BYTES = 256 * 1024

# How a record's name ends, or was meant to: Notepad adds its own ending, which Windows hides.
_MEANT = re.compile(r"\.ya?ml(?:\.txt)?$", re.IGNORECASE)
# What people send instead of one.
_DOCUMENT = re.compile(
    r"(?:^|/)[^./]+$|\.(?:txt|docx?|xlsx?|odt|ods|rtf|wps|et|md|csv|json|pages|numbers)$",
    re.IGNORECASE,
)
# What lies beside records by good custom.
_OF_OTHERS = re.compile(
    r"(?:readme|licen[cs]e|copying|copyright|notice|credits?|notes?|todo|changelog|说明|版权)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that should hold a record.

    Attributes:
        kind: "site", "company", "work", "family", "service", "edition", "stands", "programme" or
            "vocabulary".
        id: the record's id, from its path: a work's is ``<company>/<work>``.
        path: relative to the content folder, posix separators.
    """

    kind: str
    id: str
    path: str


def find_records(content: Path) -> tuple[list[RecordFile], list[Problem]]:
    """All record files below ``content``, sorted by path, and what is misplaced or misnamed."""
    files: list[RecordFile] = []
    problems: list[Problem] = []
    strange: list[str] = []
    for entry in list_entries(content):
        path = printable(entry.path)
        found = _place(path)
        if entry.kind == "refused":
            problems.append(_unreadable(path or "catalog.yml", entry.reason, "folder"))
        elif found is not None:  # whether a file is there is found out when it is read
            _take(path, *found, files, problems)
        elif entry.kind in ("file", "link") and _is_folder_of_records(path, entry.kind):
            reason = "@link" if entry.kind == "link" else "@no-folder"
            problems.append(_unreadable(path, reason, "folder"))
        elif entry.kind == "link" and not PurePosixPath(path).suffix:  # probably a folder
            problems.append(problem("unknown-file", path, line=1, column=1, hint="link"))
        elif entry.kind != "folder":
            strange.append(path)
    # What lies where it is read from is no loss when it lies elsewhere, too.
    taken = {file.path for file in files}
    problems += (told for path in strange if (told := _tell_strange(path, taken)))
    return files, problems


def _take(
    path: str, kind: str, names: list[str], files: list[RecordFile], problems: list[Problem]
) -> None:
    bad = [name for name in names if not is_slug(name)]
    if bad and kind != "vocabulary":
        fix, hint = _fit(bad[0], kind), "windows" if is_kept_by_windows(bad[0]) else ""
        problems.append(
            problem("bad-name", path, line=1, column=1, hint=hint, name=bad[0], fix=fix)
        )
    else:
        files.append(RecordFile(kind, "/".join(names), path))


def lost_record(found: Problem) -> RecordFile | None:
    """The record that is not read because its file or folder is not where it belongs."""
    if found.code == "unreadable-file" and found.hint == "folder":
        return record_file(f"{found.path}/company.yml")
    return record_file(found.params["meant"]) if found.code == "misplaced-file" else None


def record_file(path: str) -> RecordFile | None:
    """What a file should hold, by its path below the content folder; None where no record."""
    found = _place(path)
    if found is None or not all(is_slug(name) for name in found[1]):
        return None
    return RecordFile(found[0], "/".join(found[1]), path)


def read_bytes(content: Path, path: str) -> bytes | Problem:
    """A record file's bytes; links, folders, devices and files over the bound are refused."""
    try:
        with open_file(content, path) as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(MAX_BYTES + 1)  # more than that may have been written meanwhile
    except Refused as refused:
        return _unreadable(path, refused.reason)
    size = max(size, len(data))
    return too_large(path, size) if size > MAX_BYTES else data


def too_large(path: str, size: int) -> Problem:
    """A file over the bound."""
    kib = -(-size // 1024)
    return problem("file-too-large", path, line=1, column=1, size=kib, limit=MAX_BYTES // 1024)


def _unreadable(path: str, reason: str, hint: str = "") -> Problem:
    return problem("unreadable-file", path, line=1, column=1, hint=hint, reason=reason)


def _place(path: str) -> tuple[str, list[str]] | None:
    parts = PurePosixPath(path).parts
    stem = PurePosixPath(path).stem
    if not path.endswith(".yml"):
        return None
    match parts:
        case ("catalog.yml",):
            return "site", []
        case ("companies", company, "company.yml"):
            return "company", [company]
        case ("companies", company, "works", _):
            return "work", [company, stem]
        case ("families", _):
            return "family", [stem]
        case ("services", _):
            return "service", [stem]
        case ("editions", edition, "edition.yml"):
            return "edition", [edition]
        case ("editions", edition, "stands.yml"):
            return "stands", [edition]
        case ("editions", edition, "programme.yml"):
            return "programme", [edition]
        case ("vocabularies", _):
            return "vocabulary", [stem]
    return None


def _is_folder_of_records(path: str, kind: str) -> bool:
    """Whether records lie in a folder of that place; of any name there only if it is a link."""
    match PurePosixPath(path).parts:
        case ("companies" | "families" | "services" | "editions" | "vocabularies",):
            return True
        case ("companies", _, "works") | ("editions", _, "pages"):
            return True
        case ("companies" | "editions", _) | ("editions", _, "pages", _):
            return kind == "link" and not PurePosixPath(path).suffix
    return False


def _tell_strange(path: str, taken: set[str]) -> Problem | None:
    """What is said of a file where no record is expected; None where it hardly is one."""
    if _MEANT.search(path):
        renamed = _MEANT.sub(".yml", path)
        if renamed != path and _place(renamed):
            meant, hint, fix = renamed, "yaml", PurePosixPath(renamed).name
        else:
            meant = fix = _meant_place(renamed)
            hint = "place" if meant else ""
        likely = bool(meant) or path.startswith("companies/")
    elif _DOCUMENT.search(path) and not _OF_OTHERS.match(PurePosixPath(path).name):
        meant = fix = _meant_of_document(path, taken)
        likely, hint = bool(meant), "document"
    else:
        return None
    if likely and meant not in taken:
        return problem("misplaced-file", path, line=1, column=1, hint=hint, fix=fix, meant=meant)
    if likely:
        return problem("unknown-file", path, line=1, column=1, hint="taken", fix=meant)
    return None if hint == "document" else problem("unknown-file", path, line=1, column=1)


def _meant_place(path: str) -> str:
    """Where a misplaced file was probably meant to lie; "" where that is not clear."""
    plain = path.lower()
    if plain != path and _place(plain):
        return plain
    match PurePosixPath(plain).parts:
        case ("companies", name):
            return f"companies/{PurePosixPath(name).stem}/company.yml"
        case ("companies", company, *_, name) if name != "company.yml":
            return f"companies/{company}/works/{name}"
        case ("editions", edition, "events.yml" | "program.yml" | "schedule.yml"):
            return f"editions/{edition}/programme.yml"
        case ("editions", edition, "stand.yml" | "booths.yml"):
            return f"editions/{edition}/stands.yml"
    return ""


def _meant_of_document(path: str, taken: set[str]) -> str:
    """Which record a document, a table or a plain text in a folder of records is likely to be."""
    parts = PurePosixPath(path).parts
    stem = PurePosixPath(path).name.partition(".")[0]
    match parts:
        case ("companies", _):
            return f"companies/{_fit(stem, 'company')}/company.yml"
        case ("companies", company, _):
            own = f"companies/{company}/company.yml"
            if own not in taken or stem.lower() in ("company", company):
                return own
            return f"companies/{company}/works/{_fit(stem, 'work')}.yml"
        case ("companies", company, folder, _) if folder.lower().startswith("work"):
            return f"companies/{company}/works/{_fit(stem, 'work')}.yml"
        case ("editions", edition, _) if stem.lower() in ("edition", "stands", "programme"):
            return f"editions/{edition}/{stem.lower()}.yml"
    return ""


def _fit(name: str, kind: str) -> str:
    """A name as it could be; a name without any letter that can be read gives none to go by."""
    fit = slugify(name)
    return fit if slugify("") != fit else f"my-{kind}"
