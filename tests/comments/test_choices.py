"""What an author may add to the words: a pause, a note for readers, and agreement to what the site asks."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.comments import Comment, Consent
from tests.support.content import SITE, ContentFolder
from tests.support.fixtures.house import Clock
from tests.support.pages import Page, words
from tests.support.people import ModeratorAtWork, Reader


def test_a_pause_keeps_a_comment_from_moderators_for_an_hour(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = _posts(ada, open_article, "held words", hold="1").location
    page = ada.opens(receipt)
    assert "held" in page.text
    clock.forward(minutes=59)
    assert nora.queue() == []
    assert "held words" not in nora.reads("/moderation/comments").text
    assert nora.asks("/moderation/comments/1").status == 404
    clock.forward(minutes=2)
    assert nora.finds("held words")


def test_a_pause_ends_when_its_author_says_so(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    receipt = _posts(ada, open_article, "held words", hold="1").location
    form = ada.opens(receipt).form("/release")
    assert ada.submits(form).status == 303
    assert nora.finds("held words")
    assert ada.submits(form).status == 303


def test_the_hour_of_a_pause_does_not_count_as_waiting(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    _posts(ada, open_article, "held words", hold="1")
    clock.forward(minutes=30)
    ben.comments(open_article, "later words")
    clock.forward(minutes=40)
    assert ["later words" in one.text for one in nora.queue()] == [True, False]


@pytest.fixture
def content(content: ContentFolder, request: pytest.FixtureRequest) -> ContentFolder:
    """A site that asks for a sentence where the test names one."""
    if hasattr(request, "param"):
        _asks(content, request.param)
    return content


def _asks(content: ContentFolder, sentence: str) -> None:
    text = SITE.format(language="en", timezone="UTC")
    content.site(text=text.replace("[comments]", f'[comments]\nconsent = "{sentence}"'))


@pytest.mark.parametrize("content", ["I am old enough to write here."], indirect=True)
def test_without_the_tick_the_words_come_back_with_a_clear_word(
    ada: Reader, nora: ModeratorAtWork, db: SQLAlchemy, open_article: str
) -> None:
    answer = ada.posts(open_article, "words without a tick")
    assert answer.status == 422
    assert "agree to the sentence below" in answer.page.text
    form = answer.page.form(f"/articles/{open_article}/comments")
    assert form.fields["body"] == "words without a tick"
    assert "consent" not in form.fields
    assert nora.queue() == []
    assert ada.submits(form, "Post comment", consent=_box(answer.text)).status == 303
    kept = db.session.scalars(select(Comment)).one()
    assert db.session.get_one(Consent, kept.consent).text == "I am old enough to write here."


@pytest.mark.parametrize("content", ["The first sentence."], indirect=True)
def test_a_tick_under_another_wording_is_asked_for_again(ada: Reader, content: ContentFolder, app, open_article: str) -> None:  # type: ignore[no-untyped-def]
    shown = ada.previews(open_article, "ticked before it changed")
    form, ticked = shown.page.form(f"/articles/{open_article}/comments"), _box(shown.text)
    _asks(content, "The second sentence.")
    app.extensions["understory.library"].refresh()
    answer = ada.submits(form, "Post comment", consent=ticked)
    assert answer.status == 422
    assert "has changed" in answer.page.text
    assert "The second sentence." in answer.page.text


def test_a_note_for_readers_is_kept_and_an_unknown_one_is_not(ada: Reader, db: SQLAlchemy, open_article: str) -> None:
    _posts(ada, open_article, "about it", content_note="self-harm")
    _posts(ada, open_article, "about nothing", content_note="<b>")
    assert db.session.scalars(select(Comment.content_note).order_by(Comment.id)).all() == ["self-harm", None]


def _posts(reader: Reader, slug: str, said: str, **choices: str):  # type: ignore[no-untyped-def]
    form = reader.previews(slug, said).page.form(f"/articles/{slug}/comments")
    return reader.asks(form.action, {**form.fields, **choices})


def _box(html: str) -> str:
    return html.split('name="consent" value="')[1].split('"')[0]


def test_readers_see_the_note_first(ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str) -> None:
    receipt = _posts(ada, open_article, "the words behind it", content_note="loss").location
    nora.approves("words behind it")
    clock.forward(seconds=11)
    page = ben.reads(f"/articles/{open_article}")
    (fold,) = _folds(page)
    assert fold.get("open") is None
    assert fold.findtext("summary") == "Mentions a loss"
    feed = ben.asks(f"/articles/{open_article}/comments.xml").text
    assert "Mentions a loss" in feed
    assert "the words behind it" not in feed
    assert "the words behind it" not in page.html.split("</head>")[0], "search engines get the words without the note"
    form = ada.reads(ada.opens(receipt).link("Edit")).form("/edit")
    ada.asks(form.action, {**form.fields, "content_note": ""})
    assert 'class="noted"' not in ben.asks(f"/articles/{open_article}").text
    assert nora.queue() == []


def test_a_note_holds_on_every_page_that_shows_the_comment(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    _posts(ada, open_article, "hard words", content_note="loss")
    number = nora.approves("hard words")
    clock.forward(seconds=11)
    for path in (f"/articles/{open_article}/reply/{number}", f"/comments/{number}/report"):
        (fold,) = _folds(ben.reads(path))
        assert "Mentions a loss" in words(fold)
        assert "hard words" in words(fold)
        assert fold.get("open") is None


@pytest.mark.parametrize("headers", [{}, {"In_Place": "1"}], ids=["on a page of its own", "in place"])
def test_who_chooses_a_note_sees_it_above_the_words_before_they_are_sent(
    ada: Reader, open_article: str, headers: dict[str, str]
) -> None:
    preview = f"/articles/{open_article}/comments/preview"
    (fold,) = _folds(ada.asks(preview, {"body": "hard words", "content_note": "loss"}, **headers).page)
    assert "Mentions a loss" in words(fold)
    assert fold.get("open") is not None
    for none in ("", "unheard of"):
        assert _folds(ada.asks(preview, {"body": "hard words", "content_note": none}, **headers).page) == []


def _folds(page: Page) -> list[Element]:
    return [one for one in page.root.iter("details") if "noted" in (one.get("class") or "")]
