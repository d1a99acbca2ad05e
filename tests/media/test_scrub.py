"""What a picture says about itself goes; its pixels stay as they are."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin, features

from app.media.bare import Unreadable
from app.media.scrub import scrubbed
from tests.support.photos import opened, photograph, tells_nothing

KINDS = ["JPEG", "PNG", "WEBP", "GIF"]


def test_the_photographs_of_these_tests_do_tell_where_they_were_taken() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        assert opened(photograph(40, 30, kind)).getexif().get_ifd(0x8825)
    assert not any(tells_nothing(photograph(40, 30, kind)) for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", [1, 6])
def test_nothing_is_told_any_more_and_no_pixel_changes(kind: str, orientation: int) -> None:
    given = photograph(200, 120, kind, orientation=orientation)
    bare = scrubbed(given)
    assert tells_nothing(bare.data)
    assert opened(bare.data).convert("RGBA").tobytes() == opened(given).convert("RGBA").tobytes()
    assert opened(bare.data).getexif().get(0x0112, 1) == (orientation if kind != "GIF" else 1)
    assert scrubbed(bare.data) == bare


@pytest.mark.parametrize("options", [{"progressive": True}, {"quality": 100}, {"restart_marker_blocks": 2}], ids=str)
def test_every_sort_of_jpeg_is_gone_through(options: dict[str, int]) -> None:
    given = photograph(200, 120, **options)
    assert tells_nothing(scrubbed(given).data)
    assert opened(scrubbed(given).data).tobytes() == opened(given).tobytes()


def test_a_second_picture_behind_the_first_goes_with_what_it_tells() -> None:
    assert tells_nothing(scrubbed(photograph(40, 30) + photograph(60, 40)).data)
    out = BytesIO()
    frames = [opened(photograph(40, 30, place=False)) for _ in range(2)]
    frames[0].save(out, "MPO", save_all=True, append_images=frames[1:], exif=opened(photograph(8, 8)).getexif())
    assert tells_nothing(scrubbed(out.getvalue()).data)
    assert opened(scrubbed(out.getvalue()).data).format == "JPEG"


def test_a_thumbnail_inside_a_jpeg_s_header_goes() -> None:
    plain = photograph(40, 30, place=False)
    body = b"JFIF\0\1\2\0\0\1\0\1\2\2" + b"THUMBNAIL!!!"
    given = b"\xff\xd8\xff\xe0" + struct.pack(">H", len(body) + 2) + body + plain[2:]
    assert b"THUMBNAIL" not in scrubbed(given).data
    assert opened(scrubbed(given).data).size == (40, 30)


def test_the_profile_of_the_colours_stays() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        given = photograph(40, 30, kind, icc_profile=b"a profile")
        assert opened(scrubbed(given).data).info["icc_profile"] == b"a profile"


def test_words_in_a_png_go_wherever_they_stand() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "secret-comment")
    words.add_itxt("Place", "secret-comment", zip=True)
    given = photograph(40, 30, "PNG", pnginfo=words)
    own = b"prVt" + b"secret-comment"
    chunk = struct.pack(">I", len(own) - 4) + own + struct.pack(">I", zlib.crc32(own))
    given = given[:33] + chunk + given[33:] + b"secret-comment"
    assert b"secret" not in scrubbed(given).data
    assert not {"Author", "Place"} & set(opened(scrubbed(given).data).info)


def test_what_moves_goes_on_moving() -> None:
    for kind in ("GIF", "WEBP", "PNG"):
        out = BytesIO()
        frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100, loop=0, exif=b"")
        picture = Image.open(BytesIO(scrubbed(out.getvalue()).data))
        assert (picture.n_frames, picture.info["loop"]) == (3, 0), kind


@pytest.mark.skipif(not features.check("avif"), reason="Pillow without AVIF")
def test_an_avif_that_tells_something_is_refused_as_a_whole() -> None:
    plain = photograph(40, 30, "AVIF", place=False)
    assert scrubbed(plain).data == plain
    with pytest.raises(Unreadable, match="save it without"):
        scrubbed(photograph(40, 30, "AVIF"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_cut_off_anywhere_is_refused_and_never_an_accident(kind: str) -> None:
    given = photograph(24, 16, kind)
    for length in range(len(given) - 1):
        with pytest.raises(Unreadable):
            scrubbed(given[:length])


@pytest.mark.parametrize("data", [b"", b"no picture", b"%PDF-1.7", b"II*\0" + b"\0" * 40, b"\0\0\0\x20ftypheic" + b"\0" * 40])
def test_what_is_no_picture_of_ours_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(Unreadable):
        scrubbed(data)
