"""Pictures: what exhibitors submit made fit for pages, and covers drawn where there is none.

Importing this loads neither Pillow nor the SVG renderer; deriving does.
"""

from catalog.media.images.batch import (
    Progress,
    derive_all,
    derive_picture,
    derive_preview,
    derive_previews,
    derive_prints,
)
from catalog.media.images.cache import media_folder
from catalog.media.images.covers import Dress, choose_dress, cover_ground, cover_name, draw_cover
from catalog.media.images.icons import draw_icon
from catalog.media.images.inspect import inspect_image
from catalog.media.images.motifs import draw_ridges
from catalog.media.images.problem import ImageCode, ImageProblem
from catalog.media.images.prune import prune_cache
from catalog.media.images.sizes import (
    MAX_BYTES,
    MAX_PIXELS,
    MAX_SIDE,
    MAX_SVG_BYTES,
    PREVIEW_SIZE,
    WIDTHS,
    Derivative,
    Original,
    Picture,
    media_name,
    plan_widths,
    preview_name,
)

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "MAX_SIDE",
    "MAX_SVG_BYTES",
    "PREVIEW_SIZE",
    "WIDTHS",
    "Derivative",
    "Dress",
    "ImageCode",
    "ImageProblem",
    "Original",
    "Picture",
    "Progress",
    "choose_dress",
    "cover_ground",
    "cover_name",
    "derive_all",
    "derive_picture",
    "derive_preview",
    "derive_previews",
    "derive_prints",
    "draw_cover",
    "draw_icon",
    "draw_ridges",
    "inspect_image",
    "media_folder",
    "media_name",
    "plan_widths",
    "preview_name",
    "prune_cache",
]
