"""Mail in a real browser: an address in the form, a yes, a word that the comment was read, and an end to it."""

from __future__ import annotations

from email.message import EmailMessage

from playwright.sync_api import expect

from tests.journeys.conftest import Somebody
from tests.journeys.walking import ARTICLE
from tests.support.fixtures.servers import StartServer
from tests.support.mail import MailServer, paths_in
from tests.support.waiting import until


def test_an_author_hears_that_a_comment_was_read_and_ends_it(
    start_server: StartServer, somebody: Somebody, mail_server: MailServer, javascript: bool
) -> None:
    server = start_server(MAIL_URL=mail_server.url)
    ada, owner = somebody(server), somebody(server)
    ada.reads()
    ada.page.get_by_label("Comment", exact=True).fill("to be answered by mail")
    ada.page.get_by_label("Email").fill("ada@example.org")
    ada.page.get_by_role("button", name="Preview").click()
    expect(ada.page.get_by_label("Email")).to_have_value("ada@example.org")
    receipt = ada.posts()

    def letters() -> list[EmailMessage]:
        return [mail for mail in mail_server.mails if mail["To"] == "ada@example.org"]  # moderators are written to as well

    until(lambda: len(letters()) == 1, seconds=60, log=server.log_tail)
    owner.page.goto(paths_in(letters()[0])[0])
    owner.page.get_by_role("button", name="Yes, write to me").click()
    expect(owner.page.get_by_role("heading", level=1)).to_have_text("We shall write to you")
    assert owner.page.context.cookies() == []
    ada.page.goto(receipt)
    ada.page.get_by_role("link", name="Hear by e-mail").click()
    expect(ada.page.get_by_text("Mails are on")).to_be_visible()

    number = server.moderator().approves("to be answered by mail")
    until(lambda: len(letters()) == 2, seconds=60, log=server.log_tail)
    links = paths_in(letters()[1])
    owner.page.goto(f"/comments/{number}")
    assert f"/comments/{number}" in links
    expect(owner.page).to_have_url(f"{server.base}/articles/{ARTICLE}#comment-{number}")
    owner.page.goto(next(link for link in links if link.endswith("/stop")))
    owner.page.get_by_role("button", name="End these mails").click()
    expect(owner.page.get_by_role("heading", level=1)).to_have_text("No more mails")
    ada.page.reload()
    expect(ada.page.get_by_role("button", name="Write to me")).to_be_visible()
