"""What else a reader does, to its end, in a real browser with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from app.comments import version_of_consent
from tests.journeys.conftest import Somebody
from tests.journeys.walking import Someone
from tests.support.content import SITE, ordinary
from tests.support.people import ModeratorAtWork
from tests.support.server import Server

SLUG, HARD = "a-quiet-hour", "a-hard-night"
CONSENT = "I have read the house rules and agree that my words are public."
NOT_NOW = f"{datetime.now(UTC) + timedelta(days=3):%a} 9-17"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site that asks for consent, has house rules, does not read today, and shows five comments on a page."""
    home = tmp_path_factory.mktemp("acts")
    content = ordinary(home / "content")
    more = f'guidelines = "rules"\nconsent = "{CONSENT}"\nread_when = "{NOT_NOW}"\nper_page = 5'
    content.site(text=SITE.format(language="en", timezone="UTC").replace("[comments]", f"[comments]\n{more}"))
    content.page("rules", title="House rules", body="## No advice {#advice}\n\nTell your own.\n")
    content.article(HARD, title="A hard night", sensitive=True)
    content.article("many")
    running = Server(home, CONTENT_DIR=content.path)
    yield running.start()
    running.kill9()


@pytest.fixture(scope="module")
def nora(house: Server) -> ModeratorAtWork:
    """Signed in there, once for all of them."""
    return house.moderator()


@pytest.fixture
def ada(house: Server, somebody: Somebody) -> Someone:
    """Somebody in front of a browser."""
    return somebody(house)


def posts(someone: Someone, words: str, slug: str = SLUG) -> str:
    """Comment all the way, agreeing to what the site asks for; the address of the receipt."""
    page = someone.reads(slug)
    page.get_by_label("Comment", exact=True).fill(words)
    page.get_by_label(CONSENT).check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("button", name="Post comment")).to_be_visible()
    return someone.posts()


def test_nothing_is_sent_before_its_author_agreed_and_when_somebody_reads_is_said(
    ada: Someone, nora: ModeratorAtWork, javascript: bool
) -> None:
    page, words = ada.reads(SLUG), f"what I agree to, {javascript}"
    expect(page.get_by_text("Nobody is reading right now.")).to_be_visible()
    ada.previews(words, "Ada")
    box = page.get_by_label(CONSENT)
    if box.get_attribute("required") is None:
        page.get_by_role("button", name="Post comment").click()
        expect(page.get_by_role("alert")).to_be_visible()
    else:
        page.get_by_role("button", name="Post comment").click()
        expect(page.get_by_role("heading", name="Thank you")).to_have_count(0)
    expect(page.get_by_label("Comment", exact=True)).to_have_value(words)
    box.check()
    ada.posts()
    expect(page.get_by_text("Nobody is reading right now.")).to_be_visible()
    expect(page.get_by_role("link", name="If you need someone now")).to_be_visible()
    nora.approves(words)


