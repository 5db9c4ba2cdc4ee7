"""The organizers' additions to the vocabularies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from pydantic import RootModel

from catalog.core.messages import Bilingual
from catalog.core.problems import MAX_TOLD, Problem, nearest, problem
from catalog.core.slugs import is_slug, slugify
from catalog.models.context import Context
from catalog.models.tags import normalise_tag, tag_near
from catalog.models.territories import parse_territory
from catalog.models.texts import Text
from catalog.models.vocabularies import FILES, Vocabularies, Vocabulary
from catalog.reading.records.reading import too_many, validate
from catalog.reading.records.unseen import without_unseen
from catalog.reading.yaml import Raw


class _Label(RootModel[Text]):
    """A term's name: a text, or one a language."""


def parse_vocabularies(
    raws: Mapping[str, Raw], context: Context
) -> tuple[Vocabularies, list[Problem]]:
    """The built-in lists with the organizers' additions.

    Args:
        raws: each file of ``vocabularies/`` by its path: term → its name in each language.
        context: with the vocabularies to add to.

    A wrong entry is left out with the effect "entry". Names of languages and territories become
    the vocabularies "language" and "territory", which have no terms of their own.
    """
    found = dict(context.vocabularies)
    problems: list[Problem] = []
    for path, raw in raws.items():
        stem = PurePosixPath(path).stem
        if stem not in FILES:
            near = nearest(stem, FILES)
            problems.append(
                problem(
                    "unknown-file",
                    path,
                    line=1,
                    column=1,
                    hint="vocabulary-near" if near else "vocabulary",
                    near=near or "",
                    known=[f"{name}.yml" for name in FILES],
                )
            )
            continue
        name = FILES[stem]
        base = found.get(name) or Vocabulary(name, Bilingual(stem, stem), {}, open=True)
        added, told = _parse_vocabulary(name, raw, path, context)
        problems.extend(told)
        found[name] = replace(base, added={**base.added, **added})
    return found, problems


def _parse_vocabulary(
    name: str, raw: Raw, path: str, context: Context
) -> tuple[dict[str, Text], list[Problem]]:
    if raw.data is None:  # a file with nothing but comments adds nothing
        return {}, [p.graver("entry") for p in raw.problems]
    if not isinstance(raw.data, dict):
        found = problem(
            "wrong-root", path, line=1, column=1, hint="vocabulary", expected="@mapping"
        )
        return {}, [*raw.problems, found]
    raw = without_unseen(_Label, raw, path, entry=1)
    added: dict[str, Text] = {}
    problems: list[Problem] = []
    for key, data in raw.data.items():
        if len(problems) > MAX_TOLD:
            mark = raw.mark((key,))
            problems.append(too_many(path, (key,), mark.key_line, mark.key_column, "entry"))
            break
        term, slip = _parse_term(name, key)
        if slip:
            mark = raw.with_marks().mark((key,))
            code, hint, params = slip
            problems.append(
                problem(
                    code,
                    path,
                    (key,),
                    line=mark.key_line,
                    column=mark.key_column,
                    effect="entry",
                    hint=hint,
                    **params,
                )
            )
            continue
        reading = validate(_Label, raw, data, path, context, at=(key,))
        problems.extend(reading.problems)
        if reading.record is not None:
            added[term] = reading.record.root
    told = {(p.line, p.code) for p in problems}
    problems.extend(p for p in raw.problems if (p.line, p.code) not in told)
    return added, problems


def _parse_term(name: str, key: str) -> tuple[str, tuple[str, str, dict[str, Any]] | None]:
    """A key as a term of the vocabulary, or the code, hint and parameters that say why not."""
    if name == "language":
        tag = normalise_tag(key)
        near = "" if tag else tag_near(key)
        slip = ("bad-language", "near" if near else "", {"value": key, "near": near})
        return tag or "", None if tag else slip
    if name == "territory":
        code = parse_territory(key)
        return code or "", None if code else ("bad-country", "", {"value": key})
    fits = re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", key) if name == "identifier" else None
    if fits or is_slug(key):
        return key, None
    return "", ("bad-name", "", {"name": key, "fix": slugify(key)})
