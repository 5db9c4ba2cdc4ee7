"""Open data: the public catalogue as files for other programs.

``catalog.json`` holds everything with its texts by language; three tables hold what people put
into a spreadsheet. Each comes with its schema. Pure: every file is an iterator of pieces, so that
none is ever whole in memory.
"""

from catalog.web.exports.opendata.files import DataFile, open_data, work_pieces
from catalog.web.exports.opendata.records import PUBLISHED, WITHHELD
from catalog.web.exports.opendata.tables import TABLES, neutralise

__all__ = ["PUBLISHED", "TABLES", "WITHHELD", "DataFile", "neutralise", "open_data", "work_pieces"]
