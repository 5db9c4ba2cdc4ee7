"""A disk that gets full or may not be written: told, nothing lost, and the next build goes on."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.integration.conftest import ROOT, TOY, files

# Builds two contents by turns in one process, in which the disk gets full at a chosen write.
# An audit hook sees every way of writing; it cannot be taken out again, hence the process.
BUILDER = """
import datetime as dt, errno, json, os, sys
from dataclasses import replace
from pathlib import Path
from catalog.core.errors import CatalogError
from catalog.build.settings import Settings
from catalog.build.pipeline import build_edition

top, root = Path(sys.argv[1]), Path(sys.argv[2])
full_from, seen = None, 0

def watch(event, args):
    global seen
    if full_from is None:
        return
    if event == "open":
        writes = isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if not (writes and str(args[0]).startswith(str(top))):
            return
    elif event not in ("os.mkdir", "os.rename", "os.link"):
        return
    seen += 1
    if seen > full_from:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(args[0]))

sys.addaudithook(watch)
settings = Settings(
    top / "a", top / "site", root, top / "cache", jobs=1, today=dt.date(2026, 11, 1)
)
for line in sys.stdin:
    order = json.loads(line)
    seen, full_from, said = 0, order["full_from"], ""
    try:
        build_edition(replace(settings, content=top / order["content"], out=top / order["out"]))
    except CatalogError as error:
        said = f"{error.message} {error.remedy}"
    full_from = None
    print(json.dumps({"seen": seen, "said": said}), flush=True)
"""


class Builder:
    """A process that builds what it is told."""

    def __init__(self, top):
        self.top = top
        self.process = subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(top), str(ROOT)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self, content, full_from=10**9, out="site"):
        order = {"content": content, "full_from": full_from, "out": out}
        print(json.dumps(order), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def site(self, out="site"):
        return files(self.top / out) if (self.top / out).exists() else {}


@pytest.fixture
def builder(tmp_path):
    for name, word in (("a", "girl"), ("b", "boy")):
        shutil.copytree(TOY, tmp_path / name)
        work = tmp_path / name / "companies/lantern/works/moon-kite.yml"
        text = work.read_text(encoding="utf-8")
        assert "A girl flies" in text
        work.write_text(text.replace("A girl flies", f"A {word} flies"), encoding="utf-8")
    one = Builder(tmp_path)
    yield one
    one.process.stdin.close()
    one.process.wait(60)


def test_wherever_the_disk_gets_full_an_edition_is_complete_and_the_next_build_goes_on(builder):
    builder.build("b", out="clean-b")
    builder.build("a")
    clean = {"a": builder.site(), "b": builder.site("clean-b")}
    writes = builder.build("b")["seen"]
    assert builder.site() == clean["b"]
    now, decided = "b", 0
    for turn in range(9):
        wanted = "ab"[now == "a"]
        # Through the whole build, and three times at its end, where it is committed.
        full_from = writes * turn // 6 if turn < 6 else writes - (9, 5, 1)[turn - 6]
        said = builder.build(wanted, full_from)["said"]
        assert "disk is full" in said, (turn, full_from, writes)
        if "is decided" in said:
            decided += 1
        elif "is published" in said:
            assert builder.site() == clean[wanted]
        else:
            assert "nothing was published" in said or "make room" in said
            assert builder.site() == clean[now]
        assert builder.build(wanted)["said"] == ""
        assert builder.site() == clean[wanted]
        now = wanted
    assert decided, "no turn came after the decision"
    assert {p.name for p in builder.top.iterdir()} & {".site.staging"} == set()


def test_a_full_disk_at_the_first_build_leaves_nothing(builder):
    writes = builder.build("a", out="clean-a")["seen"]
    for part in (0.0, 0.1, 0.6, 0.98):
        shutil.rmtree(builder.top / "cache", ignore_errors=True)
        said = builder.build("a", int(writes * part))["said"]
        assert "disk is full" in said
        assert builder.site() == {}
    assert builder.build("a")["said"] == ""
    assert builder.site() == builder.site("clean-a")


SMALL_DISK = """
set -e
mount -t tmpfs -o size={size} none "$1"
cp -r "$2" "$1/content"
{then}
cd "$1"
set +e
"$3" "$4" build
echo "status $?"
ls -A site 2>/dev/null | wc -l
"""


@pytest.mark.parametrize(
    ("size", "then"),
    [("1500k", ""), ("50m", 'mount -o remount,ro "$1"')],
    ids=["full", "read-only"],
)
def test_on_a_real_disk_the_command_says_so(tmp_path, size, then):
    can = ["unshare", "-rm", "true"]
    if not shutil.which("unshare") or subprocess.run(can, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    script = SMALL_DISK.format(size=size, then=then)
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", tmp_path, TOY, sys.executable,
         ROOT / "build.py"],
        capture_output=True,
        text=True,
        env={**os.environ, "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "1793491200"},
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert "disk is full or may not be written" in said and "help:" in said
    assert "Traceback" not in said
    assert done.stdout.split()[-3:] == ["status", "1", "0"]
