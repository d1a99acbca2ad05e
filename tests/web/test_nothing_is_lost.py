"""Nothing typed is lost: whatever keeps a comment from being kept, the answer holds the words in a form that works.

Each way of losing is provoked, not imagined; what only a browser or a machine can do stands in tests/journeys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import text

from app import comments
from app.db import db as database
from tests.support.content import ContentFolder
from tests.support.doors import Answer
from tests.support.fixtures.cast import OpenDoor
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader

WORDS = "an hour of careful words\n\n> with a line of somebody else's"
PLACES = {"on a page of its own": {}, "in place": {"In_Place": "1"}}


def words(place: str) -> str:
    """What is written there: the same words by the same author would be the same comment."""
    return f"{WORDS}\n\n{place}"


@dataclass
class Loss:
    """One way of losing: what it does between the form and the post, and what is answered then."""

    status: int
    says: str
    happens: Callable[..., None] = lambda **_: None
    changes: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    mends: Callable[..., None] = lambda **_: None


def _another_session(ada: Reader, **_: object) -> None:
    ada.door.forget()


def _article_closes(content: ContentFolder, slug: str, **_: object) -> None:
    content.article(slug, title="A quiet hour", comments="closed")


def _article_opens(content: ContentFolder, slug: str, **_: object) -> None:
    content.article(slug, title="A quiet hour")


def _parent_goes(nora: ModeratorAtWork, app: Flask, parent: int, **_: object) -> None:
    with app.app_context():
        database.session.get_one(comments.Comment, parent).public_from = None
        database.session.commit()


LOSSES = {
    "the session has ended": Loss(400, "Nothing is lost", _another_session),
    "the token is another one": Loss(400, "Nothing is lost", changes={"csrf_token": "x"}),
    "the form comes from elsewhere": Loss(403, "another site", headers={"Origin": "https://elsewhere.example"}),
    "it is too long": Loss(422, "too long", changes={"body": WORDS + " and more" * 1000}),
    "it holds what is no text": Loss(422, "control character", changes={"body": WORDS + "\x07"}),
    "it is too deep to be shown": Loss(422, "too many", changes={"body": WORDS + "\n" + "> " * 60 + "deep"}),
    "the article was closed": Loss(409, "no more comments", _article_closes, mends=_article_opens),
    "the parent was taken down": Loss(422, "not here any more", _parent_goes),
    "the key of the form is gone": Loss(422, "once more", changes={"form_key": ""}),
}


@pytest.fixture
def again(app: Flask) -> Callable[[], None]:
    """Let the library look at its files once more."""
    return lambda: app.extensions["understory.library"].refresh()


@pytest.mark.settings(UNDO_SECONDS=0)
@pytest.mark.parametrize("loss", LOSSES)
def test_the_words_come_back_and_can_be_sent(
    loss: str, ada: Reader, nora: ModeratorAtWork, app: Flask, content: ContentFolder, open_article: str,
    again: Callable[[], None],
) -> None:  # fmt: skip
    way = LOSSES[loss]
    ada.comments(open_article, "what is answered")
    parent = nora.approves("what is answered")
    here = {"ada": ada, "nora": nora, "app": app, "content": content, "slug": open_article, "parent": parent}
    forms = {place: ada.previews(open_article, words(place), parent=parent).page.form("/comments") for place in PLACES}
    way.happens(**here)
    again()
    answers = {
        place: ada.asks(form.action, form.fields | way.changes, **PLACES[place], **way.headers) for place, form in forms.items()
    }
    for answer in answers.values():
        assert answer.status == way.status
        assert way.says in answer.page.text
    own, page = "on a page of its own", answers["on a page of its own"]
    assert page.page.form("/comments/preview").fields["body"] == way.changes.get("body", words(own))
    assert page.page.form("/comments/preview").fields["name"] == "Ada"
    way.mends(**here)
    again()
    for place, answer in answers.items():
        assert _sends(ada, answer, page.path, place).status in (201, 303)
    assert len(nora.queue()) == len(PLACES)


def _sends(ada: Reader, answer: Answer, action: str, place: str) -> Answer:
    """Press the button of the page that came back, or what stands in its place under the words that never left the page."""
    return ada.asks(action, _hidden(answer) | {"body": words(place), "name": "Ada"}, **PLACES[place])


def _hidden(answer: Answer) -> dict[str, str]:
    """The hidden fields of a page."""
    hidden = (one for one in answer.page.root.iter("input") if one.get("type") == "hidden")
    return {one.get("name") or "": one.get("value") or "" for one in hidden}


def test_a_mistake_of_ours_keeps_the_words(
    ada: Reader, open_article: str, monkeypatch: pytest.MonkeyPatch, nora: ModeratorAtWork
) -> None:
    for place, headers in PLACES.items():
        form = ada.previews(open_article, words(place)).page.form("/comments")
        with monkeypatch.context() as broken:
            broken.setattr(comments, "submit", lambda *asked, **more: 1 / 0)
            answer = ada.asks(form.action, form.fields, **headers)
        assert answer.status == 500
        assert "our fault" in answer.page.text
        assert _sends(ada, answer, form.action, place).status in (201, 303)
    assert len(nora.queue()) == len(PLACES)


def test_so_does_one_in_what_the_page_with_the_words_needs_itself(
    ada: Reader, open_article: str, monkeypatch: pytest.MonkeyPatch, nora: ModeratorAtWork
) -> None:
    for place, headers in PLACES.items():
        form = ada.previews(open_article, words(place)).page.form("/comments")
        with monkeypatch.context() as broken:
            broken.setattr(comments.Commenter, "face_under", lambda *asked: 1 / 0)
            answer = ada.asks(form.action, form.fields, **headers)
        assert answer.status == 500
        assert answer.page.form("/comments/preview").fields["body"] == words(place)
        assert "our fault" in answer.page.text
        again = ada.submits(answer.page.form("/comments/preview"), "Preview").page.form("/comments")
        assert ada.submits(again, "Post comment").status == 303
    assert len(nora.queue()) == len(PLACES)


@pytest.mark.parametrize("sensitive", [True, False])
def test_the_plainest_page_with_words_can_be_left_at_once_where_their_article_is_sensitive(
    ada: Reader, app: Flask, content: ContentFolder, monkeypatch: pytest.MonkeyPatch, sensitive: bool
) -> None:
    content.article("a-hard-night", sensitive=sensitive)
    app.extensions["understory.library"].refresh()
    form = ada.previews("a-hard-night", WORDS).page.form("/comments")
    monkeypatch.setattr(comments.Commenter, "face_under", lambda *asked: 1 / 0)
    page = ada.submits(form, "Post comment").page
    assert page.form("/comments/preview").fields["body"] == WORDS
    assert ("Exit this page" in [name for name, _ in page.links()]) == sensitive


@pytest.mark.settings(RATE_LIMIT="1/10 minutes")
def test_too_fast_keeps_the_words_and_says_when(ada: Reader, open_article: str) -> None:
    ada.comments(open_article, "the one that is allowed")
    form = ada.previews(open_article, WORDS).page.form("/comments")
    page, in_place = (ada.asks(form.action, form.fields, **headers) for headers in PLACES.values())
    assert page.status == in_place.status == 429
    assert page.page.form("/comments").fields["body"] == WORDS
    assert "Please send this again" in in_place.page.text or "please send this again" in in_place.page.text


def test_words_for_an_article_that_is_gone_can_be_copied(
    ada: Reader, app: Flask, content: ContentFolder, open_article: str
) -> None:
    form = ada.previews(open_article, WORDS, email="ada@example.org").page.form("/comments")
    content.remove(f"articles/{open_article}.md")
    app.extensions["understory.library"].refresh()
    answer = ada.submits(form, "Post comment")
    assert answer.status == 404
    assert answer.page.form("/comments/preview").fields["body"] == WORDS
    assert answer.page.form("/comments/preview").fields["email"] == "ada@example.org"
    assert "only if what they were for comes back" in answer.page.text
    assert "as soon as we do" not in answer.page.text


def test_where_comments_closed_meanwhile_it_is_said_once_where_the_words_are(
    ada: Reader, app: Flask, content: ContentFolder, open_article: str
) -> None:
    form = ada.previews(open_article, WORDS).page.form("/comments")
    content.article(open_article, comments="closed")
    app.extensions["understory.library"].refresh()
    answer = ada.submits(form, "Post comment")
    assert answer.status == 409
    assert "takes no more comments" in answer.page.text
    assert answer.page.text.count("Your words are below") == 1


@pytest.mark.parametrize("letter", ["x", "é", "語"], ids=["one byte", "two bytes", "three bytes"])
def test_four_megabytes_of_text_come_back(ada: Reader, open_article: str, letter: str) -> None:
    form = ada.previews(open_article, WORDS).page.form("/comments")
    body = letter * (4_000_000 // len(letter.encode()))
    answer = ada.submits(form, "Post comment", body=body)
    assert answer.status == 422
    holds = body in answer.text  # by itself: pytest would take hours to show where two such texts differ
    assert holds


def test_more_than_that_is_refused_with_a_page_that_says_so(ada: Reader, open_article: str) -> None:
    form = ada.previews(open_article, WORDS).page.form("/comments")
    fields = form.fields | {"body": "x" * 17_000_000}
    page, in_place = (ada.asks(form.action, fields, **headers) for headers in PLACES.values())
    assert page.status == in_place.status == 413
    assert "still has your words where you wrote them" in in_place.page.text
    assert "Nothing of it was kept" in page.page.text  # nor by a browser, where it was typed on a page that showed a preview


@pytest.mark.parametrize("of", ["comments", "comments/preview"])
def test_a_reload_that_sends_no_words_leads_back_to_them(ada: Reader, open_article: str, of: str) -> None:
    """WebKit's, where the form never arrived."""
    answer = ada.asks(f"/articles/{open_article}/{of}")
    assert answer.status == 405
    assert "POST" in answer.headers["Allow"]
    assert "go back: what you wrote is still in it" in answer.text


