"""Writing with a script: the form grows, shows the comment as it will look, keeps a draft, counts, quotes and sends in place."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.walking import Someone
from tests.support.content import SITE, ContentFolder
from tests.support.doors import HttpDoor
from tests.support.fixtures.browsers import NewPage
from tests.support.people import Visitor
from tests.support.server import Server
from tests.support.slow_road import SlowRoad
from tests.support.waiting import free_port, until

pytestmark = pytest.mark.xdist_group("writing")  # what is prepared for these is prepared once

MOST_SCRIPT = 6000
"""Bytes, compressed: everything that the page of an article may fetch in the way of scripts."""

OLD = 8 * 24 * 3600 * 1000
"""Milliseconds."""


AGE = """(age) => {
  const key = Object.keys(localStorage).find((one) => one.startsWith('draft '));
  localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), at: Date.now() - age });
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site with an ordinary article that has a public comment, and a sensitive one; the way out leads to a page of its own."""
    home, port = tmp_path_factory.mktemp("writing"), free_port()
    folder = ContentFolder(home / "content")
    folder.site(text=f'exit_url = "http://127.0.0.1:{port}/weather"\n' + SITE.format(language="en", timezone="UTC"))
    folder.page("weather", body="It may rain.")
    folder.article("plain")
    folder.article("quoted")
    folder.article("hard", sensitive=True, body="\n\n".join(f"## Part {n}\n\nWords." for n in range(5)))
    running = Server(home, CONTENT_DIR=folder.path, PORT=port)
    running.start()
    running.reader("Ben").comments("quoted", "Three nights in a row.\n\nAnd then the *fourth*, quieter than the others.")
    running.moderator().approves("Three nights")
    yield running
    running.kill9()


@pytest.fixture
def ada(new_page: NewPage, house: Server) -> Someone:
    """Somebody who came to the ordinary article."""
    someone = Someone(new_page(house.base))
    someone.reads("plain")
    return someone


def kept(page: Page, store: str = "localStorage") -> str:
    """The drafts that a store of the browser holds, as text."""
    return str(page.evaluate(f"JSON.stringify(Object.entries({store}).filter(([key]) => key.startsWith('draft ')))"))


def writes(page: Page, words: str, *, seen: bool = True) -> None:
    """Type into the form, and wait until it is kept; `seen`: and shown."""
    page.get_by_label("Comment", exact=True).press_sequentially(words)
    expect(page.get_by_text("Your words are kept in this")).to_be_visible()
    if seen:
        expect(page.locator(".proof .comment-body")).to_contain_text(words.split("*")[0].split("\n")[0])


def test_the_form_starts_small_and_stays_open_once_somebody_begins(ada: Someone) -> None:
    page = ada.page
    expect(page.get_by_label("Name")).to_be_hidden()
    expect(page.get_by_role("button", name="Preview")).to_be_hidden()
    small = page.get_by_label("Comment", exact=True).bounding_box()
    page.get_by_label("Comment", exact=True).focus()
    expect(page.get_by_label("Name")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_label("Name")).to_be_visible()
    page.get_by_label("Comment", exact=True).fill("line\n" * 12)
    grown = page.get_by_label("Comment", exact=True).bounding_box()
    assert small
    assert grown
    assert grown["height"] > 2 * small["height"]
    page.get_by_text("Formatting").click()
    expect(page.get_by_text("words of somebody else")).to_be_visible()


def test_the_preview_comes_by_itself_and_is_the_servers(
    ada: Someone, axe: Callable[[Page], None], nu: Callable[[Mapping[str, str]], None]
) -> None:
    page = ada.page
    page.get_by_label("Comment", exact=True).focus()
    assert page.context.cookies() == []
    writes(page, "so *quiet* here")
    expect(page.locator(".proof em")).to_have_text("quiet")
    expect(page.get_by_label("Comment", exact=True)).to_be_focused()
    assert len(page.context.cookies()) == 1
    axe(page)
    page.get_by_label("Name").fill("Ada")
    expect(page.locator(".proof .who")).to_contain_text("Ada")
    page.context.set_offline(True)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("alert")).to_contain_text("did not reach us")
    axe(page)
    nu({"in place": page.content()})


def test_a_note_shows_itself_above_the_words_as_soon_as_it_is_chosen(ada: Someone) -> None:
    page = ada.page
    writes(page, "about somebody who died")
    page.get_by_text("Add a note for readers, or a pause").click()
    page.get_by_label("Note for readers").select_option("loss")
    expect(page.locator(".proof summary")).to_have_text("Mentions a loss")
    expect(page.locator(".proof .comment-body")).to_be_visible()


def test_a_draft_comes_back_until_it_is_posted(ada: Someone) -> None:
    page = ada.page
    writes(page, "begun on monday")
    page.goto("/")
    ada.reads("plain")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("begun on monday")
    expect(page.get_by_text("Here is what you had begun.")).to_be_visible()
    ada.reads("quoted")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")
    ada.reads("plain")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("begun on monday")
    page.get_by_role("button", name="Preview").click()
    ada.posts()
    assert kept(page) == "[]"
    page.go_back()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")


def test_a_draft_keeps_what_was_chosen_beside_the_words(ada: Someone) -> None:
    page = ada.page
    page.get_by_label("Comment", exact=True).focus()
    page.get_by_text("Add a note for readers, or a pause").click()
    page.get_by_label("Note for readers").select_option("loss")
    page.get_by_label("Hold it for an hour").check()
    writes(page, "about somebody who died", seen=False)
    page.goto("/")
    ada.reads("plain")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("about somebody who died")
    expect(page.get_by_label("Note for readers")).to_be_visible()
    expect(page.get_by_label("Note for readers")).to_have_value("loss")
    expect(page.get_by_label("Hold it for an hour")).to_be_checked()


COMES_INTO_VIEW = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))"
"""Every tab of the test's browser is always in view."""


