"""Notices: only who said yes is written to, without a word of any comment, once it is true, and until they say no."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from app import comments, outbox
from app.comments import Subscription
from app.outbox import Message
from tests.support.content import ContentFolder
from tests.support.fixtures.house import Clock, MakeApp
from tests.support.mail import MailServer
from tests.support.people import ModeratorAtWork, Reader, Visitor

MAILBOX = "ada@example.org"
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
    """What the postman brings now."""

    def brings() -> list[EmailMessage]:
        before = len(mail_server.mails)
        with app.app_context():
            while outbox.deliver(still_true=comments.notices.still_true):
                pass
        return mail_server.mails[before:]

    return brings


def links(mail: EmailMessage) -> list[str]:
    """The paths of every link in a mail, header and body."""
    found = re.findall(r"http://localhost[^\s>]*", mail.as_string() + mail.get_content())
    return list(dict.fromkeys(urlsplit(one).path for one in found))


def link(mail: EmailMessage, end: str) -> str:
    return next(path for path in links(mail) if path.endswith(end))


def says_yes(owner: Visitor, mail: EmailMessage) -> None:
    page = owner.reads(link(mail, "/confirm"))
    assert owner.submits(page.form("/confirm"), "Yes, write to me").status == 200


@pytest.fixture
def receipt(ada: Reader, post: Post, visitor: Visitor, open_article: str) -> str:
    """Ada's comment, about which she wants to hear."""
    kept = ada.comments(open_article, "the words of tuesday", name="Adalbertine", email=MAILBOX)
    (question,) = post()
    says_yes(visitor, question)
    return kept


def test_the_author_hears_that_a_comment_was_read_when_the_decision_is_in_force(
    receipt: str, nora: ModeratorAtWork, post: Post, clock: Clock
) -> None:
    number = nora.approves("words of tuesday")
    assert post() == []
    clock.forward(seconds=11)
    (mail,) = post()
    assert mail["To"] == MAILBOX
    assert f"/comments/{number}" in links(mail)
    assert "under “A quiet hour”" in mail.get_content()
    assert post() == []


def test_nothing_is_written_to_an_address_whose_owner_has_not_said_yes(
    ada: Reader, nora: ModeratorAtWork, post: Post, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "somebody else's address", email="stranger@example.org")
    (question,) = post()
    assert question["Subject"] == "May we write to you?"
    assert "We have written to the address that you gave" in ada.opens(receipt).text
    nora.approves("somebody else's")
    clock.forward(seconds=11)
    assert post() == []


def test_who_says_yes_after_the_decision_hears_of_it_then(
    ada: Reader, visitor: Visitor, nora: ModeratorAtWork, post: Post, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, "read before the mail was", email=MAILBOX)
    (question,) = post()
    nora.rejects("read before")
    clock.forward(seconds=11)
    assert post() == []
    says_yes(visitor, question)
    (mail,) = post()
    assert "What was decided, and why, is on your receipt" in mail.get_content()


def test_an_undone_decision_is_told_to_nobody(receipt: str, nora: ModeratorAtWork, post: Post, clock: Clock) -> None:
    nora.approves("words of tuesday")
    nora.undoes()
    clock.forward(seconds=11)
    assert post() == []


def _decides_anew(moderator: ModeratorAtWork, number: int, button: str) -> None:
    form = moderator.reads(f"/moderation/comments/{number}").form("/decisions")
    assert moderator.submits(form, button).status == 303


def test_the_mail_of_a_decision_that_stands_again_goes_out_though_its_time_had_come(
    receipt: str, nora: ModeratorAtWork, post: Post, clock: Clock
) -> None:
    number = nora.approves("words of tuesday")
    clock.forward(seconds=4)
    _decides_anew(nora, number, "Reject")
    clock.forward(seconds=8)
    assert post() == []
    nora.undoes()
    (mail,) = post()
    assert f"/comments/{number}" in links(mail)
    clock.forward(seconds=20)
    assert post() == []


