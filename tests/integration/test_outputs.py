"""Commands and the folders that they write into: refused before anything is read or rendered."""

import json
import shutil

import pytest
from click.testing import CliRunner

from catalog.build import checking
from catalog.cli import terminal
from catalog.cli.main import cli
from catalog.core.errors import CatalogError
from catalog.output.marker import write_marker
from tests.integration.conftest import TOY

WRITERS = {
    "site": ["build", "serve --port 0"],
    "booth": ["booth", "booth --company lantern"],
    "print": ["print catalogue", "print labels"],
    "schema": ["schema"],
}


@pytest.fixture
def fair(tmp_path, monkeypatch):
    """A folder with the toy fair's records, in which somebody stands."""
    shutil.copytree(TOY, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tree(top):
    return {
        p.relative_to(top).as_posix(): p.read_bytes() for p in sorted(top.rglob("*")) if p.is_file()
    }


def words_of(command, folder):
    return [*command.split(), *([] if command == "schema" else ["--out"]), folder]


@pytest.mark.parametrize("kind", [*WRITERS, "report", "somebody's"])
@pytest.mark.parametrize("command", [one for some in WRITERS.values() for one in some])
def test_no_command_takes_a_folder_of_another_kind(fair, monkeypatch, kind, command):
    if command in WRITERS.get(kind, ()):
        return
    out = fair / "out"
    if kind != "somebody's":
        write_marker(out, kind)
    out.mkdir(exist_ok=True)
    (out / "index.html").write_text("made with care")
    before = tree(fair)

    def read(*_words, **_more):
        raise AssertionError("something was read")

    monkeypatch.setattr(checking, "read_content", read)
    with pytest.raises(CatalogError) as caught:
        cli.main(words_of(command, "out"), standalone_mode=False)
    assert "out" in caught.value.message and "--out" in caught.value.remedy
    assert tree(fair) == before


@pytest.mark.parametrize("place", ["content", "content/new", ".", "content/../..", "/"])
@pytest.mark.parametrize("command", [one for some in WRITERS.values() for one in some])
def test_no_command_takes_a_place_in_the_way(fair, command, place):
    before = tree(fair)
    with pytest.raises(CatalogError):
        cli.main(words_of(command, place), standalone_mode=False)
    assert tree(fair) == before


@pytest.mark.parametrize("archive", ["content/a.zip", "site/a.zip", "booth/a.zip"])
def test_a_zip_is_not_put_in_the_way_either(fair, archive):
    write_marker(fair / "site", "site")
    before = tree(fair)
    done = CliRunner().invoke(cli, ["booth", "--zip", archive])
    assert done.exit_code != 0
    assert tree(fair) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        *((f"build --jobs={n}", "1 to 256") for n in ("", "0", "-1", "257", "9" * 99, "two", "２")),
        *((f"serve --port={n}", "0 to 65,535") for n in ("", "-1", "65536", "http", "1e3")),
        *((f"booth --budget={n}", "0 to 1,000,000") for n in ("", "-1", "nan", "inf", "1e9")),
        *((f"{c} --out=", "It is empty") for c in ("build", "serve", "booth", "print labels")),
        *(
            (f"{c} --content=", "It is empty")
            for c in ("build", "check", "new work a/b", "schema x")
        ),
        *(
            (f"build --out={p}", "No file can lie")
            for p in ("\x1b[31m", "\udcff", "a" * 300, "汉" * 99)
        ),
        ("schema ", "It is empty"),
        ("check ", "It is empty"),
        ("booth --zip=", "It is empty"),
        *((f"build --{name}=", "It is empty") for name in ("edition", "lang", "cluster")),
        *((f"booth --{name}=", "It is empty") for name in ("company", "hall")),
        ("serve --host=", "It is empty"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_odd_values_are_answered_in_plain_words(fair, monkeypatch, words, said, language):
    monkeypatch.setattr(terminal, "_spoken", language)
    before = tree(fair)
    # An eager option: what is said of the others is said in its language.
    spoken = [] if words.startswith("schema") else ["--messages", language]
    done = CliRunner().invoke(cli, [*words.split(" "), *spoken])
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output and "\x1b" not in done.output
    assert (said in done.output) == (language == "en")
    assert tree(fair) == before


def test_two_outputs_in_one_folder_have_two_reports(fair):
    broken = fair / "content/companies/lantern/works/broken.yml"
    for out, report in (("site", "report"), ("www", "www-report")):
        cli.main(["build", "--out", out, "--messages", "en"], standalone_mode=False)
        broken.write_text("kind: [\n", encoding="utf-8")
        assert (fair / report / "report.html").is_file()
    assert json.loads((fair / "report/report.json").read_text()) == []
    assert json.loads((fair / "www-report/report.json").read_text()) != []


def test_somebodys_own_folder_named_report_is_not_written_into(fair):
    (fair / "report").mkdir()
    (fair / "report/report.html").write_text("mine")
    before = tree(fair)
    with pytest.raises(CatalogError, match="report is not empty"):
        cli.main(["build"], standalone_mode=False)
    assert tree(fair) == before


def test_who_recovers_what_a_killed_build_left(fair):
    """As docs/publishing.md says."""
    cli.main(["build", "--messages", "en"], standalone_mode=False)
    page, staging = fair / "site/toy-2026/en/index.html", fair / ".site.staging"
    text = page.read_bytes()
    (staging / "files/toy-2026/en").mkdir(parents=True)
    (staging / "files/toy-2026/en/index.html").write_bytes(b"new")
    todo = {"files": "files", "put": ["toy-2026/en/index.html"], "delete": []}
    (staging / "journal.json").write_text(json.dumps(todo))
    with pytest.raises(SystemExit):
        cli.main(["check", "--messages", "en"], standalone_mode=False)
    assert page.read_bytes() == text and staging.exists()
    cli.main(["build", "--messages", "en"], standalone_mode=False)
    assert not staging.exists()
    assert page.read_bytes() == text  # rolled forward, and then brought up to date
