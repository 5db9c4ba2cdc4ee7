"""What the finder calls values, makers, halls in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from catalog.edition.localise import Localiser, direction
from catalog.edition.resolve import Catalog
from catalog.models.dates import PartialDate
from catalog.models.edition import hall_sign, stand_code
from catalog.models.territories import COUNTRIES, SETS
from catalog.models.vocabularies import GROUPS, KINDS, RIGHT_STATES, RIGHTS
from catalog.web.pages.media import CARD
from catalog.web.search.finder.columns import join_lines
from catalog.web.search.finder.facets import languages_of
from catalog.web.search.finder.interface_texts import interface_texts, plural_texts

_LABELLED = (  # vocabulary → the ids that may occur
    ("group", tuple(GROUPS)),
    ("kind", tuple(KINDS)),
    ("right", tuple(RIGHTS)),
    ("right-status", tuple(RIGHT_STATES)),
)


class Used(NamedTuple):
    """The values that works have, each sorted; ages by what stands in the data, with its parts."""

    spoken: list[str]
    genres: list[str]
    statuses: list[str]
    seeking: list[str]
    ages: dict[str, tuple[str, str]]
    years: list[int]


def find_used(catalog: Catalog) -> Used:
    """The values to label; looks at every work once."""
    spoken: set[str] = set()
    genres: set[str] = set()
    statuses: set[str] = set()
    seeking: set[str] = set()
    years: set[int] = set()
    ages: dict[str, tuple[str, str]] = {}
    for work in catalog.works.values():
        spoken.update(languages_of(work))
        for rights in work.rights:
            if isinstance(rights.languages, tuple):
                spoken.update(rights.languages)
        genres.update(work.genres)
        seeking.update(work.seeking)
        if work.status:
            statuses.add(work.status)
        if work.released:
            years.add(work.released.year)
        ages |= {f"{r.system} {r.value}": (r.system, r.value) for r in work.ratings}
    return Used(
        sorted(spoken), sorted(genres), sorted(statuses), sorted(seeking), ages, sorted(years)
    )


def make_labels(
    catalog: Catalog, localiser: Localiser, used: Used, tags: Sequence[str]
) -> dict[str, Any]:
    """Labels of all facet values, names of companies, and the interface texts.

    Args:
        tags: the languages that titles are in.
    """
    label = localiser.label
    terms = {"genre": used.genres, "status": used.statuses, "seeking": used.seeking}
    labels: dict[str, dict[str, str]] = {
        name: {term: label(name, term) for term in ids}
        for name, ids in (*_LABELLED, *terms.items())
    }
    spoken = sorted({*used.spoken, *tags})
    labels["language"] = {tag: localiser.language(tag) for tag in spoken}
    labels["territory"] = {code: localiser.territory(code) for code in (*SETS, *sorted(COUNTRIES))}
    labels["age"] = {
        age: f"{label('rating-system', system)} {value}"
        for age, (system, value) in used.ages.items()
    }
    labels["hall"] = {hall.id: hall_name(hall, localiser) for hall in catalog.edition.halls}
    labels["year"] = {str(year): localiser.date(PartialDate(year)) for year in used.years}
    return {
        "lang": localiser.lang,
        "dir": localiser.dir,
        "chain": [tag for tag in localiser.chain if tag in tags],
        "source": catalog.site.source_language,
        "labels": labels,
        "signs": {hall.id: hall_sign(hall.id) for hall in catalog.edition.halls},
        "codes": [stand_code(stand.number, stand.hall) for stand in catalog.stands],
        "card": CARD,
        "makers": _makers(catalog, localiser),
        "marks": {tag: _mark(tag, localiser) for tag in _shown_tags(catalog, tags)},
        "comma": localiser.join(["", ""]),
        "dot": localiser.dot,
        "words": interface_texts(localiser),
        "plurals": plural_texts(localiser),
    }


def _shown_tags(catalog: Catalog, tags: Sequence[str]) -> list[str]:
    names = {tag for company in catalog.companies.values() for tag in company.name}
    return sorted({*tags, *names})


def _mark(tag: str, localiser: Localiser) -> list[str]:
    told = localiser.gettext("Not yet translated; shown in %(language)s")
    return [
        localiser.own_name(tag),
        told % {"language": localiser.language(tag)},
        direction(tag),
    ]


def _makers(catalog: Catalog, localiser: Localiser) -> dict[str, Any]:
    """Companies as shown: ids and names in lines; ``other`` has the languages of fallbacks."""
    shown = [localiser.text(company.name) for company in catalog.companies.values()]
    return {
        "ids": "\n".join(catalog.companies),
        "names": join_lines(s.value if s else "" for s in shown),
        "other": {n: s.lang for n, s in enumerate(shown) if s and s.fallback},
    }


def hall_name(hall: Any, localiser: Localiser) -> str:
    """A hall's name, or "Hall 3"; plain."""
    shown = localiser.text(hall.name)
    if shown:
        return shown.value
    return localiser.gettext("Hall %(name)s") % {"name": hall_sign(hall.id) or hall.id}