def test_a_tab_that_was_left_open_takes_nothing_from_what_is_written_in_another(ada: Someone) -> None:
    page = ada.page
    writes(page, "begun")
    other = page.context.new_page()
    other.goto("/articles/plain")
    field = other.get_by_label("Comment", exact=True)
    expect(field).to_have_value("begun")
    field.fill("begun, and much more since")
    until(lambda: "much more since" in kept(other), seconds=10)
    page.evaluate(COMES_INTO_VIEW)
    page.goto("/")
    ada.reads("plain")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("begun, and much more since")


def test_what_is_posted_in_one_tab_ends_no_draft_of_another(ada: Someone) -> None:
    page = ada.page
    writes(page, "for one tab")
    other = page.context.new_page()
    other.goto("/articles/plain")
    other.get_by_label("Comment", exact=True).fill("for the other")
    until(lambda: "for the other" in kept(other), seconds=10)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert "for the other" in kept(other)


def test_a_draft_stays_with_the_article_whatever_its_address(ada: Someone, house: Server) -> None:
    page, folder = ada.page, ContentFolder(house.home / "content")
    folder.article("here-first", id="01JFMOVES")
    until(lambda: HttpDoor(house.base).ask("/articles/here-first").status == 200, seconds=15)
    ada.reads("here-first")
    page.evaluate("localStorage['draft here-first'] = JSON.stringify({ body: 'begun before', name: '', at: Date.now() })")
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("begun before")
    expect(page.get_by_text("Your words are kept in this")).to_be_visible()
    folder.article("here-first", id="01JFMOVES", slug="then-there")
    until(lambda: HttpDoor(house.base).ask("/articles/then-there").status == 200, seconds=15)
    ada.reads("then-there")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("begun before")
    page.get_by_role("button", name="Preview").click()
    ada.posts()
    assert kept(page) == "[]"


@pytest.mark.once
def test_a_draft_ends_after_a_week(ada: Someone) -> None:
    page = ada.page
    writes(page, "begun long ago", seen=False)
    expect(page.get_by_text("until you post them; after a week")).to_be_visible()
    page.goto("/")
    page.evaluate(AGE, OLD)
    ada.reads("quoted")
    expect(page.get_by_role("heading", name="Write a comment")).to_be_visible()
    until(lambda: kept(page) == "[]", seconds=15)


@pytest.mark.once
def test_on_a_sensitive_article_a_draft_lives_in_its_tab_alone(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base)
    page.goto("/articles/hard")
    writes(page, "only here")
    assert kept(page) == "[]"
    assert "only here" in kept(page, "sessionStorage")
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("only here")
    other = page.context.new_page()
    other.goto("/articles/hard")
    other.get_by_label("Comment", exact=True).focus()
    expect(other.get_by_label("Name")).to_be_visible()
    expect(other.get_by_label("Comment", exact=True)).to_have_value("")


