"""Finds the files of a content folder and turns YAML into plain data, safely.

Nothing else touches YAML. Three things are different from a plain ``yaml.safe_load``:

* every scalar stays the text that was written (``NO``, ``0123``, ``22:30``); what it means is
  the models' business;
* bounds are held before and while parsing: size, depth, no anchors, aliases or tags; the parser
  is driven by events, so that no depth of nesting can exhaust the stack;
* what is wrong is told in the writer's terms, with the place.
"""

from pathlib import Path

from catalog.core.problems import Problem
from catalog.reading.files import MAX_BYTES, RecordFile, find_records, read_bytes, record_file
from catalog.reading.help.explain import LOADER
from catalog.reading.help.slips import without_bullet
from catalog.reading.text import decode_leniently, split_lines
from catalog.reading.yaml.parse import MAX_DEPTH, Mark, Raw, parse_record

__all__ = [
    "LOADER",
    "MAX_BYTES",
    "MAX_DEPTH",
    "Mark",
    "Raw",
    "RecordFile",
    "decode_leniently",
    "find_records",
    "parse_record",
    "read_bytes",
    "read_record",
    "record_file",
    "split_lines",
    "without_bullet",
]


def read_record(content: Path, path: str, *, with_marks: bool = False) -> Raw:
    """Read and parse one file; see :func:`parse_record`."""
    data = read_bytes(content, path)
    if isinstance(data, Problem):
        return Raw(None, [data])
    return parse_record(data, path, with_marks=with_marks)
