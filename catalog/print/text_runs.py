"""A page's markup as plain data that a Typst template prints as text.

Pages make safe markup of records: escaped, and Markdown cleaned. A book prints the same texts, so
it reads that markup, not the records. What comes out holds strings only in places where Typst
prints them; none is ever evaluated as Typst code.

A *run* is a string, or ``{"t": string, …}`` with what is particular to it: ``b`` strong, ``i``
emphasis, ``s`` struck, ``c`` code, ``q`` quiet, ``l`` and ``d`` its language and direction, ``u``
an address outside, ``k`` the key of another entry of the book, ``m`` a mark that a text is shown in
another language; ``{"br": true}`` begins a line.

A *block* is one of ``{"p": runs}``, ``{"h": level, "r": runs}``, ``{"ul": [blocks, …]}``,
``{"ol": [blocks, …], "from": number}``, ``{"q": blocks}``, ``{"pre": string}``, ``{"hr": true}``,
``{"table": [[runs, …], …], "head": rows}``, or ``{"in": language, "b": blocks}`` for what is not in
the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from catalog.web.pages.texts import ROOT

Run = str | dict[str, Any]
Block = dict[str, Any]
Keys = Callable[[str], bool]
"""Tells whether the book has an entry of that key: ``works/acme/a-novel``."""

# No glyph stands for these, and overrides would turn a whole line round unseen. Joiners and the
# two marks of direction stay: Arabic and emoji are spelt with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SPACE = re.compile("[ \t\r\n\f\v\u2028\u2029]+")
# Scripts that break anywhere are not among these letters.
_ENDLESS = re.compile(
    "[^\\s\u0e00-\u0eff\u2e80-\ud7ff\uf900-\ufaff\u200b\U00020000-\U0003ffff]{31,}"
)
_STYLES = {"strong": "b", "b": "b", "em": "i", "i": "i", "s": "s", "code": "c", "small": "q"}
_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "hr", "table", "div")
)
_VOID = frozenset(("br", "hr", "img"))


def clean(text: str) -> str:
    """Text on one line, without what would turn or hide other text.

    What has no space for longer than a line may be is given places to break at.
    """
    return _ENDLESS.sub(_breakable, _SPACE.sub(" ", _UNSEEN.sub("", text)))


def _breakable(word: re.Match[str]) -> str:
    return "\u200b".join(re.findall(r".{1,12}", word[0]))


def no_keys(_key: str) -> bool:
    """For texts outside a book: nothing in them leads to an entry."""
    return False


@dataclass
class Node:
    """An element of the markup, or the whole."""

    tag: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The element's classes."""
        return self.attributes.get("class", "").split()

    def find(self, tag: str) -> Iterator[Node]:
        """The elements of that name, in order."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag == tag:
                    yield child
                yield from child.find(tag)

    def text(self) -> str:
        """All text within."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(markup: str) -> Node:
    """Markup that our pages made → its elements."""
    if "<" not in markup and "&" not in markup:
        return Node(children=[markup])
    reader = _Reader()
    reader.feed(str(markup))
    reader.close()
    return reader.open[0]


def runs(markup: str, keys: Keys = no_keys) -> list[Run]:
    """A line of text; paragraphs in it become lines."""
    return _tidy(_inline(parse(markup).children, {}, keys))


def blocks(markup: str, keys: Keys = no_keys) -> list[Block]:
    """A long text."""
    return list(_blocks(parse(markup).children, {}, keys))


# ---- inline ----------------------------------------------------------------------------


def _inline(children: Sequence[Node | str], style: dict[str, Any], keys: Keys) -> Iterator[Run]:
    for child in children:
        if isinstance(child, str):
            text = clean(child)
            if text:
                yield {"t": text, **style} if style else text
        elif child.tag == "br":
            yield {"br": True}
        elif "sc-fb" in child.classes:
            yield {"t": clean(child.text()).strip(), "m": True}
        elif child.tag == "p":
            yield {"br": True}
            yield from _inline(child.children, style, keys)
        else:
            yield from _inline(child.children, style | _style(child, keys), keys)


