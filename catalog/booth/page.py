"""A page of the web made a page of the booth.

Every link is spelled out to its file, what only search engines read goes, and what leads out of
the booth becomes a QR code with its address under it. Works on our own markup, whose attributes
stand in double quotes and hold neither angle brackets nor raw quotes; :mod:`catalog.booth.proof`
reads the result with a parser of its own and trusts nothing of this.
"""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote, urljoin, urlsplit

from catalog.media.qr import draw_qr
from catalog.models.addresses import ascii_link

INDEX = "index.html"

_TAG = r'(?:[^>"]|"[^"]*")*'
_HEAD_END = "</head>"
_FOR_ENGINES = re.compile(
    rf'<link rel="(?:canonical|alternate)"{_TAG}>\n?'
    rf'|<meta (?:property|name)="(?:(?:og|twitter):[^"]*|robots)"{_TAG}>\n?'
    r'|(?<=<meta name="description") property="og:description"'
    r'|<script type="application/ld\+json">.*?</script>\n?',
    re.DOTALL,
)
_LINK = re.compile(rf"<a\b({_TAG})>(.*?)</a>", re.DOTALL)
_IMAGE = re.compile(rf"<img\b({_TAG})>")
# What the organizers wrote; all else is ours, and a dead link in it a fault that stops the booth.
_PROSE = re.compile(r'(<article class="md-typeset"[^>]*>)(.*)(</article>)', re.DOTALL)
_FORM = re.compile(rf'(<form\b{_TAG}\baction=")([^"]*)(")')
_ATTRIBUTE = re.compile(r'\s([\w:-]+)(?:="([^"]*)")?')
_MARKUP = re.compile(r"<[^>]*>")
_SAID = re.compile(r"^(?:mailto|tel|geo):", re.IGNORECASE)
_FILES = (".ics", ".vcf")  # a phone takes them, a kiosk cannot


@dataclass(frozen=True)
class Adapter:
    """Adapts the pages of one booth.

    Attributes:
        site: the edition's public address, with a slash at its end.
        said: language → what is said of a QR code, with ``%(address)s``.
        there: whether a path below the edition's folder will be in the booth.
    """

    site: str
    said: dict[str, str]
    there: Callable[[str], bool] = lambda _: True

    def adapt(self, html: str, path: str) -> str:
        """The page at ``path`` below the edition's folder (``en/works/index.html``)."""
        head, _, body = html.partition(_HEAD_END)
        address = urljoin(self.site, path.removesuffix(INDEX))
        said = self.said.get(path.partition("/")[0], "%(address)s")

        def link(found: re.Match[str]) -> str:
            return _link(found, address, said)

        body = _PROSE.sub(lambda m: m[1] + self._without_dead(m[2], path) + m[3], body)
        body = _LINK.sub(link, body)
        body = _FORM.sub(lambda m: m[1] + spell_out(m[2]) + m[3], body)
        return _FOR_ENGINES.sub("", head) + _HEAD_END + body

    def _without_dead(self, html: str, path: str) -> str:
        """Prose without links to what is not in the booth, and without such pictures: their words
        stay.
        """

        def leads(href: str) -> bool:
            if leads_out(href):
                return True
            where = unquote(urlsplit(href).path)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
            target += f"/{INDEX}" if where.endswith("/") else ""
            return not where or where.endswith(_FILES) or self.there(target)

        def link(found: re.Match[str]) -> str:
            href = dict(_ATTRIBUTE.findall(found[1])).get("href")
            return found[2] if href is not None and not leads(unescape(href)) else found[0]

        def image(found: re.Match[str]) -> str:
            attributes = dict(_ATTRIBUTE.findall(found[1]))
            several = (one.split() for one in attributes.get("srcset", "").split(","))
            files = [attributes.get("src", ""), *(one[0] for one in several if one)]
            return (
                found[0]
                if all(leads(unescape(one)) for one in files)
                else attributes.get("alt", "")
            )

        return _LINK.sub(link, _IMAGE.sub(image, html))


def spell_out(href: str) -> str:
    """A link to a folder as one to its page: ``../works/?q=a`` → ``../works/index.html?q=a``.

    Links to files, within the page, or to elsewhere stay as they are.
    """
    found = re.match(r"[^?#]*", href)
    path = found[0] if found else ""
    if not path.endswith("/") or leads_out(href):
        return href
    return path + INDEX + href[len(path) :]


def leads_out(href: str) -> bool:
    """Whether an address (unescaped or not) has a scheme or a host."""
    return bool(re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", href, re.IGNORECASE))


def outside_code(url: str, label: str, css: str, said: str) -> str:
    """A link that leaves the booth: its text, the QR code, the address for the eye.

    Args:
        label: markup without links.
        css: the classes of the link it stands for.
        said: what is said of the code, with ``%(address)s``.
    """
    url = ascii_link(url)
    shown = _SAID.sub("", url)
    shown = re.sub(r"^https?://(?:www\.)?", "", shown).rstrip("/") or url
    try:
        size, data = draw_qr(url)
    except ValueError:  # longer than any code holds
        return f'<span class="bo-out__t {css}">{label}</span>'
    told = escape(said % {"address": shown})
    again = "" if unescape(_MARKUP.sub("", label)).strip() == shown else _address(shown)
    return (
        f'<span class="bo-out" data-booth-out="{escape(url)}"><span class="bo-out__t {css}">'
        f'{label}</span><img class="bo-out__qr sc-qr" alt="{told}" width="{size}" '
        f'height="{size}" src="data:image/png;base64,{b64encode(data).decode()}">'
        f"{again}</span>"
    )


def _address(shown: str) -> str:
    return f'<bdi class="bo-out__u" dir="ltr">{escape(shown)}</bdi>'


def _link(found: re.Match[str], address: str, said: str) -> str:
    tag, label = found[1], found[2]
    attributes = dict(_ATTRIBUTE.findall(tag))
    href = attributes.get("href")
    if href is None:
        return found[0]
    url = unescape(href)
    css = attributes.get("class", "sc-link")
    path = urlsplit(url).path if not leads_out(url) else ""
    if leads_out(url):
        return outside_code(url, label, css, said)
    if path.endswith(_FILES):  # handed over: the phone fetches it from the web
        return outside_code(urljoin(address, url), label, css, said)
    if "/media/" in path or path.startswith("media/"):  # a bare file has no way back
        return f'<span data-booth-picture="{href}">{label}</span>'
    return str.replace(found[0], f'href="{href}"', f'href="{spell_out(href)}"', 1)
