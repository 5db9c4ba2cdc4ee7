"""Writes records as YAML the way people do: block mappings, short lists in a line, long texts
as block literals. Knows only what records hold: strings, numbers, booleans, lists, mappings.
"""

from __future__ import annotations

import json
import re
from typing import Any

# What may stand without quotes: nothing that YAML reads as something else.
_PLAIN = re.compile(r"[^\W_][^:#\n\"'\[\]{},&*!|>%@`]*(?<!\s)")


def render_yaml(record: Any) -> str:
    """A record's file."""
    return "".join(_lines(record, ""))


def _lines(value: Any, indent: str) -> list[str]:
    out: list[str] = []
    if isinstance(value, dict):
        for key, item in value.items():
            _entry(out, f"{indent}{key}:", item, indent + "  ")
    else:
        for item in value:
            if isinstance(item, dict):
                body = _lines(item, indent + "  ")
                body[0] = f"{indent}- {body[0].lstrip()}"
                out += body
            else:
                out.append(f"{indent}- {_scalar(item)}\n")
    return out


def _entry(out: list[str], head: str, value: Any, indent: str) -> None:
    if isinstance(value, dict):
        out.append(f"{head}\n")
        out += _lines(value, indent)
    elif isinstance(value, list):
        if value and isinstance(value[0], dict):
            out.append(f"{head}\n")
            out += _lines(value, indent)
        else:
            out.append(f"{head} [{', '.join(map(_scalar, value))}]\n")
    elif isinstance(value, str) and "\n" in value:
        out.append(f"{head} |\n")
        out += [f"{indent}{line}\n" if line else "\n" for line in value.rstrip("\n").split("\n")]
    else:
        out.append(f"{head} {_scalar(value)}\n")


def _scalar(value: Any) -> str:
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str) and not _PLAIN.fullmatch(value):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
