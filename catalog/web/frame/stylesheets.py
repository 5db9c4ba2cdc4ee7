"""Style sheets read as far as it takes to leave rules out of them.

Material's style sheet has rules for everything that its own templates may hold; our pages hold
little of it. What stays is decided by the classes that a page can have, not by what was seen on
some pages: a rule goes only where no selector of it can ever match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_MARKS = re.compile(
    r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\)|/\*.*?\*/|[{};]""", re.DOTALL
)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_ANY_OF = re.compile(r":(?:is|where|matches|-webkit-any)\(")
_NONE_OF = re.compile(r":not\(")
_STRING = re.compile(r'"[^"]*"|\[[^\]]*\]')
_OPAQUE = ("@keyframes", "@-webkit-keyframes", "@font-face", "@property", "@page", "@counter-style")
_PROPERTY = re.compile(r"(--[\w-]+)\s*:")
_USE = re.compile(r"var\(\s*(--[\w-]+)")

Matches = Callable[[frozenset[str], str], bool]
"""Whether an element may have these classes, given the whole selector."""


class Block(NamedTuple):
    """What stands before a brace, and what within: text, or the blocks of a condition."""

    prelude: str
    body: str
    blocks: tuple[Block, ...] | None

    def __str__(self) -> str:
        inner = self.body if self.blocks is None else "".join(map(str, self.blocks))
        return f"{self.prelude}{{{inner}}}"


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a style sheet; statements without one (``@charset``) are left out."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    start = depth = opened = 0
    for mark in _MARKS.finditer(text):
        sign = mark[0]
        if sign == "{":
            if depth == 0:
                opened = mark.start()
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                prelude, body = text[start:opened].strip(), text[opened + 1 : mark.start()]
                nested = prelude.startswith("@") and not prelude.startswith(_OPAQUE)
                yield Block(prelude, body, parse(body) if nested else None)
                start = mark.end()
        elif (sign == ";" or sign.startswith("/*")) and depth == 0:
            start = mark.end()


def keep_rules(blocks: tuple[Block, ...], matches: Matches) -> tuple[Block, ...]:
    """The blocks without selectors that cannot match, and without what is empty then."""
    kept = []
    for block in blocks:
        if block.prelude.startswith(_OPAQUE):
            kept.append(block)
        elif block.blocks is not None:
            if inner := keep_rules(block.blocks, matches):
                kept.append(block._replace(blocks=inner))
        else:
            selectors = [one for one in split_list(block.prelude) if _can_match(one, matches)]
            if selectors:
                kept.append(block._replace(prelude=",".join(selectors)))
    return tuple(kept)


def _can_match(selector: str, matches: Matches) -> bool:
    return any(matches(classes, selector) for classes in required_classes(selector))


def required_classes(selector: str) -> Iterator[frozenset[str]]:
    """The classes that must be on a page for a selector to match: one set for each way."""
    selector = _without_negations(_STRING.sub("", selector))
    found = _ANY_OF.search(selector)
    if not found:
        yield frozenset(_CLASS.findall(selector))
        return
    end = _closing(selector, found.end())
    for one in split_list(selector[found.end() : end]):
        yield from required_classes(f"{selector[: found.start()]} {one} {selector[end + 1 :]}")


def _without_negations(selector: str) -> str:
    while found := _NONE_OF.search(selector):
        end = _closing(selector, found.end())
        selector = selector[: found.start()] + selector[end + 1 :]
    return selector


def _closing(text: str, start: int) -> int:
    """The place of the bracket that closes the one before `start`."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


def split_list(selectors: str) -> list[str]:
    """The selectors of a list: commas within brackets part nothing."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(selectors):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "," and depth == 0:
            parts.append(selectors[start:place].strip())
            start = place + 1
    return [*parts, selectors[start:].strip()]


def used_properties(text: str) -> set[str]:
    """The custom properties that a style sheet uses."""
    return {*_USE.findall(text)}


def declared_properties(text: str) -> set[str]:
    """The custom properties that a style sheet declares."""
    return {*_PROPERTY.findall(text)}


def drop_properties(blocks: tuple[Block, ...], others: str) -> tuple[Block, ...]:
    """The blocks without custom properties that neither they nor `others` use."""
    while True:
        used = {None, *used_properties("".join(map(str, blocks)) + others)}
        left = _filter(blocks, used.__contains__)
        if left == blocks:
            return blocks
        blocks = left


def only_properties(blocks: tuple[Block, ...], wanted: set[str]) -> tuple[Block, ...]:
    """Of the blocks nothing but declarations of some custom properties."""
    return _filter(blocks, wanted.__contains__)


def _filter(blocks: tuple[Block, ...], keeps: Callable[[str | None], bool]) -> tuple[Block, ...]:
    """The blocks with the declarations of some properties; None stands for ordinary ones."""
    kept = []
    for block in blocks:
        if block.blocks is not None:
            if inner := _filter(block.blocks, keeps):
                kept.append(block._replace(blocks=inner))
        elif block.prelude.startswith(_OPAQUE):
            if keeps(None):
                kept.append(block)
        else:
            body = ";".join(one for one in declarations(block.body) if keeps(_custom(one)))
            if body:
                kept.append(block._replace(body=body))
    return tuple(kept)


def _custom(declaration: str) -> str | None:
    found = _PROPERTY.match(declaration.strip())
    return found[1] if found else None


def declarations(body: str) -> list[str]:
    """A rule's declarations; semicolons within texts and addresses part nothing."""
    parts, start = [], 0
    for mark in _MARKS.finditer(body):
        if mark[0] == ";":
            parts.append(body[start : mark.start()])
            start = mark.end()
    return [part for part in (*parts, body[start:]) if part.strip()]
