"""The whole benchmark once, at its smallest: does it still work? No time is asserted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.ours import NAME
from benchmarks.run import run_sizes
from benchmarks.show import render_markdown, render_plot
from benchmarks.subjects import FLOOR

WORKS = 60


def run_smoke(scratch: Path, tell: Callable[[str], None]) -> None:
    """Measure 60 works in two languages, this project and MkDocs.

    Raises:
        AssertionError: a figure or a page is missing.
    """
    peers = ("mkdocs",)
    result = run_sizes([WORKS], languages=2, runs=1, peers=peers, scratch=scratch, tell=tell)
    subjects = result["sizes"][0]["subjects"]
    assert set(subjects) == {NAME, FLOOR, *peers}, subjects
    for name, subject in subjects.items():
        assert subject["pages"] > 2 * WORKS, (name, subject["pages"])
        assert subject["page_bytes"] > 1000, (name, subject["page_bytes"])
        for step, took in subject["steps"].items():
            assert took["wall"] > 0 and took["cpu"] > 0 and took["largest"] > 0, (name, step, took)
    ours, mkdocs = subjects[NAME]["pages"], subjects["mkdocs"]["pages"]
    assert abs(ours - mkdocs) < 0.1 * mkdocs, f"{ours} pages beside {mkdocs}: not the same site"
    assert "cold build" in render_markdown(result)
    assert render_plot(result).startswith("<svg")
