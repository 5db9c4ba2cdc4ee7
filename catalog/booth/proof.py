"""Proof that a booth's folder needs nothing but itself.

Reads what was written as a browser would, with a parser of its own, and trusts none of the code
that wrote it. Whatever is wrong is told, not only the first thing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from catalog.core.errors import CatalogError
from catalog.core.workers import share_out

Knows = Callable[[str], bool]

PATH_LENGTH = 180
"""Characters of a path inside the folder: with a drive and a folder Windows allows 260."""

# Elements that load what an attribute names; "srcset" holds several addresses.
_LOADS = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "link": ("href",),
    "iframe": ("src", "srcdoc"),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data", "codebase"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
    "body": ("background",),
    "base": ("href",),
}
_LEADS = {"a": ("href", "xlink:href", "ping"), "area": ("href",), "form": ("action",)}
_LEADS |= {"button": ("formaction",), "blockquote": (), "html": ("manifest",)}
_STYLE_URL = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)'"]*))\s*\)|@import\s+["']([^"']*)""",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ENGINES = {"canonical", "alternate"}
_NAME = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_CHUNK = 200
_WORTH_A_POOL = 600


@dataclass(frozen=True, order=True)
class Finding:
    """Something that keeps the folder from standing alone.

    ``rule`` is "loads", "absolute", "missing", "folder", "outside", "code", "engines", "name" or
    "script"; ``file`` where it stands, ``value`` what it is.
    """

    rule: str
    file: str
    value: str

    def __str__(self) -> str:
        return f"{self.file}: {_SAID[self.rule]}: {self.value}"


_SAID = {
    "loads": "loads from outside the folder",
    "absolute": "an absolute path",
    "missing": "the file is not in the folder",
    "folder": "leads to a folder, which a disk does not open",
    "outside": "a link out of the booth",
    "code": "a QR code of an address that no record carries",
    "engines": "only search engines read this",
    "name": "a name that not every system or stick can hold",
    "script": "a script inside the page, which its policy forbids",
}
_HELP = {
    "loads": "take the address out of the theme or text; put the file into theme/overrides/assets",
    "absolute": "write links relative to the page: ../visit/",
    "missing": "write the link's page, or take the link out",
    "folder": "let the link end in index.html",
    "outside": 'write a link in Markdown, or as <a href="…">, so that it becomes a QR code',
    "code": "write the address into the record it belongs to",
    "engines": "leave it out of the booth's pages",
    "name": "rename the file: small letters, digits and hyphens, not too long",
    "script": "put the script into a file in theme/overrides/assets",
}


def prove(
    folder: Path,
    knows: Knows | None = None,
    jobs: int = 1,
    files: Collection[str] | None = None,
) -> list[Finding]:
    """All that is wrong with a booth's folder, sorted.

    Args:
        knows: whether an address may stand as a QR code; None to allow any.
        jobs: processes to work with.
        files: the booth's own, relative to the folder; None for all that lie in it.
    """
    if files is None:
        files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    found = set(_names(files))
    texts = sorted(f for f in files if f.endswith((".html", ".css", ".svg")))
    chunks = [texts[i : i + _CHUNK] for i in range(0, len(texts), _CHUNK)]
    prover = _Prover(folder, frozenset(files), knows)
    with share_out(prover.read, jobs if len(texts) >= _WORTH_A_POOL else 1) as run:
        for some in run(chunks):
            found.update(some)
    return sorted(found)


def refuse(findings: Sequence[Finding]) -> None:
    """Raise a CatalogError that names what was found, the first of each kind in full."""
    if not findings:
        return
    kinds = dict.fromkeys(f.rule for f in findings)
    lines, remedies = [], []
    for rule in kinds:
        some = [f for f in findings if f.rule == rule]
        lines += [f"  {f}" for f in some[:3]]
        if len(some) > 3:
            lines.append(f"  … and {len(some) - 3} more of this kind")
        remedies.append(_HELP[rule])
    message = "the booth would not work without a network:\n" + "\n".join(lines)
    raise CatalogError(message, "; ".join(remedies))


