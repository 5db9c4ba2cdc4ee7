"""Writes an invented fair to a folder, in this project's own YAML."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks import words
from benchmarks.covers import write_cover
from benchmarks.fair import EDITION, PER_HALL, Fair, cover_file
from benchmarks.yaml_text import render_yaml

_CHUNK = 50  # companies a task


def write_fair(fair: Fair, folder: Path, jobs: int | None = None) -> int:
    """Write the whole content folder, which must be new or empty; returns the number of files."""
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    (folder / "families").mkdir(parents=True)
    (folder / "services").mkdir()
    jobs = jobs or len(os.sched_getaffinity(0))
    if fair.pictures:
        (folder / ".covers").mkdir()
    written = 0
    with ProcessPoolExecutor(jobs) as pool:
        paths = [folder / ".covers" / cover_file(n) for n in range(fair.pictures)]
        list(pool.map(write_cover, paths, range(fair.pictures), chunksize=8))
        tasks = range(0, fair.companies, _CHUNK)
        for count in pool.map(partial(_write_companies, fair, folder), tasks):
            written += count
    for number in range(fair.families):
        path = folder / "families" / f"{fair.family_id(number)}.yml"
        written += _write(path, render_yaml(fair.family(number)))
    for number in range(2):
        path = folder / "services" / f"desk-{number + 1}.yml"
        written += _write(path, render_yaml(fair.service(number)))
    for name, text in _organizers(fair):
        written += _write(folder / name, text)
    for path in paths:
        path.unlink()
    if fair.pictures:
        (folder / ".covers").rmdir()
    return written


def _write_companies(fair: Fair, folder: Path, start: int) -> int:
    written = 0
    for number in range(start, min(start + _CHUNK, fair.companies)):
        here = folder / "companies" / fair.company_id(number)
        works = here / "works"
        works.mkdir(parents=True)
        written += _write(here / "company.yml", render_yaml(fair.company(number)))
        for work in fair.works_of(number):
            slug = fair.work_id(work).partition("/")[2]
            written += _write(works / f"{slug}.yml", render_yaml(fair.work(work)))
            if fair.pictures:
                written += _link_cover(folder, works / "images", work % fair.pictures)
    return written


def _link_cover(folder: Path, images: Path, number: int) -> int:
    """The same picture on the same disk once, however many works show it."""
    images.mkdir(exist_ok=True)
    target = images / cover_file(number)
    if target.exists():
        return 0
    os.link(folder / ".covers" / cover_file(number), target)
    return 1


def _organizers(fair: Fair) -> Iterator[tuple[str, str]]:
    yield "catalog.yml", render_yaml(fair.site())
    home = f"editions/{EDITION}"
    yield f"{home}/edition.yml", render_yaml(fair.edition())
    yield f"{home}/stands.yml", render_yaml(fair.stands())
    yield f"{home}/programme.yml", render_yaml(fair.events())
    for hall in range(fair.halls):
        yield f"{home}/halls/hall-{hall + 1}.svg", render_plan(fair, hall)
    for tag in fair.languages:
        title = {"zh-Hans": "关于", "ar": "عن المعرض"}.get(tag, "About")
        text = words.ABOUT[0][min(fair.languages.index(tag), 2)].format(p="Lingzhou")
        yield (
            f"{home}/pages/{tag}/about.md",
            f"---\ntitle: {title}\norder: 10\n---\n\n# {title}\n\n{text}\n",
        )


def render_plan(fair: Fair, hall: int) -> str:
    """A hall's floor plan: rows of twenty stands."""
    first = hall * PER_HALL
    numbers = [fair.hall_of(n)[1] for n in range(first, min(first + PER_HALL, fair.companies))]
    rows = -(-len(numbers) // 20)
    height = 60 + rows * 60
    shapes, labels = [], []
    for place, number in enumerate(numbers):
        x, y = 40 + place % 20 * 46, 40 + place // 20 * 60
        shapes.append(
            f'<rect id="{number}" class="hall-stand" x="{x}" y="{y}" width="40" height="34"/>'
        )
        labels.append(f'<text class="hall-label" x="{x + 20}" y="{y + 22}">{number}</text>')
    line = "\n    "
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {height}" role="img">\n'
        f'  <path class="hall-floor" d="M20 20H980V{height - 20}H20Z" fill="#f0f5f2"/>\n'
        '  <g class="hall-stands" stroke="#7e8b85" fill="#e2ebe6">'
        f"{line}{line.join(shapes)}\n  </g>\n"
        '  <g class="hall-labels" fill="#0f1714" font-size="12" text-anchor="middle">'
        f"{line}{line.join(labels)}\n  </g>\n</svg>\n"
    )


def _write(path: Path, text: str) -> int:
    try:
        path.write_text(text, encoding="utf-8")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 1


def work_file(fair: Fair, folder: Path, number: int) -> Path:
    """Where a work's record lies."""
    company, _, slug = fair.work_id(number).partition("/")
    return folder / "companies" / company / "works" / f"{slug}.yml"


def change_work(fair: Fair, folder: Path, number: int, word: str) -> None:
    """Put a word at the beginning of a work's Chinese synopsis, as an editor would."""
    path = work_file(fair, folder, number)
    head, mark, rest = path.read_text(encoding="utf-8").partition("synopsis:\n  zh-Hans: |\n    ")
    if not mark:
        raise AssertionError(f"{path} has no synopsis")
    path.write_text(f"{head}{mark}{word} {rest}", encoding="utf-8")
