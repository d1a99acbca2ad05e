"""On the article page a moderator sees what waits in its place and decides there; for readers nothing is different."""

from __future__ import annotations

from flask import Flask

from tests.support.content import ContentFolder
from tests.support.fixtures.house import Clock
from tests.support.pages import Page
from tests.support.people import DECIDES, ModeratorAtWork, Reader


def _cards(page: Page) -> list[int]:
    forms = [DECIDES.search(form.action) for form in page.forms]
    return [int(found[1]) for found in forms if found]


def test_what_waits_stands_under_what_it_answers_for_moderators_only(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    path = f"/articles/{open_article}"
    ada.comments(open_article, "said first")
    parent = nora.approves("said first")
    clock.forward(seconds=11)
    seen = ben.asks(path)
    ben.comments(open_article, "an answer that waits", parent=parent)
    ada.comments(open_article, "a comment that waits")
    again = Reader(type(ben.door)(ben.door._app)).asks(path)  # type: ignore[attr-defined]
    assert (again.text, again.headers["ETag"]) == (seen.text, seen.headers["ETag"])
    page = nora.asks(path)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.text.index("said first") < page.text.index("an answer that waits")
    assert len(_cards(page.page)) == 2


def test_a_decision_made_there_leads_back_there_and_can_be_undone_there(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    path = f"/articles/{open_article}"
    ada.comments(open_article, "a comment that waits")
    form = next(form for form in nora.reads(path).forms if form.has_button("Approve"))
    assert nora.submits(form, "Approve").location == path
    page = nora.reads(path)
    assert _cards(page) == []
    undo = next(form for form in page.forms if form.action.endswith("/undo"))
    assert nora.submits(undo, "Undo").location == path
    assert len(_cards(nora.reads(path))) == 1


def test_where_the_form_is_closed_and_nothing_is_public_a_moderator_sees_what_waits(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, content: ContentFolder, app: Flask, open_article: str
) -> None:
    ada.comments(open_article, "a comment that waits")
    content.article(open_article, title="A quiet hour", comments="closed")
    with app.app_context():
        app.extensions["understory.library"].refresh()
    assert 'id="comments"' not in ben.asks(f"/articles/{open_article}").text
    page = nora.reads(f"/articles/{open_article}")
    assert len(_cards(page)) == 1
    assert page.link("Close comments here")


def test_a_page_to_return_to_is_one_of_ours(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, "a comment that waits")
    form = nora.queue()[0].form("Approve")
    assert nora.submits(form, "Approve", revision=form.fields["revision"]).location == "/moderation"
    for elsewhere in ("https://example.org/", "//example.org/articles/", "/articles//example.org", "/articles/\\example.org"):
        answer = nora.asks(form.action, {**form.fields, "verdict": "approved", "back": elsewhere})
        assert answer.location == "/moderation"
