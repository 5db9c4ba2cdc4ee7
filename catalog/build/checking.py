"""Content is read and checked; nothing is written but to the cache."""

from __future__ import annotations

from itertools import chain

from catalog.build.settings import (
    Checked,
    Listener,
    Settings,
    silent,
)
from catalog.core.cache import open_cache
from catalog.core.errors import telling_disk_trouble
from catalog.core.problems import Report
from catalog.edition.checks import check_and_resolve
from catalog.media.hall_plans import read_plans
from catalog.media.pictures import Pictures, derive_pictures
from catalog.reading.content import Recall, read_content
from catalog.reading.records import place_problems
from catalog.web.frame.prose_pictures import pictures_of, place_pictures, prove_prose

INTERFACE_LANGUAGES = ("zh-Hans", "en", "ja", "es", "fr", "ar")
MKDOCS, OVERRIDES = "mkdocs.yml", "overrides"  # below the project, and below the theme


@telling_disk_trouble
def check_content(
    settings: Settings,
    listen: Listener = silent,
    recall: Recall | None = None,
) -> Checked:
    """Read and check everything; nothing is written but to the cache.

    Args:
        recall: tells what is known of record files without reading them.
    """
    open_cache(settings.cache)
    content = read_content(
        settings.content,
        settings.edition,
        locales=settings.theme / "locales",
        interface=INTERFACE_LANGUAGES,
        cache=settings.cache,
        count=lambda done, total: listen("read", done, total),
        recall=recall,
        jobs=settings.jobs,
    )
    report = Report()
    report.add(content.problems)
    if content.records is None:
        problems = place_problems(settings.content, report)
        return Checked(content, None, problems, Pictures())
    plans, plan_problems = read_plans(settings.content, content.records.edition)
    report.add(plan_problems)
    in_prose = {page.path: [*pictures_of(page)] for page in content.prose}
    pictures = derive_pictures(
        settings.content,
        content.records,
        settings.cache,
        settings.jobs,
        lambda done, total: listen("pictures", done, total),
        [*chain.from_iterable(in_prose.values())],
    )
    report.add(pictures.problems)
    content.prose, prose_problems = prove_prose(
        [place_pictures(page, pictures.by_path) for page in content.prose],
        settings.project / MKDOCS,
        settings.theme / OVERRIDES,
        settings.cache,
    )
    report.add(prose_problems)
    # A page that is set aside takes its pictures with it.
    pictures.in_prose = {named.path for page in content.prose for named in in_prose[page.path]}
    numbers = {hall: plan.numbers for hall, plan in plans.items()}
    catalog, problems = check_and_resolve(content.records, settings.today, numbers)
    report.add(problems)
    if catalog:
        pictures.keep_shown(catalog)
    return Checked(content, catalog, place_problems(settings.content, report), pictures, plans)
