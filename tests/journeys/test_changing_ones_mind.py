"""Somebody changes their mind: holds a comment, lets it go, sees it in its place, takes their name off, takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Somebody
from tests.journeys.walking import ARTICLE, Someone
from tests.support.people import ModeratorAtWork, Reader
from tests.support.server import Server

PENDING = "main .comment:not(article)"
"""A comment that only its author sees is no public one."""


@pytest.mark.once
def test_a_comment_from_a_pause_to_its_withdrawal(
    server: Server, somebody: Somebody, nora: ModeratorAtWork, javascript: bool
) -> None:
    ada, ben = somebody(server), somebody(server)
    words = f"what I am not sure of, {javascript}"
    page = ada.reads()
    page.get_by_label("Comment", exact=True).fill(words)
    page.get_by_label("Name").first.fill("Adalbertine")
    page.get_by_text("Add a note for readers, or a pause").first.click()
    page.get_by_label("Note for readers").select_option(label="Mentions a loss")
    page.get_by_label("Hold it for an hour").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("button", name="Post comment")).to_be_visible()
    expect(page.get_by_label("Hold it for an hour")).to_be_checked()
    receipt = ada.posts()
    expect(page.get_by_text("and held until")).to_be_visible()
    assert words not in nora.asks("/moderation").text

    _sees_it_alone(ada, ben, words)
    page.get_by_role("link", name="Your receipt").click()
    expect(page).to_have_url(receipt)
    page.get_by_role("button", name="Let it be read now").click()
    expect(page.get_by_text("waits for a person to read it")).to_be_visible()
    nora.approves(words)

    ben.reads()
    expect(ben.comment(words).locator(".comment-body")).to_be_hidden()
    ben.comment(words).get_by_text("Mentions a loss").click()
    expect(ben.comment(words).locator(".comment-body")).to_be_visible()
    expect(ben.comment(words).get_by_role("heading", name="Adalbertine")).to_be_visible()

    page.goto(receipt)
    page.get_by_role("link", name="Make anonymous").click()
    page.get_by_role("button", name="Make anonymous").click()
    expect(page.get_by_text("it is public")).to_be_visible()
    assert "Adalbertine" not in page.content() + ben.reads().content()

    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("took this comment back")).to_be_visible()
    expect(page.get_by_text("were gone on").or_(page.get_by_text("go within a minute"))).to_be_visible()
    ben.reads()
    assert not ben.sees(words)


def _sees_it_alone(author: Someone, other: Someone, words: str) -> None:
    """The author finds the comment in its place and marked; nobody else finds anything."""
    page = author.reads()
    waiting = page.locator(PENDING).filter(has_text=words)
    expect(waiting).to_be_visible()
    expect(waiting.get_by_text("only you see this")).to_be_visible()
    assert words not in other.reads().content()
    # Somebody else on another device, with a session of their own.
    other.previews("looked at, not sent", "Ben")
    page = other.reads(ARTICLE)
    assert words not in page.content()


def test_a_receipts_address_can_be_read_to_the_letter(server: Server, somebody: Somebody, ada: Reader) -> None:
    page = somebody(server).page
    page.goto(ada.comments(ARTICLE, "whose address is copied by hand"))
    address = page.locator(".secret a")
    expect(address).to_have_text(page.url)
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        address.hover()
        expect(address).to_have_css("text-decoration-line", "none")  # a line below would take an underscore for its own


def test_changed_words_are_seen_before_they_are_saved(
    server: Server, somebody: Somebody, ada: Reader, javascript: bool, axe: Callable[[Page], None]
) -> None:
    page = somebody(server).page
    receipt = ada.comments(ARTICLE, "what is changed afterwards")
    page.goto(receipt)
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Comment", exact=True).fill("Please *call* me on 0161 496 0000.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="How it will look")).to_be_visible()
    expect(page.locator("mark")).to_have_text("0161 496 0000")
    expect(page.locator(".comment-body em")).to_have_text("call")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Please *call* me on 0161 496 0000.")
    if javascript:
        axe(page)
    page.get_by_label("Comment", exact=True).fill("I want to die, and nobody knows.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("You can send it as it is.")).to_be_visible()
    expect(page.get_by_role("note").get_by_role("link", name="988")).to_be_visible()
    page.get_by_label("Comment", exact=True).fill("Please write to me instead.")
    page.get_by_role("button", name="Save changes").click()
    expect(page).to_have_url(page.url.split("/receipts/")[0] + receipt)
    expect(page.locator(".comment-body")).to_have_text("Please write to me instead.")