def test_what_may_show_who_somebody_is_is_marked_and_can_be_changed_first(ada: Someone, nora: ModeratorAtWork) -> None:
    page = ada.reads(SLUG)
    ada.previews("Write to me at quinn@example.org or call 0161 496 0000.")
    page.get_by_label(CONSENT).check()
    expect(page.get_by_text("This may show who you are")).to_be_visible()
    assert page.locator("mark").all_inner_texts() == ["quinn@example.org", "0161 496 0000"]
    page.get_by_label("Comment", exact=True).fill("Write to me if you like.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("mark")).to_have_count(0)
    ada.posts()
    nora.approves("Write to me if you like.")


def test_words_that_sound_like_danger_are_sent_and_the_receipt_opens_with_help(
    ada: Someone, nora: ModeratorAtWork, javascript: bool
) -> None:
    posts(ada, f"I want to die and nobody knows, {javascript}")
    page = ada.page
    lines = page.get_by_role("complementary", name="Help now")
    expect(lines.get_by_text("Call or text, day and night")).to_be_visible()
    expect(page.get_by_text(re.compile("It may be days before"))).to_be_visible()
    expect(page.get_by_role("link", name="Exit this page")).to_be_visible()
    assert not re.search("spam|danger|fault", page.get_by_role("main").inner_text(), re.IGNORECASE)
    nora.approves(f"nobody knows, {javascript}")


def test_a_receipt_of_a_sensitive_article_is_remembered_on_request_and_forgotten_with_all_else(
    ada: Someone, nora: ModeratorAtWork, javascript: bool
) -> None:
    page, words = ada.page, f"what nobody here should find, {javascript}"
    receipt = posts(ada, words, HARD)
    ada.reads(HARD)
    assert not ada.sees(words)
    page.goto(receipt)
    page.get_by_role("button", name="Remember it here").click()
    expect(page.get_by_role("button", name="Forget it here")).to_be_visible()
    page.goto(f"/articles/{HARD}")
    expect(page.get_by_text(words)).to_be_visible()
    page.get_by_role("link", name="Forget me on this device").first.click()
    page.get_by_role("button", name="Forget me").click()
    expect(page.get_by_role("heading", name="Forgotten")).to_be_visible()
    assert page.context.cookies() == []
    assert words not in ada.reads(HARD).content()
    nora.approves(words)


def test_a_refusal_leads_to_its_rule_and_an_edit_says_when(ada: Someone, nora: ModeratorAtWork, javascript: bool) -> None:
    page, words = ada.page, f"take more of it, {javascript}"
    receipt = posts(ada, words)
    nora.rejects(words, reason="advice", note="Your care shows.")
    page.goto(receipt)
    expect(page.get_by_text("We cannot publish advice about medicine or dose.")).to_be_visible()
    expect(page.get_by_text("Your care shows.")).to_be_visible()
    page.get_by_role("link", name="Gives medical advice").click()
    expect(page.get_by_role("heading", name="No advice")).to_be_in_viewport()
    better = f"it helped me to talk, {javascript}"
    for said in (better, f"{better}, twice"):
        page.goto(f"{receipt}/edit")
        page.get_by_label("Comment", exact=True).fill(said)
        page.get_by_role("button", name="Save changes").click()
        expect(page.locator(".comment-body").last).to_have_text(said)
        nora.approves(said)
    ada.page.goto(f"/comments/{_number(page, receipt)}")
    comment = ada.comment(f"{better}, twice")
    expect(comment.locator("header")).to_contain_text("edited")
    expect(comment.locator("header time")).to_have_count(2)


def _number(page: Page, receipt: str) -> str:
    """The number of a receipt's public comment."""
    page.goto(receipt)
    address = page.get_by_role("link", name="See it where it stands").get_attribute("href") or ""
    return address.rsplit("-", 1)[-1] if "#" in address else address.rsplit("/", 1)[-1]


def test_a_report_is_sent_and_read_and_the_comment_is_gone(
    ada: Someone, somebody: Somebody, house: Server, nora: ModeratorAtWork, javascript: bool
) -> None:
    words = f"an unkind word, {javascript}"
    posts(ada, words)
    number = nora.approves(words)
    page = somebody(house).page
    page.goto(f"/comments/{number}")
    page.locator(f"#comment-{number}").get_by_role("link", name="Report the comment").click()
    page.get_by_label("Which of the house rules?").select_option(label="Unkind to someone")
    page.get_by_label("In a few words").fill("It is about my sister.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    page.get_by_role("link", name="Back to the conversation").click()
    expect(page.locator(f"#comment-{number}")).to_be_in_viewport()
    assert "It is about my sister." in nora.finds(number).text
    nora.rejects(number)
    answer = page.goto(f"/comments/{number}")
    assert answer is not None
    assert answer.status == 404


def test_pages_of_a_conversation_and_the_newest_first(ada: Someone, house: Server, nora: ModeratorAtWork) -> None:
    page = ada.page
    if "The 1st" not in ada.reads("many").content():
        reader = house.reader("Ben")
        for place in ("1st", "2nd", "3rd", "4th", "5th", "6th"):
            form = reader.previews("many", f"The {place}.").page.form("/articles/many/comments")
            assert reader.submits(form, "Post comment", consent=version_of_consent(CONSENT)).status == 303
            nora.approves(f"The {place}.")
    ada.reads("many")
    bodies = page.locator("article.comment .comment-body")
    expect(bodies).to_have_text([f"The {place}." for place in ("1st", "2nd", "3rd", "4th", "5th")])
    page.get_by_role("link", name="Later comments").click()
    expect(bodies).to_have_text(["The 6th."])
    page.get_by_role("link", name="Earlier comments").click()
    expect(bodies).to_have_count(5)
    page.get_by_role("link", name="Newest first").click()
    expect(bodies.first).to_have_text("The 6th.")
    expect(page.get_by_role("heading", name="6 comments")).to_be_in_viewport()
    page.get_by_role("link", name="Oldest first").click()
    expect(bodies.first).to_have_text("The 1st.")
