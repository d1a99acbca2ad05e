"""Moderating by mail: hearing of what waits without a word of it, and deciding it from an address that only its owner can use."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from app import accounts, comments, moderation, outbox
from app.comments import Comment, Commenter
from app.moderation import Decision, MailedCard
from tests.support.content import ContentFolder
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import Answer, AppDoor
from tests.support.fixtures.house import Clock, MakeApp
from tests.support.mail import MailServer
from tests.support.people import ModeratorAtWork, Reader, Visitor
from tests.support.waves import submit_all

DANGER = "I want to kill myself tonight"
Post = Callable[[], list[EmailMessage]]


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    content.article("the-thought-on-the-stairs", title="The thought on the stairs", sensitive=True)
    return content


@pytest.fixture
def app(make_app: MakeApp, mail_server: MailServer) -> Flask:
    return make_app(MAIL_URL=mail_server.url)


@pytest.fixture
def post(app: Flask, mail_server: MailServer) -> Post:
    """What the worker writes and the postman brings now."""

    def brings() -> list[EmailMessage]:
        before = len(mail_server.mails)
        with app.app_context():
            moderation.tell_of_danger()
            moderation.tell_what_waits()
            outbox.deliver(still_true=comments.notices.still_true)
        return mail_server.mails[before:]

    return brings


@pytest.fixture
def morning(clock: Clock) -> Clock:
    """Ten o'clock, when the digest goes out."""
    clock.at("2027-03-01 10:00")
    return clock


def cards(mail: EmailMessage) -> list[str]:
    """The addresses in a mail from which a comment is decided."""
    found = re.findall(r"http://localhost(/moderation/mail/\S+)", mail.get_content())
    return [urlsplit(one).path for one in found]


@pytest.fixture
def card(ada: Reader, open_article: str, morning: Clock, post: Post) -> str:
    """The address from which Nora may decide on Ada's comment."""
    ada.comments(open_article, "the words of tuesday", name="Adalbertine")
    (mail,) = post()
    assert mail["To"] == ADMIN_EMAIL
    return cards(mail)[0]


def shows(visitor: Visitor, card: str) -> Answer:
    return visitor.submits(visitor.reads(card).form("/show"), "Show the comment")


def decides(visitor: Visitor, card: str, button: str = "Approve", **fields: str) -> Answer:
    return visitor.submits(shows(visitor, card).page.form("/decide"), button, **fields)


def decided(db: SQLAlchemy) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Decision.id)).where(Decision.undone_at.is_(None))) or 0


def test_the_digest_comes_once_a_day_from_its_hour_on(ada: Reader, open_article: str, clock: Clock, post: Post) -> None:
    clock.at("2027-03-01 07:30")
    ada.comments(open_article, "the words of tuesday")
    assert post() == []
    clock.at("2027-03-01 08:01")
    (mail,) = post()
    assert mail["Subject"] == "1 comment is waiting"
    assert "under “A quiet hour”" in mail.get_content()
    assert post() == []
    clock.at("2027-03-02 08:01")
    assert len(post()) == 1


def test_danger_is_told_at_once_and_once(ada: Reader, open_article: str, clock: Clock, post: Post) -> None:
    clock.at("2027-03-01 03:00")
    receipt = ada.comments(open_article, DANGER)
    assert [mail["Subject"] for mail in post()] == ["Please read this now"]
    assert post() == []
    clock.forward(minutes=6)
    ada.edits(receipt, DANGER + ", I mean it")
    assert len(post()) == 1


def test_a_report_about_danger_is_told_even_where_the_comment_was_told_and_read(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str, clock: Clock, post: Post
) -> None:
    def alerts() -> int:
        return [mail["Subject"] for mail in post()].count("Please read this now")

    ada.comments(open_article, DANGER)
    assert alerts() == 1
    number = nora.approves(DANGER)
    clock.forward(minutes=6)
    form = ben.reads(f"/comments/{number}/report").form("/report")
    assert ben.submits(form, "Send", body="I think she is going to kill herself tonight").status == 303
    assert alerts() == 1
    assert alerts() == 0