def test_what_was_begun_is_there_where_comments_were_closed_meanwhile(
    new_page: NewPage, house: Server, axe: Callable[[Page], None]
) -> None:
    page, folder = new_page(house.base), ContentFolder(house.home / "content")
    folder.article("closing")
    until(lambda: HttpDoor(house.base).ask("/articles/closing").status == 200, seconds=15)
    page.goto("/articles/closing")
    writes(page, "half of what there is to say")
    folder.article("closing", comments="closed")
    until(lambda: 'class="write' not in HttpDoor(house.base).ask("/articles/closing").text, seconds=15)
    for path in ("/articles/closing", "/articles/closing/reply/1"):
        page.goto(path)
        expect(page.get_by_role("heading", name="What you had begun")).to_be_visible()
        expect(page.get_by_role("textbox", name="What you had begun")).to_have_value("half of what there is to say")
        axe(page)
    assert "half of what" in kept(page), "comments may be opened again"
    page.goto("/articles/quoted")
    expect(page.get_by_role("heading", name="What you had begun")).to_have_count(0)


def test_an_answer_that_was_begun_can_be_sent_when_what_it_answers_is_gone(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base)
    receipt = house.reader().comments("plain", "soon taken back")
    number = house.moderator().approves("soon taken back")
    page.goto(f"/articles/plain/reply/{number}")
    writes(page, "an answer to it")
    house.reader().withdraws(receipt)
    page.goto(f"/articles/plain/reply/{number}")
    expect(page.get_by_text("The comment you wanted to answer is not here any more.")).to_be_visible()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("an answer to it")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert kept(page) == "[]"


def test_the_characters_left_are_told_near_the_end_only(ada: Someone) -> None:
    page = ada.page
    page.get_by_label("Comment", exact=True).fill("x" * 3500)
    expect(page.locator(".proof .comment-body")).to_be_visible()
    expect(page.get_by_text("Characters left:")).to_have_count(0)
    page.get_by_label("Comment", exact=True).fill("😊" * 3990)
    expect(page.get_by_text("Characters left: 10")).to_have_role("status")
    page.get_by_label("Comment", exact=True).fill("x" * 4012)
    expect(page.get_by_text("Characters too many: 12")).to_be_visible()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("alert")).to_contain_text("12 characters too long")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("x" * 4012)


def test_the_keys_alone_show_it_and_then_post_it(ada: Someone) -> None:
    page = ada.page
    page.get_by_label("Comment", exact=True).focus()
    expect(page.locator(".write [role=status]")).to_have_count(2)
    page.get_by_label("Comment", exact=True).fill("without a button")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Post comment")).to_be_visible()
    expect(page.get_by_role("group", name="How it will look")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


SELECT = """(words) => {
  const walk = document.createTreeWalker(document.querySelector('.comment .comment-body'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf(words);
    if (at >= 0) getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + words.length);
  }
}"""


@pytest.mark.parametrize("by", ["the mouse", "the keyboard"])
def test_selected_words_are_quoted_in_an_answer(new_page: NewPage, house: Server, by: str) -> None:
    page = new_page(house.base)
    page.goto("/articles/quoted")
    if by == "the mouse":
        page.evaluate(SELECT, "Three nights in a row.")
    else:
        page.locator(".comment-body p").first.dblclick(position={"x": 12, "y": 12})
        page.keyboard.press("Shift+End")
    quote = page.get_by_role("button", name="Quote in an answer")
    expect(quote).to_be_visible()
    if by == "the mouse":
        quote.click()
    else:
        page.keyboard.press("Tab")
        expect(quote).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Reply to Ben", level=1)).to_be_visible()
    field = page.get_by_label("Comment", exact=True)
    expect(field).to_have_value("> Three nights in a row.\n\n")
    expect(field).to_be_focused()
    page.keyboard.type("It was four for us.")
    page.evaluate(SELECT, "quieter than")
    page.get_by_role("button", name="Quote in an answer").click()
    expect(field).to_have_value("> Three nights in a row.\n\nIt was four for us.\n\n> quieter than\n\n")


def test_a_selection_that_ends_behind_the_comment_quotes_what_is_in_it(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base)
    page.goto("/articles/quoted")
    last = page.locator(".comment .comment-body p").last
    for select in (lambda: last.click(click_count=3), lambda: page.evaluate(PAST_ITS_END)):
        page.get_by_role("heading", level=1).click()
        select()
        page.get_by_role("button", name="Quote in an answer").click()
        expect(page.get_by_role("heading", name="Reply to Ben", level=1)).to_be_visible()
        expect(page.get_by_label("Comment", exact=True)).to_have_value("> And then the fourth, quieter than the others.\n\n")
        page.get_by_label("Comment", exact=True).fill("")
        page.go_back()


PAST_ITS_END = """() => {
  const [last] = [...document.querySelectorAll('.comment .comment-body p')].slice(-1);
  getSelection().setBaseAndExtent(last.firstChild, 0, document.querySelector('.write h2').firstChild, 3);
}"""


def test_the_button_goes_when_nothing_is_selected_any_more(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base)
    page.goto("/articles/quoted")
    page.evaluate(SELECT, "Three nights")
    expect(page.get_by_role("button", name="Quote in an answer")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_role("button", name="Quote in an answer")).to_have_count(0)


def test_without_the_part_that_is_fetched_later_the_form_still_posts(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base)
    page.route("**/static/form.js*", lambda route: route.abort())
    page.goto("/articles/plain")
    page.get_by_label("Comment", exact=True).fill("on the long way")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="How it will look", level=1)).to_be_visible()
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_everything_an_article_fetches_in_scripts_is_small(house: Server) -> None:
    pages = [Visitor(HttpDoor(house.base)).asks(f"/articles/{slug}").text for slug in ("hard", "quoted")]
    scripts = set(re.findall(r'"(/static/[\w.]+\.js\?v=\w+)"', "".join(pages)))
    assert {"exit", "form", "quote", "reading", "writing"} <= {one.split("/")[-1].split(".")[0] for one in scripts}
    weights = {one: len(gzip.compress(Visitor(HttpDoor(house.base)).asks(one).body, 6)) for one in scripts}
    assert sum(weights.values()) <= MOST_SCRIPT, weights


