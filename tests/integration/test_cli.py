"""The commands as people type them: exit statuses, what is said, what is left on disk."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from catalog.core.fingerprint import _file
from tests.integration.conftest import ROOT, TOY

BUILD = [sys.executable, str(ROOT / "build.py")]


def run(*words, cwd, status=0, **environment):
    done = subprocess.run(
        [*BUILD, *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "1793491200", **environment},
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def fair(tmp_path):
    """A folder with the toy fair's records, as an organizer has it."""
    shutil.copytree(TOY, tmp_path / "content")
    return tmp_path


def broken(fair, text="kind: novel\ntitle: 无题\n"):
    path = fair / "content/companies/lantern/works/broken.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command",
    ["", "build", "booth", "booth verify", "check", "serve", "new", "schema", "print labels"],
)
def test_every_command_explains_itself(command, tmp_path):
    said = run(*command.split(), "--help", cwd=tmp_path)
    assert said.startswith("Usage: ")


def test_build_says_where_the_site_is_and_how_to_look_at_it(fair):
    said = run("build", cwd=fair)
    assert "site/" in said and "build.py serve" in said
    assert (fair / "site/index.html").is_file()
    assert (fair / "report/report.html").is_file()
    assert json.loads((fair / "report/report.json").read_text()) == []
    assert not (fair / "site/report").exists()
    assert "Nothing has changed." in run("build", cwd=fair)


def test_a_deleted_page_is_made_again(fair):
    run("build", cwd=fair)
    page = fair / "site/toy-2026/en/index.html"
    page.unlink()
    assert "Nothing has changed." not in run("build", cwd=fair)
    assert page.is_file()


@pytest.mark.parametrize("damage", [b"", b'{"fingerprint": 1}', b"\x00" * 400])
def test_a_damaged_cache_costs_one_line(fair, damage):
    run("build", cwd=fair)
    state = _file(ROOT / ".cache", fair / "site")
    assert state.is_file()
    state.write_bytes(damage)
    said = run("build", cwd=fair)
    assert [line for line in said.splitlines() if "cache" in line] == [
        "note: cache files that were damaged or of another version, and are made anew: 1"
    ]
    assert "Nothing has changed." in run("build", cwd=fair)


def test_build_with_a_broken_record_publishes_the_rest_and_says_so(fair):
    broken(fair)
    said = run("build", cwd=fair)
    assert "'genres' is missing" in said and "report/report.html" in said
    report = json.loads((fair / "report/report.json").read_text(encoding="utf-8"))
    assert {p["path"] for p in report} == {"companies/lantern/works/broken.yml"}
    assert "genres" in (fair / "report/report.html").read_text(encoding="utf-8")
    assert (fair / "site/toy-2026/en/index.html").is_file()


def test_what_goes_with_a_broken_company_is_said(fair):
    """Of its works no problem speaks: only the summary shows that they are gone."""
    company = fair / "content/companies/lantern/company.yml"
    company.write_text("name: [\n", encoding="utf-8")
    works = len(list((fair / "content/companies/lantern/works").glob("*.yml")))
    (stands,) = fair.glob("content/editions/*/stands.yml")
    stands.write_text("- hall: {\n", encoding="utf-8")
    said = run("build", cwd=fair)
    assert f"Not in it   1 company with {works} works, all stands (stands.yml)\n" in said
    assert f"未收入  1 家公司及其 {works} 部作品、全部展位" in run(
        "build", "--messages", "zh-Hans", cwd=fair
    )


def test_a_command_that_is_said_works_as_it_is_said(fair):
    (fair / "content").rename(fair / "our records")
    said = run("build", "--content", "our records", "--out", "www", cwd=fair)
    assert "python build.py serve --content 'our records' --out www\n" in said
    said = run("new", "company", "acme", "--content", "our records", cwd=fair)
    (command,) = re.findall("python build.py (check .*)", said)
    assert "'name' is missing" in run(*shlex.split(command), cwd=fair, status=1)
    said = run("new", "edition", "fair-2027", "--content", "our records", cwd=fair)
    (command,) = re.findall("python build.py (check .*)", said)
    assert "nothing can be built" in run(*shlex.split(command), cwd=fair, status=1)


def test_what_stops_everything_is_said_last(fair):
    broken(fair)
    said = run("build", "--edition", "nope", cwd=fair, status=1)
    places = [
        said.rindex(words) for words in ("'genres' is missing", "no edition 'nope'", "Nothing")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("work", "nobody/novel"), "python build.py new company nobody"),
        (("work", "lanterm/novel"), "lantern/novel"),
        (("company", "acme", "--content", "contents"), "--content"),
    ],
)
def test_new_writes_nothing_where_nobody_would_read_it(fair, words, said):
    before = sorted(fair.rglob("*"))
    assert said in run("new", *words, cwd=fair, status=1)
    assert sorted(fair.rglob("*")) == before