def test_a_flood_of_danger_is_one_mail_in_five_minutes(ada: Reader, open_article: str, clock: Clock, post: Post) -> None:
    clock.at("2027-03-01 03:00")
    mails = []
    for count in range(4):
        ada.comments(open_article, f"{DANGER} {count}")
        mails += post()
    assert len(mails) == 1
    clock.forward(minutes=6)
    (rest,) = post()
    assert len(cards(rest)) == 3


def test_another_person_in_danger_does_not_wait_for_the_first(
    ada: Reader, ben: Reader, app: Flask, open_article: str, clock: Clock, post: Post
) -> None:
    clock.at("2027-03-01 03:00")
    ada.comments(open_article, DANGER)
    assert len(post()) == 1
    clock.forward(minutes=1)
    ada.comments(open_article, f"{DANGER} again")
    assert post() == []
    ben.comments(open_article, f"{DANGER} too")
    (mail,) = post()
    assert len(cards(mail)) == 2, "what waited goes with it"
    mails = 0
    for count in range(8):
        Reader(AppDoor(app), f"Somebody {count}").comments(open_article, f"{DANGER} {count}")
        mails += len(post())
    assert mails == 3, "five authors in five minutes"
    clock.forward(minutes=6)
    (rest,) = post()
    assert len(cards(rest)) == 5


def test_an_alert_counts_all_names_ten_and_leads_to_the_queue(
    app: Flask, db: SQLAlchemy, open_article: str, clock: Clock, post: Post
) -> None:
    clock.at("2027-03-01 03:00")
    submit_all(app, open_article, (f"{DANGER} {count}" for count in range(20)), by=Commenter.new())
    submit_all(app, open_article, (f"{DANGER} too, {count}" for count in range(11)))
    (mail,) = post()
    assert "31 comments sound as if somebody may be in danger" in mail.get_content()
    assert re.search(r"^http://localhost/moderation\s*$", mail.get_content(), re.MULTILINE)
    authors = select(func.count(Comment.commenter.distinct())).join(MailedCard, MailedCard.comment_id == Comment.id)
    assert db.session.scalar(authors) == len(cards(mail)) == 10, "one of each author before a second of anybody"


def test_danger_is_told_however_many_wait_that_were_told_of_before(
    app: Flask, ben: Reader, open_article: str, clock: Clock, post: Post
) -> None:
    clock.at("2027-03-01 03:00")
    submit_all(app, open_article, (f"{DANGER} {count}" for count in range(101)))
    post()
    clock.forward(minutes=6)
    assert post() == []
    ben.comments(open_article, f"{DANGER} too")
    (mail,) = post()
    assert "1 comment sounds as if" in mail.get_content()
    assert len(cards(mail)) == 1


def test_no_mail_holds_a_word_a_name_or_a_sensitive_article(ada: Reader, open_article: str, morning: Clock, post: Post) -> None:
    ada.comments("the-thought-on-the-stairs", DANGER, name="Adalbertine")
    ada.comments(open_article, "the words of tuesday", name="Adalbertine")
    mails = post()
    assert len(mails) == 2
    for mail in mails:
        assert not re.search("kill|tonight|tuesday|Adalbertine|thought|stairs|sensitive", mail.as_string() + mail.get_content())


def test_who_wants_no_mail_gets_none(morning: Clock, ada: Reader, nora: ModeratorAtWork, open_article: str, post: Post) -> None:
    page = nora.reads("/moderation/mail")
    form = page.form("/moderation/mail")
    sent = {name: value for name, value in form.fields.items() if name == "csrf_token"}
    assert nora.asks("/moderation/mail", sent).status == 303
    ada.comments(open_article, DANGER)
    assert post() == []


