"""Nothing typed is lost, in a real browser with and without scripts, on a server that is restarted, killed, full or away."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.journeys.conftest import Somebody
from tests.journeys.walking import Someone
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer
from tests.support.needs import not_here, program
from tests.support.server import Server, locked

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("nothing is lost")]  # one server, ended and started again

WORDS = "an hour of careful words\n\nand *another* paragraph"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this file's own, which its tests may end and start again."""
    running = Server(tmp_path_factory.mktemp("lost"), SECRET_KEY="the first key")
    yield running.start()
    running.kill9()


@pytest.fixture
def ada(house: Server, somebody: Somebody, javascript: bool) -> Someone:
    """Somebody who has written a comment and seen how it will look."""
    someone: Someone = somebody(house)
    page = someone.reads()
    if javascript:  # whoever types faster than the script arrives goes the long way, which is another test
        page.get_by_label("Comment", exact=True).focus()
        expect(page.locator("form.write [role=status]").first).to_be_attached()
    someone.previews(WORDS, "Ada")
    return someone


def still_has(page: Page, words: str = WORDS) -> None:
    """The words stand in the form."""
    expect(page.get_by_label("Comment", exact=True)).to_have_value(words)
    expect(page.get_by_label("Name").first).to_have_value("Ada")


def presses_post(page: Page) -> None:
    """Press Post comment, whatever comes of it."""
    page.get_by_role("button", name="Post comment").click(no_wait_after=True)


def kept(server: Server, words: str = WORDS) -> int:
    """How many comments with these words the database holds."""
    with closing(sqlite3.connect(server.instance / "understory.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM revisions WHERE source = ?", (words,)).fetchone()[0])


def test_another_secret_key_between_form_and_post(house: Server, ada: Someone) -> None:
    before = kept(house)
    house.kill9()
    house.environment["SECRET_KEY"] = f"another key, {time.monotonic()}"
    house.start()
    presses_post(ada.page)
    expect(ada.page.get_by_role("alert")).to_contain_text("Nothing is lost")
    still_has(ada.page)
    ada.posts()
    assert kept(house) == before + 1


def test_a_server_killed_in_the_middle_of_posting(house: Server, ada: Someone, javascript: bool) -> None:
    before, page = kept(house), ada.page
    with locked(house):  # so that it is in the middle for as long as we like
        presses_post(page)
        page.wait_for_timeout(1000)
        house.kill9()
    house.start()
    comes_back_to_the_form(page, javascript)
    still_has(page)
    ada.posts()
    assert kept(house) == before + 1


def test_a_server_killed_after_the_comment_was_kept_and_before_it_said_so(house: Server, ada: Someone, javascript: bool) -> None:
    before, page = kept(house), ada.page
    page.route("**/comments", lambda route: (route.fetch(max_redirects=0), route.abort("connectionreset")))
    presses_post(page)
    comes_back_to_the_form(page, javascript)
    page.unroute("**/comments")
    assert kept(house) == before + 1
    still_has(page)
    ada.posts()
    assert kept(house) == before + 1


def test_no_network(house: Server, ada: Someone, javascript: bool) -> None:
    page = ada.page
    page.context.set_offline(True)
    presses_post(page)
    if javascript:
        expect(page.get_by_role("alert")).to_contain_text("did not reach us")
    else:
        fails(page)
    page.context.set_offline(False)
    comes_back_to_the_form(page, javascript)
    still_has(page)
    ada.posts()


def test_no_network_for_words_that_are_changed(house: Server, somebody: Somebody, javascript: bool) -> None:
    receipt, page = house.reader().comments("ask-for-tuesday", "the first words"), somebody(house).page
    page.goto(f"{receipt}/edit")
    page.get_by_label("Comment", exact=True).fill("changed at night")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save changes").click(no_wait_after=True)
    if javascript:
        expect(page.get_by_role("alert")).to_contain_text("did not reach us")
    else:
        fails(page)
    page.context.set_offline(False)
    if not javascript:
        page.go_back()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("changed at night")
    page.get_by_label("Comment", exact=True).fill("too long " * 1000)
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("alert")).to_contain_text("too long")
    page.get_by_label("Comment", exact=True).fill("changed at night")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.locator(".comment-body")).to_have_text("changed at night")


@pytest.mark.parametrize(
    ("place", "label", "typed"), [("notices", "Email", "ada@example.org"), ("report", "In a few words", WORDS)]
)
def test_no_network_for_a_form_that_stands_alone(
    house: Server, somebody: Somebody, javascript: bool, place: str, label: str, typed: str
) -> None:
    page, how = somebody(house).page, "with JavaScript" if javascript else "without JavaScript"
    receipt = house.reader().comments("ask-for-tuesday", f"words for {place} {how}")
    under = receipt if place == "notices" else f"/comments/{house.moderator().approves(f'words for {place} {how}')}"
    page.goto(f"{under}/{place}")
    page.get_by_label(label).fill(typed)
    page.context.set_offline(True)
    page.locator("form.write .main").click(no_wait_after=True)
    fails(page)
    page.context.set_offline(False)
    page.go_back()
    expect(page.get_by_label(label)).to_have_value(typed)


