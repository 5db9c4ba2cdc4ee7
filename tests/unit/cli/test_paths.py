"""Paths and choices as people type them: what cannot be meant is said in plain words."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalog.cli.main import cli
from catalog.core.errors import CatalogError
from tests.unit.fairs import PROJECT

BASE = PROJECT / "tests/fixtures/bad/_base"
WORK = "companies/lantern/works/paper-boat.yml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which one stands, with odd things in and beside its content folder."""
    shutil.copytree(BASE, tmp_path / "content")
    shutil.copytree(BASE / "companies/tinwheel", tmp_path / "outside")
    (tmp_path / "content/companies/linked").symlink_to(tmp_path / "outside")
    (tmp_path / "content/companies/inside").symlink_to("lantern")
    (tmp_path / "content/loop.yml").symlink_to("loop.yml")
    (tmp_path / "shortcut").symlink_to("content")
    os.mkfifo(tmp_path / "content/pipe.yml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, language: str = "en") -> tuple[int, str]:
    done = CliRunner().invoke(cli, [words[0], "--messages", language, *words[1:]])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


REFUSED = [
    ("", "It is empty"),
    ("  ", "It is empty"),
    ("nothing.yml", "There is no nothing.yml."),
    ("content/nothing/at/all", "There is no content/nothing/at/all."),
    ("content/companies/*", "Name the folder itself"),
    ("content/companies/*/company.yml", "Name the folder itself"),
    ("x" * 300, "no file can have such a long name"),
    ("字" * 2000, "no file can have such a long name"),
    ("content/" + "a/" * 3000, "There is no content/a/a/"),
    ("data:image/png;base64," + "A" * 5000, "There is no data:image"),
    ("content/a\0b", "content/a<U+0000>b is not read"),
    ("\udce9.yml", "There is no \\xe9.yml."),
    ("\x1b[31m", "There is no <U+001B>[31m."),
    ("content/pipe.yml", "is not read: it is a pipe or a device, not a file."),
    ("content/loop.yml", "is not read: it is a link, or lies behind one."),
    ("content/companies/linked", "is not read: it is a link, or lies behind one."),
    ("content/companies/linked/company.yml", "is not read: it is a link, or lies behind one."),
    ("content/companies/inside/company.yml", "is not read: it is a link, or lies behind one."),
    ("outside/company.yml", "There is no outside/company.yml."),
    ("/etc/passwd", "/etc/passwd is not in content."),
    ("..", ".. is not in content."),
    ("content/../outside", "There is no content/../outside."),
    ("~/content", "There is no ~/content."),
    ("C:\\content", "is not read: it lies outside"),
]


@pytest.mark.parametrize(("path", "said"), REFUSED, ids=range(len(REFUSED)))
def test_a_path_that_is_not_read_is_refused(path: str, said: str, here: Path) -> None:
    status, output = run("check", path)
    assert status == 2
    assert said in output
    assert run("check", path, language="zh-Hans")[0] == 2


@pytest.mark.parametrize(
    "path",
    [
        WORK,
        f"content/{WORK}",
        f"./content//{WORK}",
        f"content/families/../{WORK}",
        "content/companies/lantern/",
        "companies/lantern",
        f"shortcut/{WORK}",
        "content/companies/lantern/works/images/cover.png",
    ],
)
def test_a_path_is_found_from_here_and_from_the_content_folder(path: str, here: Path) -> None:
    work = here / "content" / WORK
    work.write_text(work.read_text("utf-8") + "unknown: 1\n", "utf-8")
    status, output = run("check", path)
    about = not path.endswith(".png")
    assert status == about
    assert ("there is no field 'unknown'" in output) == about
    assert "linked" not in output, "only what concerns the path is told"
    if path.startswith(("content", "shortcut")):
        assert run("check", str(here / path)) == (status, output)


CHOICES = [
    *(("build", "--edition"), ("check", "--edition"), ("serve", "--edition")),
    *(("booth", "--edition"), ("booth", "--hall"), ("booth", "--company"), ("booth", "--zip")),
    *(("build", "--content"), ("build", "--out"), ("build", "--lang"), ("build", "--cluster")),
]


@pytest.mark.parametrize("value", ["", " ", "\t"])
@pytest.mark.parametrize(("command", "option"), CHOICES)
def test_an_empty_choice_is_not_taken_for_all(
    command: str, option: str, value: str, here: Path
) -> None:
    done = CliRunner().invoke(cli, [command, option, value])
    assert done.exit_code, done.output
    assert option == "--lang" or "Invalid value" in done.output
    assert not (here / "site").exists() and not (here / "booth").exists()


@pytest.mark.parametrize("option", ["--edition", "--hall", "--company", "--out"])
@pytest.mark.parametrize("kind", ["labels", "catalogue"])
def test_nothing_is_printed_of_an_empty_choice(kind: str, option: str, here: Path) -> None:
    done = CliRunner().invoke(cli, ["print", kind, option, ""])
    assert done.exit_code == 2
    assert "Invalid value" in done.output or "No such option" in done.output


def test_a_folder_that_no_system_can_have_is_refused(here: Path) -> None:
    (here / "circle").symlink_to("circle")
    for value in ("x" * 300, "字" * 100, "a\0b", "circle", "circle/x", "y/" * 2500):
        for option in ("--content", "--out"):
            status, output = run("build", option, value)
            assert status == 2 and "No file can lie at this path." in output


@pytest.mark.parametrize("place", ["services", "families", "companies"])
@pytest.mark.parametrize("instead", ["link", "file"])
def test_no_record_is_written_behind_a_link_or_a_file(place: str, instead: str, here: Path) -> None:
    folder = here / "content" / place
    folder.rename(here / "moved")
    if instead == "link":
        folder.symlink_to(here / "moved")
    else:
        folder.write_text("")
    kind = {"services": "service", "families": "family", "companies": "company"}[place]
    done = CliRunner().invoke(cli, ["new", kind, "new-one"])
    assert isinstance(done.exception, CatalogError)
    assert "is not an ordinary folder" in str(done.exception)
    assert not list((here / "moved").rglob("*new-one*"))
