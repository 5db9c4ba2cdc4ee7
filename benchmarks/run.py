"""Measures editions of several sizes, this project and its peers in turn."""

from __future__ import annotations

import math
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import words
from benchmarks.fair import Fair
from benchmarks.machine import Noise, describe_machine
from benchmarks.make import write_fair
from benchmarks.measure import Run, Spread, measure
from benchmarks.ours import NAME, PROJECT
from benchmarks.subjects import Floor, OurEdition, PeerEdition, Subject, find_peers, write_sources

Tell = Callable[[str], None]

_SLOW = 60.0  # seconds of a cold build from which on a peer is measured once only
_CHANGED = 17  # the work whose text changes


def run_sizes(
    sizes: Sequence[int],
    *,
    languages: int,
    runs: int,
    peers: Sequence[str],
    scratch: Path,
    tell: Tell,
) -> dict[str, Any]:
    """Measure each size; the results are ready for JSON.

    What is built stays in ``scratch``: to delete it is the caller's, when nothing is measured.
    """
    noise = Noise()
    result: dict[str, Any] = {
        "machine": describe_machine(),
        "code": _commit(),
        "measured": time.strftime("%Y-%m-%d %H:%M"),
        "languages": languages,
        "sizes": [],
        "notes": [],
    }
    for works in sizes:
        fair = Fair(works, words.LANGUAGES[:languages])
        area = scratch / f"fair-{works}-{languages}"
        area.mkdir(parents=True)
        found = _measure_size(fair, area, runs, peers, noise, tell, result["notes"])
        result["sizes"].append(found)
    result["noise"] = noise.report()
    result["growth"] = fit_growth(result["sizes"])
    return result


def _measure_size(
    fair: Fair,
    area: Path,
    runs: int,
    peers: Sequence[str],
    noise: Noise,
    tell: Tell,
    notes: list[str],
) -> dict[str, Any]:
    tell(f"writing an edition of {fair.count} works in {len(fair.languages)} languages")
    content = area / "content"
    write_fair(fair, content)
    ours = OurEdition(fair, area / NAME, content)
    subjects: list[Subject] = [ours, Floor(ours, area / "floor")]
    found, left = find_peers(peers, fair.count)
    notes += left
    if found:
        write_sources(fair, {peer.name: area / peer.name for peer, _ in found})
    subjects += [PeerEdition(peer, told, fair, area / peer.name) for peer, told in found]
    taken: dict[str, dict[str, list[Run]]] = {s.name: defaultdict(list) for s in subjects}
    pages: dict[str, int] = {}
    # Python's bytecode is written once by whoever runs it first: that does not count.
    _step(ours, "check", 0, taken=None, tell=tell)
    for turn in range(runs):
        for subject in subjects:
            earlier = taken[subject.name]["cold"]
            if subject.name != NAME and earlier and earlier[0].wall > _SLOW:
                continue
            noise.probe()
            for step in subject.steps:
                cold = taken[subject.name]["cold"]
                if step == "change" and subject.name != NAME and cold[0].wall > _SLOW:
                    continue  # it is the same build once more
                _step(subject, step, turn, taken=taken[subject.name], tell=tell)
                if step == "cold" and subject.name not in pages:
                    pages[subject.name] = count_pages(subject.out)
    return {
        "works": fair.count,
        "companies": fair.companies,
        "subjects": {
            s.name: {
                "version": s.version,
                "pages": pages[s.name],
                "page_bytes": s.built(_CHANGED).stat().st_size,
                "steps": {k: Spread.of(v).plain() for k, v in taken[s.name].items() if v},
            }
            for s in subjects
        },
    }


def _step(
    subject: Subject, step: str, turn: int, *, taken: dict[str, list[Run]] | None, tell: Tell
) -> None:
    word = f"改动{turn}"
    subject.prepare(step, _CHANGED, word)
    run = measure(subject.commands(), subject.at_once)
    if step == "change" and word not in subject.built(_CHANGED).read_text(encoding="utf-8"):
        raise AssertionError(f"{subject.name} did not publish the change")
    if taken is not None:
        taken[step].append(run)
        tell(f"{subject.name:10} {step:7} {run.wall:8.2f} s  {run.cpu:8.2f} s CPU")


def count_pages(out: Path) -> int:
    """How many pages a built site has."""
    return sum(name == "index.html" for _, _, names in os.walk(out) for name in names)


def fit_growth(sizes: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """By subject and step: the exponent with which wall time grows with the number of works.

    The least squares fit of log(time) over log(works); 1 is linear. Empty with one size.
    """
    points: dict[str, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for size in sizes:
        for name, subject in size["subjects"].items():
            for step, spread in subject["steps"].items():
                point = (math.log(size["works"]), math.log(spread["wall"]))
                points[name][step].append(point)
    return {
        name: {step: round(_slope(some), 3) for step, some in steps.items() if len(some) > 1}
        for name, steps in points.items()
    }


def _slope(points: Sequence[tuple[float, float]]) -> float:
    x0 = sum(x for x, _ in points) / len(points)
    y0 = sum(y for _, y in points) / len(points)
    return sum((x - x0) * (y - y0) for x, y in points) / sum((x - x0) ** 2 for x, _ in points)


def _commit() -> str:
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout.strip()
