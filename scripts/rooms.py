"""Writes the table of rooms into README.md: ``make rooms``. Each room's docstring has its words."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
README = PROJECT / "README.md"
_BEGIN = "| floor | room | what it is for |\n"
_END = "\n\n"


def floors(project: Path = PROJECT) -> list[list[str]]:
    """The rooms of each floor, the lowest first, as the contract in ``pyproject.toml`` has them."""
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (c for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == "floors")
    return [layer.split(" | ") for layer in reversed(contract["layers"])]


def purpose(room: str, project: Path = PROJECT) -> str:
    """The first paragraph of a room's docstring, on one line, without its full stop."""
    source = (project / "catalog" / room / "__init__.py").read_text(encoding="utf-8")
    first = (ast.get_docstring(ast.parse(source)) or "").partition("\n\n")[0]
    return " ".join(first.split()).removesuffix(".")


def table(project: Path = PROJECT) -> str:
    """The table of rooms in Markdown."""
    rows = [
        f"| {floor} | `{room}/` | {purpose(room, project)} |\n"
        for floor, rooms in enumerate(floors(project))
        for room in rooms
    ]
    return _BEGIN + "|---|---|---|\n" + "".join(rows)


def with_table(readme: str, rooms: str) -> str:
    """README's text with its table exchanged."""
    before, _, rest = readme.partition(_BEGIN)
    return before + rooms + "\n" + rest.partition(_END)[2]


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8"), table()), encoding="utf-8")
