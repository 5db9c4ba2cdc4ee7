"""A slip in a field whose absence shows more than its presence takes out what it guards."""

from __future__ import annotations

import re
from typing import Any

import pytest

from catalog.cli.reporting import effect_of
from catalog.core.problems import Problem
from catalog.models.context import Context
from catalog.models.guards import fields_of, guard_meant, guards_of, may_guard
from catalog.models.work import Work
from catalog.reading.records import parse_entries, parse_model, parse_page
from catalog.reading.yaml import parse_record
from tests.unit import mistyped
from tests.unit.mistyped import Mistake, Place

PATH = "companies/acme/works/one.yml"
HEAD = "kind: novel\ntitle: T\nlogline: L\ngenres: [drama]\n"
AVAILABLE = "{right: print, status: available, territories: WORLD}"
PLACES = list(mistyped.places())


def read(place: Place, text: str) -> tuple[Any, list[Problem]]:
    if mistyped.is_record(place):
        raw = parse_record(text.encode(), PATH)
        reading = parse_model(place.root, raw, "acme/one", PATH, Context())
        return reading.record, reading.problems
    entries, problems = parse_entries(
        place.root, parse_record(f"- {text}".encode(), PATH), PATH, Context()
    )
    return (entries[0][1] if entries else None), problems


def group_of(record: Any, place: Place) -> Any:
    """The group in which the field stands; None where it is gone."""
    for part in place.group:
        if record is None or record == ():
            return None
        record = record[part] if isinstance(part, int) else getattr(record, part)
    return None if record == () else record


UNSEEN = re.compile("[\u200b\ufeff\u00ad]")


def is_closed(record: Any, place: Place) -> bool:
    group = group_of(record, place)
    if group is None:
        return True
    if not place.guard.in_part and getattr(group, place.name) == ():
        return True  # none of them are left
    if not place.guard.closed:
        return False
    default = fields_of(place.model)[place.name].default
    return bool(getattr(group, place.name) == default)


def work(text: str) -> tuple[Any, list[Problem]]:
    reading = parse_model(
        Work, parse_record((HEAD + text).encode(), PATH), "acme/one", PATH, Context()
    )
    return reading.record, reading.problems


def test_there_are_guarding_fields():
    found = {place.name for place in PLACES}
    assert found >= {"draft", "public", "access", "exhibitors", "until", "except", "status"}
    assert found >= {"languages", "illustration", "notice", "works"}
    assert found == set(mistyped.SAID)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_what_is_written_rightly_is_read(place):
    record, problems = read(
        place, mistyped.written(place, f"{place.name}: {mistyped.SAID[place.name]}")
    )
    assert record is not None and group_of(record, place) is not None
    assert problems == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_every_mistake_takes_out_what_is_guarded(place):
    shown, untold = [], []
    for mistake in mistyped.mistakes(place):
        record, problems = read(place, mistyped.written(place, mistake.text))
        seen = UNSEEN.sub("", mistake.text)
        if seen != mistake.text and any(p.code == "hidden-character" for p in problems):
            # Read without the character that nobody sees, and told.
            plain, _ = read(place, mistyped.written(place, seen))
            if record != plain:
                shown.append(mistake)
        elif not is_closed(record, place):
            shown.append(mistake)
        elif place.guard.closed and mistake.text in (
            f"{place.name}: {v}" for v in ("", "~", "null")
        ):
            continue  # as if it were not there, which withholds
        elif not any(p.severity == "error" for p in problems):
            untold.append(mistake)
    assert shown == []
    assert untold == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_what_is_taken_out_is_said(place):
    mistake = Mistake("name", f"{place.name.title()}: {mistyped.SAID[place.name]}")
    _, problems = read(place, mistyped.written(place, mistake.text))
    assert [p.effect for p in problems if p.code == "withheld-name"] == ["withheld"]
    for language in ("en", "zh-Hans"):
        assert all(effect_of(p, language) and p.message(language) for p in problems)


@pytest.mark.parametrize(
    "text",
    [
        "drama: true",
        "craft: x",
        "craft: Pottery and weaving",
        "draft: no",
        "draft: false",
        "draft: 否",
        "DRAFT: no",
        "public: true",
        "published: 2024-05",
        "publisher: Acme",
        "online: false",
        "draftsman: Bob",
        "language: en",
        "state: x",
        "words: 100",
        "author: x",
        "synopsis: |\n  The draft: how it began\n  public: no",
        "synopsis: |\n  Status: ongoing\n  Until: next year",
        "title2: {en: First draft, de: Entwurf eins}",
    ],
)
def test_no_false_alarm(text):
    record, problems = work(text)
    assert record is not None and not record.draft
    assert "withheld" not in {p.effect for p in problems}


