"""Icons of the installed showcase, drawn from its mark."""

import re

from catalog.media.images.svg import Drawing, rasterise_svg


def draw_icon(mark: str, side: int, *, ground: str = "", share: float = 1.0) -> bytes:
    """A square PNG of ``side`` pixels with the mark in its middle.

    Args:
        mark: an SVG of our own with a square ``viewBox``; it is not sanitised.
        ground: colour behind it; transparent by default.
        share: how much of the side the mark takes. A maskable icon may be cut to a circle of
            80 % of the side, so its mark may take 0.56 at most.

    Raises:
        ValueError: the mark has no ``viewBox``.
    """
    found = re.search(r'viewBox="([^"]+)"', mark)
    if not found:
        raise ValueError("the mark has no viewBox")
    offset = side * (1 - share) / 2
    inner = mark.replace(
        "<svg ",
        f'<svg x="{offset:g}" y="{offset:g}" width="{side * share:g}" height="{side * share:g}" ',
        1,
    )
    fill = f'<rect width="{side}" height="{side}" fill="{ground}"/>' if ground else ""
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" '
        f'viewBox="0 0 {side} {side}">{fill}{inner}</svg>'
    )
    return rasterise_svg(Drawing(text, side, side), with_text=False)
