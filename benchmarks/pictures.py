"""Measures covers of 1200 × 1600 pixels → WebP, beside sharp and Hugo.

All three make 360 and 720 pixels, which cards and pages show, at the same quality setting and
with libwebp's method 1 (Hugo's cannot be set). PSNR is against Pillow's Lanczos of the original.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import statistics
import sys
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.covers import write_cover
from benchmarks.machine import Noise
from benchmarks.measure import Command, Run, Spread, measure
from benchmarks.ours import NAME, Ours
from benchmarks.peers.base import INSTALLED
from benchmarks.peers.hugo import find_hugo

_WIDTHS = (360, 720)
_SAMPLE = 8  # covers whose quality is looked at


class Tool(ABC):
    """What turns a folder of JPEG into WebP."""

    name: str

    @abstractmethod
    def command(self, covers: Path, out: Path) -> Command:
        """What is measured; ``out`` is a new folder."""

    def written(self, out: Path, stem: str, width: int) -> Path:
        """The file of a cover at a width."""
        found = [*out.rglob(f"{stem}-*{width}.webp"), *out.rglob(f"{stem}_*{width}x*.webp")]
        if len(found) != 1:
            raise AssertionError(f"{self.name}: {len(found)} files for {stem} at {width}")
        return found[0]


class OurTool(Tool):
    """This project's own code."""

    name = NAME

    def __init__(self, ours: Ours, widths: Sequence[int]) -> None:
        self._ours, self._widths = ours, [*map(str, widths)]
        shutil.copy(Path(__file__).parent / "picture_work.py", ours.folder)

    def command(self, covers: Path, out: Path) -> Command:
        """See Tool."""
        jobs = str(len(os.sched_getaffinity(0)))
        args = [sys.executable, "picture_work.py", str(covers.parent), str(out), jobs]
        return Command([*args, *self._widths], self._ours.folder)


class Sharp(Tool):
    """See https://sharp.pixelplumbing.com/."""

    name = "sharp"

    def __init__(self, quality: int, widths: Sequence[int]) -> None:
        self._told = [str(quality), *map(str, widths)]

    def command(self, covers: Path, out: Path) -> Command:
        """See Tool."""
        script = Path(__file__).parent / "peers" / "sharp" / "derive.mjs"
        args = ["node", str(script), str(covers), str(out), *self._told]
        return Command(args, INSTALLED / "node")


class HugoImages(Tool):
    """Hugo's image processing, on a site of one page."""

    name = "hugo"

    def __init__(self, quality: int, widths: Sequence[int], folder: Path) -> None:
        self._folder = folder
        lines = "".join(
            f'{{{{ (.Resize "{width}x webp q{quality}").RelPermalink }}}}\n' for width in widths
        )
        (folder / "layouts").mkdir(parents=True)
        (folder / "layouts" / "home.html").write_text(
            f'{{{{ range resources.Match "covers/*.jpg" }}}}{lines}{{{{ end }}}}'
        )
        config = {
            "baseURL": "https://bench.example.org/",
            "disableKinds": ["taxonomy", "term", "rss", "sitemap", "section", "404"],
            "timeout": "3600s",
        }
        (folder / "hugo.json").write_text(json.dumps(config))

    def command(self, covers: Path, out: Path) -> Command:
        """See Tool."""
        assets = self._folder / "assets"
        assets.mkdir(exist_ok=True)
        link = assets / "covers"
        if not link.exists():
            shutil.copytree(covers, link, copy_function=os.link)
        shutil.rmtree(self._folder / "resources", ignore_errors=True)
        args = [str(find_hugo()), "--quiet", "--noBuildLock", "--destination", str(out)]
        return Command(args, self._folder)

    def written(self, out: Path, stem: str, width: int) -> Path:
        """Hugo names files by their size and content."""
        for path in out.rglob(f"{stem}_*.webp"):
            if _size(path)[0] == width:
                return path
        raise AssertionError(f"hugo: no file for {stem} at {width}")


def measure_pictures(
    covers: int, runs: int, scratch: Path, noise: Noise, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Measure so many covers with every tool that is installed."""
    from catalog.media.images.parameters import WEBP_QUALITY

    widths = _WIDTHS
    area = scratch / "pictures"
    shutil.rmtree(area, ignore_errors=True)
    folder = area / "content" / "covers"
    folder.mkdir(parents=True)
    tell(f"drawing {covers} covers")
    with ProcessPoolExecutor() as pool:
        paths = [folder / f"cover-{n:05}.jpg" for n in range(covers)]
        list(pool.map(write_cover, paths, range(covers), chunksize=8))
    tools: list[Tool] = [OurTool(Ours(area / "project"), widths)]
    if (INSTALLED / "node" / "node_modules" / "sharp").is_dir() and shutil.which("node"):
        tools.append(Sharp(WEBP_QUALITY, widths))
    if find_hugo():
        tools.append(HugoImages(WEBP_QUALITY, widths, area / "hugo"))
    taken: dict[str, list[Run]] = defaultdict(list)
    quality: dict[str, dict[str, Any]] = {}
    for turn in range(runs):
        for tool in tools:
            noise.probe()
            out = area / f"out-{tool.name}-{turn}"
            out.mkdir()
            run = measure([tool.command(folder, out)])
            taken[tool.name].append(run)
            tell(f"{tool.name:9} covers  {run.wall:8.2f} s  {run.cpu:8.2f} s CPU")
            if not turn:
                quality[tool.name] = _look(tool, paths[:_SAMPLE], out, widths)
    shutil.rmtree(area)
    return {
        "covers": covers,
        "widths": list(widths),
        "quality": WEBP_QUALITY,
        "tools": {t.name: Spread.of(taken[t.name]).plain() | quality[t.name] for t in tools},
    }


def _look(tool: Tool, covers: Sequence[Path], out: Path, widths: Sequence[int]) -> dict[str, Any]:
    """Mean size in KB and mean PSNR in dB at each width, over a sample of covers."""
    kilobytes, decibels = [], []
    for width in widths:
        files = [tool.written(out, path.stem, width) for path in covers]
        kilobytes.append(round(statistics.mean(f.stat().st_size for f in files) / 1024, 1))
        told = [_psnr(cover, file) for cover, file in zip(covers, files, strict=True)]
        decibels.append(round(statistics.mean(told), 2))
    return {"kilobytes": kilobytes, "psnr": decibels}


def _size(path: Path) -> tuple[int, int]:
    from PIL import Image

    with Image.open(path) as image:
        return image.size


def _psnr(original: Path, derived: Path) -> float:
    from PIL import Image, ImageChops, ImageStat

    with Image.open(original) as source, Image.open(derived) as made:
        wanted = source.convert("RGB").resize(made.size, Image.Resampling.LANCZOS)
        difference = ImageChops.difference(wanted, made.convert("RGB"))
    error = statistics.mean(ImageStat.Stat(difference).rms[band] ** 2 for band in range(3))
    return 10 * math.log10(255**2 / error)