# --- words that are changed ------------------------------------------------------------------------------------------


def changes(page: Page, house: Server, words: str, *, slug: str = "plain") -> str:
    """Go to where a comment with these words is changed; the address of its receipt."""
    receipt = house.reader().comments(slug, words)
    page.goto(f"{receipt}/edit")
    page.get_by_label("Comment", exact=True).focus()
    expect(page.locator(".write [role=status]")).to_have_count(2)
    return receipt


def test_a_draft_of_changed_words_comes_back_until_they_are_saved(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base)
    receipt = changes(page, house, "what stands")
    page.get_by_label("Comment", exact=True).press_sequentially("anew, ")
    expect(page.get_by_text("kept in this browser until you save them")).to_be_visible()
    expect(page.locator(".proof .comment-body")).to_have_text("anew, what stands")
    assert receipt.removeprefix("/receipts/") not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    page.goto(f"{receipt}/edit")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("anew, what stands")
    expect(page.get_by_text("Here is what you had begun.")).to_be_visible()
    page.get_by_label("Comment", exact=True).fill("x" * 3990)
    expect(page.get_by_text("Characters left: 10")).to_have_role("status")
    page.get_by_label("Comment", exact=True).fill("changed by the keys alone")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("group", name="How it will look")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.locator(".comment-body")).to_have_text("changed by the keys alone")
    assert kept(page) == "[]"
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("changed by the keys alone")


def test_a_draft_of_changed_words_ends_after_a_week(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base)
    receipt = changes(page, house, "what stands for a week")
    page.get_by_label("Comment", exact=True).fill("begun long ago")
    expect(page.get_by_text("kept in this browser until you save them")).to_be_visible()
    page.goto("/")
    page.evaluate(AGE, OLD)
    page.goto(f"{receipt}/edit")
    until(lambda: kept(page) == "[]", seconds=15)
    expect(page.get_by_label("Comment", exact=True)).to_have_value("what stands for a week")


def test_under_a_sensitive_article_changed_words_are_kept_in_the_tab_alone(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base)
    changes(page, house, "what stands and is hard", slug="hard")
    page.get_by_label("Comment", exact=True).fill("only here")
    expect(page.get_by_text("kept in this tab, until you save them")).to_be_visible()
    assert kept(page) == "[]"
    assert "only here" in kept(page, "sessionStorage")
    other = page.context.new_page()
    other.goto("/forget")
    other.get_by_role("button", name="Forget me").click()
    expect(other.get_by_text("So is every draft")).to_be_visible()
    expect(page.get_by_text("kept in this tab")).to_have_count(0)
    assert kept(page, "sessionStorage") == "[]"


