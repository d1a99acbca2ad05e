"""Smaller copies: which there are, what they look like, what they do not tell, and what happens with what is broken."""

from __future__ import annotations

import os
import re
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from app.media import Copies, Maker, Media, MediaImage
from app.media.copies import MOST_ATTEMPTS, widths
from app.problems import Severity
from tests.support.photos import opened, photograph, tells_nothing


class Studio:
    """A folder of pictures, one of copies, and somebody who makes them when asked."""

    def __init__(self, home: Path) -> None:
        self.pictures, self.copies = home / "content" / "media", home / "instance" / "media"
        self.pictures.mkdir(parents=True)
        self.told = 0
        self.catalogue = Media(self.pictures, copies=Copies.look(self.copies))
        self.maker = Maker(self.copies, lambda: self.catalogue, self.look)

    def look(self) -> Media:
        self.told += 1
        self.catalogue = self.catalogue.again()
        return self.catalogue

    def add(self, name: str, data: bytes) -> MediaImage:
        (self.pictures / name).write_bytes(data)
        return self.find(name)

    def find(self, name: str) -> MediaImage:
        image = self.look().find(name)
        assert image is not None
        return image

    def make_all(self) -> int:
        made = 0
        while count := self.maker.round():
            made += count
        self.look()
        return made

    def served(self, url: str) -> bytes:
        file = self.catalogue.file_for(url.removeprefix("/media/"))
        assert file is not None
        return file.path.read_bytes() if file.data is None else file.data

    def names(self) -> list[str]:
        return sorted(name for name in os.listdir(self.copies) if name != ".lock")


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


@pytest.mark.parametrize(
    ("width", "made"), [(4000, (480, 960, 1600)), (1600, (480, 960, 1600)), (1000, (480, 1000)), (500, (500,)), (1, (1,))]
)
def test_no_copy_is_wider_than_its_picture(width: int, made: tuple[int, ...]) -> None:
    assert widths(width) == made


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")])
def test_a_picture_is_shown_as_it_is_until_all_its_copies_are_made(studio: Studio, name: str, kind: str) -> None:
    before = studio.add(name, photograph(1200, 750, kind))
    assert (before.width, before.height, before.srcset, before.sizes) == (1200, 750, "", "")
    assert studio.make_all() == 3
    after = studio.find(name)
    assert (after.url, after.width, after.height) == (before.url, 1200, 750)
    assert [width for _, width in after.copies] == [480, 960, 1200]
    assert re.fullmatch(r"(/media/a\.[0-9a-f]{16}\.\w+\.\d+\.v1\.webp \d+w(, )?){3}", after.srcset)
    for url, width in after.copies:
        copy = opened(studio.served(url))
        assert (copy.format, copy.size) == ("WEBP", (width, round(width * 750 / 1200)))
        assert copy.convert("RGB").getpixel((4, 4))[0] > 200


@pytest.mark.parametrize("orientation", range(1, 9))
def test_copies_stand_upright(studio: Studio, orientation: int) -> None:
    image = studio.add("a.jpg", photograph(600, 400, orientation=orientation))
    studio.make_all()
    lies = orientation >= 5
    assert (image.width, image.height) == ((400, 600) if lies else (600, 400))
    copy = opened(studio.served(studio.find("a.jpg").copies[-1][0])).convert("RGB")
    assert copy.size == (image.width, image.height)
    right, below = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[orientation]
    corner = copy.getpixel((10 + right * (copy.width - 20), 10 + below * (copy.height - 20)))
    assert isinstance(corner, tuple)
    assert corner[0] > 180 > 100 > corner[1]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_copy_and_no_served_picture_tells_where_it_was_taken(studio: Studio, kind: str) -> None:
    name = f"a.{kind.lower()}"
    before = studio.add(name, photograph(700, 500, kind))
    assert tells_nothing(studio.served(before.url)), "while there are no copies yet"
    assert tells_nothing(studio.served(f"/media/{name}")), "under its plain name"
    studio.make_all()
    for url, _ in studio.find(name).copies:
        assert tells_nothing(studio.served(url))
    for name in studio.names():
        assert tells_nothing((studio.copies / name).read_bytes())


def test_a_picture_replaced_unnoticed_still_tells_nothing(studio: Studio) -> None:
    former = studio.add("a.jpg", photograph(50, 40, place=False))
    (studio.pictures / "a.jpg").write_bytes(photograph(60, 40))
    assert studio.catalogue.file_for(former.url.removeprefix("/media/")) is None
    assert tells_nothing(studio.served("/media/a.jpg"))


