"""Frames of the cache, by a key over everything that they depend on."""

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from catalog.core.cache import forget_unused, mark_used, read_cached, write_cached
from catalog.core.fingerprint import version_of
from catalog.web.frame.data import Frame, FrameInputs, ShellSpec

_FORM = "frame-2"  # how a frame is kept
_HERE = Path(__file__).parent
CODE = sorted(_HERE.glob("*.py"))
DISTRIBUTIONS = ("mkdocs", "mkdocs-material", "jinja2", "markdown", "pymdown-extensions", "nh3")


def frame_key(inputs: FrameInputs) -> str:
    """A hash over everything that a frame depends on, found without importing mkdocs."""
    parts = {
        "code": [_digest(file.read_bytes()) for file in CODE],
        "versions": {name: version_of(name) for name in DISTRIBUTIONS},
        "config": _digest(inputs.config.read_bytes()),
        "theme": {
            file.relative_to(inputs.theme).as_posix(): _digest(file.read_bytes())
            for file in sorted(inputs.theme.rglob("*"))
            if file.is_file()
        },
        "data": inputs.data,
        "shells": [asdict(spec) for spec in inputs.shells],
        "prose": [asdict(page) for page in inputs.prose],
    }
    return _digest(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode())


def write_frame(folder: Path, key: str, frame: Frame) -> None:
    """Keep a frame in the cache's folder of frames; those that nobody asks for any more go."""
    payload = json.dumps(
        {
            "shells": [[spec.section, spec.depth, html] for spec, html in frame.shells.items()],
            "prose": {url: html.decode() for url, html in frame.prose.items()},
            "not_found": frame.not_found.decode(),
            "chooser": frame.chooser.decode(),
            "assets": {name: data.decode() for name, data in frame.assets.items()},
            "warnings": frame.warnings,
            "mark": frame.mark,
        },
        ensure_ascii=False,
    ).encode()
    write_cached(folder / f"{key}.frame", _FORM, payload)
    forget_unused(folder.parent, folder.name, "*.frame")


def read_frame(folder: Path, key: str) -> Frame | None:
    """A frame from the cache, or None where there is none or it is damaged."""
    payload = read_cached(folder / f"{key}.frame", _FORM)
    if payload is None:
        return None
    mark_used(folder / f"{key}.frame")
    kept = json.loads(payload)
    return Frame(
        shells={ShellSpec(section, depth): html for section, depth, html in kept["shells"]},
        prose={url: html.encode() for url, html in kept["prose"].items()},
        not_found=kept["not_found"].encode(),
        chooser=kept["chooser"].encode(),
        assets={name: text.encode() for name, text in kept["assets"].items()},
        warnings=tuple(kept["warnings"]),
        mark=kept["mark"],
    )


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