def test_opening_the_address_shows_no_word_and_changes_nothing(card: str, visitor: Visitor, db: SQLAlchemy) -> None:
    for _ in range(3):
        answer = visitor.asks(card)
        assert answer.status == 200
        assert not re.search("tuesday|Adalbertine", answer.text)
        assert answer.headers["Cache-Control"] == "no-store"
    assert decided(db) == 0
    assert db.session.scalars(select(MailedCard.used_at)).one() is None


def test_a_comment_is_decided_from_the_mail_without_signing_in(
    card: str, visitor: Visitor, ada: Reader, db: SQLAlchemy, morning: Clock, open_article: str
) -> None:
    assert "the words of tuesday" in shows(visitor, card).page.text
    assert "You approved it" in decides(visitor, card).page.text
    made = db.session.scalars(select(Decision)).one()
    assert made.moderator.email == ADMIN_EMAIL
    db.session.rollback()
    morning.forward(seconds=11)
    assert list(ada.sees(open_article).values()) == ["the words of tuesday"]


def test_it_can_be_undone_there_while_that_is_possible(
    card: str, visitor: Visitor, nora: ModeratorAtWork, db: SQLAlchemy
) -> None:
    page = visitor.submits(decides(visitor, card, "Reject").page.form("/decide"), "Without a reason").page
    assert "It waits again" in visitor.submits(page.form("/undo"), "Undo").page.text
    assert decided(db) == 0
    assert nora.finds("words of tuesday")


def test_rejecting_asks_why_and_loses_nothing_that_was_typed(
    card: str, visitor: Visitor, db: SQLAlchemy, ada: Reader, morning: Clock
) -> None:
    asked = decides(visitor, card, "Reject", Note="I am sorry.").page
    assert asked.headings[0] == "Why is it rejected?"
    assert "the words of tuesday" in asked.text
    assert decided(db) == 0
    left = visitor.submits(asked.form("/decide"), "Leave it as it is").page
    assert left.form("/decide").fields["note"] == "I am sorry."
    again = visitor.submits(left.form("/decide"), "Reject").page.form("/decide")
    assert again.has_button("Without a reason")
    assert "You rejected it" in visitor.submits(again, "Unkind to someone").page.text
    made = db.session.scalars(select(Decision)).one()
    assert (made.verdict, made.reason) == ("rejected", "unkind")
    assert db.session.scalars(select(comments.Note.text)).one() == "I am sorry."


def test_a_note_is_sent_from_the_mail_and_nothing_is_decided(
    ada: Reader, open_article: str, clock: Clock, post: Post, visitor: Visitor, db: SQLAlchemy
) -> None:
    clock.at("2027-03-01 03:00")
    receipt = ada.comments(open_article, DANGER)
    (address,) = cards(post()[0])
    form = shows(visitor, address).page.form("/decide")
    assert visitor.submits(form, "Send without deciding").status == 422
    sent = visitor.submits(form, "Send without deciding", Note="We read this. Please call somebody.")
    assert "It stands on the receipt now." in sent.page.text
    assert "We read this. Please call somebody." in ada.opens(receipt).text
    assert decided(db) == 0
    assert "You approved it" in visitor.submits(sent.page.form("/decide"), "Approve").page.text


def test_it_can_be_left_to_somebody_else_unseen(card: str, visitor: Visitor, nora: ModeratorAtWork) -> None:
    page = visitor.reads(card)
    assert "another person" in visitor.submits(page.form("/show"), "Hand over").page.text
    assert visitor.asks(card).status == 410
    assert nora.finds("words of tuesday")


def test_the_same_address_decides_once(card: str, visitor: Visitor, db: SQLAlchemy) -> None:
    form = shows(visitor, card).page.form("/decide")
    assert visitor.submits(form, "Approve").status == 200
    assert [visitor.submits(form, button).status for button in ("Approve", "Reject")] == [410, 410]
    assert visitor.asks(card).status == 410
    assert decided(db) == 1


