"""The gate: what is read is an ordinary file inside its folder; anything else is told."""

from __future__ import annotations

import ast
import errno
import os
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.reading.yaml import Refused, kind_at, list_entries, open_file, printable, read_file
from tests.unit import fairs

PACKAGE = fairs.PROJECT / "catalog"
GATE = "core/opening.py"
COMPOSED, TAKEN_APART = "caf\u00e9.png", "cafe\u0301.png"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content folder with one of each: files, links, pipes; and a secret beside it."""
    top = tmp_path / "content"
    (top / "a/b").mkdir(parents=True)
    (top / "a/file").write_bytes(b"inside")
    (top / "a/b/file").write_bytes(b"deeper")
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/file").write_bytes(b"secret")
    (top / "a/out").symlink_to(tmp_path / "secret")
    (top / "a/in").symlink_to("file")
    (top / "a/loop").symlink_to("loop")
    (top / "a/dangling").symlink_to("nothing")
    (top / "linked").symlink_to("a", target_is_directory=True)
    (top / "away").symlink_to(tmp_path / "outside", target_is_directory=True)
    os.mkfifo(top / "a/pipe")
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(top / "a")  # an address of a socket may have 107 bytes
        one.bind("socket")
        os.chdir(here)
    return top


ODD = [
    ("", "folder"),
    (".", "folder"),
    ("a", "folder"),
    ("a/", "folder"),
    ("a/out", "link"),
    ("a/in", "link"),
    ("a/loop", "link"),
    ("a/dangling", "link"),
    ("linked/file", "link"),
    ("away/file", "link"),
    ("a/pipe", "device"),
    ("a/socket", "device"),
    ("a/nothing", "missing"),
    ("a/file/x", "missing"),
    ("no/such/folder", "missing"),
    ("../secret", "outside"),
    ("a/../../secret", "outside"),
    ("a/..", "outside"),
    ("/etc/passwd", "outside"),
    ("//host/share", "outside"),
    ("a\\file", "outside"),
    ("..\\secret", "outside"),
    ("C:/Windows/win.ini", "outside"),
    ("c:file", "outside"),
    ("a/file\0", "outside"),
    ("~/file", "missing"),
    ("~root/file", "missing"),
    ("$HOME/file", "missing"),
    ("%2e%2e/secret", "missing"),
    ("file:///etc/passwd", "missing"),
    ("https://example.com/a.png", "missing"),
    ("data:image/png;base64," + "A" * 5000, "missing"),
    ("data:;base64," + "A" * 5000, "too-long"),
    ("a" * 256, "too-long"),
    ("字" * 86, "too-long"),
    ("a/" * 3000 + "file", "missing"),
    ("a/file ", "missing"),
    ("a/file.", "missing"),
    ("a/FILE", "missing"),
    ("\ud800", "missing"),
    ("a/\udce9", "missing"),
    ("a/\u202efile", "missing"),
]


@pytest.mark.parametrize(("path", "why"), ODD)
def test_what_is_no_ordinary_file_inside_is_refused(path: str, why: str, root: Path) -> None:
    with pytest.raises(Refused) as caught:
        read_file(root, path, 100)
    assert caught.value.why == why


def test_an_ordinary_file_is_read(root: Path) -> None:
    assert read_file(root, "a/file", 100) == b"inside"
    assert read_file(root, "a//./b/file", 100, "a/b") == b"deeper"
    with open_file(root, "a/file") as stream:
        assert stream.read() == b"inside"


def test_the_content_folder_itself_may_be_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "shortcut").symlink_to(root, target_is_directory=True)
    assert read_file(tmp_path / "shortcut", "a/file", 100) == b"inside"


@pytest.mark.parametrize("within", ["a/b", "b", "a/fil", "a/file/x"])
def test_a_file_may_not_lie_outside_of_its_own_folder(within: str, root: Path) -> None:
    with pytest.raises(Refused) as caught:
        read_file(root, "a/file", 100, within)
    assert caught.value.why == "outside"


def test_no_more_is_read_than_may_be(root: Path) -> None:
    (root / "a/long").write_bytes(b"x" * 5000)
    assert len(read_file(root, "a/long", 100)) == 101


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE])
@pytest.mark.parametrize("call", ["lstat", "open", "scandir"])
def test_what_the_system_refuses_is_told(
    call: str, number: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root nothing is unreadable, so the system's answer is made up."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    if call == "scandir":
        (found,) = list_entries(root)
        assert found.kind == "refused"
        reason = found.reason
    else:
        with pytest.raises(Refused) as caught:
            read_file(root, "a/file", 100)
        reason = caught.value.reason
    permission = number in (errno.EACCES, errno.EPERM)
    assert reason == ("@no-permission" if permission else os.strerror(number))


def test_a_disk_that_fails_while_it_is_read_is_told(root: Path) -> None:
    with pytest.raises(Refused) as caught, open_file(root, "a/file"):
        raise OSError(errno.EIO, "Input/output error")
    assert caught.value.why == "trouble"


@pytest.mark.parametrize("instead", ["nothing", "link", "pipe", "folder"])
def test_what_takes_a_files_place_meanwhile_is_refused(
    instead: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = os.open

    def exchange(path: str, flags: int) -> int:
        Path(path).unlink()
        if instead == "link":
            Path(path).symlink_to(tmp_path / "secret")
        elif instead == "pipe":
            os.mkfifo(path)
        elif instead == "folder":
            Path(path).mkdir()
        return opening(path, flags)

    monkeypatch.setattr(os, "open", exchange)
    with pytest.raises(Refused) as caught:
        read_file(root, "a/file", 100)
    expected = {"nothing": "missing", "pipe": "device"}
    assert caught.value.why == expected.get(instead, instead)


@pytest.mark.parametrize(
    ("there", "written"), [(COMPOSED, TAKEN_APART), (TAKEN_APART, COMPOSED), (COMPOSED, COMPOSED)]
)
def test_accented_letters_are_found_in_either_spelling(
    there: str, written: str, root: Path
) -> None:
    (root / there).write_bytes(b"found")
    assert read_file(root, written, 100) == b"found"
    folder = there.replace(".png", "")
    (root / folder).mkdir()
    (root / folder / there).write_bytes(b"found, too")
    assert read_file(root, f"{written.replace('.png', '')}/{written}", 100) == b"found, too"


def test_of_two_spellings_the_written_one_is_read(root: Path) -> None:
    for name in (COMPOSED, TAKEN_APART):
        (root / name).write_bytes(name.encode())
    for name in (COMPOSED, TAKEN_APART):
        assert read_file(root, name, 100) == name.encode()


def test_another_spelling_is_no_way_around_a_link(root: Path, tmp_path: Path) -> None:
    (root / TAKEN_APART).symlink_to(tmp_path / "secret")
    with pytest.raises(Refused) as caught:
        read_file(root, COMPOSED, 100)
    assert caught.value.why == "link"


NAMES = st.one_of(
    st.sampled_from(["..", ".", "", "a", "b", "in", "out", "linked", "away", "pipe", "loop", "~"]),
    st.text(max_size=300),
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=st.lists(NAMES, max_size=6), between=st.sampled_from(["/", "\\", "//"]))
def test_no_path_leads_out(parts: list[str], between: str, root: Path) -> None:
    path = between.join(parts)
    for ask in (lambda: read_file(root, path, 100), lambda: kind_at(root, path)):
        try:
            assert ask() in (b"inside", b"deeper", "file", "folder", "link", "other")
        except Refused as refused:
            assert refused.reason


def test_all_is_listed_and_no_link_is_followed(root: Path) -> None:
    found = {entry.path: entry.kind for entry in list_entries(root)}
    assert found == {
        "a": "folder",
        "away": "link",
        "linked": "link",
        "a/b": "folder",
        "a/dangling": "link",
        "a/file": "file",
        "a/in": "link",
        "a/loop": "link",
        "a/out": "link",
        "a/pipe": "other",
        "a/socket": "other",
        "a/b/file": "file",
    }
    assert [e.path for e in list_entries(root, "a/b", deep=False)] == ["a/b/file"]
    for top in ("linked", "away", "nothing", "a/file", "../outside"):
        assert [e.kind for e in list_entries(root, top)] == ["refused"]


def test_folders_in_folders_end(root: Path) -> None:
    (root / Path(*"d" * 100)).mkdir(parents=True)
    found = list(list_entries(root, "d"))
    assert found[-1].reason == "@too-deep" and len(found) < 40


def test_a_name_that_is_no_utf8_can_be_told(root: Path) -> None:
    (root / os.fsdecode(b"caf\xe9")).write_bytes(b"")
    (found,) = [e for e in list_entries(root, deep=False) if e.path.startswith("caf")]
    assert printable(found.path) == "caf\\xe9"
    assert printable(COMPOSED) == COMPOSED


# ---- the only gate ------------------------------------------------------------------------

# What opens, lists or asks for files, however it is called.
TOUCHING = frozenset(
    (
        *("open", "read_bytes", "read_text", "iterdir", "glob", "rglob", "walk", "scandir"),
        *("listdir", "is_file", "is_dir", "exists", "stat", "lstat", "copyfile", "copy2"),
        *("copytree", "readlink", "resolve", "realpath", "fdopen", "look_at"),
    )
)
# Rooms that know a content folder: they ask the gate. All others read the cache, the output, the
# theme or the code, whose place they are told.
OF_CONTENT = [
    "build/incremental/patch.py",
    "cli/records.py",
    "cli/reporting.py",
    "cli/summary.py",
    "media/hall_plans.py",
    "media/images/inspect.py",
    "media/pictures.py",
    "web/frame/prose_pictures.py",
    *(
        file.relative_to(PACKAGE).as_posix()
        for room in ("reading", "models", "edition/checks")
        for file in sorted((PACKAGE / room).rglob("*.py"))
        if file.name != "interface_texts.py"  # reads the theme
    ),
]
# The content folder's own place, which is the organizers'; and templates of our own.
OF_THE_FOLDER = {
    ("models/cldr.py", "exists"),
    ("models/scaffold.py", "read_text"),
    ("models/schema.py", "is_file"),
    ("models/schema.py", "read_text"),
    ("cli/reporting.py", "resolve"),
    ("cli/records.py", "resolve"),
}


def touching(file: Path) -> set[str]:
    calls = [
        n.func for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.Call)
    ]
    methods = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    return methods & TOUCHING | {"open" for call in calls if getattr(call, "id", "") == "open"}


@pytest.mark.parametrize("module", OF_CONTENT)
def test_only_the_gate_opens_what_is_submitted(module: str) -> None:
    if module == GATE:
        assert {"open", "scandir", "lstat"} <= touching(PACKAGE / module)
    else:
        assert {(module, name) for name in touching(PACKAGE / module)} <= OF_THE_FOLDER


class Watch:
    """Notes who opens or lists anything below a folder; an audit hook stays for ever."""

    def __init__(self) -> None:
        self.folder = ""
        self.seen: set[str] = set()
        sys.addaudithook(self)

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if not self.folder or event not in ("open", "os.scandir", "os.listdir"):
            return
        if not isinstance(args[0], str | Path) or not str(args[0]).startswith(self.folder):
            return
        frame = sys._getframe(1)
        while frame.f_back and not frame.f_code.co_filename.startswith(str(PACKAGE)):
            frame = frame.f_back
        self.seen.add(frame.f_code.co_filename)


WATCH = Watch()


def test_checking_a_fair_opens_everything_through_the_gate(tmp_path: Path) -> None:
    import shutil

    from catalog.build.checking import check_content
    from catalog.build.settings import Settings
    from catalog.cli.reporting import format_text

    content = tmp_path / "content"
    shutil.copytree(fairs.PROJECT / "tests/fixtures/toy_fair", content)
    work = next(content.glob("companies/*/works/*.yml"))
    work.write_text(work.read_text("utf-8") + "\nunknown: 1\nwide: images/none.png\n", "utf-8")
    WATCH.folder = str(content)
    try:
        settings = Settings(content, tmp_path / "site", fairs.PROJECT, tmp_path / "cache")
        problems = check_content(settings).problems
        assert format_text(problems, content)
    finally:
        WATCH.folder = ""
    assert {Path(file).relative_to(PACKAGE).as_posix() for file in WATCH.seen} == {GATE}