def test_words_come_back_where_the_database_is_broken(ada: Reader, app: Flask, open_article: str) -> None:
    receipt = ada.comments(open_article, "words to be changed")
    edit = ada.reads(ada.opens(receipt).link("Edit")).form("/edit")
    form = ada.previews(open_article, WORDS).page.form("/comments")
    notices = ada.reads(f"{receipt}/notices").form("/notices")
    _says_to_the_database(app, "ALTER TABLE comments RENAME TO elsewhere")
    address = ada.submits(notices, "Write to me", Email="ada@example.org")
    answer, changed = ada.submits(form, "Post comment"), ada.submits(edit, "Save changes", Comment="other words")
    _says_to_the_database(app, "ALTER TABLE elsewhere RENAME TO comments")
    assert {answer.status, changed.status} <= {500, 503}
    assert answer.page.form("/comments").fields["body"] == WORDS
    assert ada.submits(answer.page.form("/comments"), "Post comment").status == 303
    assert changed.page.form("/edit").fields["body"] == "other words"
    assert ada.submits(changed.page.form("/edit"), "Try again").status == 303
    assert address.page.form("/notices").fields["email"] == "ada@example.org"
    assert ada.submits(address.page.form("/notices"), "Try again").status == 303


def _says_to_the_database(app: Flask, statement: str) -> None:
    with app.app_context():
        database.session.execute(text(statement))
        database.session.commit()