def test_an_address_is_of_no_use_to_another_moderator(card: str, second_moderator: ModeratorAtWork, db: SQLAlchemy) -> None:
    for path in (card, f"{card}/show", f"{card}/decide", f"{card}/hand-over"):
        fields = None if path == card else {"verdict": "approved"}
        answer = second_moderator.asks(path, fields)
        assert answer.status == 403
        assert "tuesday" not in answer.text
    assert decided(db) == 0


def test_an_address_is_about_the_words_that_were_written_then(
    ada: Reader, open_article: str, morning: Clock, post: Post, visitor: Visitor, db: SQLAlchemy
) -> None:
    receipt = ada.comments(open_article, "the words of tuesday")
    (address,) = cards(post()[0])
    form = shows(visitor, address).page.form("/decide")
    ada.edits(receipt, "the words of wednesday")
    for answer in (visitor.asks(address), visitor.submits(form, "Approve")):
        assert answer.status == 410
        assert not re.search("tuesday|wednesday", answer.text)
    assert decided(db) == 0


def test_an_address_ends_after_three_days(card: str, visitor: Visitor, morning: Clock) -> None:
    morning.forward(hours=71)
    assert visitor.asks(card).status == 200
    morning.forward(hours=2)
    assert visitor.asks(card).status == 410


@pytest.mark.parametrize("act", ["signs out everywhere", "is disabled"])
def test_an_address_ends_with_what_lets_its_owner_in(act: str, card: str, visitor: Visitor, app: Flask, db: SQLAlchemy) -> None:
    form = shows(visitor, card).page.form("/decide")
    with app.app_context():
        nora = accounts.by_email(ADMIN_EMAIL)
        accounts.add("olga@example.org", "another long pass phrase 8", role=accounts.Role.ADMIN)
        if act == "is disabled":
            accounts.disable(nora)
        else:
            accounts.end_sessions(nora, by=nora)
    assert visitor.asks(card).status == 410
    assert visitor.submits(form, "Approve").status == 410
    assert decided(db) == 0


def test_an_address_ends_when_somebody_else_has_decided(
    card: str, visitor: Visitor, second_moderator: ModeratorAtWork, morning: Clock, db: SQLAlchemy
) -> None:
    form = shows(visitor, card).page.form("/decide")
    second_moderator.rejects("words of tuesday")
    morning.forward(minutes=3)
    for answer in (visitor.submits(form, "Approve"), visitor.asks(card)):
        assert answer.status == 410
        assert re.search(r"Olga has rejected the comment before you, [^.]*2027, 10:00", answer.page.text)
        assert "tuesday" not in answer.text
    assert decided(db) == 1


@pytest.mark.parametrize("token", ["A" * 43, "x", "A" * 5000, "é", "..%2f..%2fqueue"])
def test_addresses_cannot_be_guessed(token: str, card: str, visitor: Visitor) -> None:
    assert visitor.asks(f"/moderation/mail/{token}").status == 404
    assert visitor.asks(f"/moderation/mail/{token}/decide", {"verdict": "approved"}).status == 404


def test_an_address_about_danger_cannot_call_it_spam(
    ada: Reader, open_article: str, clock: Clock, post: Post, visitor: Visitor, db: SQLAlchemy
) -> None:
    clock.at("2027-03-01 03:00")
    ada.comments(open_article, DANGER)
    (address,) = cards(post()[0])
    assert not shows(visitor, address).page.form("/decide").has_button("Spam")
    assert visitor.asks(f"{address}/decide", {"verdict": "spam"}).status == 404
    assert decided(db) == 0


def test_a_comment_under_a_sensitive_article_asks_for_signing_in_first(
    ada: Reader, morning: Clock, post: Post, visitor: Visitor, nora: ModeratorAtWork
) -> None:
    ada.comments("the-thought-on-the-stairs", "what I thought there")
    (address,) = cards(post()[0])
    assert visitor.asks(address).location.startswith("/moderation/sign-in?then=%2Fmoderation%2Fmail%2F")
    assert visitor.asks(f"{address}/show", {}).location.startswith("/moderation/sign-in")
    assert "what I thought there" in shows(nora, address).page.text


