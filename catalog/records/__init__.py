"""Turns raw data into records: what is wrong is left out and told, what is right is kept."""

from catalog.records.draft import cut
from catalog.records.places import place_problems
from catalog.records.reading import Reading, parse_entries, parse_front_matter, parse_model
from catalog.records.shape import as_spelled
from catalog.records.vocabularies import parse_vocabularies

__all__ = [
    "Reading",
    "as_spelled",
    "cut",
    "parse_entries",
    "parse_front_matter",
    "parse_model",
    "parse_vocabularies",
    "place_problems",
]
