"""Results as a table for the terminal, as Markdown, and as a plot."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape
from typing import Any

from rich.console import Console
from rich.table import Table

_STEPS = {
    "check": "check only",
    "cold": "cold build",
    "pages": "cold, covers drawn",
    "change": "one text changed",
    "none": "nothing changed",
}
_COLUMNS = (
    "works", "subject", "step", "wall s", "min-max", "CPU s", "largest MB", "together MB",
    "ms/page", "to ours",
)  # fmt: skip
_PICTURES = (
    "covers", "tool", "CPU ms a cover", "wall s", "min-max", "MB", "widths", "KB a file", "PSNR dB",
)  # fmt: skip
_COLOURS = ("#0b5d4c", "#b5482a", "#3b5fa8", "#8a5a9e", "#7a6a10", "#555555")


def rows(result: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """One row a size, subject and step."""
    for size in result["sizes"]:
        ours = next(iter(size["subjects"].values()))["steps"]
        for name, subject in size["subjects"].items():
            for step, took in subject["steps"].items():
                reference = ours.get(step)
                yield (
                    f"{size['works']:,}",
                    f"{name} {subject['version']}".strip(),
                    _STEPS[step],
                    f"{took['wall']:.2f}",
                    f"{took['wall_min']:.2f}-{took['wall_max']:.2f} ({took['runs']})",
                    f"{took['cpu']:.2f}",
                    f"{took['largest']:.0f}",
                    f"{took['together']:.0f}" if took["together"] else "-",
                    f"{took['wall'] * 1000 / subject['pages']:.2f}",
                    f"{took['wall'] / reference['wall']:.2f}×" if reference else "-",
                )


def summary(result: dict[str, Any]) -> list[str]:
    """The lines that belong to every table: the machine, its noise, growth, what is left out."""
    machine, noise = result["machine"], result["noise"]
    lines = [
        f"{machine['cores']} cores, {machine['memory_gib']} GiB, {machine['processor']}, "
        f"{machine['system']}, Python {machine['python']}; load at the start {machine['load'][0]}; "
        f"code {result['code']}; {result['languages']} languages; {result['measured']}",
        f"noise: a fixed {noise['median_ms']} ms of work took {noise['best']} to "
        f"{noise['worst']} times that in {noise['probes']} probes",
    ]
    for size in result["sizes"]:
        pages = ", ".join(
            f"{name} {s['pages']:,} ({s['page_bytes'] / 1024:.1f} KB a work)"
            for name, s in size["subjects"].items()
        )
        lines.append(f"pages at {size['works']:,} works: {pages}")
    for name, steps in result["growth"].items():
        if steps:
            told = ", ".join(f"{_STEPS[step]} {value}" for step, value in steps.items())
            lines.append(f"growth exponent of {name}: {told}")
    return [*lines, *result["notes"]]


def print_result(result: dict[str, Any]) -> None:
    """The whole result, for people."""
    console = Console(width=max(Console().width, 150))
    if result["sizes"]:
        table = Table(*_COLUMNS)
        last = ""
        for row in rows(result):
            key = row[0] + row[1]
            if last and key != last:
                table.add_section()
            last = key
            table.add_row(*row)
        console.print(table)
    if result.get("pictures"):
        table = Table(*_PICTURES)
        for row in picture_rows(result["pictures"]):
            table.add_row(*row)
        console.print(table)
    for line in summary(result):
        console.print(line, highlight=False)


def picture_rows(pictures: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """One row a tool: CPU a cover, bytes and quality."""
    for name, took in pictures["tools"].items():
        yield (
            str(pictures["covers"]),
            name,
            f"{took['cpu'] * 1000 / pictures['covers']:.1f}",
            f"{took['wall']:.2f}",
            f"{took['wall_min']:.2f}-{took['wall_max']:.2f} ({took['runs']})",
            f"{took['together'] or took['largest']:.0f}",
            " / ".join(map(str, pictures["widths"])),
            " / ".join(f"{kb:.1f}" for kb in took["kilobytes"]),
            " / ".join(f"{db:.1f}" for db in took["psnr"]),
        )


def render_markdown(result: dict[str, Any]) -> str:
    """The table for a document."""
    lines = [" | ".join(_COLUMNS), " | ".join("---" for _ in _COLUMNS)]
    lines += [" | ".join(row) for row in rows(result)]
    table = "\n".join(f"| {line} |" for line in lines)
    if result.get("pictures"):
        cells = list(picture_rows(result["pictures"]))
        lines = [" | ".join(_PICTURES), " | ".join("---" for _ in _PICTURES)]
        lines += [" | ".join(row) for row in cells]
        table += "\n\n" + "\n".join(f"| {line} |" for line in lines)
    return table + "\n\n" + "\n".join(f"- {line}" for line in summary(result)) + "\n"


def render_plot(result: dict[str, Any]) -> str:
    """Cold builds as an SVG: wall time over works, both on logarithmic scales."""
    series: dict[str, list[tuple[int, float]]] = {}
    for size in result["sizes"]:
        for name, subject in size["subjects"].items():
            if "cold" in subject["steps"]:
                point = (size["works"], subject["steps"]["cold"]["wall"])
                series.setdefault(name, []).append(point)
    points = [p for some in series.values() for p in some]
    if not points:
        return ""
    across = _Scale([w for w, _ in points], 70, 640)
    down = _Scale([s for _, s in points], 360, 30)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 420" font-family="sans-serif" '
        'font-size="13"><rect width="800" height="420" fill="#fff"/>'
    ]
    for value in across.ticks():
        x = across.at(value)
        parts.append(f'<path d="M{x:.0f} 30V360" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.0f}" y="380" text-anchor="middle">{value:,.0f}</text>')
    for value in down.ticks():
        y = down.at(value)
        parts.append(f'<path d="M70 {y:.0f}H640" stroke="#ddd"/>')
        parts.append(f'<text x="62" y="{y + 4:.0f}" text-anchor="end">{value:g} s</text>')
    parts.append('<text x="355" y="404" text-anchor="middle">works</text>')
    for (name, some), colour in zip(series.items(), _COLOURS, strict=False):
        at = [(across.at(w), down.at(s)) for w, s in some]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in at]
        x, y = at[-1]
        parts.append(
            f'<text x="{x + 10:.0f}" y="{y + 4:.0f}" fill="{colour}">{escape(name)} '
            f"{some[-1][1]:.1f} s</text>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Scale:
    """A logarithmic scale from whole powers of ten, or around one value."""

    def __init__(self, values: list[float] | list[int], start: float, end: float) -> None:
        self._low = math.floor(math.log10(min(values)))
        self._high = max(math.ceil(math.log10(max(values))), self._low + 1)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        part = (math.log10(value) - self._low) / (self._high - self._low)
        return self._start + part * (self._end - self._start)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self._low, self._high + 1)]