def test_so_does_the_word_to_whom_it_answers(
    receipt: str, ben: Reader, nora: ModeratorAtWork, post: Post, clock: Clock, open_article: str
) -> None:
    parent = nora.approves("words of tuesday")
    clock.forward(seconds=11)
    post()
    ben.comments(open_article, "an answer of wednesday", parent=parent)
    answer = nora.approves("answer of wednesday")
    clock.forward(seconds=4)
    _decides_anew(nora, answer, "Reject")
    clock.forward(seconds=20)
    assert post() == []
    _decides_anew(nora, answer, "Approve")
    clock.forward(seconds=4)
    _decides_anew(nora, answer, "Spam")
    clock.forward(seconds=8)
    nora.undoes()
    (mail,) = post()
    assert mail["Subject"] == "Somebody answered you"


def test_what_was_told_already_is_not_told_again_when_a_later_decision_is_undone(
    receipt: str, nora: ModeratorAtWork, post: Post, clock: Clock
) -> None:
    number = nora.approves("words of tuesday")
    clock.forward(seconds=11)
    assert len(post()) == 1
    _decides_anew(nora, number, "Reject")
    clock.forward(seconds=4)
    nora.undoes()
    clock.forward(seconds=20)
    assert post() == []


def test_a_rejection_that_was_thought_better_of_is_told_to_nobody(
    receipt: str, nora: ModeratorAtWork, post: Post, clock: Clock
) -> None:
    number = nora.approves("words of tuesday")
    clock.forward(seconds=11)
    post()
    _decides_anew(nora, number, "Reject")
    clock.forward(seconds=4)
    _decides_anew(nora, number, "Approve")
    clock.forward(seconds=20)
    assert post() == []


def test_nobody_hears_that_words_are_public_which_their_author_has_replaced(
    receipt: str, ada: Reader, nora: ModeratorAtWork, post: Post, clock: Clock
) -> None:
    nora.approves("words of tuesday")
    clock.forward(seconds=4)
    ada.edits(receipt, "the words of friday")
    clock.forward(seconds=20)
    assert post() == []


def test_no_mail_holds_a_word_a_name_or_a_receipt(
    receipt: str,
    ada: Reader,
    ben: Reader,
    nora: ModeratorAtWork,
    post: Post,
    clock: Clock,
    mail_server: MailServer,
    open_article: str,
) -> None:
    number = nora.approves("words of tuesday")
    clock.forward(seconds=11)
    post()
    ben.comments(open_article, "an answer of wednesday", name="Benedikt", parent=number)
    nora.approves("answer of wednesday")
    clock.forward(seconds=11)
    post()
    assert len(mail_server.mails) == 3
    for mail in mail_server.mails:
        text = mail.as_string() + mail.get_content()
        assert not re.search("tuesday|wednesday|Adalbertine|Benedikt|receipts/", text)
        assert receipt.rsplit("/", 1)[1] not in text


@pytest.mark.settings(UNDO_SECONDS=0)
def test_no_mail_about_a_sensitive_article_says_so_or_names_it(
    ada: Reader, ben: Reader, visitor: Visitor, nora: ModeratorAtWork, post: Post, mail_server: MailServer
) -> None:
    slug = "the-thought-on-the-stairs"
    ada.comments(slug, "what I thought there", email=MAILBOX)
    says_yes(visitor, post()[0])
    number = nora.approves("what I thought")
    ben.comments(slug, "I as well", parent=number)
    nora.approves("I as well")
    assert len(post()) == 2
    for mail in mail_server.mails:
        assert not re.search(r"thought|stairs|sensitive", mail.as_string() + mail.get_content())


NOT_TO_BE_NAMED = {"sensitive": {"sensitive": True}, "a draft": {"draft": True}}


@pytest.mark.parametrize("became", NOT_TO_BE_NAMED)
def test_a_mail_that_waits_does_not_name_what_its_article_became_meanwhile(
    receipt: str,
    nora: ModeratorAtWork,
    post: Post,
    clock: Clock,
    app: Flask,
    content: ContentFolder,
    open_article: str,
    became: str,
) -> None:
    number = nora.approves("words of tuesday")
    content.article(open_article, **NOT_TO_BE_NAMED[became])
    app.extensions["understory.library"].refresh()
    clock.forward(seconds=11)
    (mail,) = post()
    assert "quiet hour" not in (mail.as_string() + mail.get_content()).lower()
    assert (f"/comments/{number}" in links(mail)) == (became == "sensitive"), "it leads nowhere where nothing is public"


