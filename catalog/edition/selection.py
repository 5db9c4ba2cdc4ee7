"""What somebody asks for on the command line is in the edition; or they are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from catalog.core.errors import CatalogError
from catalog.core.problems import nearest
from catalog.edition.resolve import Catalog

_SHOWN = 20  # ids that a message names
_KINDS = {"company": "公司", "hall": "展馆"}
_ASIDE = (
    "; one whose record has an error is not in it:  python build.py check",
    "；记录有错误的公司不在其中，请运行：  python build.py check",
)


def renamed_companies(asked: Iterable[str], catalog: Catalog) -> dict[str, str]:
    """Of the ids asked for, those that companies of the edition had: former id → present id."""
    former: dict[str, str] = {}
    for company in catalog.companies.values():
        for alias in company.aliases:
            former.setdefault(alias, company.id)
    return {id: former[id] for id in asked if id not in catalog.companies and id in former}


def refuse_unknown(
    kind: Literal["company", "hall"], asked: Iterable[str], catalog: Catalog
) -> None:
    """Look for companies or halls by their ids.

    Raises:
        CatalogError: the edition has no such one; names what was probably meant.
    """
    halls = [hall.id for hall in catalog.edition.halls]
    known = list(catalog.companies) if kind == "company" else halls
    for id in asked:
        if id in known:
            continue
        near = nearest(id, known)
        some = known[:_SHOWN]
        aside = _ASIDE if kind == "company" else ("", "")
        said = f"did you mean  {near}" if near else f"there are  {', '.join(some)}"
        chinese = f"是不是想写  {near}" if near else f"有  {'、'.join(some)}"
        raise CatalogError(
            f"there is no {kind} '{id}' in this edition",
            said + aside[0],
            (f"本届没有“{id}”这个{_KINDS[kind]}", chinese + aside[1]),
        )


def refuse_languages(asked: Iterable[str], catalog: Catalog) -> None:
    """Look for languages by their tags.

    Raises:
        CatalogError: the edition is not in one of them; names those in which it is.
    """
    offered = catalog.edition.languages
    unknown = [tag for tag in asked if tag not in offered]
    if unknown:
        raise CatalogError(
            f"the edition is not in {', '.join(unknown)}",
            f"it is in {', '.join(offered)}",
            (f"本届没有 {'、'.join(unknown)} 版", f"有  {'、'.join(offered)}"),
        )


def in_languages(catalog: Catalog, asked: Iterable[str]) -> Catalog:
    """The same edition in fewer languages: complete, with no link to one that is left out.

    They keep the edition's order; none asked for are all.

    Raises:
        CatalogError: the edition is not in one of them.
    """
    asked = set(asked)
    refuse_languages(sorted(asked), catalog)
    offered = catalog.edition.languages
    chosen = tuple(tag for tag in offered if not asked or tag in asked)
    return replace(catalog, edition=catalog.edition.model_copy(update={"languages": chosen}))
