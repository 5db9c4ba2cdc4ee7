"""Which files there are, and what describes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from catalog.edition.resolve import Catalog
from catalog.media.images import Picture
from catalog.models.work import Work
from catalog.web.exports.opendata.records import Records
from catalog.web.exports.opendata.schemas import catalog_schema
from catalog.web.exports.opendata.tables import Table, Tables

_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
_CHUNK = 1 << 16  # characters


class DataFile(NamedTuple):
    """A file: its path below the edition's folder, and its content in pieces, to be read once."""

    path: str
    pieces: Iterable[bytes]


def open_data(catalog: Catalog, pictures: Mapping[str, Picture], base: str) -> Iterator[DataFile]:
    """Every file of the open data.

    Args:
        pictures: content-relative path → derived picture.
        base: the public address of the edition, with a slash at its end.
    """
    tables = Tables(catalog, base).all()
    yield DataFile("data/catalog.json", _encode(Records(catalog, pictures, base).pieces()))
    yield _json("data/catalog.schema.json", catalog_schema(base))
    for table in tables:
        yield DataFile(f"data/{table.name}.csv", _encode(table.pieces()))
        yield _json(f"data/{table.name}.schema.json", table.schema())
    yield _json("data/datapackage.json", _package(catalog, tables))


def work_pieces(
    catalog: Catalog, pictures: Mapping[str, Picture], base: str, work: Work
) -> dict[str, bytes]:
    """A work as it stands in each file that lists works: path → its line or lines."""
    alone = Tables(catalog.with_records({"works": {work.id: work}}), base)
    record = next(Records(catalog, pictures, base).encoded((work,)))
    return {
        "data/catalog.json": record.encode(),
        "data/works.csv": alone.works().lines().encode(),
        "data/rights.csv": alone.rights().lines().encode(),
    }


def _package(catalog: Catalog, tables: Iterable[Table[Any]]) -> dict[str, Any]:
    edition = catalog.edition
    resources: list[dict[str, Any]] = [
        {
            "name": table.name,
            "path": f"{table.name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "description": table.description,
            "schema": f"{table.name}.schema.json",
        }
        for table in tables
    ]
    resources.append(
        {
            "name": "catalog",
            "path": "catalog.json",
            "format": "json",
            "mediatype": "application/json",
            "encoding": "utf-8",
            "jsonSchema": "catalog.schema.json",
        }
    )
    name = edition.name
    return {
        "$schema": _PACKAGE,
        "name": edition.id,
        "title": name.get("en") or next(iter(name.values())),
        "resources": resources,
    }


def _json(path: str, data: Mapping[str, Any]) -> DataFile:
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return DataFile(path, (text.encode(),))


def _encode(pieces: Iterable[str]) -> Iterator[bytes]:
    """Larger pieces, so that writing them costs little."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield "".join(waiting).encode()
            waiting.clear()
            size = 0
    yield "".join(waiting).encode()
