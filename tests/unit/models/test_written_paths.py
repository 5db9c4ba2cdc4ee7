"""Whatever is written where a picture's or a plan's path belongs, checking answers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from catalog.build.checking import check_content
from catalog.build.settings import Settings
from catalog.cli.reporting import format_text, report_html, report_json
from catalog.models.company import Company
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.images import Image, ImagePath
from catalog.models.parts import Part
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.work import Work
from tests.unit.fairs import PROJECT

BASE = PROJECT / "tests/fixtures/bad/_base"
# Every field that holds a path: where the record lies, and the field's place.
PLACES: dict[tuple[type[Part], str], tuple[str, str]] = {
    (Company, "logo"): ("companies/lantern/company.yml", "logo"),
    (Company, "wide"): ("companies/lantern/company.yml", "wide"),
    (Company, "gallery"): ("companies/lantern/company.yml", "gallery"),
    (Work, "cover"): ("companies/lantern/works/paper-boat.yml", "cover"),
    (Work, "wide"): ("companies/lantern/works/paper-boat.yml", "wide"),
    (Work, "gallery"): ("companies/lantern/works/paper-boat.yml", "gallery"),
    (Family, "cover"): ("families/paper-boat.yml", "cover"),
    (Edition, "theme.logo"): ("editions/fair-2026/edition.yml", "theme.logo"),
    (Edition, "theme.hero"): ("editions/fair-2026/edition.yml", "theme.hero"),
    (Edition, "halls.plan"): ("editions/fair-2026/edition.yml", "halls.plan"),
}
MODELS = (Company, Work, Family, Service, Edition, Stand, Event, Site)


def held(annotation: Any) -> Iterator[Any]:
    """Every type within a type."""
    yield annotation
    for inner in get_args(annotation):
        yield from held(inner)


def path_fields(model: type[Part], seen: tuple[Any, ...] = ()) -> Iterator[str]:
    """Every field that holds a path, by its declared type, parts within parts."""
    validator = get_args(ImagePath)[-1]
    for name, field in model.model_fields.items():
        types = [*held(field.annotation), *field.metadata]
        if validator in types:
            yield name
        for inner in {t for t in types if isinstance(t, type) and issubclass(t, Part)} - set(seen):
            if inner is Image:
                yield name
            else:
                yield from (f"{name}.{one}" for one in path_fields(inner, (*seen, model)))


def test_every_field_that_holds_a_path_is_tried_here() -> None:
    assert {(model, name) for model in MODELS for name in path_fields(model)} == set(PLACES)


def write(content: Path, place: str, field: str, path: str) -> None:
    """Put a path into a record."""
    file = content / place
    data = yaml.safe_load(file.read_text("utf-8"))
    if field == "halls.plan":
        data["halls"] = [{**data["halls"][0], "plan": path}]
    elif field.startswith("theme."):
        data.setdefault("theme", {})[field.removeprefix("theme.")] = path
    else:
        data[field] = [{"image": path}] if field == "gallery" else path
    text = json.dumps(data, default=str, ensure_ascii=False)  # JSON is YAML
    escaped = "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text)
    file.write_text(escaped, encoding="utf-8")


PIECES = st.one_of(
    st.characters(min_codepoint=32, max_codepoint=126),
    st.sampled_from(list("字書卷畫😀🏮👨‍👩‍👧é\u0301\u202e")),
    st.sampled_from(["../", "./", "/", "\\", "..", "~", "C:", "%2e%2e%2f", "images/", "cover.png"]),
    st.sampled_from(["data:image/png;base64,", "file:///", "https://example.com/", "//host/"]),
    st.sampled_from(["\0", "\ud800", "\x07", "\n", "aux", "nul.png", " ", ".", "*", "?", "|", ":"]),
)
PATHS = st.one_of(
    st.builds(lambda piece, times: (piece * times)[:5000], PIECES, st.integers(1, 5000)),
    st.builds(lambda head, tail: (head + tail)[:5000], PIECES, st.text(max_size=400)),
    st.lists(PIECES, min_size=1, max_size=30).map("".join),
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def answer(content: Path, cache: Path, paths: dict[tuple[str, str], str]) -> None:
    """Check a content folder with these paths; each that cannot be used must be told."""
    for (place, field), path in paths.items():
        write(content, place, field, path)
    checked = check_content(Settings(content, content / "site", PROJECT, cache))
    for language in ("en", "zh-Hans"):
        assert format_text(checked.problems, content, language).encode()
    assert json.loads(report_json(checked.problems)) and report_html(checked.problems, content)
    assert checked.pictures.by_path.keys() <= {"companies/lantern/works/images/cover.png"}
    assert checked.plans.keys() == set()
    if checked.content.records is None:  # not even the edition could be read
        assert {p.effect for p in checked.problems} >= {"build"}
        return
    files = {place for place, _ in paths}
    assert {p.path for p in checked.problems} >= files - {"companies/lantern/works/paper-boat.yml"}


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # to make ten paths short takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(paths=st.lists(PATHS, min_size=len(PLACES), max_size=len(PLACES)))
def test_any_path_is_answered(paths: list[str], tmp_path: Path, cache: Path) -> None:
    content = tmp_path / "content"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(BASE, content)
    answer(content, cache, dict(zip(PLACES.values(), paths, strict=True)))


ODD = [
    "x" * 256,
    "x" * 5000,
    "字" * 5000,
    "😀" * 5000,
    "data:image/png;base64," + "iVBORw0K" * 600,
    "images/" + "a/" * 2000 + "b.png",
    "a\0b.png",
    "\ud800.png",
    "../" * 1000 + "etc/passwd",
    "/etc/passwd",
    "%2e%2e/%2e%2e/secret.png",
    ".",
    "images",
]


@pytest.mark.parametrize("path", ODD, ids=range(len(ODD)))
def test_an_odd_path_is_answered_in_every_field(path: str, tmp_path: Path, cache: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(BASE, content)
    answer(content, cache, dict.fromkeys(PLACES.values(), path))
