"""Run by the benchmark: write files of the same names and sizes as a built site, and nothing else.

python floor_work.py LISTING OUT, where the listing has a line a file: its size, a tab, its path.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(listing: str, out: str) -> None:
    """The least that any generator has to do: one folder and one file a page."""
    made: set[str] = set()
    body = b"x" * (1 << 22)
    for line in Path(listing).read_text(encoding="utf-8").splitlines():
        size, _, path = line.partition("\t")
        target = f"{out}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.write(file, body[: int(size)])
        os.close(file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