def test_colours_of_another_space_are_brought_to_srgb(studio: Studio) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A space in which red and blue have changed places: whoever ignores it sees a red corner.
    swapped = srgb.replace(b"rXYZ", b"....", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"....", b"bXYZ", 1)
    studio.add("swapped.png", photograph(500, 300, "PNG", icc_profile=swapped))
    studio.add("broken.png", photograph(500, 300, "PNG", icc_profile=b"no profile"))
    out = BytesIO()
    opened(photograph(500, 300)).convert("CMYK").save(out, "JPEG")
    studio.add("cmyk.jpg", out.getvalue())
    studio.make_all()
    for name, strong, weak in (("swapped.png", 2, 0), ("broken.png", 0, 2), ("cmyk.jpg", 0, 2)):
        copy = opened(studio.served(studio.find(name).copies[-1][0]))
        assert "icc_profile" not in copy.info
        corner = copy.convert("RGB").getpixel((10, 10))
        assert isinstance(corner, tuple)
        assert corner[strong] > 180 > 90 > corner[weak], name


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_of_storing_colours_has_copies(studio: Studio, mode: str) -> None:
    light = Image.linear_gradient("L").resize((600, 400))
    picture = light.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else light.convert(mode)
    if mode in ("LA", "RGBA"):
        picture.putalpha(light)
    picture.save(studio.pictures / "a.png")
    studio.look()
    assert studio.make_all() == 2
    copy = opened(studio.served(studio.find("a.png").copies[-1][0]))
    middle = copy.convert("RGB").getpixel((300, 200))
    assert isinstance(middle, tuple)
    assert mode == "1" or 100 < middle[0] < 156
    assert copy.mode == ("RGBA" if "A" in mode else "RGB")


def test_drawings_moving_pictures_and_leaflets_have_no_copies(studio: Studio) -> None:
    frames = [Image.new("RGB", (600, 400), colour) for colour in ("red", "blue")]
    for name in ("a.gif", "a.webp", "a.png"):
        frames[0].save(studio.pictures / name, save_all=True, append_images=frames[1:], duration=90)
    (studio.pictures / "a.svg").write_bytes(b'<svg width="900" height="600"></svg>')
    (studio.pictures / "a.pdf").write_bytes(b"%PDF-1.7")
    studio.look()
    assert studio.make_all() == 0
    assert studio.names() == []


def test_the_same_picture_twice_is_copied_once_and_a_new_name_costs_nothing(studio: Studio) -> None:
    studio.add("a.jpg", photograph(700, 400))
    studio.add("b.jpg", photograph(700, 400))
    assert studio.make_all() == 2
    (studio.pictures / "a.jpg").rename(studio.pictures / "c.jpg")
    assert len(studio.find("c.jpg").copies) == 2
    assert studio.make_all() == 0


def test_copies_change_the_fingerprint_once_and_only_when_all_are_there(studio: Studio) -> None:
    studio.add("a.jpg", photograph(1600, 1000))
    before = studio.catalogue.fingerprint
    studio.make_all()
    after = studio.look().fingerprint
    assert after != before
    largest = next(name for name in studio.names() if ".1600." in name)
    (studio.copies / largest).unlink()
    assert studio.look().fingerprint == before
    assert studio.find("a.jpg").srcset == ""


def test_a_copy_is_served_only_while_its_picture_is_there(studio: Studio) -> None:
    studio.add("a.jpg", photograph(700, 400))
    studio.make_all()
    url, _ = studio.find("a.jpg").copies[0]
    (studio.pictures / "a.jpg").unlink()
    assert studio.look().file_for(url.removeprefix("/media/")) is None


def test_a_page_of_yesterday_finds_the_picture_where_a_copy_has_gone(studio: Studio) -> None:
    studio.add("a.jpg", photograph(700, 400))
    studio.make_all()
    url = studio.find("a.jpg").copies[0][0].removeprefix("/media/")
    for name in studio.names():
        (studio.copies / name).unlink()
    for asked in (url, url.replace(".v1.", ".v0."), url.replace(".480.", ".123.")):
        file = studio.catalogue.file_for(asked)
        assert file is not None
        assert not file.immutable
        assert file.data is not None
        assert opened(file.data).size == (700, 400)


