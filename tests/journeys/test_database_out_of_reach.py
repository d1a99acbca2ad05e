"""The database does not answer while somebody posts: the words come back in a form that works a moment later."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Somebody
from tests.support.fixtures.servers import StartServer
from tests.support.server import Server, locked

WORDS = "an hour of careful words\n\nand *another* paragraph"


@pytest.mark.once
def test_the_words_come_back_and_can_be_sent_when_it_answers_again(start_server: StartServer, somebody: Somebody) -> None:
    server = start_server(RATE_LIMIT="5/10 minutes")
    ada = somebody(server)
    page = ada.reads()
    ada.previews(WORDS, "Ada")
    with locked(server), page.expect_response(lambda answer: answer.request.method == "POST", timeout=30_000) as answer:
        page.get_by_role("button", name="Post comment").click()
    assert answer.value.status == 503
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(page.get_by_label("Comment", exact=True)).to_have_value(WORDS)
    expect(page.get_by_label("Name")).to_have_value("Ada")
    ada.posts()
    assert len(server.moderator().queue()) == 1
    assert "Traceback" not in server.log_tail()


@pytest.mark.parametrize(
    ("act", "button", "said", "done"),
    [
        ("withdraw", "Withdraw", "was not taken back yet", "You took this comment back"),
        ("anonymise", "Make anonymous", "name was not taken off yet", "waits for a person"),
    ],
)
def test_what_was_not_taken_back_is_not_said_to_be_lost_and_the_button_is_there_again(
    server: Server, somebody: Somebody, act: str, button: str, said: str, done: str
) -> None:
    page = somebody(server).page
    receipt = server.reader().comments("ask-for-tuesday", "better not", name="Adalbertine")
    page.goto(f"{receipt}/{act}")
    with locked(server), page.expect_response(lambda answer: answer.request.method == "POST", timeout=30_000) as answer:
        page.get_by_role("button", name=button).click()
    assert answer.value.status == 503
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_role("link", name="Back to the receipt")).to_have_attribute("href", receipt)
    assert "kept" not in page.locator("main").inner_text()
    page.get_by_role("button", name=button).click()
    expect(page.locator(".standfirst")).to_contain_text(done)
    expect(page.get_by_text("Adalbertine")).to_have_count(0)


@pytest.mark.once
def test_an_address_for_notices_is_still_in_its_form(server: Server) -> None:
    ada = server.reader()
    receipt = ada.comments("ask-for-tuesday", "about which somebody wants to hear")
    with locked(server):
        answer = ada.submits(ada.reads(f"{receipt}/notices").form("/notices"), "Write to me", Email="ada@example.org")
    assert answer.status == 503
    assert answer.page.form("/notices").fields["email"] == "ada@example.org"
    assert ada.submits(answer.page.form("/notices"), "Write to me").status == 303


def test_readers_notice_nothing(start_server: StartServer) -> None:
    server = start_server()
    with locked(server):
        page = server.reader().reads("/articles/ask-for-tuesday")
    assert "Write a comment" in page.headings