def _names(files: Iterable[str]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for file in sorted(files):
        parts = file.split("/")
        fits = _NAME.fullmatch(file) and len(file) <= PATH_LENGTH
        if not fits or any(_RESERVED.match(p) or p.endswith(".") for p in parts):
            yield Finding("name", file, file)
        other = seen.setdefault(file.lower(), file)
        if other != file:
            yield Finding("name", file, f"differs from {other} only by capitals")


# ---- reading files ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Prover:
    folder: Path
    files: frozenset[str]
    knows: Knows | None

    def read(self, files: Iterable[str]) -> set[Finding]:
        found: set[Finding] = set()
        for file in files:
            text = (self.folder / file).read_text(encoding="utf-8")
            if file.endswith(".css"):
                used = [("loads", url) for url in style_urls(text)]
            else:
                reader = _Reader()
                reader.feed(text)
                reader.close()
                used = reader.used
            found.update(f for rule, value in used if (f := self.judge(file, rule, value)))
        return found

    def judge(self, file: str, rule: str, value: str) -> Finding | None:
        """What is wrong with one address, if anything."""
        url = value.strip()
        if rule == "code":
            return self._judge_code(file, url)
        if rule in ("engines", "script"):
            return Finding(rule, file, url)
        if not url or url.startswith("#"):
            return None
        scheme = _SCHEME.match(url)
        if scheme and scheme[1].lower() == "data" and rule == "loads":
            return None
        if url.startswith("//") or (scheme and len(scheme[1]) > 1 and scheme[1].lower() != "file"):
            return Finding(rule, file, url)
        if scheme or url.startswith(("/", "\\")) or "\\" in url:
            return Finding("absolute", file, url)
        return self._judge_path(file, url)

    def _judge_path(self, file: str, url: str) -> Finding | None:
        path = unquote(re.split(r"[?#]", url)[0])
        if not path:
            return None
        target = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        if target.startswith(".."):
            return Finding("absolute", file, url)
        if path.endswith(("/", ".", "..")):
            return Finding("folder", file, url)
        return None if target in self.files else Finding("missing", file, url)

    def _judge_code(self, file: str, url: str) -> Finding | None:
        if self.knows is None or self.knows(url):
            return None
        return Finding("code", file, url)


class _Reader(HTMLParser):
    """Collects the addresses that a page or drawing uses: ("loads", url), ("outside", url) …"""

    def __init__(self) -> None:
        super().__init__()
        self.used: list[tuple[str, str]] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._within = tag
        if tag == "link" and _ENGINES & set(values.get("rel", "").split()):
            self.used.append(("engines", values.get("href", "")))
            return
        if tag == "meta":
            self._meta(values)
        if tag == "script" and "src" not in values:
            self.used.append(("script", values.get("type", "text/javascript")))
        for name in _LOADS.get(tag, ()):
            if name in values:
                urls = _sources(values[name]) if name == "srcset" else [values[name]]
                self.used += [("loads", url) for url in urls]
        for name in _LEADS.get(tag, ()):
            if name in values:
                self.used.append(("outside", values[name]))
        if "style" in values:
            self.used += [("loads", url) for url in style_urls(values["style"])]
        if "data-booth-out" in values:
            self.used.append(("code", values["data-booth-out"]))
        self.used += [("script", name) for name in values if name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._within = ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "style":
            self.used += [("loads", url) for url in style_urls(data)]

    def _meta(self, values: dict[str, str]) -> None:
        if values.get("http-equiv", "").lower() == "refresh":
            found = re.search(r"url\s*=\s*['\"]?([^'\"]*)", values.get("content", ""), re.I)
            self.used.append(("outside", found[1] if found else ""))
        name = values.get("property", values.get("name", ""))
        if name.startswith(("og:", "twitter:")) or name == "robots":
            self.used.append(("engines", name))


def style_urls(style: str) -> list[str]:
    """The addresses that a stylesheet or a style attribute loads."""
    found = _STYLE_URL.findall(_COMMENT.sub("", style))
    return [next((url for url in urls if url), "") for urls in found]


def _sources(srcset: str) -> list[str]:
    return [part.split()[0] for part in srcset.split(",") if part.split()]
