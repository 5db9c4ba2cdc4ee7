"""The shape of the house: a room imports only from floors below it (see README, "Rooms")."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "catalog"

# Room → floor. A room is a module or a folder of modules.
FLOORS = {
    "characters": 0,
    "errors": 0,
    "formats": 1,
    "kept": 0,
    "messages": 0,
    "problems": 0,
    "slugs": 0,
    "source": 1,
    "models": 1,
    "shelf": 1,
    "undated": 1,
    "store": 1,
    "workers": 1,
    "fingerprint": 1,
    "assets": 2,
    "progress": 0,
    "gate": 1,
    "qr": 1,
    "records": 2,
    "resolve": 2,
    "rights": 2,
    "localise": 2,
    "images": 2,
    "plans": 2,
    "checks": 3,
    "pictures": 3,
    "accent": 3,
    "asked": 3,
    "graph": 3,
    "pages": 4,
    "site": 4,
    "frame": 5,
    "stamp": 5,
    "feed": 5,
    "finder": 5,
    "exchange": 5,
    "opendata": 5,
    "schema": 5,
    "scaffold": 5,
    "content": 6,
    "publish": 6,
    "shortlist": 6,
    "reporting": 6,
    "press": 6,
    "prose": 6,
    "pagefind": 6,
    "app": 6,
    "shared": 7,
    "cluster": 7,
    "ledger": 7,
    "amend": 8,
    "settings": 8,
    "succession": 9,
    "pipeline": 10,
    "serve": 10,
    "booth": 11,
    "print": 11,
    "cli": 12,
    "locales": 12,
    "": 0,  # catalog/__init__.py
}
# Floor 0 is a small staircase of its own.
WITHIN = {("problems", "messages")}

# Package → the one room that may import it.
ONLY_IN = {
    "mkdocs": {"site"},
    "yaml": {"source"},
    "PIL": {"images"},
    "resvg_py": {"images"},
    "segno": {"qr"},
    "markdown": {"gate"},
    "typst": {"print"},
}


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports() -> Iterator[tuple[str, str, str]]:
    """(file, importing room, imported module) for every import, also those inside functions."""
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE.parent).with_suffix("")
        room = room_of(".".join(relative.parts)).replace("__init__", "")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                # `from catalog import reporting` names a room in its aliases.
                names = [f"{base}.{a.name}" for a in node.names] if base == "catalog" else [base]
            else:
                continue
            for name in names:
                yield str(relative), room, name


def upward(edges: Iterator[tuple[str, str, str]]) -> list[str]:
    wrong = []
    for file, room, name in edges:
        if not name.startswith("catalog"):
            continue
        target = room_of(name)
        if target not in FLOORS:  # a name of catalog/__init__.py, such as __version__
            target = ""
        if target in ("", room) or (room, target) in WITHIN:
            continue
        if FLOORS[target] >= FLOORS[room]:
            wrong.append(f"{file} ({FLOORS[room]}) imports {name} ({FLOORS[target]})")
    return wrong


def test_every_room_has_a_floor():
    rooms = {room for _, room, _ in imports()}
    assert rooms <= FLOORS.keys(), f"give a floor to {sorted(rooms - FLOORS.keys())}"


def test_no_room_imports_from_its_own_floor_or_above():
    assert upward(imports()) == []


def test_an_upward_import_is_seen():
    assert upward(iter([("catalog/source", "source", "catalog.pipeline")]))


@pytest.mark.parametrize("package", ONLY_IN)
def test_heavy_and_dangerous_packages_stay_in_one_room(package):
    wrong = [
        f"{file} imports {name}"
        for file, room, name in imports()
        if name.split(".")[0] == package and room not in ONLY_IN[package]
    ]
    assert wrong == []


def test_importing_the_command_line_loads_nothing_heavy():
    """`--help` and "nothing has changed" answer at once."""
    import subprocess
    import sys

    code = (
        "import sys, catalog.cli, catalog.fingerprint;"
        "heavy = ('mkdocs', 'PIL', 'pydantic', 'babel', 'jinja2', 'rich');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
