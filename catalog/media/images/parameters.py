"""What a derivative depends on besides its original. Changing any of it makes new names."""

from catalog.media.images.sizes import PREVIEW_SIZE, WIDTHS

WEBP_QUALITY = 80
WEBP_METHOD = 1
"""Method 1 takes a third of the time of libwebp's usual 4 for 10 % more bytes at 0.1 dB less.

A cover of 1200 × 1600 at 720 pixels: method 1 14 ms, 70 KB, 35.9 dB; 2 20 ms, 68 KB, 35.9 dB;
4 46 ms, 64 KB, 36.1 dB.
"""

SVG_LOSSLESS_BYTES = 200 * 1024
"""A rasterised drawing is lossless up to this size, beyond it as lossy as any picture."""

PREVIEW_QUALITIES = (86, 78, 68, 56, 44, 30)
PREVIEW_BYTES = 120 * 1024
"""The first quality that stays below is taken: messengers drop larger previews."""

PRINT_QUALITY = 84
"""Of the JPEG files in PDFs. They keep their names: delete the cache after changing it."""

EMPTY_GROUND = "#0b100f"
"""Ground of a picture that is transparent all over."""

PARAMETERS = f"1 {WIDTHS} {WEBP_QUALITY} {WEBP_METHOD} {SVG_LOSSLESS_BYTES}"
"""Raise the leading number when the same settings give other pixels."""

PREVIEW_PARAMETERS = f"1 {PREVIEW_SIZE} {PREVIEW_QUALITIES} {PREVIEW_BYTES}"

LIMITS = "1"
"""Raise the number when a limit on originals changes: what was refused is then looked at again."""
