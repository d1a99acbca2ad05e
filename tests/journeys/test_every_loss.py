"""Each way of losing what was typed, provoked in a real browser with and without scripts: the words stay and can be sent.

The same are provoked without a browser in tests/web/test_nothing_is_lost.py; what ends a server, in test_nothing_is_lost.py here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Somebody
from tests.journeys.walking import Someone
from tests.support.content import ContentFolder, ordinary
from tests.support.people import ModeratorAtWork
from tests.support.server import A_KEY_BREAKS, THE_KEY_IS_MENDED, Server, change_database
from tests.support.waiting import until

pytestmark = pytest.mark.xdist_group("every loss")  # one server, whose articles and database are changed

SLUG = "a-quiet-hour"
WORDS = "an hour of careful words\n\nand *another* paragraph"
MANY = 17_000_000
"""Bytes: more than is taken from anybody."""


@dataclass
class Here:
    """Where it happens: a server with content of its own, and a page on which a comment waits to be posted."""

    server: Server
    content: ContentFolder
    nora: ModeratorAtWork
    page: Page
    parent: int


@dataclass(frozen=True)
class Loss:
    """What happens between the form and the post, what is answered then, and what is set right before the words are sent."""

    status: int
    says: str
    happens: Callable[[Here], None]
    mends: Callable[[Here], None] = lambda _: None
    typed: str | None = None


def _loses_cookie(here: Here) -> None:
    here.page.context.clear_cookies()


def _spoils_cookie(here: Here) -> None:
    held = [{"name": one["name"], "value": f"{one['value']}x", "url": here.server.base} for one in here.page.context.cookies()]
    assert held
    here.page.context.add_cookies(held)  # type: ignore[arg-type]


def _types(words: str) -> Callable[[Here], None]:
    return lambda here: here.page.get_by_label("Comment", exact=True).fill(words)


def _sends_much(here: Here) -> None:
    """In a field that nobody sees: a browser takes minutes to set megabytes of text in lines."""
    _changes("parent", "9" * MANY)(here)


def _sends_little(here: Here) -> None:
    _changes("parent", str(here.parent))(here)


def _changes(field: str, value: str) -> Callable[[Here], None]:
    def change(here: Here) -> None:
        for one in here.page.locator(f"input[name={field}]").all():
            one.evaluate("(found, value) => { found.value = value }", value)

    return change


def _posts_too_fast(here: Here) -> None:
    _restarts(here, "1/hour")
    before = here.page.context.request
    form = {name: here.page.locator(f"[name={name}]").first.input_value() for name in ("csrf_token", "form_key")}
    assert before.post(f"/articles/{SLUG}/comments", form={**form, "form_key": "0" * 32, "body": "the one that is allowed"}).ok


def _restarts(here: Here, limit: str = "off") -> None:
    here.server.kill9()
    here.server.environment["RATE_LIMIT"] = limit
    here.server.start()


def _breaks_a_key(here: Here) -> None:
    change_database(here.server, A_KEY_BREAKS)
    _restarts(here)


def _mends_it(here: Here) -> None:
    change_database(here.server, THE_KEY_IS_MENDED)
    _restarts(here)


def _closes(here: Here) -> None:
    here.content.article(SLUG, title="A quiet hour", comments="closed")
    until(lambda: "Write a comment" not in here.server.reader().asks(f"/articles/{SLUG}").text, seconds=20)


def _opens(here: Here) -> None:
    here.content.article(SLUG, title="A quiet hour")
    until(lambda: "Write a comment" in here.server.reader().asks(f"/articles/{SLUG}").text, seconds=20)


def _takes_parent_down(here: Here) -> None:
    page = here.nora.reads(f"/moderation/comments/{here.parent}")
    here.nora.submits(page.form(f"/moderation/comments/{here.parent}/decisions"), "Reject")


def _database(statement: str) -> Callable[[Here], None]:
    return lambda here: change_database(here.server, statement)


LOSSES = {
    "there is no session any more": Loss(400, "Nothing is lost", _loses_cookie),
    "the session is not ours": Loss(400, "Nothing is lost", _spoils_cookie),
    "the token is another one": Loss(400, "Nothing is lost", _changes("csrf_token", "x")),
    "the key of the form is gone": Loss(422, "once more", _changes("form_key", "")),
    "it is too long": Loss(422, "too long", _types(WORDS + " and more" * 1000), typed=WORDS + " and more" * 1000),
    "it is too much to be taken": Loss(413, "at most 4 MB of text", _sends_much, _sends_little),
    "it is too fast": Loss(429, "again", _posts_too_fast, _restarts),
    "the article was closed": Loss(409, "no more comments", _closes, _opens),
    "the parent was taken down": Loss(422, "not here any more", _takes_parent_down),
    "a mistake of ours": Loss(500, "our fault", _breaks_a_key, _mends_it),
    "the database is broken": Loss(
        503, "Nothing is lost", _database("ALTER TABLE comments RENAME TO away"), _database("ALTER TABLE away RENAME TO comments")
    ),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this file's own, on content of its own."""
    home = tmp_path_factory.mktemp("losses")
    content = ordinary(home / "content")
    running = Server(home, CONTENT_DIR=content.path, SECRET_KEY="a key that stays")
    yield running.start()
    running.kill9()


@pytest.fixture(scope="module")
def nora(house: Server) -> ModeratorAtWork:
    """Signed in there, once for all of them."""
    return house.moderator()


@pytest.fixture
def here(house: Server, nora: ModeratorAtWork, somebody: Somebody, javascript: bool) -> Here:
    """Somebody has written an answer and seen how it will look."""
    house.reader("Ben").comments(SLUG, "what is answered")
    parent = nora.approves("what is answered")
    ada: Someone = somebody(house)
    ada.page.goto(f"/articles/{SLUG}/reply/{parent}")
    if javascript:
        ada.page.get_by_label("Comment", exact=True).focus()
        expect(ada.page.locator("form.write [role=status]").first).to_be_attached()
    ada.previews(WORDS, "Ada")
    return Here(house, ContentFolder(house.home / "content"), nora, ada.page, parent)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_words_stay_and_can_be_sent(loss: str, here: Here, javascript: bool) -> None:
    way, page = LOSSES[loss], here.page
    typed = page.get_by_label("Comment", exact=True)
    way.happens(here)
    try:
        with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            page.get_by_role("button", name="Post comment").click(no_wait_after=True)
        assert answer.value.status == way.status
        expect(page.get_by_role("main")).to_contain_text(way.says)
        if answer.value.status == 413 and not javascript:
            page.go_back()
        expect(typed).to_have_value(way.typed or WORDS)
        expect(page.get_by_label("Name").first).to_have_value("Ada")
    finally:
        way.mends(here)
    typed.fill(WORDS)
    post = page.get_by_role("button", name="Post comment")
    if not post.is_visible():
        page.get_by_role("button", name="Preview").click()
    post.click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.locator(".comment-body").first).to_contain_text("another paragraph")
