"""Files of content/media: names that change with the content, sizes, and nothing else from the disk."""

from __future__ import annotations

import os
import re
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote

import pytest
from PIL import Image

from app.media import Media, MediaImage

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="640" height="360px"><rect/></svg>'


def png(width: int = 30, height: int = 20, *, orientation: int | None = None, kind: str = "PNG") -> bytes:
    out, exif = BytesIO(), Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    Image.new("RGB", (width, height)).save(out, kind, exif=exif)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "media").mkdir()
    return tmp_path / "media"


def found(folder: Path, name: str, data: bytes) -> MediaImage:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    image = Media(folder).find(name)
    assert image is not None
    return image


def test_a_name_carries_the_digest_and_changes_with_the_content(folder: Path) -> None:
    first = found(folder, "quiet-hour.svg", SVG).url
    assert re.fullmatch(r"/media/quiet-hour\.[0-9a-f]{16}\.svg", first)
    assert found(folder, "quiet-hour.svg", SVG + b"\n").url != first


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.svg", SVG, (640, 360)),
        ("a.svg", b"<svg viewBox='0 0 120.4 80'></svg>", (120, 80)),
        ("a.svg", b'<svg width="100%" height="5em" viewBox="0,0,12,8"></svg>', (12, 8)),
        ("a.svg", b'<!-- a > b --><svg aria-label="a > b" width="7" height="9">', (7, 9)),
        ("a.svg", b"<svg></svg>", (None, None)),
        ("a.png", png(), (30, 20)),
        ("a.webp", png(kind="WEBP"), (30, 20)),
        ("a.jpg", png(kind="JPEG", orientation=6), (20, 30)),
        ("a.JPG", png(kind="JPEG"), (30, 20)),
    ],
)
def test_a_picture_says_how_large_it_will_be_shown(folder: Path, name: str, data: bytes, size: tuple[int, int]) -> None:
    image = found(folder, name, data)
    assert (image.width, image.height) == size


@pytest.mark.parametrize("data", [b"", b"no picture", png()[:20], b"\x89PNG\r\n\x1a\n" + b"\xff" * 64])
def test_what_cannot_be_read_is_no_picture(folder: Path, data: bytes) -> None:
    (folder / "a.png").write_bytes(data)
    assert Media(folder).find("a.png") is None


@pytest.mark.parametrize("src", ["cup.svg", "./cup.svg", "/media/cup.svg", "media/cup.svg", "../media/cup.svg", "cup.svg#part"])
def test_an_author_may_write_the_file_s_place_in_several_ways(folder: Path, src: str) -> None:
    (folder / "cup.svg").write_bytes(SVG)
    assert Media(folder).find(src) is not None


def test_a_public_name_leads_back_to_the_file(folder: Path) -> None:
    url = found(folder, "2026/a cup.svg", SVG).url
    assert url.startswith("/media/2026/a%20cup.")
    file = Media(folder).file_for(url.removeprefix("/media/").replace("%20", " "))
    assert file is not None
    assert file.immutable
    assert file.path.read_bytes() == SVG


def test_a_plain_name_is_served_but_not_for_ever(folder: Path) -> None:
    found(folder, "cup.svg", SVG)
    file = Media(folder).file_for("cup.svg")
    assert file is not None
    assert not file.immutable


def test_a_name_with_another_digest_leads_nowhere(folder: Path) -> None:
    found(folder, "cup.svg", SVG)
    assert Media(folder).file_for("cup.0123456789abcdef.svg") is None


def test_an_old_name_never_answers_with_new_bytes(folder: Path) -> None:
    name = found(folder, "cup.svg", SVG).url.removeprefix("/media/")
    media = Media(folder)
    (folder / "cup.svg").write_bytes(SVG + b"<!-- other -->")
    assert media.file_for(name) is None


@pytest.mark.parametrize("kept", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_a_picture_is_found_however_its_accents_are_kept_and_typed(
    folder: Path, kept: Literal["NFC", "NFD"], typed: Literal["NFC", "NFD"]
) -> None:
    """Files from some systems keep a letter and its accent apart; what is typed in an article has them in one."""
    (folder / unicodedata.normalize(kept, "niño en la cuna.png")).write_bytes(png())
    media, name = Media(folder), unicodedata.normalize(typed, "niño en la cuna.png")
    image = media.find(name)
    assert image is not None
    assert media.address(f"/media/{quote(name)}") == image.url
    for asked in (unquote(image.url).removeprefix("/media/"), name):
        file = media.file_for(asked)
        assert file is not None
        assert file.data == png()
    assert media.again().fingerprint == media.fingerprint


def test_a_name_that_another_worker_gave_out_first_is_served_here_too(folder: Path) -> None:
    found(folder, "cup.svg", SVG)
    slow = Media(folder)
    fresh = found(folder, "cup.svg", SVG + b"<!-- other -->").url.removeprefix("/media/")
    file = slow.file_for(fresh)
    assert file is not None
    assert file.immutable


def test_only_listed_types_inside_the_folder_are_served(folder: Path) -> None:
    outside = folder.parent / "secret.svg"
    outside.write_bytes(SVG)
    (folder / "notes.txt").write_text("private")
    (folder / ".hidden.svg").write_bytes(SVG)
    (folder / ".git").mkdir()
    (folder / ".git" / "a.svg").write_bytes(SVG)
    (folder / "out.svg").symlink_to(outside)
    (folder / "round").symlink_to(folder.parent)
    os.mkfifo(folder / "pipe.svg")
    media = Media(folder)
    names = [
        "notes.txt",
        ".hidden.svg",
        ".git/a.svg",
        "out.svg",
        "round/secret.svg",
        "pipe.svg",
        "../secret.svg",
        "/etc/passwd",
        "",
    ]
    names += [
        "..%2fsecret.svg",
        "a\0.svg",
        "../secret.0123456789abcdef.svg",
        "round/secret.0123456789abcdef.svg",
        "x/../../secret.svg",
    ]
    assert [name for name in names if media.file_for(name) or media.find(name)] == []


def test_a_leaflet_has_an_address_but_is_no_picture(folder: Path) -> None:
    (folder / "leaflet.pdf").write_bytes(b"%PDF-1.7")
    media = Media(folder)
    assert media.find("leaflet.pdf") is None
    assert (media.address("/media/leaflet.pdf") or "").startswith("/media/leaflet.")


def test_looking_again_reads_only_what_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(folder, "a.svg", SVG)
    found(folder, "b.svg", SVG)
    first = Media(folder)
    (folder / "b.svg").write_bytes(SVG + b"\n")
    opened: list[str] = []
    real = Path.open

    def noting(path: Path, *rest: object) -> object:
        opened.append(path.name)
        return real(path, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", noting)
    second = first.again()
    assert set(opened) == {"b.svg"}
    assert second.fingerprint != first.fingerprint
    assert second.again().fingerprint == second.fingerprint


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert Media(tmp_path / "media").find("cup.svg") is None
