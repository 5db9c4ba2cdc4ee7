"""The organizers' Markdown: its pictures are placed, and each page is proven to be publishable.

A picture is ``![the hall](hall.jpg)``, a file beside the page. It is derived like any other; what
cannot be used is told, and its words stay.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from catalog.core.problems import MAX_TOLD, Problem, problem
from catalog.media.images import Picture
from catalog.media.pictures import Named
from catalog.models.prose import ProseSource
from catalog.web.frame import DeadLink, Proof, dead_anchors, prove_pages

# Where a picture may begin; or code, in which nothing is one.
_BEGIN = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})|(?P<tick>`+)|(?P<picture>!\[)", re.MULTILINE)
# What follows a picture's words. Nothing is tried twice: a page may be a hundred kilobytes of "![".
_TARGET = re.compile(
    r"""
    \]\(\ *+(?:<(?P<held>[^>\n]{1,500})>|(?P<bare>[^)\s]{1,500}+))
    (?:\ ++"(?P<title>[^"\n]{0,500})")?\ *+\)
    """,
    re.VERBOSE,
)
_BLANK = re.compile(r"\n[ \t]*+\n")
_MEANT = re.compile(r"[\[\]`\\*_!|]")  # what Markdown would take for its own within an attribute
MEDIA = "../../media/"  # from a page such as visit/
_SIZES = "(min-width:45em) 29rem,91vw"


@dataclass(frozen=True, slots=True)
class _Found:
    """A picture in a text: from where to where, and what it says."""

    start: int
    end: int
    alt: str
    file: str
    title: str | None


def pictures_of(page: ProseSource) -> Iterator[Named]:
    """Every picture that a page names."""
    line, seen = page.line, 0
    for found in _find(page.markdown):
        line, seen = line + page.markdown.count("\n", seen, found.start), found.start
        yield Named(_path(page, found), page.path, line)


def place_pictures(page: ProseSource, pictures: Mapping[str, Picture]) -> ProseSource:
    """The page with its pictures as HTML, in all widths; without one there are its words."""
    text, parts, seen = page.markdown, [], 0
    for found in _find(text):
        picture = pictures.get(_path(page, found))
        placed = _image(picture, found.alt, found.title) if picture else found.alt
        parts += [text[seen : found.start], placed]
        seen = found.end
    return replace(page, markdown="".join([*parts, text[seen:]]))


def _find(text: str) -> Iterator[_Found]:
    """The pictures of a text that are not in code, in a time that grows with its length."""
    next_fence, next_tick = _ends_of_code(text)
    place, after = 0, _Ahead(text)
    while begin := _BEGIN.search(text, place):
        place = begin.end()
        if begin["fence"]:
            place = next_fence.get(begin.start("fence"), place)
        elif begin["tick"]:
            place = next_tick.get(begin.start(), place)
        else:
            close = after.find("]", place)
            target = _TARGET.match(text, close) if close < after.find("\n", place) else None
            if target:
                file = target["held"] or target["bare"]
                yield _Found(begin.start(), target.end(), text[place:close], file, target["title"])
                place = target.end()


class _Ahead:
    """Where a sign stands next; each stretch of the text is looked through once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[str, int] = {}

    def find(self, sign: str, start: int) -> int:
        """The sign's next place, or the text's end."""
        if self.known.get(sign, -1) < start:
            place = self.text.find(sign, start)
            self.known[sign] = len(self.text) if place < 0 else place
        return self.known[sign]


def _ends_of_code(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """Where code begins that also ends → where it ends; of fenced blocks, and within a line."""
    fences: dict[int, int] = {}
    ticks: dict[int, int] = {}
    # From the end: what may close stands behind what opens. A fence is closed by one at least as
    # long, so shorter ones in front of it are never asked for again.
    longer: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
    same: dict[int, tuple[int, int]] = {}
    paragraph, breaks = len(text), [found.start() for found in _BLANK.finditer(text)]
    for found in reversed(list(_BEGIN.finditer(text))):
        start = found.start("fence") if found["fence"] else found.start()
        while breaks and breaks[-1] > start:
            paragraph = breaks.pop()
        if found["fence"]:
            length, closing = len(found["fence"]), longer[found["fence"][0]]
            while closing and closing[-1][0] < length:
                closing.pop()
            if closing:
                fences[start] = closing[-1][1]
            closing.append((length, found.end()))
        elif found["tick"]:
            length = len(found["tick"])
            number, end = same.get(length, (-1, 0))
            if number == paragraph:
                ticks[start] = end
            same[length] = (paragraph, found.end())
    return fences, ticks


def _path(page: ProseSource, found: _Found) -> str:
    named = unquote(found.file)  # in Markdown it is an address
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), named))


def _image(picture: Picture, alt: str, title: str | None) -> str:
    files = [f"{MEDIA}{one.name} {one.width}w" for one in picture.derivatives]
    last = picture.derivatives[-1]
    several = f' srcset="{",".join(files)}" sizes="{_SIZES}"' if len(files) > 1 else ""
    said = f' title="{_quiet(title)}"' if title else ""
    return (
        f'<img src="{MEDIA}{last.name}"{several} alt="{_quiet(alt)}"{said} '
        f'width="{last.width}" height="{last.height}" loading="lazy">'
    )


def _quiet(text: str) -> str:
    return _MEANT.sub(lambda found: f"&#{ord(found[0])};", escape(text))


def prove_prose(
    pages: Sequence[ProseSource], config: Path, theme: Path, cache: Path
) -> tuple[list[ProseSource], list[Problem]]:
    """The pages that can be published, and what is wrong with these and with the others.

    Args:
        pages: with their pictures placed.
        config, theme: mkdocs.yml and the folder of overrides.
        cache: the cache folder.

    Raises:
        CatalogError: the settings of MkDocs cannot be used.
    """
    texts = [(page.name, page.markdown) for page in pages]
    proofs = list(zip(pages, prove_pages(texts, config, theme, cache), strict=True))
    versions: dict[str, dict[str, Proof]] = {}
    for page, proof in proofs:
        versions.setdefault(page.name, {})[page.lang] = proof
    kept, problems = [], []
    for page, proof in proofs:
        if proof.reason:
            problems.append(broken_page(page, proof.reason, proof.line))
            continue
        kept.append(page)
        # A page leads to that of its own language, or of any where there is none.
        others = {}
        for name, _anchor, _link in proof.anchors:
            of = versions.get(name, {})
            others[name] = [of[page.lang]] if page.lang in of else [*of.values()]
        links = dict.fromkeys((*proof.links, *dead_anchors(proof, others)))
        problems.extend(_dead_link(page, link) for link in islice(links, MAX_TOLD))
    return kept, problems


def broken_page(page: ProseSource, reason: str, line: int = 0) -> Problem:
    """Says that a page cannot be converted.

    Args:
        reason: of :class:`catalog.web.frame.Proof`.
        line: of its Markdown, from one; 0 where nobody knows.
    """
    return problem(
        "broken-page",
        page.path,
        line=page.line + max(line, 1) - 1,
        column=1,
        hint=reason if reason == "engine" else "",
        reason=f"@page-{reason}",
    )


def _dead_link(page: ProseSource, dead: DeadLink) -> Problem:
    before, found, _ = page.markdown.partition(dead.link)
    start = before.rpartition("\n")[2]
    return problem(
        "dead-link",
        page.path,
        line=page.line + before.count("\n") if found else page.line,
        column=len(start) + 1 if found else 1,
        hint="near" if dead.near else dead.kind if dead.kind in ("absolute", "anchor") else "",
        link=dead.link,
        near=dead.near,
    )