def _style(node: Node, keys: Keys) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if node.tag in _STYLES:
        found[_STYLES[node.tag]] = True
    if "sc-muted" in node.classes:
        found["q"] = True
    if node.attributes.get("lang"):
        found["l"] = node.attributes["lang"]
    if node.attributes.get("dir"):
        found["d"] = node.attributes["dir"]
    if node.tag == "a":
        found |= _target(node.attributes.get("href", ""), keys)
    return found


def _target(href: str, keys: Keys) -> dict[str, Any]:
    if href.startswith(ROOT):
        key = href.removeprefix(ROOT).partition("#")[0].rstrip("/")
        return {"k": key} if keys(key) else {}
    if href.startswith(("http://", "https://", "mailto:", "tel:")):
        return {"u": _UNSEEN.sub("", href)}
    return {}


def _tidy(found: Iterator[Run]) -> list[Run]:
    """Without spaces and breaks at the ends, neighbours of one kind together."""
    out: list[Run] = []
    for run in found:
        if isinstance(run, str) and out and isinstance(out[-1], str):
            out[-1] += run
        elif run == {"br": True} and (not out or out[-1] == run):
            continue
        else:
            out.append(run)
    while out and (out[-1] == {"br": True} or out[-1] == " "):
        out.pop()
    if out and isinstance(out[0], str):
        out[0] = out[0].lstrip(" ")
    if out and isinstance(out[-1], str):
        out[-1] = out[-1].rstrip(" ")
    return [run for run in out if run != ""]


# ---- blocks ----------------------------------------------------------------------------


def _blocks(children: Sequence[Node | str], style: dict[str, Any], keys: Keys) -> Iterator[Block]:
    line: list[Node | str] = []
    mark: Run | None = None
    for child in children:
        if isinstance(child, Node) and "sc-fbline" in child.classes:
            mark = next(_inline(child.children, {}, keys), None)
        elif isinstance(child, Node) and child.tag in _BLOCKS:
            yield from _paragraph(line, style, keys)
            line = []
            for block in _block(child, style, keys):
                yield _marked(block, mark) if mark else block
        else:
            line.append(child)
    yield from _paragraph(line, style, keys)


def _marked(block: Block, mark: Run) -> Block:
    """A text with the mark that it is in another language at the end of its last paragraph."""
    inner = block.get("b")
    if inner and "p" in inner[-1]:
        inner[-1] = {"p": [*inner[-1]["p"], " ", mark]}
    elif inner:
        inner.append({"p": [mark]})
    return block


def _paragraph(
    children: Sequence[Node | str], style: dict[str, Any], keys: Keys
) -> Iterator[Block]:
    found = _tidy(_inline(children, style, keys))
    if found:
        yield {"p": found}


def _block(node: Node, style: dict[str, Any], keys: Keys) -> Iterator[Block]:
    if node.tag == "p":
        yield from _paragraph(node.children, style, keys)
    elif node.tag == "div":
        inner = _blocks(node.children, style, keys)
        if "lang" in node.attributes:
            yield {"in": node.attributes["lang"], "b": list(inner)}
        else:
            yield from inner
    elif node.tag == "hr":
        yield {"hr": True}
    elif node.tag == "pre":
        yield {"pre": _UNSEEN.sub("", node.text()).rstrip("\n")}
    elif node.tag == "blockquote":
        yield {"q": list(_blocks(node.children, style, keys))}
    elif node.tag in ("ul", "ol"):
        items = [list(_blocks(item.children, style, keys)) for item in _of(node, "li")]
        first = node.attributes.get("start", "1")
        start = int(first) if first.isdecimal() and len(first) < 10 else 1
        yield {"ul": items} if node.tag == "ul" else {"ol": items, "from": start}
    elif node.tag == "table":
        yield _table(node, style, keys)
    else:
        yield {"h": int(node.tag[1]), "r": _tidy(_inline(node.children, style, keys))}


def _of(node: Node, tag: str) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node) and child.tag == tag]


def _table(node: Node, style: dict[str, Any], keys: Keys) -> Block:
    rows = [
        [
            _tidy(_inline(cell.children, style, keys))
            for cell in row.children
            if isinstance(cell, Node) and cell.tag in ("th", "td")
        ]
        for row in node.find("tr")
    ]
    width = max((len(row) for row in rows), default=0)
    head = sum(1 for part in node.find("thead") for _ in part.find("tr"))
    return {"table": [row + [[]] * (width - len(row)) for row in rows], "head": head}