def comes_back_to_the_form(page: Page, javascript: bool) -> None:
    """With a script nothing has left the page; without, the browser shows its own error page, and its back button leads back."""
    if javascript:
        expect(page.get_by_role("alert")).to_be_visible()
        return
    fails(page)
    page.go_back()
    expect(page.get_by_role("button", name="Post comment")).to_be_visible()


def fails(page: Page) -> None:
    """Wait for the browser's own error page. A client that waits for an address would be told of the failure instead."""
    for _ in range(150):
        if page.url.startswith("chrome-error:"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the browser shows {page.url}")


def test_the_back_button(house: Server, ada: Someone, javascript: bool) -> None:
    page = ada.page
    changed = WORDS + "\n\nand a third"
    page.get_by_label("Comment", exact=True).fill(changed)
    page.get_by_role("link", name="House rules").first.click()
    page.wait_for_url("**/guidelines")
    page.go_back()
    still_has(page, changed)
    if not javascript:
        page.go_back()
        still_has(page)


PREVIEWS = {"new words": ("ask-for-tuesday", "Post comment"), "changed words": ("", "Save changes")}


@pytest.mark.parametrize("kind", PREVIEWS)
@pytest.mark.parametrize("goes_back_first", [False, True], ids=["at once", "after going back"])
def test_without_a_script_words_changed_on_the_preview_go_out_again_with_the_page_that_failed(
    house: Server, new_page: NewPage, kind: str, goes_back_first: bool
) -> None:
    """In a browser as visitors have it, which asks before it sends a form once more; reloading is the yes."""
    page, (slug, button) = new_page(house.base, javascript=False, stopping=False), PREVIEWS[kind]
    seen, changed = f"previewed, {time.monotonic()}", f"changed after that, {time.monotonic()}"
    page.goto(f"/articles/{slug}" if slug else f"{house.reader().comments('ask-for-tuesday', f'first of {seen}')}/edit")
    page.get_by_label("Comment", exact=True).fill(seen)
    page.get_by_role("button", name="Preview").click()
    told = page.locator("noscript p")
    expect(told).to_contain_text("Should sending fail, reload the page that says so")
    expect(told).to_be_visible()
    page.get_by_label("Comment", exact=True).fill(changed)
    page.context.set_offline(True)
    page.get_by_role("button", name=button).click(no_wait_after=True)
    fails(page)
    page.context.set_offline(False)
    if goes_back_first:
        is_asked(page, page.go_back)
        page.reload()
        expect(page.get_by_label("Comment", exact=True)).to_have_value(seen)
        is_asked(page, page.go_forward)
    page.reload()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.locator(".comment-body")).to_have_text(changed)


def is_asked(page: Page, goes: Callable[[], object]) -> None:
    """Go to the answer of a form that was not kept: the browser's own page asks whether to send the form once more."""
    with pytest.raises(Error, match="CACHE_MISS"):
        goes()
    page.wait_for_timeout(500)  # that page is still taking its place


def test_a_double_click(house: Server, ada: Someone) -> None:
    before = kept(house)
    ada.page.get_by_role("button", name="Post comment").dblclick(no_wait_after=True)
    expect(ada.page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert kept(house) == before + 1


def test_the_same_form_with_other_words(house: Server, ada: Someone) -> None:
    page, first, second = ada.page, f"first, {time.monotonic()}", f"second, {time.monotonic()}"
    page.get_by_label("Comment", exact=True).fill(first)
    fields = {one: page.locator(f"[name={one}]").input_value() for one in ("csrf_token", "form_key")}
    elsewhere = page.context.request.post("/articles/ask-for-tuesday/comments", form={**fields, "body": first, "name": "Ada"})
    assert elsewhere.ok
    page.get_by_label("Comment", exact=True).fill(second)
    presses_post(page)
    expect(page.get_by_role("alert")).to_contain_text("already sent an earlier version")
    still_has(page, second)
    expect(page.get_by_role("button", name="Send this too")).to_be_visible()
    page.get_by_role("button", name="Replace the earlier one").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.locator(".comment-body").first).to_have_text(second)


def test_too_much_to_be_read_is_answered_all_the_same(house: Server) -> None:
    reader = house.reader("Ada")
    form = reader.previews("ask-for-tuesday", WORDS).page.form("/comments")
    answer = reader.asks(form.action, {**form.fields, "body": "x" * 20_000_000})
    assert answer.status == 413
    assert "Nothing of it was kept" in answer.page.text


# --- a disk that is full ---------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB; needs the right to mount one."""
    place = tmp_path / "server-0" / "instance"
    place.mkdir(parents=True)
    mounted = subprocess.run(
        [program("mount"), "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        not_here("the right to mount a file system")
    yield place
    subprocess.run([program("umount"), "-l", str(place)], check=True)


def test_a_full_disk(small_disk: Path, start_server: StartServer, somebody: Somebody) -> None:
    server = start_server()
    ada: Someone = somebody(server)
    ada.reads()
    ada.previews(WORDS, "Ada")
    ballast = small_disk / "ballast"
    fills(ballast)
    presses_post(ada.page)
    expect(ada.page.get_by_role("alert")).to_contain_text("could not be kept", timeout=20_000)
    still_has(ada.page)
    assert "Write a comment" in server.reader().asks("/articles/ask-for-tuesday").text
    ballast.unlink()
    ada.posts()
    assert kept(server) == 1


def fills(ballast: Path) -> None:
    """Take every byte that is left."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
