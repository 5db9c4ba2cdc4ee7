"""Labels of every interface language, by which terms are recognised."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path

from catalog.models.jargon import FIELD_WORDS
from catalog.models.spelling import spelled
from catalog.models.vocabularies import Vocabularies
from catalog.reading.interface_texts import read_translations


def with_spellings(
    vocabularies: Vocabularies, locales: Path, languages: tuple[str, ...], cache: Path | None
) -> Vocabularies:
    """The vocabularies with every label in every interface language, to recognise them by."""
    found: Vocabularies = {}
    catalogues = {tag: read_translations(locales, tag, cache) for tag in languages}
    chinese = catalogues.get("zh-Hans")
    for name, known in vocabularies.items():
        spellings: dict[str, tuple[str, ...]] = {}
        labels: dict[str, str] = {}
        for term, label in known.terms.items():
            said = [catalogue.pgettext(name, label) for catalogue in catalogues.values()]
            for form in chain.from_iterable(map(spelled, (*said, label, term))):
                spellings.setdefault(form, (term,))
            if chinese:
                labels[term] = chinese.pgettext(name, label)
        for term, texts in known.added.items():
            for form in chain.from_iterable(map(spelled, (*texts.values(), term))):
                spellings.setdefault(form, (term,))
            labels[term] = texts.get("zh-Hans", term)
        spellings |= {
            word: meant
            for word, meant in FIELD_WORDS.get(name, {}).items()
            if all(term in known for term in meant)
        }
        found[name] = replace(known, spellings=spellings, chinese=labels)
    return found
