"""Web addresses, e-mail addresses, ISBNs."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated
from urllib.parse import quote, unquote

from pydantic import AfterValidator, PlainSerializer

from catalog.models.context import fault
from catalog.models.scalars import Str
from catalog.models.spelling import LONGEST

# An apostrophe belongs to addresses (RFC 3986): it stands in titles of encyclopedias, and wherever
# we print an address it is escaped, within double quotes.
_URL = re.compile(r"https?://[^\s<>\"`\\{}|^\x00-\x20\x7f]+", re.IGNORECASE)
_LABEL = r"[^/?#@:\s.，。；、]+"
_HOST = re.compile(
    rf"https?://([^/?#@]+@)?(\[[0-9a-f:.]+\]|{_LABEL}(?:\.{_LABEL})+)(:\d+)?([/?#]|$)"
)
_ODD = re.compile(r"[\s<>\"`\\{}|^\x7f]")
_SCHEME = re.compile(r"(https?)[:/]+", re.IGNORECASE)  # httpbin.org has none
_DOMAIN = r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}"
_BARE = re.compile(rf"(//)?{_DOMAIN}(:\d+)?([/?#].*)?", re.IGNORECASE)
_A_FILE = re.compile(
    r"(?i:[^/]*\.(ya?ml|jpe?g|png|gif|webp|svg|md|docx?|pdf|xlsx?|pptx?|txt|csv|html?|zip|mov|avi))"
)
# RFC 5322 allows an apostrophe (o'neil@…): wherever we print an address it is escaped. Around an
# address it is a quote.
_NOT_IN_EMAIL = r"\s@<>\"(),:;\\\[\]，。；：、（）"
_EMAIL = re.compile(
    rf"(?!')[^{_NOT_IN_EMAIL}]+(?<!')@[^'{_NOT_IN_EMAIL}]+\.[^'.{_NOT_IN_EMAIL}]{{2,}}"
)
_URL_IN_TEXT = re.compile(r"https?://[^\s<>()，。；、]+", re.IGNORECASE)
_EMAIL_IN_TEXT = re.compile(rf"[\w+-][\w.+'-]*@{_DOMAIN}", re.IGNORECASE | re.ASCII)
# A letter of another alphabet, or a character that addresses may have: then what was found is part
# of something longer. Chinese and Japanese are written without spaces around it.
_JOINED = r"[.+_%!#$&*/=?^`{|}~’-]|[^\W\u3005-\u30ff\u3400-\u9fff]"
_JOINED_BEFORE = re.compile(rf"(?:{_JOINED}|[\w.]\s*\.\s*)$")
_JOINED_AFTER = re.compile(rf"(?!\.?(?:$|\W)){_JOINED}|[-@'’]\w|\s*\.\s*[a-z]")


_PARTS = re.compile(r"(https?://)([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_HOST_PART = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_PORT = re.compile(r":\d*$")
_STRAY = re.compile(r"%(?![0-9a-fA-F]{2})")
_LONGEST_HOST = 253  # RFC 1035


def ascii_url(url: str) -> str:
    """A web address as it leaves the catalogue (RFC 3986): a host in its letters for machines, all
    else that is not ASCII in percent.

    ``https://展会.例子/目录`` → ``https://xn--…/%E7%9B%AE%E5%BD%95``. What is ASCII already stays;
    a second time nothing changes.

    Raises:
        ValueError: it is no web address, or no host can be called so.
    """
    found = _PARTS.fullmatch(url)
    if not found:
        raise ValueError(url)
    scheme, host, rest = found.groups()
    port = _PORT.search(host)
    name = host[: port.start()] if port else host
    if not name.isascii():
        name = ".".join(
            label if label.isascii() else _ascii_label(label) for label in name.split(".")
        )
        if len(name) > _LONGEST_HOST:
            raise ValueError(url)
    path, mark, fragment = rest.partition("#")
    return f"{scheme}{name}{port[0] if port else ''}{_quoted(path)}{mark}{_quoted(fragment)}"


def ascii_link(link: str) -> str:
    """Any address as it leaves the catalogue: like :func:`ascii_url`, other schemes in percent.

    What cannot be written so stays as it is.
    """
    try:
        return ascii_url(link)
    except ValueError:
        return link if link.isascii() else quote(link, safe=_SAFE)


_SAFE = "/:@!$&'()*+,;=-._~%?#"


def _quoted(part: str) -> str:
    return quote(_STRAY.sub("%25", part), safe=_SAFE)


def _ascii_label(label: str) -> str:
    """A part of a host: as IDNA 2008 has it, or as 2003 where only that knows it (emoji)."""
    import idna  # takes 10 ms to import, and few hosts need it

    try:
        ascii_label = idna.encode(label, uts46=True).decode()
    except UnicodeError:
        ascii_label = label.encode("idna").decode()
    if not _HOST_PART.fullmatch(ascii_label):  # as a full-width slash would end the host
        raise ValueError(label)
    return ascii_label


def _is_url(value: str) -> bool:
    found = _HOST.match(value.lower())
    plain = bool(_URL.fullmatch(value)) and value[-1] not in "，。；、"
    if not plain or found is None or found[1]:
        return False
    try:
        ascii_url(value)
    except ValueError:
        return False
    return True


def _url(value: str) -> str:
    if _is_url(value):
        return value
    odd = _ODD.search(value)
    encoded = _ODD.sub(lambda found: quote(found[0]), value)
    if odd and _is_url(encoded) and "%" not in encoded.split("/")[2]:
        raise fault("bad-url", value=value, char=odd[0], fix=encoded, hint="character")
    fix = _as_url(value)
    raise fault("bad-url", value=value, fix=fix, hint="fix" if fix else "")


def _as_url(value: str) -> str:
    """The address that was probably meant, in ordinary characters and whole; "" for none."""
    text = re.sub(r"(?<=/)\s+", "", value[:LONGEST].replace("：//", "://"))
    found = set(_URL_IN_TEXT.findall(text))
    plain = unicodedata.normalize("NFKC", text.replace("。", ".")).strip()
    if found:
        whole = found.pop() if len(found) == 1 else ""
    elif _BARE.fullmatch(plain) and not _A_FILE.fullmatch(plain):
        whole = f"https://{plain.removeprefix('//')}"
    elif scheme := _SCHEME.match(plain):
        whole = f"{scheme[1].lower()}://{plain[scheme.end() :]}"
    else:
        whole = ""
    return whole if whole and _is_url(whole) else ""


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value) or len(value) > 254:
        fix = _as_email(value)
        raise fault("bad-email", value=value, fix=fix, hint="fix" if fix else "")
    return value


def _as_email(value: str) -> str:
    """The one address that is in a text, or was written with spaces; "" for none."""
    plain = unicodedata.normalize("NFKC", value[:LONGEST].replace("。", "."))
    plain = re.sub(r"\s*[(\[]at[)\]]\s*", "@", plain, flags=re.IGNORECASE)
    matches = list(_EMAIL_IN_TEXT.finditer(plain))
    if not matches:
        together = re.sub(r"\s*([@.])\s*", r"\1", plain)
        matches = list(_EMAIL_IN_TEXT.finditer(together))
        # “Write us. rights @ a.cn” would else be us.rights@a.cn.
        if together != plain and re.search(r"\w[.\s]\s+\w+\s*@", plain):
            return ""
        plain = together
    if any(_JOINED_BEFORE.search(plain[: m.start()]) for m in matches):
        return ""
    if any(_JOINED_AFTER.match(plain, m.end()) for m in matches):
        return ""
    found = {match[0] for match in matches}
    return found.pop() if len(found) == 1 else ""


def _site_url(value: str) -> str:
    """A folder on a server: pages are looked for below it."""
    plain = re.split(r"[?#]", _url(value))[0]
    scheme, _, rest = plain.partition("://")
    host, _, path = rest.partition("/")
    steps = [step for step in path.split("/") if unquote(step).strip(".") or not step]
    kept = "/".join(steps).strip("/")
    kept = re.sub(r"/{2,}", "/", kept)
    fix = f"{scheme}://{host}/" + (f"{kept}/" if kept else "")
    if value.rstrip("/") != fix.rstrip("/") or value.endswith("//"):
        raise fault("bad-url", value=value, fix=fix, hint="site")
    return value


# As JSON, which leaves the catalogue, it is ASCII; as people wrote it everywhere else.
_leaving = PlainSerializer(ascii_link, return_type=str, when_used="json")
Url = Annotated[Str, AfterValidator(_url), _leaving]
SiteUrl = Annotated[Str, AfterValidator(_site_url), _leaving]
Email = Annotated[Str, AfterValidator(_email)]


def isbn_check_digit(digits: str) -> str:
    """The check digit for the first 9 or 12 digits of an ISBN (ISO 2108)."""
    if len(digits) == 9:
        rest = -sum((10 - i) * int(d) for i, d in enumerate(digits)) % 11
        return "X" if rest == 10 else str(rest)
    return str(-sum((1, 3)[i % 2] * int(d) for i, d in enumerate(digits)) % 10)


def check_isbn(value: str) -> str:
    """The ISBN as written, if its length and check digit are right."""
    plain = re.sub(r"[\s-]", "", value).upper()
    if not re.fullmatch(r"\d{9}[\dX]|97[89]\d{10}", plain):
        raise fault("bad-isbn", value=value, digit="", hint="length")
    digit = isbn_check_digit(plain[:-1])
    if digit != plain[-1]:
        raise fault("bad-isbn", value=value, digit=digit)
    return value
