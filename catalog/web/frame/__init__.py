"""The frame of the site: shells and prose pages of one language, built by MkDocs.

The only room that imports mkdocs, and only while something is built, so that asking for a key or a
cached frame costs nothing. What MkDocs gets is a plain tree: Markdown files with front matter, our
templates, static files. A *shell* is a page whose slots hold placeholder words;
`catalog.web.frame.stamp` puts records into it. `build_pages` makes the same pages the slow way,
with real values in the front matter, so that a test can compare the two.
"""

from catalog.web.frame.building import ProseError, build_frame, build_pages
from catalog.web.frame.cache import frame_key, read_frame, write_frame
from catalog.web.frame.data import (
    FRAME_STRINGS,
    POLICY,
    SLOTS,
    WASM_POLICY,
    Booth,
    Edition,
    FooterColumn,
    FooterLink,
    Frame,
    FrameData,
    FrameInputs,
    Language,
    Logo,
    MenuEntry,
    Prose,
    ShellSpec,
    Site,
    mark_of,
    placeholder,
)
from catalog.web.frame.material import material_language
from catalog.web.frame.proving import Bounds, DeadLink, Proof, dead_anchors, prove_pages

__all__ = [
    "FRAME_STRINGS",
    "POLICY",
    "SLOTS",
    "WASM_POLICY",
    "Booth",
    "Bounds",
    "DeadLink",
    "Edition",
    "FooterColumn",
    "FooterLink",
    "Frame",
    "FrameData",
    "FrameInputs",
    "Language",
    "Logo",
    "MenuEntry",
    "Proof",
    "Prose",
    "ProseError",
    "ShellSpec",
    "Site",
    "build_frame",
    "build_pages",
    "dead_anchors",
    "frame_key",
    "mark_of",
    "material_language",
    "placeholder",
    "prove_pages",
    "read_frame",
    "write_frame",
]