@pytest.mark.parametrize("became", NOT_TO_BE_NAMED)
def test_an_answer_that_waits_to_be_told_does_not_name_it_either(
    receipt: str,
    ben: Reader,
    nora: ModeratorAtWork,
    post: Post,
    clock: Clock,
    app: Flask,
    content: ContentFolder,
    open_article: str,
    became: str,
) -> None:
    number = nora.approves("words of tuesday")
    clock.forward(seconds=11)
    post()
    ben.comments(open_article, "an answer", parent=number)
    nora.approves("an answer")
    content.article(open_article, **NOT_TO_BE_NAMED[became])
    app.extensions["understory.library"].refresh()
    clock.forward(seconds=11)
    mails = post()
    assert len(mails) == (became == "sensitive"), "nobody is told of an answer that nobody can read"
    assert not any("quiet hour" in (mail.as_string() + mail.get_content()).lower() for mail in mails)


def test_nobody_is_led_to_a_comment_where_none_are_shown_any_more(
    receipt: str, nora: ModeratorAtWork, post: Post, clock: Clock, app: Flask, content: ContentFolder, open_article: str
) -> None:
    nora.approves("words of tuesday")
    content.article(open_article, comments="off")
    app.extensions["understory.library"].refresh()
    clock.forward(seconds=11)
    (mail,) = post()
    assert not [link for link in links(mail) if link.startswith("/comments/")]


@pytest.mark.settings(UNDO_SECONDS=0)
def test_an_answer_is_told_when_it_is_public_and_not_of_oneself(
    receipt: str, ada: Reader, ben: Reader, nora: ModeratorAtWork, post: Post, open_article: str
) -> None:
    number = nora.approves("words of tuesday")
    post()
    ada.comments(open_article, "what I forgot", parent=number)
    nora.approves("what I forgot")
    ben.comments(open_article, "an answer", parent=number)
    assert post() == []
    answer = nora.approves("an answer")
    (mail,) = post()
    assert mail["Subject"] == "Somebody answered you"
    assert f"/comments/{answer}" in links(mail)


@pytest.mark.settings(UNDO_SECONDS=0)
def test_an_answer_that_is_hidden_when_its_mail_would_go_is_told_to_nobody(
    receipt: str, ada: Reader, ben: Reader, nora: ModeratorAtWork, post: Post, open_article: str, clock: Clock
) -> None:
    number = nora.approves("words of tuesday")
    post()
    answered = ben.comments(open_article, "an answer", parent=number)
    nora.approves("an answer")
    ben.withdraws(answered)
    assert post() == []


@pytest.mark.settings(UNDO_SECONDS=0)
def test_many_answers_in_an_hour_are_two_mails(
    receipt: str, ben: Reader, nora: ModeratorAtWork, post: Post, open_article: str, clock: Clock
) -> None:
    number = nora.approves("words of tuesday")
    post()
    for count in range(4):
        ben.comments(open_article, f"answer number {count}", parent=number)
        nora.approves(f"answer number {count}")
    assert len(post()) == 1
    clock.forward(minutes=61)
    assert len(post()) == 1
    clock.forward(minutes=61)
    assert post() == []


def test_a_mail_scanner_that_opens_every_link_changes_nothing(
    receipt: str,
    ben: Reader,
    nora: ModeratorAtWork,
    visitor: Visitor,
    post: Post,
    clock: Clock,
    mail_server: MailServer,
    app: Flask,
    db: SQLAlchemy,
    open_article: str,
) -> None:
    def everything() -> list[object]:
        db.session.rollback()
        rows = db.session.execute(select(Subscription).order_by(Subscription.id)).scalars()
        kept = [(one.id, one.email, one.confirmed_at, one.of_decision, one.of_answers) for one in rows]
        return [*kept, db.session.scalar(select(func.count(Message.id)))]

    nora.approves("words of tuesday")
    clock.forward(seconds=11)
    ben.comments(open_article, "whose address was never confirmed", email="stranger@example.org")
    post()
    before = everything()
    assert [link(mail, "/confirm") for mail in mail_server.mails if mail["To"] == "stranger@example.org"]
    for mail in mail_server.mails:
        for path in links(mail):
            assert visitor.asks(path).status in (200, 302)
            visitor.door.ask(path, None, {"User-Agent": "scanner", "Purpose": "prefetch"})
            assert app.test_client().head(path).status_code in (200, 302)
    assert everything() == before
    assert db.session.scalars(select(Subscription.confirmed_at).where(Subscription.email == "stranger@example.org")).one() is None


