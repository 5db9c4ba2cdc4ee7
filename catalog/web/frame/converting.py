"""Converts the organizers' pages exactly as MkDocs will, in a process that a page may end.

Runs apart: :mod:`catalog.web.frame.proving` starts it and speaks with it in lines of JSON. A page
whose conversion takes too much time ends this process, by its own alarm; what raises is answered.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

# Calls that a conversion may be deep. MkDocs converts the page once more with Python's own limit
# of 1,000, of which a build has used up a part.
_DEEPEST = 600
_WARNING = re.compile(
    r"Doc file '[^']*' contains an? (?P<kind>absolute |unrecognized relative )?link '(?P<link>.*)',"
    r" (?:but the target|it was left).*?(?: Did you mean '(?P<near>.*)'\?)?",
    re.DOTALL,
)

Answer = dict[str, Any]
Convert = Callable[[str, str], tuple[str, Answer]]


def serve(head: Answer, stdin: BinaryIO = sys.stdin.buffer) -> None:
    """Answer one line for each page of the input, until it ends.

    Args:
        head: the bounds, the paths of settings, theme and a folder to work in, and the names of
            all pages.
        stdin: a page a line.
    """
    # What an extension prints is no answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory(head["memory"])
    try:
        convert = _converter(head)
    except (Exception, SystemExit) as error:  # the settings are at fault, whatever it is
        _answer(answers, {"settings": str(error) or type(error).__name__})
        return
    sys.setrecursionlimit(_DEEPEST)
    _answer(answers, {})
    for line in stdin:
        page = json.loads(line)
        with _alarm(head["seconds"]):
            answer = prove(convert, page["name"], page["markdown"], head["size"])
        _answer(answers, answer)


def prove(convert: Convert, name: str, text: str, size: int) -> Answer:
    """What became of a page: its links and anchors, or the reason why it cannot be published.

    Args:
        convert: gives a page's HTML and what else is known of it.
        name: "visit".
        text: its Markdown.
        size: bytes of HTML that a page may have.
    """
    made = _try(convert, name, text)
    if isinstance(made, str):
        return {"reason": made, "line": _first_line(convert, name, text)}
    html, known = made
    length = len(html.encode("utf-8", "replace"))
    return {"reason": "size"} if length > size else known


def _try(convert: Convert, name: str, text: str) -> tuple[str, Answer] | str:
    """What a page is converted to, or why it cannot be."""
    try:
        return convert(name, text)
    except RecursionError:
        return "depth"
    except MemoryError:
        return "memory"
    except Exception:  # whatever an engine or its extensions do with a text, the page is the cause
        return "engine"


def _first_line(convert: Convert, name: str, text: str) -> int:
    """The line, from one, with which the engine begins to fail: found by halving."""
    lines = text.splitlines(keepends=True)
    good, bad = 0, len(lines)
    while bad - good > 1:
        middle = (good + bad) // 2
        if isinstance(_try(convert, name, "".join(lines[:middle])), str):
            bad = middle
        else:
            good = middle
    return max(bad, 1)


def _converter(head: Answer) -> Convert:
    """MkDocs' own way from a page's Markdown to HTML, with the settings of the frame."""
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

    from catalog.web.frame.building import listen_to, load_settings

    docs, site = Path(head["work"]) / "docs", Path(head["work"]) / "site"
    docs.mkdir(exist_ok=True)
    with listen_to("mkdocs") as heard:
        try:
            config = load_settings(Path(head["config"]), Path(head["theme"]), docs, site)
        except (Exception, SystemExit) as error:
            raise ValueError("; ".join(heard) or str(error)) from error
        if heard:
            raise ValueError(heard[0])
    files = Files([File(f"{name}.md", str(docs), str(site), True) for name in head["names"]])

    def convert(name: str, text: str) -> tuple[str, Answer]:
        file = files.get_file_from_path(f"{name}.md")
        assert file is not None
        # With a front matter, as in the tree: else MkDocs would look for one in the text.
        file.content_string = f'---\ntitle: "{name}"\n---\n{text}'
        page = Page(None, file, config)
        with listen_to("mkdocs") as heard:
            page.read_source(config)
            page.render(config, files)
        anchors = page.links_to_anchors or {}
        return page.content or "", {
            "links": [_link(message) for message in heard],
            "ids": sorted(page.present_anchor_ids or ()),
            "anchors": [
                [Path(to.src_uri).stem, anchor, link]
                for to, links in anchors.items()
                for anchor, link in links.items()
            ],
        }

    return convert


def _link(message: str) -> list[str]:
    """A warning of MkDocs → kind of slip, link as written, what was probably meant."""
    found = _WARNING.fullmatch(message)
    if not found:
        return ["other", message, ""]
    kind = "absolute" if found["kind"] == "absolute " else "missing"
    return [kind, found["link"], found["near"] or ""]


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """End this process when it has worked for so long: by a signal, which C code cannot miss.

    Where there are no such timers, whoever started the process ends it by the clock.
    """
    import signal

    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_memory(limit: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not everywhere can it be limited
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _answer(answers: BinaryIO, answer: Answer) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()