def test_strict_publishes_nothing_and_exits_with_1(fair):
    broken(fair)
    assert "Nothing was published." in run("build", "--strict", cwd=fair, status=1)
    assert not (fair / "site").exists()


def test_check_exits_with_0_1_or_2(fair):
    assert "no problem" in run("check", cwd=fair).lower()
    broken(fair)
    run("check", cwd=fair, status=1)
    run("check", "no/such/file.yml", cwd=fair, status=2)
    run("check", "--format", "yaml", cwd=fair, status=2)
    run("check", "--content", "nowhere", cwd=fair, status=1)


def test_check_speaks_chinese(fair):
    path = broken(fair)
    assert "缺少“genres”" in run("check", path, "--messages", "zh-Hans", cwd=fair, status=1)
    assert "缺少“genres”" in run("check", path, cwd=fair, status=1, LC_ALL="zh_CN.UTF-8")


def test_check_of_one_file_tells_that_file_only(fair):
    broken(fair)
    other = fair / "content/companies/lantern/works/other.yml"
    other.write_text("kind: [\n", encoding="utf-8")
    said = run("check", "content/companies/lantern/works/broken.yml", cwd=fair, status=1)
    assert "broken.yml" in said and "other.yml" not in said


def test_check_prints_json_as_the_contract_says(fair):
    broken(fair, "kind: novel\ntitle: 无题\nlogline: 一句\ngenres: [wuxai, drama]\n")
    (found,) = json.loads(run("check", "--format", "json", cwd=fair, status=1))
    assert found == {
        "code": "unknown-value",
        "severity": "error",
        "effect": "field",
        "path": "companies/lantern/works/broken.yml",
        "line": 4,
        "column": 10,
        "field": "genres[0]",
        "message": found["message"],
        "help": "did you mean 'wuxia'?",
    }


def test_check_annotates_for_github(fair):
    broken(fair)
    said = run("check", "--format", "github", cwd=fair, status=1)
    assert re.search(
        r"^::error file=content/companies/lantern/works/broken\.yml,line=\d+", said, re.M
    )


def test_an_output_folder_of_somebody_else_is_refused(fair):
    (fair / "site").mkdir()
    (fair / "site/thesis.txt").write_text("years of work")
    said = run("build", cwd=fair, status=1)
    assert "was not made by this program" in said and "help:" in said


def fill_blanks(text, values):
    """What an exhibitor does: write something after each colon that has nothing after it."""
    lines = text.split("\n")
    out = []
    for line in lines:
        if line.startswith("#"):
            out.append(line)
            continue
        key = line.strip().rstrip(":")
        if key in ("zh-Hans", "en") and line.strip().endswith(":"):
            line += " 文字"
        elif line.endswith(": |"):
            out.append(line)
            line = " " * (len(line) - len(line.lstrip()) + 2) + "几句话。"
        elif line.strip() in values:
            line += values[line.strip()]
        elif line.endswith(" []"):
            line = line.replace("[]", values[key.removesuffix(": []")])
        out.append(line)
    return "\n".join(out)


VALUES = {
    "type:": " translation",
    "country:": " CN",
    "kind:": " novel",
    "owner:": " lantern",
    "start:": " 2027-05-01",
    "end:": " 2027-05-02",
    "timezone:": " Asia/Shanghai",
    "type": "[studio]",
    "genres": "[drama]",
}


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize(
    ("kind", "id"),
    [
        ("company", "my-studio"),
        ("work", "lantern/my-novel"),
        ("family", "my-world"),
        ("service", "my-service"),
        ("edition", "toy-2027"),
    ],
)
def test_a_scaffold_passes_once_its_blanks_are_filled(fair, kind, id, language):
    said = run("new", kind, id, "--messages", language, "--lang", language, cwd=fair)
    path = fair / said.split("\n")[0]
    text = path.read_text(encoding="utf-8")
    schema = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert (path.parent / schema[1]).is_file()
    edition = ("--edition", id) if kind == "edition" else ()
    assert "error" in run("check", path, *edition, "--messages", "en", cwd=fair, status=1)
    path.write_text(fill_blanks(text, VALUES), encoding="utf-8")
    run("check", path, *edition, cwd=fair)
    # Every optional field's example is right, too.
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("# ----"))
    shown = [line.removeprefix("# ") for line in lines[start + 1 :]]
    full = fill_blanks("\n".join(lines[: start + 1]), VALUES) + "\n" + "\n".join(shown)
    assert yaml.safe_load(full)
    path.write_text(full, encoding="utf-8")
    status = 1 if any(name in full for name in ("cover.jpg", "logo.svg", "hall-1.svg")) else 0
    said = run("check", path, *edition, "--format", "json", cwd=fair, status=status)
    # The pictures are not there, and the Chinese one has no English title yet (a warning).
    assert {p["code"] for p in json.loads(said)} <= {"image-missing", "bad-plan", "no-source-title"}


