"""Reads the front matter of the organizers' Markdown pages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from catalog.core.problems import Problem, problem
from catalog.models.context import Context
from catalog.models.page import FrontMatter
from catalog.reading.records.draft import cut
from catalog.reading.records.guarding import draft_line, hidden
from catalog.reading.records.reading import slip_problem, validate
from catalog.reading.yaml import parse_record

_OPEN = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE)
_FIELD = re.compile(r"[ \t]*[\w'\"-]+[ \t]*[:：]")
_HEADING = re.compile(r"^#[ \t]+(\S.*)", re.MULTILINE)
_CLOSING = re.compile(r"(?:^| )#+$")  # what may end a heading's line
_LONGEST = {"title": 200, "description": 500}  # characters


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as it was read.

    Attributes:
        withheld: it is a draft, or nobody can tell, or its front matter cannot be read.
        line: of the file, where the Markdown begins.
    """

    title: str
    markdown: str
    description: str = ""
    order: int | None = None
    line: int = 1
    withheld: bool = False
    problems: list[Problem] = field(default_factory=list)


def parse_page(name: str, text: str, path: str, context: Context) -> PageText:
    """A page's text → its front matter and its Markdown.

    Args:
        name: "visit", for a page without title or heading.
        path: for the problems.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    opened = _OPEN.match(text)
    closed = _CLOSE.search(text, opened.end()) if opened else None
    if not opened or not closed:
        if opened and _FIELD.match(text, opened.end()):
            unclosed = problem("open-front-matter", path, line=1, column=1)
            return PageText("", "", withheld=True, problems=[unclosed])
        slip = draft_line(text)
        if slip:
            meant = slip_problem(slip, parse_record(b"", path), path, ())
            return PageText("", "", withheld=True, problems=[meant])
        return PageText(_heading(text, name), text)
    # An empty line for the hyphens, so that places are those of the file.
    head, markdown = "\n" + text[opened.end() : closed.start()], text[closed.end() :]
    raw = parse_record(head.encode("utf-8", "replace"), path)
    if isinstance(raw.data, str) and not raw.problems:  # a text between two rules
        return PageText(_heading(text, name), text)
    if raw.data is None and not raw.problems:
        raw.data = {}
    line = text.count("\n", 0, closed.end()) + 1
    if raw.data is None:
        return PageText("", "", withheld=True, problems=_set_aside(raw.problems))
    if not isinstance(raw.data, dict):
        wrong = problem("wrong-root", path, line=2, column=1, expected="@mapping")
        return PageText("", "", withheld=True, problems=_set_aside([*raw.problems, wrong]))
    unread = hidden(FrontMatter, raw).get((), ())
    reading = validate(FrontMatter, raw, raw.data, path, context, unread=unread)
    problems, found = list(reading.problems), reading.record
    if found is None:
        return PageText("", "", withheld=True, problems=_set_aside(problems))
    said = {}
    for key, limit in _LONGEST.items():
        said[key] = _one_line(getattr(found, key) or "")
        if len(said[key]) > limit:
            mark = raw.with_marks().mark((key,))
            count = len(said[key])
            problems.append(
                problem(
                    "text-too-long",
                    path,
                    (key,),
                    line=mark.line,
                    column=mark.column,
                    count=count,
                    limit=limit,
                )
            )
            said[key] = cut(said[key], limit)
    return PageText(
        said["title"] or _heading(markdown, name),
        markdown,
        said["description"],
        found.order,
        line,
        found.draft,
        problems,
    )


def _set_aside(problems: list[Problem]) -> list[Problem]:
    """The same problems, whose errors cost the page."""
    return [
        p if p.severity == "warning" or p.effect == "withheld" else replace(p, effect="entry")
        for p in problems
    ]


def _heading(markdown: str, name: str) -> str:
    """The first heading of a page without a title, or its file's name."""
    found = _HEADING.search(markdown)
    words = _CLOSING.sub("", _one_line(found[1])) if found else ""
    return cut(words, _LONGEST["title"]) if len(words) > _LONGEST["title"] else words or name


def _one_line(text: str) -> str:
    """A text on one line, without characters that no page may have."""
    kept = (" " if unicodedata.category(c) == "Cc" else c for c in text if not _is_half(c))
    return " ".join("".join(kept).split())


def _is_half(char: str) -> bool:
    """Whether it is half of a character, which YAML can write (``\\ud800``) but no file holds."""
    return "\ud800" <= char <= "\udfff"
