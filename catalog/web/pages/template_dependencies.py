"""Which pages a template shows on: where it has changed, only those are printed anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta

TEMPLATES = {
    "home": "home.html",
    "works": "works.html",
    "list": "works.html",
    "work": "work.html",
    "companies": "companies.html",
    "company": "company.html",
    "families": "families.html",
    "family": "family.html",
    "services": "services.html",
    "service": "service.html",
    "halls": "halls.html",
    "hall": "hall.html",
    "programme": "programme.html",
    "rights": "rights.html",
    "data": "data.html",
    "shortlist": "shortlist.html",
    "offline": "offline.html",
    "redirect": "redirect.html",
}
"""Kind of page → the template that it is made with."""


def kinds_using(folder: Path, changed: Collection[str]) -> set[str]:
    """The kinds of pages that show any of these templates.

    Args:
        folder: ``theme/pages``.
        changed: names in that folder. One that no template includes is filled by code, as a card
            is, and may stand anywhere.
    """
    environment = Environment()  # noqa: S701  # it only reads which templates name which
    needs = {kind: _included(environment, folder, {name}) for kind, name in TEMPLATES.items()}
    if not set(changed) <= set().union(*needs.values()):
        return set(TEMPLATES)
    return {kind for kind, names in needs.items() if not names.isdisjoint(changed)}


def _included(environment: Environment, folder: Path, names: set[str]) -> set[str]:
    """These templates and all that they include, at any depth."""
    found: set[str] = set()
    while names:
        found |= names
        names = {inner for name in names for inner in _named(environment, folder / name)} - found
    return found


def _named(environment: Environment, file: Path) -> Iterable[str]:
    try:
        tree = environment.parse(file.read_text(encoding="utf-8"))
    except (OSError, TemplateSyntaxError):  # told when the page is made
        return
    for name in meta.find_referenced_templates(tree):
        if name is not None:
            yield name