@pytest.mark.parametrize("name", ["../../x", "a.0123456789abcdef.jpg", "../a.0123456789abcdef.jpg", "a.jpg"])
def test_no_copy_is_served_of_what_is_no_picture_of_the_folder(studio: Studio, name: str) -> None:
    studio.add("b.jpg", photograph(700, 400))
    studio.make_all()
    assert studio.catalogue.file_for(f"{name}.480.v1.webp") is None


def test_what_belongs_to_no_picture_is_swept_away_after_an_hour(studio: Studio) -> None:
    studio.add("a.jpg", photograph(700, 400))
    studio.make_all()
    (studio.pictures / "a.jpg").unlink()
    studio.look()
    assert studio.maker.round() == 0
    assert len(studio.names()) == 2
    for name in studio.names():
        os.utime(studio.copies / name, (time.time() - 3700, time.time() - 3700))
    os.utime(studio.copies)
    studio.maker.round()
    assert studio.names() == []


def test_a_picture_broken_behind_its_header_is_reported_and_served_as_it_is(studio: Studio) -> None:
    good = bytearray(photograph(700, 400, "PNG", place=False))
    middle = good.index(b"IDAT") + 40
    good[middle : middle + 60] = b"\0" * 60
    studio.add("a.png", bytes(good))
    studio.add("b.jpg", photograph(700, 400))
    studio.make_all()
    [problem] = studio.look().problems
    assert problem.file.name == "a.png"
    assert problem.severity is Severity.WARNING
    assert problem.message.startswith("no smaller copies can be made of this picture: ")
    assert studio.find("a.png").copies == ()
    assert len(studio.find("b.jpg").copies) == 2
    assert studio.maker.round() == 0, "it is not tried again and again"


@pytest.mark.parametrize(
    "data", [b"no picture", photograph(30, 20)[:200], b"\0\0\0\x20ftypheic" + b"\0" * 90], ids=["words", "half", "HEIC"]
)
def test_what_is_no_picture_is_reported_and_not_served_at_all(studio: Studio, data: bytes) -> None:
    (studio.pictures / "a.jpg").write_bytes(data)
    [problem] = studio.look().problems
    assert problem.severity is Severity.ERROR
    assert problem.message.startswith("is not served as a picture: ")
    assert studio.catalogue.file_for("a.jpg") is None
    assert studio.catalogue.address("a.jpg") is None
    assert studio.make_all() == 0


def test_a_small_file_of_very_many_pixels_is_never_unpacked(studio: Studio) -> None:
    Image.new("1", (9000, 8000)).save(studio.pictures / "vast.png")
    Image.new("1", (20000, 10000)).save(studio.pictures / "bomb.png")
    studio.look()
    assert studio.make_all() == 0
    told = {problem.file.name: problem.message for problem in studio.catalogue.problems}
    assert "more than 50,000,000 pixels" in told["vast.png"]
    assert "far too many pixels" in told["bomb.png"]
    assert studio.catalogue.find("vast.png") is not None
    assert studio.catalogue.find("bomb.png") is None


def test_a_picture_that_ends_its_process_again_and_again_is_left_alone(studio: Studio) -> None:
    studio.add("a.jpg", photograph(700, 400))
    studio.copies.mkdir(parents=True)
    [digest] = studio.catalogue.digests
    (studio.copies / f"{digest}.v1.begun").write_bytes(b"." * MOST_ATTEMPTS)
    assert studio.make_all() == 0
    [problem] = studio.catalogue.problems
    assert "attempts were cut off; to try again, remove" in problem.message


def test_a_picture_for_link_previews_is_no_drawing_and_not_too_heavy(studio: Studio) -> None:
    studio.add("a.svg", b'<svg width="900" height="600"></svg>')
    light = studio.add("light.jpg", photograph(1600, 1000))
    studio.add("heavy.jpg", photograph(2400, 1500) + b"\0" * 1024 * 1024)
    assert studio.catalogue.preview("a.svg") is None
    assert studio.catalogue.preview("nothing.jpg") is None
    assert studio.catalogue.preview("light.jpg") == light
    studio.make_all()
    heavy = studio.catalogue.preview("heavy.jpg")
    assert heavy is not None
    assert (heavy.width, heavy.height) == (1600, 1000)
    assert heavy.url.endswith(".1600.v1.webp")
