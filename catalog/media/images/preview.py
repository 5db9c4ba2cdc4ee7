"""Link previews: 1200 × 630, what messengers show of a shared address. And JPEG for PDFs."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFilter

from catalog.media.images.covers import Dress, draw_scene
from catalog.media.images.parameters import PREVIEW_BYTES, PREVIEW_QUALITIES, PRINT_QUALITY
from catalog.media.images.sizes import PREVIEW_SIZE, Picture
from catalog.media.images.svg import Drawing, rasterise_svg

# Enlarged beyond this, a picture is shown whole on a blurred ground instead.
_MAX_ENLARGED = 1.6


def render_preview(source: Picture | Dress, media: Path) -> bytes:
    """JPEG of `PREVIEW_SIZE` from a picture's largest derivative in `media`, or of a record id.

    Starting from the derivative costs one lossy step and saves decoding the original again.
    """
    if isinstance(source, Picture):
        with Image.open(media / source.derivatives[-1].name, formats=("WEBP",)) as opened:
            opened.load()
            image = opened if opened.mode == "RGBA" else opened.convert("RGB")
        image = _frame_logo(image) if image.mode == "RGBA" else _frame(image)
    else:
        scene = Drawing(draw_scene(source, *PREVIEW_SIZE), *PREVIEW_SIZE)
        with Image.open(BytesIO(rasterise_svg(scene, with_text=False))) as opened:
            image = opened.convert("RGB")
    return _encode(image)


def render_print(derivative: Path) -> bytes:
    """JPEG of a derivative at its own size; what is transparent becomes white, like paper."""
    with Image.open(derivative, formats=("WEBP",)) as opened:
        opened.load()
        image: Image.Image = opened
        if opened.mode != "RGB":
            pixels = opened.convert("RGBA")
            image = Image.new("RGB", pixels.size, "#ffffff")
            image.paste(pixels, (0, 0), pixels)
    image.info = {}
    out = BytesIO()
    image.save(out, "JPEG", quality=PRINT_QUALITY, optimize=True)
    return out.getvalue()


def _frame(image: Image.Image) -> Image.Image:
    width, height = PREVIEW_SIZE
    scale = max(width / image.width, height / image.height)
    if scale > _MAX_ENLARGED:
        return _frame_whole(image)
    across, down = min(image.width, width / scale), min(image.height, height / scale)
    left = (image.width - across) / 2
    # Faces and figures stand in the upper third of a portrait.
    spare = image.height - down
    top = spare / 3 if image.height > image.width else spare / 2
    box = (left, top, left + across, top + down)
    return image.resize(PREVIEW_SIZE, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)


def _frame_whole(image: Image.Image) -> Image.Image:
    """The whole picture in the middle of its own colours."""
    ground = image.resize((24, 13), Image.Resampling.BOX)
    ground = ground.resize(PREVIEW_SIZE, Image.Resampling.BICUBIC)
    ground = ground.filter(ImageFilter.GaussianBlur(24)).point(lambda value: value * 0.55)
    return _place(image, ground, 1.0)


def _frame_logo(image: Image.Image) -> Image.Image:
    """A picture with alpha, on white with air round it."""
    return _place(image, Image.new("RGB", PREVIEW_SIZE, "#ffffff"), 0.62)


def _place(image: Image.Image, ground: Image.Image, share: float) -> Image.Image:
    width, height = PREVIEW_SIZE
    scale = min(width * share / image.width, height * share / image.height, 3.0)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    small = image.resize(size, Image.Resampling.LANCZOS)
    corner = ((width - size[0]) // 2, (height - size[1]) // 2)
    ground.paste(small, corner, small if small.mode == "RGBA" else None)
    return ground


def _encode(image: Image.Image) -> bytes:
    image.info = {}
    body = b""
    for quality in PREVIEW_QUALITIES:
        out = BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        body = out.getvalue()
        if len(body) <= PREVIEW_BYTES:
            break
    return body
