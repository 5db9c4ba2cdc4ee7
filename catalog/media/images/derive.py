"""From an original to WebP at each width: one decode, upright, sRGB, without metadata."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms

from catalog.core.cache import write_whole
from catalog.media.images import cache as store
from catalog.media.images.colour import Channels, darken, luminance, render_hex
from catalog.media.images.inspect import check_pixels, check_scans, read_original
from catalog.media.images.parameters import (
    EMPTY_GROUND,
    SVG_LOSSLESS_BYTES,
    WEBP_METHOD,
    WEBP_QUALITY,
)
from catalog.media.images.problem import ImageProblem
from catalog.media.images.sizes import (
    Derivative,
    Original,
    Picture,
    media_name,
    plan_widths,
    scale_height,
    slug_stem,
)
from catalog.media.images.svg import rasterise_svg, sanitise_svg

# Pixels from which a picture is turned into plain channels piece by piece: a whole second copy
# would take as much memory again.
_LARGE = 8_000_000
_PIECE = 256  # rows

_MAX_PROFILE = 4 * 1024 * 1024  # bytes; those of printing presses have half of it

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112

# Colour spaces of profiles, as ICC writes them, and the modes they fit.
_SPACES = {"RGB ": ("RGB", "RGBA"), "GRAY": ("L",), "CMYK": ("CMYK",)}


def derive_original(root: Path, original: Original, cache: Path) -> Picture:
    """The picture of an original, from the cache by its content or derived now.

    Raises ImageProblem, also for what only decoding finds out.
    """
    data = read_original(root, original)
    stem = slug_stem(original.path)
    key = store.original_key(original, data)
    known = store.read_picture(cache, key, original.path)
    if known is not None:
        return known
    if refused := store.read_refusal(cache, key, original.path):
        raise refused
    try:
        upright, size = _decode(original, data)
    except ImageProblem as problem:
        store.write_refusal(cache, key, problem)
        raise
    lossless = original.format == "SVG"
    image, made = upright, list[Derivative]()
    for width in reversed(plan_widths(size[0])):
        image = _shrink(image, width, scale_height(*size, width), gap=1.0)
        body = _encode(image, lossless)
        name = media_name(stem, key, width)
        write_whole(store.media_folder(cache) / name, body)
        made.append(Derivative(image.width, image.height, name))
    derivatives = tuple(reversed(made))
    picture = Picture(original.path, *size, derivatives, _find_ground(image))
    store.write_picture(cache, key, store.render_record(picture, cache))
    return picture


def _decode(original: Original, data: bytes) -> tuple[Image.Image, tuple[int, int]]:
    """Upright sRGB picture at the largest planned width, and the original's upright size."""
    try:
        if original.format == "SVG":
            drawing = sanitise_svg(original.path, data)
            with Image.open(BytesIO(rasterise_svg(drawing)), formats=("PNG",)) as image:
                return image.convert("RGBA"), image.size
        return _decode_pixels(original, data)
    except ImageProblem:
        raise
    except Image.DecompressionBombError as error:
        told = {"size": "more pixels than its header says", "limit": "what its header says"}
        raise ImageProblem("image-too-large", {"path": original.path, **told}) from error
    except MemoryError as error:
        told = {"size": "more memory than there is for one picture", "limit": "1 GiB"}
        raise ImageProblem("image-too-large", {"path": original.path, **told}) from error
    except Exception as error:  # decoders raise nearly anything on a hostile file
        reason = f"it cannot be decoded ({_tell(error)})"
        raise ImageProblem("image-unreadable", {"path": original.path, "reason": reason}) from error


def _tell(error: Exception) -> str:
    text = str(error).strip().split("\n")[0]
    return "the file is cut off" if "truncated" in text else (text[:80] or type(error).__name__)


