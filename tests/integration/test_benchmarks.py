import subprocess
import sys
from pathlib import Path

from benchmarks import words
from benchmarks.fair import Fair
from benchmarks.yaml_text import render_yaml

ROOT = Path(__file__).resolve().parents[2]


def test_smoke_size_works(tmp_path):
    told = [sys.executable, "-m", "benchmarks", "smoke", "--scratch", str(tmp_path)]
    ended = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert "the benchmark works" in ended.stdout


def test_a_seed_gives_the_same_records_in_any_order():
    first, second = Fair(500), Fair(500)
    backwards = {n: render_yaml(second.work(n)) for n in range(499, -1, -1)}
    assert all(render_yaml(first.work(n)) == backwards[n] for n in range(500))
    assert render_yaml(Fair(500, seed=2).work(3)) != backwards[3]


def test_every_work_belongs_to_one_company():
    for count in (20, 60, 160, 161, 1000, 4321):
        fair = Fair(count)
        works = [work for company in range(fair.companies) for work in fair.works_of(company)]
        assert works == list(range(count))
        assert all(work in fair.works_of(fair.company_of(work)) for work in works)
        assert abs(fair.companies - count / 20) <= 8


def test_loglines_fit():
    fair = Fair(2000, words.LANGUAGES)
    loglines = [text for n in range(2000) for text in fair.work(n)["logline"].values()]
    assert max(map(len, loglines)) <= 160
