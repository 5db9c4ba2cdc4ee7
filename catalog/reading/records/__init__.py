"""Turns raw data into records: what is wrong is left out and told, what is right is kept."""

from catalog.reading.records.draft import cut
from catalog.reading.records.front_matter import PageText, parse_page
from catalog.reading.records.places import place_problems
from catalog.reading.records.reading import Reading, parse_entries, parse_model
from catalog.reading.records.shape import as_spelled
from catalog.reading.records.vocabularies import parse_vocabularies

__all__ = [
    "PageText",
    "Reading",
    "as_spelled",
    "cut",
    "parse_entries",
    "parse_model",
    "parse_page",
    "parse_vocabularies",
    "place_problems",
]
