"""Submitting: nothing is kept twice, nothing unusable is kept, and whoever writes stays who they are under one article."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.comments import Subscription, submission
from tests.support.content import ContentFolder
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader


def test_a_comment_waits_and_nobody_else_sees_it(ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    receipt = ada.comments(open_article, "the words of tuesday")
    assert "waits for a person" in ada.opens(receipt).text
    assert ben.sees(open_article) == {}
    assert "the words of tuesday" in nora.finds("tuesday").text


def test_the_receipt_opens_for_whoever_holds_it_without_a_cookie(ada: Reader, ben: Reader, open_article: str) -> None:
    receipt = ada.comments(open_article, "kept by its address alone")
    answer = ben.asks(receipt)
    assert "kept by its address alone" in answer.page.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert ben.asks("/receipts/" + "A" * 43).status == 404


def test_the_answer_that_leads_to_a_receipt_is_kept_nowhere(ada: Reader, open_article: str) -> None:
    form = ada.previews(open_article, "sent once, then again").page.form(f"/articles/{open_article}/comments")
    answers = [ada.submits(form, "Post comment") for _ in range(2)]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store", "no-store"]


@pytest.mark.parametrize("address", ["http://[your site]", "https://[::1", "[here](http://[x])", "http://\u2100.org"])
def test_an_address_that_leads_nowhere_is_kept_and_decided_like_any_other_word(
    ada: Reader, nora: ModeratorAtWork, open_article: str, address: str
) -> None:
    receipt = ada.comments(open_article, f"what helped me is at {address}")
    assert "what helped me" in ada.opens(receipt).text
    nora.marks_as_spam("what helped me")
    assert nora.queue() == []


def test_the_same_form_sent_twice_makes_one_comment(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    form = ada.previews(open_article, "clicked twice").page.form(f"/articles/{open_article}/comments")
    first, second = ada.submits(form, "Post comment"), ada.submits(form, "Post comment")
    assert first.status == second.status == 303
    assert first.location == second.location
    assert len(nora.queue()) == 1


def test_the_same_form_sent_many_times_in_the_same_moment_makes_one_comment(
    ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    form = ada.previews(open_article, "clicked in a hurry").page.form(f"/articles/{open_article}/comments")
    doors = [ada.door.twin() for _ in range(8)]  # type: ignore[attr-defined]
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda door: door.ask(form.action, form.fields), doors))
    assert {answer.status for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert len(nora.queue()) == 1


def test_a_twin_that_slips_past_the_look_up_is_stopped_by_the_database(
    ada: Reader, nora: ModeratorAtWork, open_article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = ada.previews(open_article, "clicked in a hurry").page.form(f"/articles/{open_article}/comments")
    first = ada.submits(form, "Post comment")
    look_up, blind = submission._sent_before, iter([True])
    monkeypatch.setattr(submission, "_sent_before", lambda *asked: None if next(blind, False) else look_up(*asked))
    second = ada.submits(form, "Post comment")
    assert second.status == 303
    assert second.location == first.location
    assert len(nora.queue()) == 1


def test_the_same_form_with_other_words_loses_neither(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    form = ada.previews(open_article, "the first words").page.form(f"/articles/{open_article}/comments")
    ada.submits(form, "Post comment")
    again = ada.submits(form, "Post comment", body="the second words")
    assert again.status == 409
    assert "the second words" in again.text
    sent = ada.submits(again.page.form(f"/articles/{open_article}/comments"), "Send this too")
    assert sent.status == 303
    assert {"the first words", "the second words"} <= {line for one in nora.queue() for line in _bodies(one.text)}


CHOICES = {
    "the name is off": {"name": ""},
    "another name": {"name": "A."},
    "a note": {"content_note": "loss"},
    "a pause": {"hold": "1"},
    "no address any more": {"email": ""},
    "another address": {"email": "other@example.org"},
}


@pytest.mark.parametrize("choice", CHOICES)
def test_the_same_words_with_another_choice_are_never_answered_as_if_it_were_kept(
    ada: Reader, nora: ModeratorAtWork, db: SQLAlchemy, clock: Clock, open_article: str, choice: str
) -> None:
    changed = CHOICES[choice]
    form = ada.previews(open_article, "sent in a hurry", name="Adalbertine", email="ada@example.org").page.form("/comments")
    receipt = ada.submits(form, "Post comment").location
    fields = form.fields | changed
    again = ada.asks(form.action, fields)
    assert again.status == 409
    assert "Let this replace them" in again.page.text
    assert "Adalbertine" in ada.opens(receipt).text
    shown = again.page.form("/replace")
    assert shown.buttons[0].label == "Replace the earlier one", "what the Enter key does"
    assert {name: shown.fields.get(name, "") for name in changed} == changed
    assert ada.submits(shown, "Replace the earlier one").location == receipt
    page = ada.opens(receipt)
    assert ("Adalbertine" in page.text) == (fields["name"] == "Adalbertine")
    assert "sent in a hurry" in page.text
    assert ("Mentions a loss" in page.text) == ("content_note" in changed)
    assert ("held until" in page.text) == ("hold" in changed)
    assert db.session.scalars(select(Subscription.email)).all() == ([fields["email"]] if fields["email"] else [])
    assert len(nora.queue()) == (0 if "hold" in changed else 1)
    assert ada.asks(form.action, fields).location == receipt, "what stands now is what was sent"


def test_another_name_is_read_like_other_words(
    ada: Reader, nora: ModeratorAtWork, database_bytes: Callable[[], bytes], clock: Clock, open_article: str
) -> None:
    form = ada.previews(open_article, "sent in a hurry", name="Adalbertine").page.form("/comments")
    receipt = ada.submits(form, "Post comment").location
    shown = nora.finds("sent in a hurry").form("Approve")
    again = ada.submits(form, "Post comment", name="A.")
    assert ada.submits(again.page.form("/replace"), "Replace the earlier one").status == 303
    assert nora.submits(shown, "Approve").status == 409, "decided on words under another name"
    assert b"Adalbertine" not in database_bytes()
    nora.approves("sent in a hurry")
    clock.forward(seconds=11)
    public = ada.submits(form, "Post comment", name="Somebody else")
    refused = ada.submits(public.page.form("/replace"), "Replace the earlier one")
    assert refused.status == 422
    assert "keeps its name" in refused.page.text
    assert refused.page.form("/replace").fields["name"] == "Somebody else"
    nameless = ada.submits(refused.page.form("/replace"), "Replace the earlier one", name="")
    assert nameless.location == receipt
    assert "A." not in [one for one in ada.opens(receipt).text.split() if one == "A."]
    assert "sent in a hurry" in " ".join(ada.sees(open_article).values())


def test_a_form_whose_comment_was_taken_back_is_not_said_to_be_safe(ada: Reader, open_article: str) -> None:
    form = ada.previews(open_article, "taken back").page.form("/comments")
    ada.withdraws(ada.submits(form, "Post comment").location)
    again = ada.submits(form, "Post comment", body="written anew")
    assert again.status == 409
    assert "were not sent" in again.page.text
    assert "safe" not in again.page.text
    shown = again.page.form("/comments")
    assert not shown.has_button("Replace")
    assert ada.submits(shown, "Post comment").status == 303


def _bodies(text: str) -> list[str]:
    return [words for words in ("the first words", "the second words") if words in text]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("   \n ", "no words"),
        ("\u200b\u2060 \u3164", "no words"),
        ("with a \x00 in it", "control character"),
        ("a bell \x07 rings", "control character"),
        ("long " * 1000, "too long"),
        ("start of it " + "long " * 40_000, "too long"),
        ("> " * 60 + "deep", ""),
    ],
    ids=["only spaces", "nothing that shows", "a NUL", "a bell", "5,000 characters", "200,000 characters", "sixty quotes deep"],
)
def test_unusable_words_come_back_in_a_form_that_works(ada: Reader, open_article: str, body: str, says: str) -> None:
    form = ada.previews(open_article, "ordinary words").page.form(f"/articles/{open_article}/comments")
    answer = ada.submits(form, "Post comment", body=body)
    assert answer.status == 422
    assert says in answer.page.text
    assert body.strip()[:9] in unescape(answer.text)
    mended = ada.submits(answer.page.form(f"/articles/{open_article}/comments"), "Post comment", body="ordinary words")
    assert mended.status == 303


@pytest.mark.parametrize("body", ["\U0001f642", "\U0001fae9", "...", "\u2803\u2817"], ids=ascii)
def test_a_single_sign_is_a_comment_and_a_name(ada: Reader, open_article: str, body: str) -> None:
    """The second is an emoji that Unicode has since 2024."""
    page = ada.opens(ada.comments(open_article, body, name=body)).text
    assert page.count(body) >= 2


@pytest.mark.parametrize("parent", ["999999", "x", "-1", "99999999999999999999999", "0"])
def test_an_unknown_parent_is_refused_and_the_words_kept(ada: Reader, open_article: str, parent: str) -> None:
    form = ada.previews(open_article, "an answer to nothing").page.form(f"/articles/{open_article}/comments")
    answer = ada.asks(form.action, {**form.fields, "parent": parent})
    assert 400 <= answer.status < 500
    assert "an answer to nothing" in answer.text


def test_a_parent_that_is_not_public_answers_exactly_like_an_unknown_one(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "still waiting")
    hidden = str(nora.finds("still waiting").comment)
    form = ben.previews(open_article, "an answer").page.form(f"/articles/{open_article}/comments")
    to_hidden, to_nobody = (ben.asks(form.action, {**form.fields, "parent": parent}) for parent in (hidden, "999999"))
    assert to_hidden.status == to_nobody.status == 422
    assert _without_secrets(to_hidden.text) == _without_secrets(to_nobody.text)


def _without_secrets(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "csrf_token" not in line and "form_key" not in line)


@pytest.mark.settings(UNDO_SECONDS=0)
def test_a_parent_under_another_article_is_refused(
    content: ContentFolder, ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    elsewhere = ada.comments("another-hour", "public elsewhere")
    assert elsewhere
    parent = nora.approves("public elsewhere")
    form = ada.previews(open_article, "an answer").page.form("/comments")
    answer = ada.asks(form.action, {**form.fields, "parent": str(parent)})
    assert answer.status == 422
    assert "an answer" in answer.text


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    """One more article that takes comments."""
    content.article("another-hour")
    return content


@pytest.mark.parametrize("forged", [{"status": "approved"}, {"public_from": "2020-01-01"}, {"lane": "0", "id": "1"}])
def test_a_forged_status_is_refused_and_the_words_can_be_sent(
    ada: Reader, nora: ModeratorAtWork, open_article: str, forged: dict[str, str]
) -> None:
    form = ada.previews(open_article, "forged words").page.form(f"/articles/{open_article}/comments")
    answer = ada.asks(form.action, {**form.fields, **forged})
    assert answer.status == 422
    assert "only we set" in answer.text
    assert nora.queue() == []
    again = answer.page.form("/comments")
    assert again.fields["body"] == "forged words"
    assert ada.submits(again, "Post comment").status == 303
    assert len(nora.queue()) == 1


@pytest.mark.parametrize(
    "raw", [b"a surrogate \xed\xa0\x80 half", b"not utf-8 \xff\xfe", "bidi \u202e and \u2066 marks".encode()]
)
def test_bytes_that_are_no_text_never_break_the_page(ada: Reader, open_article: str, raw: bytes) -> None:
    form = ada.previews(open_article, "ordinary").page.form(f"/articles/{open_article}/comments")
    others = urlencode({name: value for name, value in form.fields.items() if name != "body"}).encode()
    answer = ada.door.post_bytes(form.action, others + b"&body=" + quote(raw).encode())  # type: ignore[attr-defined]
    assert answer.status < 500


def test_an_unnamed_author_has_one_face_under_one_article_and_others_elsewhere(app, db) -> None:  # type: ignore[no-untyped-def]
    from app.comments import Commenter  # noqa: PLC0415

    someone = Commenter.new()
    assert someone.face_under("a") == someone.face_under("a")
    faces = {Commenter.new().face_under("a").number for _ in range(30)} | {
        someone.face_under(f"article {n}").number for n in range(30)
    }
    assert len(faces) > 50
