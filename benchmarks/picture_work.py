"""Run by the benchmark inside a copy of the project: derive every cover of a folder.

python picture_work.py CONTENT CACHE JOBS WIDTH…
"""

from __future__ import annotations

import sys
from pathlib import Path

from catalog.media.images import ImageProblem, derive_all, inspect_image, sizes

sizes.WIDTHS = tuple(map(int, sys.argv[4:]))  # here, for the processes of a pool see it too


def main(content: Path, cache: Path, jobs: int) -> None:
    """Inspect and derive, as a build does."""
    names = sorted(path.name for path in (content / "covers").iterdir())
    originals = [inspect_image(content, f"covers/{name}", "covers") for name in names]
    found = derive_all(content, originals, cache, jobs)
    wrong = [str(result) for result in found.values() if isinstance(result, ImageProblem)]
    if wrong:
        raise SystemExit(wrong[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
