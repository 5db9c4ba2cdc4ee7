"""The booth's folder: the built edition made fit for a disk, with all that staff need beside it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path, PurePosixPath

from catalog.booth.page import INDEX, Adapter
from catalog.core.errors import CatalogError
from catalog.core.workers import share_out

SUMS = "SHA256SUMS"
_FILES = Path(__file__).parent / "files"
_BLANK = re.compile(r"\{(?:edition|booth|展台)\}")
_CRLF = (".bat", ".txt")
_RUN = (".sh", ".command")
_REDIRECT = b'http-equiv="refresh"'
_STORED = {".webp", ".jpg", ".jpeg", ".png", ".gif", ".avif", ".mp4"}  # nothing to squeeze out
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same folder gives the same zip on any day
_CHUNK = 100
_WORTH_A_POOL = 600
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Facts:
    """What the folder's own texts say.

    Attributes:
        edition: its id.
        languages: (tag, own name), the default one first.
        names: language → whose booth it is.
    """

    edition: str
    languages: tuple[tuple[str, str], ...]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Size:
    """How large a folder is."""

    files: int
    size: int

    @property
    def megabytes(self) -> float:
        """Millions of bytes."""
        return self.size / _MEGABYTE


def write_edition(
    built: Path, target: Path, adapter: Adapter, left_out: Collection[str], jobs: int = 1
) -> None:
    """Copy an edition as it was built for the web into a booth's folder, page by page adapted.

    Args:
        built: ``<output>/<edition>``.
        target: the same folder of the booth.
        left_out: paths below it that the booth has no use for.
    """

    def there(path: str) -> bool:
        inside = not path.startswith(("/", ".."))
        return inside and path not in left_out and is_wanted(path) and (built / path).is_file()

    adapter = replace(adapter, there=there)
    pages: list[str] = []
    others: list[str] = []
    for path in _walk(built):
        if path in left_out or not is_wanted(path):
            continue
        (pages if path.endswith(".html") else others).append(path)
    for path in others:
        _link(built / path, target / path)
    chunks = [pages[i : i + _CHUNK] for i in range(0, len(pages), _CHUNK)]

    def adapt(chunk: list[str]) -> None:
        for path in chunk:
            _adapt(built / path, target / path, adapter, path)

    with share_out(adapt, jobs if len(pages) >= _WORTH_A_POOL else 1) as run:
        for _ in run(chunks):
            pass


_WEB_PAGES = (f"data/{INDEX}", f"offline/{INDEX}")
_DATA = re.compile(r"data/(?!shortlist-take-)[^/]*\.js")


def is_wanted(path: str) -> bool:
    """Whether a file of the web's edition is of use at a booth.

    Feeds, sitemaps, open data, calendars and address cards are not: a phone gets them from the
    web by their QR codes.
    """
    top, _, rest = path.partition("/")
    if top == "data":
        return bool(_DATA.fullmatch(path))
    if top in ("assets", "media"):
        return True
    return rest.endswith(INDEX) and rest not in _WEB_PAGES


def _adapt(source: Path, target: Path, adapter: Adapter, path: str) -> None:
    data = source.read_bytes()
    if _REDIRECT in data.partition(b"</head>")[0]:
        return  # leads from a former address: nobody has one in front of the screen
    _put(target, adapter.adapt(data.decode(), path).encode())


# ---- what stands beside the edition ------------------------------------------------------


def write_beside(folder: Path, facts: Facts) -> None:
    """The page that opens first, launchers, and what staff read."""
    _put(folder / INDEX, start_page(facts).encode())
    any_name = next(iter(facts.names.values()))
    blanks = {
        "{edition}": facts.edition,
        "{booth}": facts.names.get("en", any_name),
        "{展台}": facts.names.get("zh-Hans", any_name),
    }
    for source in sorted(_FILES.iterdir()):
        text = source.read_text(encoding="utf-8")
        text = _BLANK.sub(lambda found: blanks[found[0]], text)  # whose names may hold anything
        data = text.encode()
        if source.suffix in _CRLF:
            data = text.replace("\n", "\r\n").encode()
        if source.suffix == ".txt":  # so that old editors know it for UTF-8
            data = b"\xef\xbb\xbf" + data
        target = folder / source.name
        _put(target, data)
        if source.suffix in _RUN:
            target.chmod(0o755)


def start_page(facts: Facts) -> str:
    """Leads to the default language; its links do where a browser does not follow."""
    home = facts.languages[0][0]
    links = "".join(
        f'<li><a href="{facts.edition}/{tag}/{INDEX}" lang="{tag}" hreflang="{tag}">'
        f"{escape(name)}</a></li>"
        for tag, name in facts.languages
    )
    title = escape(facts.names.get(home, ""))
    return (
        f'<!doctype html>\n<html lang="{home}" style="background:#0b100f;color:#edf2ef">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        '<meta name="color-scheme" content="dark">\n'
        f'<meta http-equiv="refresh" content="0; url={facts.edition}/{home}/{INDEX}#attract">\n'
        f"<title>{title}</title>\n</head>\n<body>\n<ul>{links}</ul>\n</body>\n</html>\n"
    )


def write_sums(folder: Path) -> None:
    """``SHA256SUMS`` of every other file, as ``sha256sum -c`` reads it."""
    lines = [f"{_digest(folder / path)}  {path}\n" for path in _walk(folder) if path != SUMS]
    _put(folder / SUMS, "".join(lines).encode())


def listed(folder: Path) -> dict[str, str]:
    """The files that a booth was made of, by the sums beside them: path → sum.

    What a stick, a system or staff have put beside them since is not of the booth.

    Raises:
        CatalogError: it is no booth's folder.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise CatalogError(
            f"{folder} has no {SUMS}", "name the folder that  build.py booth --out  wrote"
        ) from error
    pairs = (line.partition("  ") for line in lines)
    return {path: digest for digest, _, path in pairs}