# --- a browser that keeps no cookie ----------------------------------------------------------------------------------


class KeepsNone(Reader):
    """Somebody whose browser keeps no cookie."""

    def asks(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        """Each time as if it were the first."""
        self.door.forget()
        return super().asks(path, fields, **headers)


@pytest.fixture
def cy(open_door: OpenDoor) -> KeepsNone:
    """Somebody whose browser keeps no cookie."""
    return KeepsNone(open_door(), "Cy")


@pytest.mark.parametrize("place", PLACES)
def test_without_a_cookie_a_comment_can_be_sent_once_its_author_was_told(
    cy: KeepsNone, nora: ModeratorAtWork, open_article: str, place: str
) -> None:
    form = cy.previews(open_article, WORDS).page.form("/comments")
    told = cy.asks(form.action, form.fields, **PLACES[place])
    assert told.status == 400
    assert "did not send back the one cookie" in told.page.text
    unusable = cy.asks(form.action, _hidden(told) | {"body": "", "name": "Cy"}, **PLACES[place])
    assert unusable.status == 422
    sent = cy.asks(form.action, _hidden(unusable) | {"body": WORDS, "name": "Cy"}, **PLACES[place])
    assert sent.status in (201, 303)
    assert "waits for a person" in cy.opens(str(sent.headers["Location"])).text
    assert len(nora.queue()) == 1


def test_who_was_told_may_look_at_it_once_more_before_sending_it(cy: KeepsNone, open_article: str) -> None:
    told = cy.posts(open_article, WORDS)
    shown = cy.submits(told.page.form("/comments"), "Preview")
    assert cy.submits(shown.page.form("/comments"), "Post comment").status == 303


def test_without_a_cookie_and_without_a_word_about_where_it_is_from_the_author_is_told_what_to_do(
    cy: KeepsNone, open_article: str
) -> None:
    told = cy.posts(open_article, WORDS)
    form = told.page.form("/comments")
    answer = cy.asks(form.action, form.fields, Origin="")
    assert answer.status == 400
    assert "allow cookies for this site" in answer.page.text
    assert answer.page.form("/comments").fields["body"] == WORDS
    assert cy.asks(form.action, form.fields, Origin="", Sec_Fetch_Site="same-origin").status == 303


def test_whoever_has_a_cookie_needs_the_token_that_goes_with_it(ada: Reader, cy: KeepsNone, open_article: str) -> None:
    fields = _hidden(cy.posts(open_article, WORDS)) | {"body": WORDS}
    ada.previews(open_article, "words of her own")
    assert ada.asks(f"/articles/{open_article}/comments", fields).status == 400


@pytest.mark.settings(UNDO_SECONDS=0)
def test_without_a_cookie_a_report_can_be_sent_once_its_reader_was_told(
    ada: Reader, cy: KeepsNone, nora: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "an unkind word")
    number = nora.approves("an unkind word")
    told = cy.submits(cy.reads(f"/comments/{number}/report").form("/report"), "Send", body="about my sister")
    assert told.status == 400
    assert told.page.form("/report").fields["body"] == "about my sister"
    assert cy.submits(told.page.form("/report"), "Send").status == 303
    assert "about my sister" in nora.reads("/moderation").text


# --- an answer to what is not there any more -------------------------------------------------------------------------


@pytest.mark.settings(UNDO_SECONDS=0)
@pytest.mark.parametrize("place", PLACES)
def test_an_answer_becomes_a_comment_of_its_own_only_once_its_author_was_told(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str, place: str
) -> None:
    receipt = ada.comments(open_article, "what is answered")
    parent = nora.approves("what is answered")
    form = ben.reads(f"/articles/{open_article}/reply/{parent}").form("/comments/preview")
    ada.withdraws(receipt)
    fields = form.fields | {"body": "No, you should never do that.", "name": "Ben"}
    worse = ben.asks(form.action, fields | {"body": "x" * 5000}, **PLACES[place])
    assert worse.status == 422
    assert "too long" in worse.page.text
    told = ben.asks(form.action, fields | _hidden(worse), **PLACES[place])
    assert told.status == 422
    assert "as a comment of their own" in told.page.text
    assert _hidden(told)["parent"] == ""
    assert ben.asks(form.action, fields | _hidden(told), **PLACES[place]).status == 200


def test_who_comes_to_answer_what_cannot_be_answered_is_told_why(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, app: Flask, content: ContentFolder, open_article: str
) -> None:
    ada.comments(open_article, "to be answered")
    number = nora.approves("to be answered")
    clock.forward(seconds=11)
    gone = ada.asks(f"/articles/{open_article}/reply/{number + 1}")
    assert gone.status == 404
    assert "write a comment of your own instead" in gone.text
    assert gone.page.form("/comments/preview").fields["parent"] == ""
    content.article(open_article, comments="closed")
    app.extensions["understory.library"].refresh()
    for parent in (number, number + 1):
        closed = ada.asks(f"/articles/{open_article}/reply/{parent}")
        assert closed.status == 409
        assert "Comments are closed here." in closed.text
        assert "not here any more" not in closed.text
        assert not closed.page.forms
    content.article(open_article, comments="off")
    app.extensions["understory.library"].refresh()
    assert ada.asks(f"/articles/{open_article}/reply/{number}").status == 404


def test_a_number_of_no_comment_is_told_as_well(ada: Reader, open_article: str) -> None:
    for parent in ("x", "0", "999", "9" * 30):
        answer = ada.asks(f"/articles/{open_article}/comments/preview", {"body": WORDS, "parent": parent})
        assert answer.status == 422, parent
        assert answer.page.form("/comments/preview").fields["body"] == WORDS
