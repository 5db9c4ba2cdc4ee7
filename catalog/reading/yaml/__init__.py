"""Finds the files of a content folder and turns YAML into plain data, safely.

Nothing else touches YAML. Three things are different from a plain ``yaml.safe_load``:

* every scalar stays the text that was written (``NO``, ``0123``, ``22:30``); what it means is
  the models' business;
* bounds are held before and while parsing: size, depth, no anchors, aliases or tags; the parser
  is driven by events, so that no depth of nesting can exhaust the stack;
* what is wrong is told in the writer's terms, with the place.
"""

from pathlib import Path

from catalog.core.opening import (
    Entry,
    Refused,
    is_folder,
    kind_at,
    list_entries,
    open_file,
    printable,
    read_file,
)
from catalog.core.problems import Problem
from catalog.reading.files import (
    MAX_BYTES,
    RecordFile,
    find_records,
    lost_record,
    read_bytes,
    record_file,
)
from catalog.reading.help.explain import LOADER
from catalog.reading.help.slips import without_bullet
from catalog.reading.text import decode_leniently, split_lines
from catalog.reading.yaml.parse import MAX_DEPTH, Mark, Raw, parse_record

__all__ = [
    "LOADER",
    "MAX_BYTES",
    "MAX_DEPTH",
    "Entry",
    "Mark",
    "Raw",
    "RecordFile",
    "Refused",
    "decode_leniently",
    "find_records",
    "is_folder",
    "kind_at",
    "list_entries",
    "lost_record",
    "open_file",
    "parse_record",
    "printable",
    "read_bytes",
    "read_file",
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