@pytest.mark.parametrize(
    "text, what",
    [
        ("public: false", "record"),
        ("visible: no", "record"),
        ("embargo: 2027-01-01", "record"),
        ("保密: 是", "record"),
        ("craft: true", "record"),
        ("social2: {deep: [{draft: true}]}", "record"),
        ("rights: {draft: true}", "record"),
        ("synopsis: |\n  Once.\n  draft: true", "record"),
        ("synopsis: Once\n  draft：true", "record"),
        ("synopsis: Once\n  draft true", "record"),
        ("alt_titles:\n  en: Once\n  draft: true", "record"),
        ("synopsis: |\n  Once.\n\n  草稿：是", "record"),
        ("cover: images/a.png\nillustration: true", "picture"),
        (f"rights: [{AVAILABLE}]\nuntil: 2027", "rights"),
        (f"rights: [{AVAILABLE}]\nexcept: FR", "rights"),
    ],
)
def test_it_may_stand_in_the_wrong_place(text, what):
    record, problems = work(text)
    assert (record is None) == (what == "record")
    assert what in {p.params.get("withheld") for p in problems}
    if record:
        assert record.rights == () and record.cover is None


# ---- rights: a line that is lost may have closed what another opens --------------------------


@pytest.mark.parametrize(
    "line",
    [
        "{right: print, status: slod, territories: FR}",
        "{right: print, territories: FR}",
        "{right: print, status: sold, territories: [FR, Grmany]}",
        "{right: [print, digitl], status: sold, territories: FR}",
        "{right: print, status: sold, territories: FR, territory: DE}",
        "{right: print, status: sold, territories: FR, until: soon}",
        "{right: print, status: under-offer, territories: FR, languages: 火星语}",
        "{right: print, status: sold, territories: FR, languages: [en, 火星语]}",
        "{right: print, status: sold, territories: Narnia}",
        "{rigth: print, status: sold, territories: FR}",
        "sold to France",
    ],
)
def test_nothing_is_offered_when_a_closing_line_is_lost(line):
    record, problems = work(f"rights:\n- {AVAILABLE}\n- {line}")
    assert record.rights == ()
    assert "rights" in {p.params.get("withheld") for p in problems}


@pytest.mark.parametrize(
    "line, kept",
    [
        ("{right: print, status: available, territories: FR, until: soon}", ["available"]),
        (
            "{right: print, status: available, territories: FR, languages: [fr, 火星语]}",
            ["available", "available"],
        ),
        ("{right: print, status: sold, territories: FR, exclusive: maybe}", ["available", "sold"]),
        ("{right: print, status: sold, territories: FR, noted: x}", ["available", "sold"]),
        ("{right: print, status: available, territories: [FR, X1]}", ["available", "available"]),
    ],
)
def test_other_lines_stay_where_nothing_more_is_offered(line, kept):
    record, _ = work(f"rights:\n- {AVAILABLE}\n- {line}")
    assert [one.status for one in record.rights] == kept


def test_a_lost_line_takes_no_other_out_where_none_offers_anything():
    record, _ = work(
        "rights:\n- {right: print, status: sold, territories: DE}\n"
        "- {right: print, status: slod, territories: FR}"
    )
    assert [line.territories for line in record.rights] == [("DE",)]


# ---- prose -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head, shown",
    [
        ("title: A\n", True),
        ("draft: false\n", True),
        ("title: A\ndraft: true\n", False),
        ("Draft: true\n", False),
        ("draft: ture\n", False),
        ("draft:\n", False),
        ("draft: true\ndraft: false\n", False),
        ("title: A: B\n", False),
        ("", True),
    ],
)
def test_head_of_a_page(head, shown):
    page = parse_page("about", f"---\n{head}---\n# About\n", "about.md", Context())
    assert page.withheld != shown
    assert bool(page.problems) == (not shown and head != "title: A\ndraft: true\n")


@pytest.mark.parametrize(
    "text, shown",
    [
        ("draft: true\n\n# About\n", False),
        ("---\ndraft: true\n# About\n", False),
        ("# About\n\ndraft: true\n", True),
        ("# About\n", True),
    ],
)
def test_a_page_without_a_head(text, shown):
    assert parse_page("about", text, "about.md", Context()).withheld != shown


# ---- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key, meant",
    [
        ("Draft", "draft"),
        ("dratf", "draft"),
        ("drаft", "draft"),  # with a Cyrillic letter
        ("is draft", "draft"),
        ("isDraft", "draft"),
        ("draft:true", "draft"),
        ("drama", ""),
        ("draftsman", ""),
        ("a draft of history", ""),
        ("x" * 100_000, ""),
    ],
)
def test_name_meant(key, meant):
    assert guard_meant(key, guards_of(Work)) == meant


@pytest.mark.parametrize(
    "key, value, guards",
    [
        ("Draft", "true", True),
        ("Draft", "no", False),
        ("Draft", None, True),
        ("craft", "Pottery", False),
        ("craft", "yes", True),
    ],
)
def test_value_meant(key, value, guards):
    assert may_guard(key, value, False) == guards