def damaged(folder: Path) -> list[str]:
    """What is missing from a booth's folder, or is not as it was built; what is new is not told.

    Raises:
        CatalogError: it is no booth's folder.
    """
    sums = listed(folder)
    if not sums or "" in sums:  # cut off, or overwritten
        return [SUMS]
    found = []
    for path, digest in sums.items():
        inside = not PurePosixPath(path).is_absolute() and ".." not in path.split("/")
        if not inside or not (folder / path).is_file() or _digest(folder / path) != digest:
            found.append(path)
    return found


def measure(folder: Path, budget: float) -> Size:
    """How large the folder is.

    Args:
        budget: megabytes that it may have.

    Raises:
        CatalogError: it has more; names the largest things.
    """
    sizes = {path: (folder / path).stat().st_size for path in _walk(folder)}
    found = Size(len(sizes), sum(sizes.values()))
    if found.size <= budget * _MEGABYTE:
        return found
    parts: dict[str, int] = {}
    for path, size in sizes.items():
        parts[_part(path)] = parts.get(_part(path), 0) + size
    largest = sorted(parts.items(), key=lambda pair: -pair[1])[:4]
    single = sorted(sizes.items(), key=lambda pair: -pair[1])[:5]
    lines = [f"  {_mb(size)}  {name}" for name, size in (*largest, *single)]
    raise CatalogError(
        f"the booth has {_mb(found.size)}, more than the {budget:,.0f} MB of its budget\n"
        + "\n".join(lines),
        "allow more with --budget, or take fewer languages (--lang) or exhibitors "
        "(--company, --hall)",
    )


def _part(path: str) -> str:
    parts = path.split("/")
    if len(parts) < 3:
        return path
    return f"{parts[0]}/{parts[1]}/… in all"


def _mb(size: int) -> str:
    return f"{size / _MEGABYTE:,.1f} MB"


def write_zip(folder: Path, target: Path, name: str) -> None:
    """The folder as a zip that is the same whenever it is made.

    Args:
        name: of the one folder inside it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.half")
    with zipfile.ZipFile(half, "w") as archive:
        for path in _walk(folder):
            file = folder / path
            entry = zipfile.ZipInfo(f"{name}/{path}", _EPOCH)
            entry.create_system = 3  # Unix: the only one whose entries say what may be run
            mode = 0o755 if file.suffix in _RUN else 0o644
            entry.external_attr = (0o100000 | mode) << 16
            squeeze = file.suffix not in _STORED
            entry.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
            entry.file_size = file.stat().st_size
            with archive.open(entry, "w") as out, file.open("rb") as stream:
                shutil.copyfileobj(stream, out, 1 << 20)
    half.replace(target)


# ---- files -----------------------------------------------------------------------------


def _walk(folder: Path) -> Iterator[str]:
    """Every file below a folder, as posix paths, in one order everywhere."""
    found = []
    for top, _folders, names in os.walk(folder):
        relative = Path(top).relative_to(folder)
        found += [(relative / name).as_posix() for name in names]
    yield from sorted(found)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _put(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)  # no second copy on the same disk
    except OSError:
        shutil.copyfile(source, target)
