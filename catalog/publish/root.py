"""The files at the root of the output, made anew from all editions that lie in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

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


def edition_sitemaps(url: str, addresses: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """An edition's sitemap by file name; an index of several beyond the limit.

    Args:
        url: the edition's public address, with a slash at its end.
        addresses: its pages, relative to ``url``.
    """
    starts = range(0, len(addresses), SITEMAP_LIMIT)
    if len(starts) <= 1:
        yield "sitemap.xml", _urls(f"{url}{address}" for address in addresses)
        return
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(starts, 1)]
    yield "sitemap.xml", _index(f"{url}{name}" for name in names)
    for name, start in zip(names, starts, strict=True):
        yield name, _urls(f"{url}{a}" for a in addresses[start : start + SITEMAP_LIMIT])


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
