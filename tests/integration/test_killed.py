"""Killed at any moment: the former edition or the new one, and the next build needs no clean."""

import json
import os
import subprocess
import sys

from tests.integration.conftest import ROOT

KILLS = int(os.environ.get("CATALOG_KILLS", "100"))


def test_builds_killed_at_random_moments_lose_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.killing", tmp_path, str(KILLS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    print(told)
    assert told["killed"]
    for moment in ("with a journal", "without", "former", "new", "moved in part"):
        assert told[moment], f"no kill left it {moment}: {told}"