def test_an_admin_may_ask_for_it_always(
    card: str, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, visitor: Visitor
) -> None:
    assert visitor.asks(card).status == 200
    assert second_moderator.asks("/moderation/mail/rule", {"act": "on"}).status in (400, 403)
    assert nora.submits(nora.reads("/moderation/mail").form("/rule"), "Ask for it always").status == 303
    assert visitor.asks(card).location.startswith("/moderation/sign-in")
    assert "the words of tuesday" in shows(nora, card).page.text


def test_what_could_not_be_sent_is_shown_to_moderators_and_tried_again(
    ada: Reader, nora: ModeratorAtWork, open_article: str, mail_server: MailServer, post: Post, app: Flask
) -> None:
    mail_server.to_recipient = lambda address: "550 no such mailbox"
    ada.comments(open_article, "the words of tuesday", email="ada@example.org")
    post()
    page = nora.reads("/moderation/mail")
    assert "The question whether an author may be written to" in page.text
    assert "550" in page.text
    assert "ada@example.org" not in page.html
    mail_server.to_recipient = lambda address: None
    assert nora.submits(page.form("/again"), "Try again").status == 303
    assert "ada@example.org" in [str(mail["To"]) for mail in post()]
    assert "Nothing: every mail" in nora.reads("/moderation/mail").text


def test_a_withdrawn_comment_leaves_its_address_without_words(
    ada: Reader, open_article: str, morning: Clock, post: Post, visitor: Visitor, db: SQLAlchemy
) -> None:
    receipt = ada.comments(open_article, "the words of tuesday")
    (address,) = cards(post()[0])
    form = visitor.reads(address).form("/show")
    ada.withdraws(receipt)
    answer = visitor.submits(form, "Show the comment")
    assert answer.status == 410
    assert "taken back or erased" in answer.page.text
    assert db.session.scalars(select(Comment.status)).one() == "withdrawn"


def test_a_note_is_not_lost_where_the_words_changed_or_the_comment_is_handed_over(
    ada: Reader, open_article: str, morning: Clock, post: Post, visitor: Visitor, nora: ModeratorAtWork
) -> None:
    receipt = ada.comments(open_article, "the words of tuesday")
    (address,) = cards(post()[0])
    form = shows(visitor, address).page.form("/decide")
    ada.edits(receipt, "the words of wednesday")
    answer = visitor.submits(form, "Approve", note="Thank you for tuesday's.")
    assert (answer.status, "Thank you for tuesday's." in answer.page.text) == (410, True)
    ada.comments(open_article, "the words of thursday")
    morning.forward(hours=24)
    (address,) = (one for one in cards(post()[-1]) if "thursday" in shows(visitor, one).page.text)
    form = shows(visitor, address).page.form("/decide")
    assert visitor.submits(form, "Hand over", note="x" * 5000).status == 422
    assert visitor.submits(form, "Hand over", note="Thank you for thursday's.").status == 200
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    assert "Thank you for thursday's." in nora.finds("the words of thursday").text


def test_who_has_to_sign_in_anew_is_led_back_to_a_page_that_can_be_opened(
    ada: Reader, morning: Clock, post: Post, nora: ModeratorAtWork
) -> None:
    ada.comments("the-thought-on-the-stairs", "what I thought there")
    (address,) = cards(post()[0])
    form = shows(nora, address).page.form("/decide")
    morning.forward(hours=13)
    came = {"Referer": f"http://localhost{address}/show"}
    answer = nora.asks(form.action, {**form.fields, "verdict": "approved"}, **came)
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    assert parse_qs(urlsplit(answer.location).query) == {"then": [address]}
    assert nora.asks(address).status == 200
