"""The frame of each language: from the cache, or made by MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.build.checking import MKDOCS, OVERRIDES
from catalog.build.planning import Plan
from catalog.build.settings import (
    Checked,
    Listener,
    Settings,
    public_url,
)
from catalog.core.workers import share_out
from catalog.edition.localise import Localiser
from catalog.edition.resolve import Catalog
from catalog.web.frame import (
    WASM_POLICY,
    Frame,
    FrameData,
    FrameInputs,
    ProseError,
    ShellSpec,
    build_frame,
    frame_key,
    read_frame,
    write_frame,
)
from catalog.web.frame.contents import choose_prose, make_frame, make_prose
from catalog.web.frame.prose_pictures import broken_page
from catalog.web.pages.head import Head

_SET_ASIDE = 8  # prose pages at which MkDocs may stop in one build


@dataclass(frozen=True)
class Frames:
    """The frame of each language, and the key under which it is kept."""

    by_language: dict[str, Frame]
    keys: dict[str, str]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What MkDocs said, each once."""
        return tuple(dict.fromkeys(w for f in self.by_language.values() for w in f.warnings))


def make_frames(
    settings: Settings,
    plan: Plan,
    localisers: Mapping[str, Localiser],
    by_pagefind: bool,
    listen: Listener,
) -> Frames:
    """The shells and prose pages of each language.

    Every prose page is proven. Should MkDocs stop at one all the same, it is set aside and told.

    Args:
        by_pagefind: Pagefind searches the texts, which the pages must allow.
    """
    checked, catalog = plan.checked, plan.catalog
    assert catalog is not None
    shells = tuple(sorted({ShellSpec(p.section, p.path.count("/")) for p in plan.pages}))
    for rest in reversed(range(_SET_ASIDE + 1)):
        inputs = {
            tag: FrameInputs(
                settings.theme / OVERRIDES,
                settings.project / MKDOCS,
                settings.channel.adapt_frame(
                    _with_policy(
                        make_frame(
                            catalog,
                            localisers[tag],
                            localisers,
                            checked.content.prose,
                            checked.pictures.by_path,
                        ),
                        by_pagefind,
                    ),
                    localisers[tag],
                ),
                shells,
                make_prose(checked.content.prose, localisers[tag], _head(catalog, localisers[tag])),
            )
            for tag in catalog.edition.languages
        }
        keys = {tag: frame_key(one) for tag, one in inputs.items()}
        try:
            return Frames(_build_frames(inputs, keys, settings, listen), keys)
        except ProseError as error:
            if not rest:
                raise
            _set_page_aside(checked, error.file.removesuffix(".md"), localisers[error.lang])
    raise AssertionError


def _set_page_aside(checked: Checked, name: str, localiser: Localiser) -> None:
    """Take out the version of a prose page that is shown in a language, and tell it."""
    prose = checked.content.prose
    shown = next(page for page, _ in choose_prose(prose, localiser) if page.name == name)
    checked.content.prose = [page for page in prose if page is not shown]
    told = [*checked.problems, broken_page(shown, "engine")]
    checked.problems = sorted(told, key=lambda p: (p.path, p.line, p.column, p.code))


def _build_frames(
    inputs: dict[str, FrameInputs], keys: dict[str, str], settings: Settings, listen: Listener
) -> dict[str, Frame]:
    """Each language's shells and prose pages, from the cache or by MkDocs."""
    folder = settings.cache / "frames"
    frames: dict[str, Frame] = {}
    for tag, key in keys.items():
        known = read_frame(folder, key)
        if known:
            frames[tag] = known
    missing = [tag for tag in inputs if tag not in frames]
    listen("frames", len(frames), len(inputs))

    def build(tag: str) -> Frame:
        return build_frame(inputs[tag], settings.cache / "scratch")

    with share_out(build, min(settings.jobs, len(missing))) as run:
        for tag, frame in zip(missing, run(missing), strict=True):
            frames[tag] = frame
            write_frame(folder, keys[tag], frame)
            listen("frames", len(frames), len(inputs))
    return {tag: frames[tag] for tag in inputs}


def _with_policy(data: FrameData, by_pagefind: bool) -> FrameData:
    """The same frame, allowing what the search of a large edition runs on."""
    return {**data, "policy": WASM_POLICY} if by_pagefind else data


def _head(catalog: Catalog, localiser: Localiser) -> Head:
    """Makes the heads of one language's prose pages."""
    name = localiser.text(catalog.edition.name)
    base = f"{public_url(catalog)}{catalog.edition.id}/"
    return Head(base, localiser.lang, catalog.edition.languages, name.value if name else "")
