"""Read, and comment: from the article to the receipt, and to the article again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Somebody
from tests.journeys.walking import Someone, can_be_followed
from tests.support.fixtures.browsers import NewPage
from tests.support.people import ModeratorAtWork
from tests.support.server import Server


def test_somebody_reads_from_the_home_page_to_the_end_of_an_article(server: Server, somebody: Somebody) -> None:
    reader: Someone = somebody(server)
    page = reader.page
    page.goto("/")
    first = page.locator("main h2 a").first
    title = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("main").get_by_text("min read").first).to_be_visible()
    assert page.context.cookies() == []
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Archive").click()
    page.get_by_role("link", name="Ask for Tuesday").click()
    expect(page.get_by_role("heading", name="Write a comment")).to_be_visible()
    assert page.context.cookies() == []


@pytest.mark.once
def test_a_comment_is_seen_by_its_author_then_by_a_moderator_then_by_everyone(
    server: Server, somebody: Somebody, nora: ModeratorAtWork, javascript: bool
) -> None:
    ada, ben = somebody(server), somebody(server)
    words = f"the *whole* way through, {javascript}"
    shown = words.replace("*", "")
    ada.reads()
    assert ada.page.context.cookies() == []
    ada.previews(words, "Ada")
    expect(ada.page.locator("main .comment-body em").first).to_have_text("whole")
    assert nora.asks("/moderation").text.count(shown) == 0, "a preview was kept"
    receipt = ada.posts()
    expect(ada.page.get_by_text("waits for a person to read it")).to_be_visible()
    expect(ada.page.get_by_role("link", name="Edit")).to_be_visible()
    expect(ada.page.get_by_role("link", name="Withdraw")).to_be_visible()

    ben.reads()
    assert not ben.sees(shown)
    nora.approves(shown)
    ben.reads()
    expect(ben.comment(shown).locator(".comment-body em")).to_have_text("whole")
    expect(ben.comment(shown).get_by_role("heading", name="Ada")).to_be_visible()
    ada.page.goto(receipt)
    expect(ada.page.get_by_text("it is public")).to_be_visible()
    ada.page.get_by_role("link", name="See it where it stands").click()
    expect(ada.comment(shown)).to_be_in_viewport()


def test_a_reply_stands_under_what_it_answers(
    server: Server, somebody: Somebody, nora: ModeratorAtWork, javascript: bool
) -> None:
    ada, ben = somebody(server), somebody(server)
    ada.comments(f"a question, {javascript}", name="Ada")
    nora.approves(f"a question, {javascript}")
    page = ben.reads()
    ben.comment(f"a question, {javascript}").get_by_role("link", name="Reply to Ada").click()
    ben.previews(f"an answer, {javascript}", "Ben")
    expect(page.get_by_text("in reply to")).to_be_visible()
    ben.posts()
    nora.approves(f"an answer, {javascript}")
    ben.reads()
    above, below = ben.comment(f"a question, {javascript}"), ben.comment(f"an answer, {javascript}")
    expect(below).to_have_class("comment indent-1")
    upper, lower = above.bounding_box(), below.bounding_box()
    assert upper
    assert lower
    assert (upper["y"], upper["x"]) < (lower["y"], lower["x"])


def test_what_cannot_be_sent_stays_in_the_form_until_it_can(server: Server, somebody: Somebody, nora: ModeratorAtWork) -> None:
    ada = somebody(server)
    page = ada.reads()
    ada.previews("x" * 100)
    page.get_by_label("Comment", exact=True).fill("far too many words " * 250)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("alert")).to_contain_text("too long")
    assert page.get_by_label("Comment", exact=True).input_value() == "far too many words " * 250
    page.get_by_label("Comment", exact=True).fill("few words")
    ada.posts()
    nora.rejects("few words")


@pytest.mark.once
def test_an_author_edits_and_takes_back(server: Server, somebody: Somebody, nora: ModeratorAtWork, javascript: bool) -> None:
    ada = somebody(server)
    page = ada.page
    receipt = ada.comments(f"the first version, {javascript}")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Comment", exact=True).fill(f"the second version, {javascript}")
    page.get_by_role("button", name="Save changes").click()
    expect(page).to_have_url(receipt)
    expect(page.locator(".comment-body").first).to_have_text(f"the second version, {javascript}")
    assert nora.finds(f"the second version, {javascript}")
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("You took this comment back")).to_be_visible()
    assert f"the second version, {javascript}" not in nora.asks("/moderation").text


def test_the_keyboard_alone_is_enough_to_comment(
    server: Server, somebody: Somebody, nora: ModeratorAtWork, javascript: bool
) -> None:
    ada = somebody(server)
    page = ada.reads()
    skip = ada.tabs()
    assert skip.name == "Skip to the text"
    assert skip.is_visible, skip
    page.keyboard.press("Enter")
    passed = ada.tabs_to("Comment")
    assert passed[0].top >= page.locator("main").evaluate("(one) => one.getBoundingClientRect().top + scrollY"), passed[0]
    page.keyboard.type(f"without a mouse, {javascript}")
    passed += ada.tabs_to("Name")
    passed += ada.tabs_to("Preview")
    can_be_followed(passed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Post comment")).to_be_visible()
    can_be_followed(ada.tabs_to("Post comment"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    nora.approves(f"without a mouse, {javascript}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_paper_is_dark_where_the_visitor_wants_it_dark(server: Server, new_page: NewPage, scheme: str) -> None:
    page = new_page(server.base, color_scheme=scheme)
    page.goto("/")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)")
    assert (sum(paper) > 600) == (scheme == "light")
