"""A pause at ten in the evening, as a reader meets it who is just writing: the words wait in the browser until it is over."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.walking import ARTICLE
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer

BEGUN = "I had begun to write about the night shift."


def test_what_a_reader_has_begun_outlasts_a_pause(start_server: StartServer, new_page: NewPage) -> None:
    server = start_server()
    nora, page = server.moderator(), new_page(server.base)
    page.goto(f"/articles/{ARTICLE}")
    page.get_by_label("Comment", exact=True).press_sequentially(BEGUN)
    page.wait_for_timeout(1500)  # drafts are kept a moment after the last key
    pausing = next(form for form in nora.reads("/moderation/switches").forms if form.has_button("Pause the site"))
    assert nora.submits(pausing, "Pause the site", sentence="We read on in the morning.").status == 303

    page.reload()
    expect(page.get_by_text("We read on in the morning.")).to_be_visible()
    expect(page.get_by_label("Comment", exact=True)).to_have_count(0)

    opening = next(form for form in nora.reads("/moderation/switches").forms if form.has_button("Open again"))
    assert nora.submits(opening, "Open again").status == 303
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value(BEGUN)
