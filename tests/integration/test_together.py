"""Two builds at once into the same folder, as two processes: one waits, both succeed."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from catalog.cli import reporting
from catalog.cli.main import cli
from catalog.core import fingerprint
from catalog.output.folder import is_held, open_publication
from tests.integration.conftest import ROOT, TOY, files


def start(fair, content, *more, **environment):
    return subprocess.Popen(
        [sys.executable, ROOT / "build.py", "build", "--content", content, *more],
        cwd=fair,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={
            **os.environ,
            "LANG": "C.UTF-8",
            "SOURCE_DATE_EPOCH": "1793491200",
            "PYTHONUNBUFFERED": "1",
            **environment,
        },
    )


def end(process):
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, out + err
    return out + err


@pytest.mark.parametrize(
    ("messages", "words"),
    [("en", "Another build is writing to this folder"), ("zh-Hans", "另一个构建正在写入此文件夹")],
)
def test_the_second_build_says_that_it_waits(tmp_path, messages, words):
    shutil.copytree(TOY, tmp_path / "content")
    with open_publication(tmp_path / "site"):
        process = start(tmp_path, "content", "--messages", messages)
        assert words in process.stderr.readline()
        assert not (tmp_path / "site").exists()
    assert "toy-2026" in end(process)
    assert (tmp_path / "site/toy-2026/en/index.html").is_file()


def test_of_two_builds_at_once_the_later_one_stays_and_is_whole(tmp_path):
    clean = []
    for name, word in (("a", "girl"), ("b", "boy")):
        shutil.copytree(TOY, tmp_path / name)
        work = tmp_path / name / "companies/lantern/works/moon-kite.yml"
        text = work.read_text(encoding="utf-8")
        work.write_text(text.replace("A girl flies", f"A {word} flies"), encoding="utf-8")
        end(start(tmp_path, name, "--out", f"clean/{name}"))
        clean.append(files(tmp_path / "clean" / name))
    for _turn in range(2):
        builds = [start(tmp_path, name, "--force") for name in ("a", "b")]
        told = [end(build) for build in builds]
        assert all(re.search(r"\d+ pages", said) for said in told)
        assert files(tmp_path / "site") in clean
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == [".site.lock"]


def test_a_build_that_waited_reads_what_is_written_by_then(tmp_path):
    shutil.copytree(TOY, tmp_path / "content")
    with open_publication(tmp_path / "site"):
        process = start(tmp_path, "content")
        assert "Another build" in process.stderr.readline()
        work = tmp_path / "content/companies/lantern/works/moon-kite.yml"
        text = work.read_text(encoding="utf-8")
        work.write_text(text.replace("A girl flies", "A boy flies"), encoding="utf-8")
    end(process)
    page = tmp_path / "site/toy-2026/en/works/lantern/moon-kite/index.html"
    assert "A boy flies" in page.read_text(encoding="utf-8")
    assert "Nothing has changed." in end(start(tmp_path, "content"))


def test_report_and_state_are_written_before_another_build_may_begin(tmp_path, monkeypatch):
    """Else they could tell of records that the other one has replaced."""
    shutil.copytree(TOY, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    held = {}

    def listen(module, name):
        write = getattr(module, name)

        def written(*words):
            held[name] = is_held(tmp_path / "site")
            return write(*words)

        monkeypatch.setattr(module, name, written)

    listen(reporting, "report_html")
    listen(fingerprint, "write_state")
    cli.main(["build"], standalone_mode=False)
    assert held == {"report_html": True, "write_state": True}
    assert not is_held(tmp_path / "site")