def test_a_mail_program_ends_the_mails_with_one_click_and_no_cookie(
    receipt: str,
    nora: ModeratorAtWork,
    visitor: Visitor,
    post: Post,
    clock: Clock,
    db: SQLAlchemy,
    open_article: str,
    ada: Reader,
) -> None:
    nora.approves("words of tuesday")
    clock.forward(seconds=11)
    (mail,) = post()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = urlsplit(mail["List-Unsubscribe"].strip("<>")).path
    for _ in range(2):
        answer = visitor.asks(path, {"List-Unsubscribe": "One-Click"}, Origin="https://mail.example", Sec_Fetch_Site="cross-site")
        assert answer.status == 200
    assert db.session.scalars(select(Subscription)).all() == []
    assert visitor.asks(path).status == 410


def test_ending_mails_is_about_one_address_and_one_article(
    receipt: str, ada: Reader, ben: Reader, visitor: Visitor, post: Post, db: SQLAlchemy, open_article: str
) -> None:
    ada.comments(open_article, "another one here", email=MAILBOX)
    ben.comments(open_article, "typed on a telephone", email=MAILBOX.capitalize())
    ada.comments("the-thought-on-the-stairs", "and one elsewhere", email=MAILBOX)
    ben.comments(open_article, "by somebody else", email="ben@example.org")
    for question in post():
        says_yes(visitor, question)
    with_mine = db.session.scalars(select(Subscription).where(Subscription.email == MAILBOX)).first()
    assert with_mine
    page = visitor.reads(f"/notices/{with_mine.token('stop')}/stop")
    visitor.submits(page.form("/stop"), "End these mails")
    db.session.rollback()
    left = db.session.execute(select(Subscription.email, Subscription.article_id)).all()
    assert sorted(tuple(row) for row in left) == [(MAILBOX, "the-thought-on-the-stairs"), ("ben@example.org", open_article)]


def test_an_address_confirmed_here_by_the_same_author_is_not_asked_again(
    receipt: str, ada: Reader, ben: Reader, post: Post, open_article: str
) -> None:
    ada.comments(open_article, "a second one", email=MAILBOX)
    assert post() == []
    ben.comments(open_article, "somebody else who types it", email=MAILBOX)
    assert [mail["Subject"] for mail in post()] == ["May we write to you?"]


@pytest.mark.parametrize("change", ["another number", "another link's", "a letter more", "no number", "nothing like it"])
def test_links_cannot_be_guessed(change: str, receipt: str, visitor: Visitor, db: SQLAlchemy) -> None:
    mine = db.session.scalars(select(Subscription)).one()
    token = {
        "another number": "9" + mine.token("stop"),
        "another link's": mine.token("confirm"),
        "a letter more": mine.token("stop") + "A",
        "no number": mine.token("stop").partition("-")[2],
        "nothing like it": "9" * 400 + "-é",
    }[change]
    db.session.rollback()
    assert visitor.asks(f"/notices/{token}/stop").status == 410
    visitor.asks(f"/notices/{token}/stop", {})
    assert db.session.scalars(select(Subscription)).one()


def test_the_receipt_turns_mails_on_and_off(ada: Reader, post: Post, visitor: Visitor, db: SQLAlchemy, open_article: str) -> None:
    receipt = ada.comments(open_article, "nothing about mail yet")

    def chooses(button: str, **fields: str) -> None:
        page = ada.reads(ada.opens(receipt).link("Hear by e-mail"))
        assert ada.submits(page.form("/notices"), button, **fields).status == 303

    chooses("Write to me", Email=MAILBOX)
    says_yes(visitor, post()[0])
    assert "Mails are on" in ada.reads(f"{receipt}/notices").text
    assert MAILBOX not in ada.asks(f"{receipt}/notices").text
    chooses("No more mails")
    assert db.session.scalars(select(Subscription)).all() == []


