"""The organizers' own pages, as they are written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProseSource:
    """One of the organizers' Markdown files.

    Attributes:
        name: "visit" of ``pages/<lang>/visit.md``.
        order: its place in the footer; files without one come last.
        path: of the file, below the content folder.
        line: where its Markdown begins, behind the front matter.
    """

    name: str
    lang: str
    title: str
    markdown: str
    description: str = ""
    order: int = 1000
    path: str = ""
    line: int = 1
