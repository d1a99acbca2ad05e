"""Making the smaller copies of one picture: upright, in sRGB, as WebP, and telling nothing but itself."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageCms, WebPImagePlugin

from app.media.copies import CannotCopy, widths
from app.media.sizes import LYING, MOST_PIXELS, opened

QUALITY = 80
EFFORT = 4
"""WebP's own scale, 0 to 6: beyond 4 it takes twice as long for one byte in fifty."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What brings each of EXIF's orientations upright."""

_QUARTERS = frozenset(_TURNS[lying] for lying in LYING)
_SRGB = ImageCms.createProfile("sRGB")


WRITER = WebPImagePlugin.WebPImageFile.format
"""Named from its own module, which is loaded so: left to itself Pillow loads everything it has before it writes a WebP."""


def made(data: bytes, width: int) -> Iterator[tuple[int, bytes]]:
    """The copies of a picture, given without metadata, that is `width` pixels wide as shown: the widest first.

    Raises:
        CannotCopy: it is broken behind its header, or has more than MOST_PIXELS.
    """
    wanted = widths(width)
    try:
        with opened(data) as image:
            lossless = image.format == "PNG"
            picture = _upright(image, wanted[-1])
        for one in reversed(wanted):
            picture = _narrowed(picture, one)
            yield one, _encoded(picture, lossless=lossless)
    except MemoryError:
        raise CannotCopy("there is not enough memory for it") from None
    except OSError as error:
        if error.errno:
            raise
        raise CannotCopy(str(error)) from None
    except (ValueError, SyntaxError, TypeError, OverflowError, EOFError, Image.DecompressionBombError) as error:
        raise CannotCopy(str(error)) from None


def _upright(image: Image.Image, width: int) -> Image.Image:
    """The picture unpacked, upright, in sRGB, and hardly larger than it has to be."""
    if image.width * image.height > MOST_PIXELS:
        raise CannotCopy(f"it has more than {MOST_PIXELS // 1_000_000} million pixels")
    turn = _TURNS.get(image.getexif().get(0x0112, 1))
    side = image.height if turn in _QUARTERS else image.width
    scale = min(1.0, width / side)
    target = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    # A JPEG can be unpacked at a half, a quarter or an eighth of its size, in as much less time and memory.
    image.draft(image.mode, target)
    picture = _in_srgb(_in_full_colours(image).resize(target, Image.Resampling.LANCZOS, reducing_gap=3.0))
    return picture if turn is None else picture.transpose(turn)


def _in_full_colours(picture: Image.Image) -> Image.Image:
    """Palettes and 16 bits become what can be scaled: a palette's numbers cannot be mixed."""
    if picture.mode in ("P", "PA", "LA", "La"):
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda light: light * (1 / 257)).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in ("RGB", "L") and picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            seen = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                _SRGB,
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode=wanted,
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A profile that is broken or meant for other colours; browsers leave it out as well.
            seen = None
        if seen is not None:
            return seen
    return picture if picture.mode == wanted else picture.convert(wanted)


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if picture.width == width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(picture: Image.Image, *, lossless: bool) -> bytes:
    """WebP; a PNG, which may be a drawing with sharp edges, in the smaller of both ways."""
    found = [_webp(picture, lossless=False)]
    if lossless:
        found.append(_webp(picture, lossless=True))
    return min(found, key=len)


def _webp(picture: Image.Image, *, lossless: bool) -> bytes:
    out = BytesIO()
    picture.save(out, WRITER, quality=QUALITY, method=EFFORT, lossless=lossless, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()
