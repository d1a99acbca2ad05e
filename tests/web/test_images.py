"""Pictures on the pages of a running house: shown at once, lighter soon after, never jumping, never telling where they were."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.articles import LiveLibrary
from tests.support.content import ContentFolder
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer
from tests.support.people import Visitor
from tests.support.photos import opened, photograph, tells_nothing
from tests.support.server import Server
from tests.support.waiting import until

WITH_PICTURES = "![Steps up to a door](steps.jpg)\n\n" + "A few more words of prose. " * 60 + "\n\n![A lamp](lamp.png)\n"


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    """The ordinary site with two articles of pictures, one of them with a cover."""
    content.media("steps.jpg", photograph(1600, 1000, orientation=3))
    content.media("lamp.png", photograph(500, 400, "PNG"))
    content.media("door.jpg", photograph(1200, 800))
    content.article("pictures", date="2026-03-03 09:00", body=WITH_PICTURES)
    content.article(
        "covered", date="2026-03-04 09:00", cover={"src": "door.jpg", "alt": "A door", "caption": "Ajar."}, body=WITH_PICTURES
    )
    return content


def images(html: str) -> list[str]:
    return re.findall(r"<img[^>]*>", html)


def test_before_there_are_copies_the_picture_itself_is_shown_and_named_alone(visitor: Visitor) -> None:
    first, second = images(visitor.asks("/articles/pictures").text)
    assert re.search(r'src="/media/steps\.[0-9a-f]{16}\.jpg" width="1600" height="1000"', first)
    assert 'fetchpriority="high"' in first
    assert "loading" not in first
    assert 'loading="lazy"' in second
    assert "srcset" not in first + second


def test_a_cover_comes_first_and_the_rest_when_it_comes_near(visitor: Visitor) -> None:
    cover, first, second = images(visitor.asks("/articles/covered").text)
    assert 'fetchpriority="high"' in cover
    assert "loading" not in cover
    assert 'alt="A door" width="1200" height="800"' in cover
    assert 'loading="lazy"' in first
    assert 'loading="lazy"' in second
    assert 'aria-label="A door (larger)"' in visitor.asks("/articles/covered").text


def test_a_picture_is_kept_for_ever_by_its_name_and_may_be_shown_elsewhere(visitor: Visitor) -> None:
    url = re.findall(r'src="(/media/[^"]+)"', visitor.asks("/articles/pictures").text)[0]
    answer = visitor.asks(url)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert visitor.asks(url, If_None_Match=answer.headers["ETag"]).status == 304
    assert visitor.asks(url, Range="bytes=0-1").body == b"\xff\xd8"
    assert visitor.asks("/media/steps.jpg").headers["Cache-Control"] == "no-cache"


def test_no_way_of_asking_for_a_picture_tells_where_it_was_taken(visitor: Visitor) -> None:
    url = re.findall(r'src="(/media/[^"]+)"', visitor.asks("/articles/pictures").text)[0]
    for path in (url, "/media/steps.jpg", f"{url}.480.v1.webp", f"{url}.480.v0.webp"):
        answer = visitor.asks(path)
        assert answer.status == 200
        assert tells_nothing(answer.body), path


def test_a_preview_picture_is_the_cover_and_never_a_drawing(app: Flask, content: ContentFolder) -> None:
    content.media("door.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"></svg>')
    content.article("drawn", cover={"src": "door.svg", "alt": "A door"})
    library = LiveLibrary(content.path).load()
    picture = library.preview_picture(library.find("covered"))
    assert picture is not None
    assert (picture.width, picture.height) == (1200, 800)
    assert library.preview_picture(library.find("drawn")) is None
    assert library.preview_picture(library.find("pictures")) is None


def test_feeds_name_the_copies_by_their_whole_addresses(content: ContentFolder, tmp_path: Path) -> None:
    live = LiveLibrary(content.path, tmp_path / "copies")
    live.load()
    live.watch()
    until(lambda: bool((image := live.current.media.find("steps.jpg")) and image.copies), seconds=20)
    live.close()
    html = live.current.find("pictures").body(live.current).html_with("https://blog.example.org")
    assert html.count("https://blog.example.org/media/steps.") == 2
    assert '"/media' not in html
    assert "srcset" not in html


def copies_are_named(server: Server, path: str) -> bool:
    """On every one of many answers, so that each worker has given some."""
    answers = [images(server.reader().asks(path).text) for _ in range(12)]
    return all(found and all("srcset=" in image for image in found) for found in answers)


@pytest.fixture
def running(start_server: StartServer, content: ContentFolder) -> Server:
    """Two workers that share one instance folder."""
    return start_server(CONTENT_DIR=content.path, WORKERS=2)


def test_a_running_house_makes_the_copies_and_every_worker_s_pages_name_them(
    running: Server, nu: Callable[[Mapping[str, str]], None]
) -> None:
    paths = ("/articles/covered", "/articles/pictures", "/")
    until(lambda: all(copies_are_named(running, path) for path in paths), seconds=30)
    pages = {path: running.reader().asks(path).text for path in paths}
    for address in set(re.findall(r"(/media/\S+?) \d+w", " ".join(pages.values()))):
        answer = running.reader().asks(address)
        assert answer.headers["Content-Type"] == "image/webp"
        assert "immutable" in answer.headers["Cache-Control"]
        assert opened(answer.body).format == "WEBP"
        assert tells_nothing(answer.body)
    kept = [name for name in os.listdir(running.instance / "media") if name != ".lock"]
    assert len(kept) == 3 + 1 + 3, "each copy once: 1600, 500 and 1200 pixels wide"
    nu(pages)


def test_a_new_picture_has_its_copies_within_seconds_and_a_restart_makes_none_again(
    running: Server, content: ContentFolder
) -> None:
    until(lambda: copies_are_named(running, "/articles/pictures"), seconds=30)
    content.media("lamp.png", photograph(900, 600, "PNG"))
    until(lambda: 'width="900"' in running.reader().asks("/articles/pictures").text, seconds=5)
    until(lambda: copies_are_named(running, "/articles/pictures"), seconds=15)
    made = {one.name: one.stat().st_mtime_ns for one in (running.instance / "media").iterdir()}
    running.restart()
    assert copies_are_named(running, "/articles/pictures"), "from its first page on"
    assert {one.name: one.stat().st_mtime_ns for one in (running.instance / "media").iterdir()} == made


@pytest.mark.parametrize(("width", "density", "chosen"), [(360, 1, 480), (360, 3, 960), (1280, 1, 960), (1280, 2, 1600)])
def test_a_browser_takes_a_copy_that_fits_and_nothing_jumps(
    running: Server, new_page: NewPage, width: int, density: int, chosen: int
) -> None:
    until(lambda: copies_are_named(running, "/articles/pictures"), seconds=30)
    page = new_page(running.base, viewport={"width": width, "height": 800}, device_scale_factor=density)
    page.add_init_script(SHIFTS)
    page.goto("/articles/pictures", wait_until="networkidle")
    taken = page.evaluate("document.querySelector('.body img').currentSrc")
    assert f".{chosen}." in taken
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(400)
    assert page.evaluate("window.shifts") < 0.01
    assert page.evaluate("document.documentElement.scrollWidth") == width


SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifts += one.value; })
  .observe({type: 'layout-shift', buffered: true});
"""


def test_a_picture_opens_larger_without_script(running: Server, new_page: NewPage, axe: Callable[[Page], None]) -> None:
    page = new_page(running.base, javascript=False, viewport={"width": 1280, "height": 800})
    page.goto("/articles/pictures")
    page.get_by_role("link", name="Steps up to a door (larger)").click()
    page.wait_for_url("**/media/steps.*.jpg")
    shown = page.locator("img").bounding_box()
    assert shown is not None
    assert shown["width"] > 1000
    assert page.go_back() is not None
    with_script = new_page(running.base)
    with_script.goto("/articles/covered")
    axe(with_script)