def _decode_pixels(original: Original, data: bytes) -> tuple[Image.Image, tuple[int, int]]:
    with Image.open(BytesIO(data), formats=(original.format,)) as image:
        # Once more: the decoder's own view of the size is the one that costs memory.
        check_pixels(original.path, *image.size)
        if original.format == "JPEG":  # inside a scan's data no marker is found
            scans = data.count(b"\xff\xda")
            check_scans(original.path, scans, image.width * image.height)
        turn = _read_orientation(image)
        lying = turn in (5, 6, 7, 8)
        width, height = image.size[::-1] if lying else image.size
        largest = plan_widths(width)[-1]
        box = (largest, scale_height(width, height, largest))
        profile = image.info.get("icc_profile")
        image.draft(None, box[::-1] if lying else box)
        image.load()
        flat = _to_plain_mode(image, box[::-1] if lying else box)
    flat = _shrink(flat, *(box[::-1] if lying else box))
    flat = _to_srgb(flat, profile)
    if turn in _TURNS:
        flat = flat.transpose(_TURNS[turn])
    if flat.mode == "RGBA" and flat.getchannel("A").getextrema() == (255, 255):
        flat = flat.convert("RGB")
    return flat, (width, height)


def _read_orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # broken EXIF is no reason to refuse the picture
        return 1


def _to_plain_mode(image: Image.Image, box: tuple[int, int]) -> Image.Image:
    """L, RGB, RGBA or CMYK of the same picture; a large one is made smaller, not below `box`."""
    factor = min(image.width // box[0], image.height // box[1])
    plain = image.mode in ("L", "RGB", "CMYK") and not image.has_transparency_data
    if plain or image.width * image.height < _LARGE or factor < 2:
        return _plain(image)
    made = None
    for top in range(0, image.height, _PIECE * factor):
        rows = (0, top, image.width, min(image.height, top + _PIECE * factor))
        piece = image.crop(rows)
        piece.info = image.info  # where a palette's transparency is told
        piece = _plain(piece).reduce(factor)
        if made is None:
            height = -(-image.height // factor)
            made = Image.new(piece.mode, (piece.width, height))
        made.paste(piece, (0, top // factor))
    assert made is not None
    return made


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _shrink(image: Image.Image, width: int, height: int, gap: float = 2.0) -> Image.Image:
    """The picture at another size; a `gap` of 1 halves by plain averages, which is fastest."""
    if image.size == (width, height):
        return image
    return image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=gap)


def _to_srgb(image: Image.Image, profile: object) -> Image.Image:
    """RGB or RGBA in sRGB; a profile that is broken, huge or of another space is passed over."""
    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    if isinstance(profile, bytes) and 0 < len(profile) <= _MAX_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            plain = str(source.profile.profile_description or "").startswith("sRGB")
            if image.mode in _SPACES.get(source.profile.xcolor_space, ()) and not plain:
                target = ImageCms.createProfile("sRGB")
                turned = ImageCms.profileToProfile(image, source, target, outputMode=wanted)
                if turned is not None:
                    return turned
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return image if image.mode == wanted else image.convert(wanted)


def _encode(image: Image.Image, lossless: bool) -> bytes:
    image.info = {}  # WebP would carry profile and EXIF along
    if lossless:
        body = _save(image, lossless=True, quality=50)
        if len(body) <= SVG_LOSSLESS_BYTES:
            return body
    return _save(image, lossless=False, quality=WEBP_QUALITY)


def _save(image: Image.Image, *, lossless: bool, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", lossless=lossless, quality=quality, method=WEBP_METHOD)
    return out.getvalue()


def _find_ground(image: Image.Image) -> str:
    """Darkest dominant colour at the lightness of a ground, '#rrggbb'.

    Dominant is what covers a twelfth of the picture or more; what is transparent does not count.
    """
    small = image.resize((48, 48), Image.Resampling.BOX, reducing_gap=1.0).convert("RGBA")
    flat = small.tobytes()
    pixels: list[Channels] = [
        (flat[at], flat[at + 1], flat[at + 2])
        for at in range(0, len(flat), 4)
        if flat[at + 3] >= 128
    ]
    if not pixels:
        return EMPTY_GROUND
    line = Image.new("RGB", (len(pixels), 1))
    line.putdata(pixels)
    few = line.quantize(8, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = few.getpalette() or []
    counted = [
        (count, palette[3 * index : 3 * index + 3])
        for count, index in few.getcolors() or []
        if isinstance(index, int)
    ]
    colours = [
        render_hex((channels[0], channels[1], channels[2]))
        for count, channels in counted
        if count * 12 >= len(pixels)
    ]
    return darken(min(colours, key=luminance))