# --- on a slow network, with a first session ------------------------------------------------------------------------


@pytest.fixture
def road(house: Server) -> Iterator[SlowRoad]:
    """The way to the house, on which an answer may be kept back."""
    with SlowRoad(house).open() as open_road:
        yield open_road


def waits(page: Page, happened: Callable[[], bool]) -> None:
    """Let the browser go on until this happened."""
    until(lambda: page.wait_for_timeout(50) or happened(), seconds=15)


def test_a_preview_that_is_still_under_way_begins_no_second_session(new_page: NewPage, road: SlowRoad) -> None:
    page = new_page(road.base)
    page.goto("/articles/plain")
    road.keep_back("/preview")
    page.get_by_label("Comment", exact=True).fill("pressed before it was shown")
    waits(page, road.kept_back.is_set)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("button", name="Post comment")).to_be_visible()
    road.let_go()
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_of_two_previews_by_themselves_the_newest_is_waited_for(new_page: NewPage, road: SlowRoad) -> None:
    page = new_page(road.base)
    page.goto("/articles/plain")
    road.keep_back("/preview")
    page.get_by_label("Comment", exact=True).fill("a beginning")
    waits(page, road.kept_back.is_set)
    page.get_by_label("Comment", exact=True).fill("a beginning and an end")
    expect(page.locator(".proof .comment-body")).to_have_text("a beginning and an end")
    road.let_go()
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_a_form_that_was_sent_before_its_script_came_is_not_asked_about_again(new_page: NewPage, road: SlowRoad) -> None:
    page = new_page(road.base)
    asked: list[Route] = []
    page.route("**/static/form.js*", lambda route: asked.append(route))
    page.goto("/articles/plain")
    road.keep_back("/preview")
    page.get_by_label("Comment", exact=True).fill("sent at once")
    waits(page, lambda: bool(asked))
    page.get_by_role("button", name="Preview").click(no_wait_after=True)
    waits(page, road.kept_back.is_set)
    with page.expect_response("**/static/form.js*"):
        asked[0].continue_()
    page.wait_for_timeout(1500)
    assert [path for path in road.posted if path.endswith("/preview")] == ["/articles/plain/comments/preview"]
    road.let_go()
    expect(page.get_by_role("heading", name="How it will look", level=1)).to_be_visible()
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


# --- forgotten -------------------------------------------------------------------------------------------------------


@pytest.mark.once
def test_a_device_forgets_drafts_and_cookie_in_every_tab(ada: Someone, axe: Callable[[Page], None]) -> None:
    page = ada.page
    writes(page, "not for anybody else")
    other = page.context.new_page()
    other.goto("/forget")
    axe(other)
    other.get_by_role("button", name="Forget me").click()
    expect(other.get_by_text("So is every draft")).to_be_visible()
    axe(other)
    expect(page.get_by_text("Your words are kept in this")).to_have_count(0)
    page.get_by_label("Comment", exact=True).press_sequentially(" more", delay=50)
    page.wait_for_timeout(500)
    assert (kept(page), kept(page, "sessionStorage")) == ("[]", "[]")
    other.reload()
    assert page.context.cookies() == []


@pytest.mark.once
def test_a_browser_that_listens_drops_the_drafts_by_itself(ada: Someone) -> None:
    page = ada.page
    writes(page, "not for anybody else")
    page.route("**/static/*.js*", lambda route: route.abort())
    page.goto("/forget")
    page.get_by_role("button", name="Forget me").click()
    expect(page.get_by_text("without JavaScript this page cannot look")).to_be_visible()
    assert kept(page) == "[]"
    assert page.context.cookies() == []


@pytest.mark.once
def test_leaving_a_sensitive_page_takes_everything_along(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base)
    page.goto("/articles/plain")
    writes(page, "on another page")
    page.goto("/articles/hard")
    writes(page, "only here")
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/weather")
    assert (kept(page), kept(page, "sessionStorage")) == ("[]", "[]")
    expect(page.get_by_text("It may rain.")).to_be_visible()
    page.evaluate("fetch('/healthz').then(() => true)")
    assert page.context.cookies() == []
