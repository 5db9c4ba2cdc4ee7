"""The shape of the house beside import-linter's contract (``make lint``)."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from scripts import rooms
from tests.unit.fairs import PROJECT

PACKAGE = PROJECT / "catalog"

# Package → the one place that may import it.
ONLY_IN = {
    "mkdocs": "web/frame",
    "yaml": "reading",
    "PIL": "media/images",
    "resvg_py": "media/images",
    "segno": "media",
    "markdown": "web/frame",
    "typst": "print",
    "babel.messages": ("reading", "cli"),
}


def imports() -> Iterator[tuple[str, str]]:
    """(file below the package, imported module) for every import, also those inside functions."""
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield file, node.module or ""


def strays(
    package: str, places: str | tuple[str, ...], found: Iterator[tuple[str, str]]
) -> list[str]:
    within = tuple(f"{place}/" for place in ([places] if isinstance(places, str) else places))
    return [
        f"{file} imports {name}"
        for file, name in found
        if (name == package or name.startswith(f"{package}.")) and not file.startswith(within)
    ]


def test_top_level_has_only_rooms():
    known = {room for floor in rooms.floors() for room in floor}
    names = {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    assert names == known | {"__init__.py", "__main__.py"}


def test_readme_has_the_table_of_rooms():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert readme == rooms.with_table(readme, rooms.table()), "make rooms writes it"


@pytest.mark.parametrize("room", [room for floor in rooms.floors() for room in floor])
def test_a_door_says_what_a_room_is_for_and_loads_nothing(room):
    source = (PACKAGE / room / "__init__.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1, (
        "a door is its docstring; what is inside is imported from its module"
    )


@pytest.mark.parametrize("package", ONLY_IN)
def test_heavy_and_dangerous_packages_stay_in_one_place(package):
    assert strays(package, ONLY_IN[package], imports()) == []


def test_a_stray_import_is_seen():
    assert strays("yaml", "reading", iter([("models/work.py", "yaml.reader")]))


def test_importing_the_command_line_loads_nothing_heavy():
    """`--help` and "nothing has changed" answer at once."""
    code = (
        "import sys, catalog.cli.main, catalog.core.fingerprint;"
        "heavy = ('mkdocs', 'PIL', 'pydantic', 'babel', 'jinja2', 'rich');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