def test_an_address_that_is_none_is_told_and_kept(ada: Reader, open_article: str) -> None:
    receipt = ada.comments(open_article, "nothing about mail yet")
    page = ada.reads(f"{receipt}/notices")
    answer = ada.submits(page.form("/notices"), "Write to me", Email="ada at example")
    assert answer.status == 422
    assert "cannot be written to" in answer.page.text
    assert "ada at example" in answer.text


def test_an_address_without_a_choice_and_a_choice_without_an_address_are_told_and_kept(ada: Reader, open_article: str) -> None:
    receipt = ada.comments(open_article, "nothing about mail yet")
    form = ada.reads(f"{receipt}/notices").form("/notices")
    for changed, says in (
        ({"of_decision": "", "of_answers": ""}, "what you want to hear"),
        ({"email": ""}, "where we can write"),
    ):
        answer = ada.asks(form.action, {**form.fields, "email": MAILBOX} | changed)
        assert answer.status == 422
        assert says in answer.page.text
        again = answer.page.form("/notices").fields
        assert (again["email"], "of_decision" in again) == ((MAILBOX, False) if "email" not in changed else ("", True))


def test_an_address_that_was_asked_too_often_comes_back_and_the_receipt_says_so(
    ada: Reader, db: SQLAlchemy, open_article: str
) -> None:
    receipts = [ada.comments(open_article, f"comment {count}", email=MAILBOX) for count in range(4)]
    assert all("was not kept" not in ada.opens(receipt).text for receipt in receipts[:3])
    told = ada.opens(receipts[3]).text
    assert "nobody wrote to it" in told
    assert "asked often enough today" in told
    assert receipts[3].startswith("/receipts/")
    plain = receipts[3].partition("?")[0]
    assert "We have written to the address" not in told
    answer = ada.submits(ada.reads(f"{plain}/notices").form("/notices"), "Write to me", Email=MAILBOX, of_answers="")
    assert answer.status == 429
    again = answer.page.form("/notices").fields
    assert (again["email"], "of_decision" in again, "of_answers" in again) == (MAILBOX, True, False)
    assert "Retry-After" in answer.headers
    assert db.session.scalar(select(func.count(Subscription.id))) == 3


@pytest.mark.parametrize(
    "address",
    ["ada", "ada@", "@example.org", "a b@example.org", "ada@exa mple.org", "ada@x\nBcc: b@c.d", "ä@b.c", "a" * 65 + "@b.c"],
)
def test_words_come_back_with_an_address_that_is_none(
    address: str, ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    shown = ada.previews(open_article, "words that stay").page.form(f"/articles/{open_article}/comments")
    answer = ada.submits(shown, "Post comment", Email=address)
    assert answer.status == 422
    assert "words that stay" in answer.page.form(f"/articles/{open_article}/comments").fields["body"]
    assert nora.queue() == []


def test_an_address_goes_with_its_comment(
    receipt: str, ada: Reader, nora: ModeratorAtWork, post: Post, clock: Clock, database_bytes: Callable[[], bytes], app: Flask
) -> None:
    nora.approves("words of tuesday")
    ada.withdraws(receipt)
    clock.forward(seconds=11)
    assert post() == []
    with app.app_context():
        assert comments.forget_withdrawn()
    assert MAILBOX.encode() not in database_bytes()


def test_one_mailbox_cannot_be_filled_from_here(ada: Reader, post: Post, open_article: str) -> None:
    for count in range(5):
        ada.comments(open_article, f"comment {count}", email="Stranger@example.org")
    assert len(post()) == 3


def test_an_address_that_was_never_confirmed_is_forgotten_in_a_week(
    ada: Reader, db: SQLAlchemy, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, "somebody else's address", email="stranger@example.org")
    clock.forward(days=8)
    comments.notices.forget_unconfirmed()
    db.session.commit()
    assert db.session.scalars(select(Subscription)).all() == []
