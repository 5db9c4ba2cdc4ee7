"""The demonstration edition's texts are set as each language sets them."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

CONTENT = Path(__file__).parents[2] / "content"


def texts() -> Iterator[tuple[Path, str]]:
    for file in sorted(CONTENT.rglob("*.yml")):
        for event in yaml.parse(file.read_text("utf-8"), yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                yield file, event.value
    for file in sorted(CONTENT.rglob("*.md")):
        prose = re.sub(
            r"\A---.*?^---$|^```.*?^```$|`[^`]*`", "", file.read_text("utf-8"), flags=re.S | re.M
        )
        yield file, prose


def test_no_quotation_mark_or_apostrophe_is_straight() -> None:
    assert [(file.name, text[:60]) for file, text in texts() if re.search("[\"']", text)] == []
