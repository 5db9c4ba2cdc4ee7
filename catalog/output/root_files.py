"""The files at the root of the output, made anew from all editions that lie in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from catalog.core.formats import escape_xml as escape

SITEMAP_LIMIT = 45_000  # addresses a file; the protocol allows 50,000

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def write_root(
    out: Path, edition: str, url: str, *, current: bool, chooser: bytes, not_found: bytes
) -> dict[str, bytes]:
    """The root's files by name.

    Args:
        out: the output folder as it is now, for the editions in it.
        edition: the edition being built.
        url: the public address, with a slash at its end.
        current: whether this is the current edition; only it writes the language chooser.
        chooser, not_found: the pages.
    """
    editions = sorted({edition, *_editions(out)})
    files = {
        "sitemap.xml": _index(f"{url}{name}/sitemap.xml" for name in editions),
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n".encode(),
        ".nojekyll": b"",  # GitHub Pages would leave files out otherwise
    }
    if current or not (out / "index.html").is_file():
        files["index.html"] = chooser
        files["404.html"] = not_found
    return files


def edition_sitemaps(url: str, addresses: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """An edition's sitemap by file name; beyond the limit several, and an index of them.

    Args:
        url: the edition's public address, with a slash at its end.
        addresses: its pages, relative to ``url``; no more than one file's are held at one time.
    """
    waiting = iter(addresses)
    names: list[str] = []
    part = list(islice(waiting, SITEMAP_LIMIT))
    while following := list(islice(waiting, SITEMAP_LIMIT)):
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield names[-1], _urls(f"{url}{address}" for address in part)
        part = following
    last = f"sitemap-{len(names) + 1}.xml" if names else "sitemap.xml"
    yield last, _urls(f"{url}{address}" for address in part)
    if names:
        yield "sitemap.xml", _index(f"{url}{name}" for name in (*names, last))


def _editions(out: Path) -> list[str]:
    if not out.is_dir():
        return []
    return [p.name for p in out.iterdir() if (p / "sitemap.xml").is_file()]


def _urls(addresses: Iterable[str]) -> bytes:
    lines = "".join(f"<url><loc>{escape(a)}</loc></url>\n" for a in addresses)
    return f"{_XML}<urlset {_NAMESPACE}>\n{lines}</urlset>\n".encode()


def _index(addresses: Iterable[str]) -> bytes:
    lines = "".join(f"<sitemap><loc>{escape(a)}</loc></sitemap>\n" for a in addresses)
    return f"{_XML}<sitemapindex {_NAMESPACE}>\n{lines}</sitemapindex>\n".encode()