def test_new_explains_itself_in_chinese(fair):
    said = run("new", "company", "我的公司", "--messages", "zh-Hans", cwd=fair, status=1)
    assert "错误：“我的公司”不能用作网址\n  办法：" in said
    assert "已存在" in run("new", "company", "lantern", cwd=fair, status=1, LANG="zh_CN.UTF-8")
    run("new", "work", "lantern/novel", "--messages", "zh-Hans", cwd=fair)
    work = (fair / "content/companies/lantern/works/novel.yml").read_text(encoding="utf-8")
    assert "novel 小说, comic 漫画" in work and "available 可授权" in work


def test_new_never_overwrites(fair):
    run("new", "company", "my-studio", cwd=fair)
    assert "exists already" in run("new", "company", "my-studio", cwd=fair, status=1)
    assert "my-novel" in run("new", "work", "lantern/My_Novel", cwd=fair, status=1)
    assert "<company>/<work>" in run("new", "work", "my-novel", cwd=fair, status=1)


def test_schemas_are_written(fair):
    run("schema", "schemas", cwd=fair)
    names = {p.stem for p in (fair / "schemas").glob("*.json")}
    assert {"company", "work", "family", "service", "edition", "stands", "programme"} <= names


@contextmanager
def serving(fair, *words):
    """What a server says, line by line."""
    process = subprocess.Popen(
        [*BUILD, "serve", "--port", "0", *words],
        cwd=fair,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"},
    )
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(process.stdout), daemon=True)
    reader.start()
    try:
        yield said
    finally:
        process.terminate()
        process.wait(PATIENCE)


def address_of(said):
    return wait_for(lambda: next((s.strip() for s in said if s.startswith("http://")), None))


def test_serve_shows_the_site_and_tells_of_a_change(fair):
    with serving(fair) as said:
        address = address_of(said)
        page = fetch(f"{address}toy-2026/en/")
        assert b"/__reload.js" in page
        assert b"__reload" not in (fair / "site/toy-2026/en/index.html").read_bytes()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(f"{address}nowhere/")
        before = fetch(state_of(address))
        work = fair / "content/companies/lantern/works/moon-kite.yml"
        text = work.read_text(encoding="utf-8")
        work.write_text(text + "\ncomparables: {en: Unheard-of comparisons}\n", encoding="utf-8")
        wait_for(lambda: fetch(state_of(address)) != before)
        page = fetch(f"{address}toy-2026/en/works/lantern/moon-kite/")
        assert b"Unheard-of comparisons" in page


def test_serve_that_can_show_nothing_yet_says_so_and_comes_back(fair):
    """Of an edition that is not the current one, at its own address."""
    shutil.copytree(fair / "content/editions/toy-2026", fair / "content/editions/toy-2027")
    edition = fair / "content/editions/toy-2027/edition.yml"
    text = edition.read_text(encoding="utf-8")
    edition.write_text("name: [\n", encoding="utf-8")
    with serving(fair, "--edition", "toy-2027") as said:
        address = address_of(said)
        assert any(line.startswith("Nothing can be shown") for line in said)
        with pytest.raises(urllib.error.HTTPError) as caught:
            fetch(address)
        assert b"/__reload.js" in caught.value.read()
        before = fetch(state_of(address))
        edition.write_text(text, encoding="utf-8")
        wait_for(lambda: fetch(state_of(address)) != before)
        assert b"<main" in fetch(f"{address}toy-2027/en/")
    with serving(fair, "--edition", "toy-2027") as said:
        assert b"<main" in fetch(address_of(said))


def state_of(address):
    return urllib.parse.urljoin(address, "/__state")


def fetch(address):
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        return answer.read()


PATIENCE = 600  # seconds: not how long it may take, but after which a test ends that would hang


def wait_for(question):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := question():
            return found
        time.sleep(0.05)
    raise AssertionError("nothing happened")


def test_paths_are_plain(fair):
    """What is rendered can be clicked and typed: relative, from where one stands."""
    said = run("build", cwd=fair)
    assert str(fair) not in said
    assert Path(fair / "site").is_dir()


def test_print_says_which_files_it_wrote(fair):
    said = run("print", "labels", "--lang", "en", "--company", "lantern", cwd=fair)
    assert "print/signs.pdf" in said and "print/labels.pdf" in said
    assert (fair / "print/labels.pdf").read_bytes().startswith(b"%PDF-")
    said = run("print", "labels", "--company", "lanterm", cwd=fair, status=1)
    assert "did you mean  lantern" in said
    said = run("print", "labels", "--lang", "en", "--company", "old-lantern", cwd=fair)
    assert "it is a former id, write the new one  lantern" in said and "print/labels.pdf" in said
    two = ["--lang", "en", "--lang", "ar"]
    said = run("print", "catalogue", *two, "--out", "a.pdf", cwd=fair, status=1)
    assert "there are 2 files" in said and not (fair / "a.pdf").exists()
    said = run("print", "labels", "--lang", "en", "--out", "one.pdf", cwd=fair, status=1)
    assert "there are 2 files to write" in said
