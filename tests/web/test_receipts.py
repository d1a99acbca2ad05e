"""Receipts: true, complete, and open to whoever holds the address, with nothing else needed."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import update

from app import comments, moderation
from app.comments import Comment, Commenter
from app.db import db as database
from app.keys import AUTHORS, Key
from app.moderation import Decision
from tests.support.content import SITE, ContentFolder
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import Answer, AppDoor
from tests.support.fixtures.house import Clock
from tests.support.pages import Page
from tests.support.people import ModeratorAtWork, Reader, Visitor


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    """House rules with an anchor for a reason, hours, an article to be careful about, and one without an anchor."""
    text = SITE.format(language="en", timezone="UTC")
    content.site(text=text.replace("[comments]", '[comments]\nguidelines = "rules"\nread_when = "Mon-Fri 9-17"'))
    content.page("rules", title="House rules", body="## No advice {#advice}\n\nTell your own.\n")
    content.article("a-hard-night", title="A hard night", sensitive=True)
    return content


def test_every_act_works_for_a_browser_that_keeps_no_cookie(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    receipt = ada.comments(open_article, "kept without a cookie", name="Adalbertine")
    for act in ("edit", "anonymise", "release", "withdraw"):
        page = ben.asks(f"{receipt}/{act}") if act != "release" else None
        assert page is None or "Set-Cookie" not in page.headers, f"{act} wants to keep something in the browser"
        fields = {"body": "kept without any cookie"} if act == "edit" else {}
        answer = ben.asks(f"{receipt}/{act}", fields)
        assert (answer.status, answer.location) == (303, receipt), act
        assert answer.headers["Cache-Control"] == "no-store"
        ben.door.forget()
    assert "took this comment back" in ben.opens(receipt).text


def test_making_anonymous_takes_the_name_and_leaves_the_words(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, database_bytes: Callable[[], bytes], open_article: str
) -> None:
    receipt = ada.comments(open_article, "words that stay", name="Adalbertine")
    nora.approves("words that stay")
    clock.forward(seconds=11)
    feed = f"/articles/{open_article}/comments.xml"
    assert "Adalbertine" in ben.asks(f"/articles/{open_article}").text + ben.asks(feed).text
    page = ada.reads(ada.opens(receipt).link("Make anonymous"))
    assert ada.submits(page.form("/anonymise"), "Make anonymous").status == 303
    for seen in (ben.asks(f"/articles/{open_article}"), ben.asks(feed), ben.asks(receipt)):
        assert "Adalbertine" not in seen.text
        assert "words that stay" in seen.text
    assert "Adalbertine" not in nora.asks("/moderation/comments").text
    assert b"Adalbertine" not in database_bytes()
    assert "Make anonymous" not in ada.opens(receipt).text


def test_a_reason_leads_to_the_house_rule_it_rests_on(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipts = [ada.comments(open_article, words) for words in ("take more of it", "you are a fool")]
    nora.rejects("take more", reason="advice", note="Your care shows.")
    nora.rejects("a fool", reason="unkind")
    clock.forward(seconds=11)
    advice, unkind = (ada.opens(receipt) for receipt in receipts)
    assert advice.link("Gives medical advice") == "/rules#advice"
    assert "Your care shows." in advice.text
    assert "UTC" in advice.text or any(one.tag == "time" for one in advice.root.iter())
    assert "Unkind to someone" not in [name for name, _ in unkind.links()], "a link to a rule that stands nowhere"


def test_a_refused_edit_is_told_with_its_reason_and_beside_the_words_that_stand(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "the words that stand")
    nora.approves("the words that stand")
    clock.forward(seconds=11)
    ada.edits(receipt, "take more of it")
    waiting = ada.opens(receipt)
    assert "public in its earlier words" in waiting.text
    assert waiting.headings[1:3] == ["The words that stand", "Your new words, not read yet"]
    assert _in_order(waiting, "the words that stand", "take more of it")
    nora.rejects("take more", reason="advice", note="Your care shows.")
    assert "public in its earlier words" in ada.opens(receipt).text, "nothing is in force inside the undo window"
    clock.forward(seconds=11)
    page = ada.opens(receipt)
    assert "Your new words were read, and not published. Your comment stands in its earlier words." in page.text
    assert "it is public" not in page.text
    assert page.headings[1:3] == ["The words that stand", "Your new words, not published"]
    assert _in_order(page, "advice about medicine", "Your care shows.", "the words that stand", "take more of it")
    assert page.link("Gives medical advice") == "/rules#advice"
    form = ada.reads(page.link("Edit"))
    assert form.form("/edit").fields["body"] == "take more of it"
    assert _in_order(form, "not published", "advice about medicine", "the words that stand")
    assert list(ben.sees(open_article).values()) == ["the words that stand"]


@pytest.mark.parametrize(
    "changed",
    [{"draft": True}, {"expires": "2026-03-02"}, {"date": "2199-01-01"}, {"comments": "off"}, None],
    ids=["a draft again", "expired", "put off", "comments off", "file gone"],
)
def test_a_comment_whose_article_is_not_public_is_not_said_to_be(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, app: Flask, content: ContentFolder, changed: dict[str, object] | None
) -> None:
    content.article("tea", id="01TEA")
    app.extensions["understory.library"].refresh()
    receipt = ada.comments("tea", "said under the tea")
    nora.approves("said under the tea")
    clock.forward(seconds=11)
    here = ada.opens(receipt).link("See it where it stands")
    if changed:
        content.article("tea", id="01TEA", title="A title that waits for its day", **changed)
    else:
        content.remove("articles/tea.md")
    app.extensions["understory.library"].refresh()
    page = ada.opens(receipt)
    assert "Your comment was approved. It does not show at the moment" in page.text
    assert here not in [path for _, path in page.links()]
    assert ada.asks(here).status == 404
    if changed != {"comments": "off"}:
        assert "waits for its day" not in page.text
        assert not [path for _, path in page.links() if path and path.startswith("/articles/")]
    ada.withdraws(receipt)
    assert "took this comment back" in ada.opens(receipt).text


def test_an_approved_edit_is_not_public_before_its_time(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "the first words")
    nora.approves("the first words")
    clock.forward(seconds=11)
    ada.edits(receipt, "the second words")
    nora.approves("the second words")
    assert "public in its earlier words" in ada.opens(receipt).text
    clock.forward(seconds=11)
    page = ada.opens(receipt)
    assert "it is public" in page.text
    assert "the first words" not in page.text
    ada.edits(receipt, "the third words")
    nora.marks_as_spam("the third words")
    clock.forward(seconds=11)
    ada.edits(receipt, "the fourth words")
    assert "A person will read the new ones" in ada.opens(receipt).text, "what was decided was about other words"


def _in_order(page: Page, *said: str) -> bool:
    places = [page.text.find(one) for one in said]
    assert -1 not in places, f"{said[places.index(-1)]!r} is not on the page: {page.text}"
    return places == sorted(places)


def test_how_long_it_takes_is_what_it_lately_took(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, app: Flask, db: SQLAlchemy, open_article: str
) -> None:
    clock.at("2026-11-25T10:00")
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    receipt = ada.comments(open_article, "the one that waits")
    assert "usually within a day" in ada.opens(receipt).text
    for n in range(12):
        ada.comments(open_article, f"number {n} of many")
    clock.forward(hours=1, minutes=10)
    for n in range(12):
        nora.approves(f"number {n} of")
    clock.forward(seconds=11)
    assert moderation.usual_wait(clock.now()) > timedelta(hours=1)  # type: ignore[operator]
    assert "within 2 hours" in ada.opens(receipt).text
    clock.forward(weeks=5)
    assert "usually within a day" in ada.opens(receipt).text
    assert db.session.query(Decision).count() == 12


def test_nobody_is_promised_an_hour_while_nobody_reads(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    clock.at("2026-11-27T16:00")
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    for n in range(10):
        ada.comments(open_article, f"number {n} of many")
    nora.approves_everything()
    receipt = ada.comments(open_article, "the one that waits")
    clock.forward(seconds=11)
    assert "were read within an hour" in ada.opens(receipt).text
    clock.forward(hours=2)
    page = ada.opens(receipt)
    assert "the next time begins Monday" in page.text
    assert "within an hour" not in page.text


def test_every_moment_says_by_whose_clocks(
    ada: Reader, nora: ModeratorAtWork, content: ContentFolder, app: Flask, clock: Clock, open_article: str
) -> None:
    site = content.path.joinpath("site.toml").read_text()
    content.site(text=site.replace('timezone = "UTC"', 'timezone = "America/New_York"'))
    app.extensions["understory.library"].refresh()
    clock.at("2026-11-25T18:10")
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    form = ada.previews(open_article, "held for an hour").page.form("/comments")
    held = ada.asks(form.action, {**form.fields, "hold": "1"}).location
    assert _timed(ada.opens(held)) == [("2026-11-25T19:10", "Nov 25, 2026, 2:10 PM (New York time)")]
    assert "held until Nov 25, 2026, 2:10 PM (New York time) as you asked" in _plain(ada.opens(held))
    noted = ada.comments(open_article, "which gets a note")
    nora.rejects("gets a note", reason="advice", note="Your care shows.")
    clock.at("2026-11-25T18:20")
    assert _timed(ada.opens(noted)) == [("2026-11-25T18:10", "Nov 25, 2026, 1:10 PM (New York time)")]
    ada.withdraws(noted)
    app.extensions["understory.library"].refresh()
    with app.app_context():
        assert comments.forget_withdrawn()
    gone = ada.opens(noted)
    assert "were gone on Nov 25, 2026, 1:20 PM (New York time)." in _plain(gone)
    assert _timed(gone) == [("2026-11-25T18:20", "Nov 25, 2026, 1:20 PM (New York time)")]


def _plain(page: Page) -> str:
    return page.text.replace("\u202f", " ")


def _timed(page: Page) -> list[tuple[str, str]]:
    """The marked moments of a page that say a time: as machines read them, to the minute, and as people do."""
    times = [((one.get("datetime") or "")[:16], (one.text or "").replace("\u202f", " ")) for one in page.root.iter("time")]
    return [(at, said) for at, said in times if ":" in said]


def test_outside_the_hours_form_and_receipt_say_so_and_the_cache_knows_when_it_ends(
    ada: Reader, ben: Reader, clock: Clock, open_article: str
) -> None:
    said = "Nobody is reading right now. Comments are read Monday to Friday, 9:00"
    clock.at("2026-11-27T16:59:30")
    receipt = ada.comments(open_article, "sent before the weekend")
    assert said not in ben.asks(f"/articles/{open_article}").page.text
    assert said not in ada.opens(receipt).text
    clock.forward(seconds=31)
    for page in (ben.asks(f"/articles/{open_article}").page, ada.opens(receipt)):
        assert said in " ".join(page.text.split()).replace("\u202f", " ")
        assert "Monday, 9:00" in page.text.replace("\u202f", " ")
        assert page.link("If you need someone now") == "#help"
        assert page.has("help")
    clock.at("2026-11-30T09:00:01")
    assert said not in ben.asks(f"/articles/{open_article}").page.text


def test_a_browser_remembers_receipts_and_shows_the_comment_in_its_place(
    ada: Reader, ben: Reader, visitor: Visitor, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ben.comments(open_article, "said by Ben")
    first = nora.approves("said by Ben")
    ben.comments(open_article, "said by Ben later")
    nora.approves("Ben later")
    clock.forward(seconds=11)
    before = visitor.asks(f"/articles/{open_article}").body
    receipt = ada.comments(open_article, "only mine", parent=first)
    seen = ada.asks(f"/articles/{open_article}")
    text = seen.page.text
    assert text.index("said by Ben") < text.index("only mine") < text.index("said by Ben later")
    assert "only you see this" in text
    assert seen.page.link("Your receipt") == receipt
    assert seen.headers["Cache-Control"] == "private, no-cache"
    assert "1 comment" not in text, "a comment that waits is not counted"
    ada.door.forget()
    assert ada.asks(f"/articles/{open_article}").body == before


def test_readers_get_the_same_bytes_with_and_without_a_cookie(ada: Reader, ben: Reader, open_article: str) -> None:
    plain = ben.asks(f"/articles/{open_article}").body
    ada.previews(open_article, "looked at and not sent")
    assert ada.asks(f"/articles/{open_article}").body == plain


def test_a_receipt_of_a_sensitive_article_is_remembered_only_on_request(ada: Reader) -> None:
    receipt = ada.comments("a-hard-night", "written at night")
    assert "written at night" not in ada.asks("/articles/a-hard-night").text
    page = ada.opens(receipt)
    ada.submits(page.form("/keep"), "Remember it here")
    assert "written at night" in ada.asks("/articles/a-hard-night").text
    ada.submits(ada.opens(receipt).form("/keep"), "Forget it here")
    assert "written at night" not in ada.asks("/articles/a-hard-night").text


def test_a_sensitive_articles_receipt_opens_with_help_and_who_reads_it(ada: Reader, clock: Clock) -> None:
    clock.at("2026-11-28T03:00")
    text = ada.opens(ada.comments("a-hard-night", "written at night")).text
    assert text.index("988") < text.index("Thank you")
    for said in ("the moderators of this site", "Nobody is reading right now", "It may be days before somebody sees"):
        assert said in text
    assert "spam" not in text.lower()


def test_words_that_suggest_danger_are_never_held_and_their_receipt_opens_with_help(
    ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    form = ada.previews(open_article, "I want to die").page.form(f"/articles/{open_article}/comments")
    receipt = ada.asks(form.action, {**form.fields, "hold": "1"}).location
    assert "I want to die" in nora.finds("I want to die").text
    page = ada.opens(receipt)
    assert page.text.index("988") < page.text.index("Thank you")
    (lines,) = page.within("help").iter("details")
    assert lines.get("open") is not None
    assert "the moderators of this site" in page.text
    for said in ("spam", "held", "danger", "suspect"):
        assert said not in page.text.lower()


def test_an_edit_that_suggests_danger_ends_the_pause(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    form = ada.previews(open_article, "an ordinary evening").page.form(f"/articles/{open_article}/comments")
    receipt = ada.asks(form.action, {**form.fields, "hold": "1"}).location
    assert nora.queue() == []
    ada.edits(receipt, "I want to kill myself tonight")
    assert nora.finds("kill myself")


def test_the_cookie_keeps_the_newest_fifty_receipts_and_stays_small_enough(ada: Reader, open_article: str) -> None:
    receipts = [ada.comments(open_article, f"number {n}") for n in range(52)]
    cookie = str(ada.asks(f"{receipts[-1]}/keep", {}).headers["Set-Cookie"])
    assert len(cookie) < 4096
    text = ada.asks(f"/articles/{open_article}").text
    assert [f">number {n}<" in text for n in (0, 1, 2, 51)] == [False, False, True, True]


def test_no_log_line_holds_a_receipts_address(
    ada: Reader, nora: ModeratorAtWork, app: Flask, db: SQLAlchemy, caplog: pytest.LogCaptureFixture, open_article: str
) -> None:
    caplog.set_level(logging.DEBUG)
    receipt = ada.comments(open_article, "words for no log", name="Adalbertine")
    ada.edits(receipt, "other words for no log")
    ada.asks(f"{receipt}/edit/preview", {"body": "words for no log, looked at"})
    db.session.execute(update(Comment).values(content_note="x", face=-(10**6)))
    db.session.commit()
    ada.asks(f"{receipt}/nowhere")
    ada.asks(receipt, {"forged": "post"})
    assert receipt.removeprefix("/receipts/") not in caplog.text
    assert "words for no log" not in caplog.text
    assert "Adalbertine" not in caplog.text


def test_two_pseudonyms_of_one_author_share_nothing_that_a_page_shows(
    app: Flask, nora: ModeratorAtWork, clock: Clock, content: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What all pages about two comments of one author have in common stands on those about strangers' comments, too.

    The keys are always the same here: two pictures of one author are alike now and then, as those of two authors are.
    """
    keys_of_readers = (f"reader {number}" for number in count())
    monkeypatch.setattr(Commenter, "new", lambda: Commenter(next(keys_of_readers)))
    with app.app_context():
        database.session.add(Key(name=AUTHORS, value="6f" * 32, made_at=clock.now()))
        database.session.commit()
    author, told = Reader(AppDoor(app)), {}
    for slug, said in (("first", "amber"), ("second", "birch"), ("nobody-known", "cedar")):
        content.article(slug)
        app.extensions["understory.library"].refresh()
        one = Reader(AppDoor(app)) if slug == "nobody-known" else author
        one.comments(slug, said, name="")
        Reader(AppDoor(app)).comments(slug, "by somebody else", name="")
        number = nora.approves(said)
        nora.approves("by somebody else")
        clock.forward(seconds=11)
        told[slug] = _told_about(Reader(AppDoor(app)), slug, number)
        assert said in told[slug]
    assert told["first"] & told["second"] - told["nobody-known"] == set()


def _told_about(reader: Reader, slug: str, number: int) -> set[str]:
    """Every word, number, address and name of a class on every page about a comment, moments apart, and each whole picture."""
    under = (f"/articles/{slug}", f"/articles/{slug}?order=newest", f"/articles/{slug}/comments.xml")
    about = (f"/articles/{slug}/reply/{number}", f"/comments/{number}", f"/comments/{number}/report")
    answers = [reader.asks(path) for path in (*under, *about)]
    assert {answer.status for answer in answers} == {200, 302}
    text = "".join(f"{answer.headers.get('Location')} {answer.text}" for answer in answers)
    picture, moment = r'<svg class="face [^>]*>.*?</svg>', r'data-since="\d+"|\d{4}-\d\d-\d\dT[\d:.]+'
    return {*re.split(r"[^\w-]+", re.sub(f"{picture}|{moment}", "", text)), *re.findall(picture, text)}


def test_traces_that_outlive_their_time_are_not_promised_to_go_within_a_minute(
    ada: Reader, clock: Clock, db: SQLAlchemy, open_article: str
) -> None:
    receipt = ada.comments(open_article, "taken back where nobody clears up")
    ada.withdraws(receipt)
    db.session.execute(update(Comment).values(forgotten_at=None))
    db.session.commit()
    assert "go within a minute" in ada.opens(receipt).text
    clock.forward(seconds=180)
    page = ada.opens(receipt)
    assert "should be gone by now, and are not yet" in page.text
    assert "within a minute" not in page.text


# --- changed words are seen before they are saved --------------------------------------------------------------------


def changed(ada: Reader, receipt: str, words: str, **headers: str) -> Answer:
    """What is answered when somebody asks how changed words will look."""
    return ada.asks(f"{receipt}/edit/preview", {"body": words, "content_note": "loss"}, **headers)


def test_looking_at_changed_words_changes_nothing_and_is_kept_nowhere(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    receipt = ada.comments(open_article, "the first words")
    for headers in ({}, {"In_Place": "1"}):
        shown = changed(ben, receipt, "the *second* words", **headers)  # who holds the address is its author
        assert shown.status == 200
        assert "<em>second</em>" in shown.text
        assert "Mentions a loss" in shown.page.text
        assert shown.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in shown.headers
    assert ("<html" in changed(ada, receipt, "x").text, "<html" in changed(ada, receipt, "x", In_Place="1").text) == (True, False)
    assert "the first words" in ada.opens(receipt).text
    assert "second" not in ada.opens(receipt).text + nora.finds("the first words").text


def test_changed_words_that_cannot_be_saved_come_back_with_what_is_wrong(ada: Reader, open_article: str) -> None:
    receipt = ada.comments(open_article, "the first words")
    for words, says in (("too long " * 1000, "too long"), ("> " * 60 + "deep", "too many"), ("a bell \x07", "control character")):
        for headers in ({}, {"In_Place": "1"}):
            answer = changed(ada, receipt, words, **headers)
            assert answer.status == 422
            assert says in answer.page.text
    assert changed(ada, receipt, "too long " * 1000).page.form("/edit").fields["body"] == "too long " * 1000
    ada.withdraws(receipt)
    gone = changed(ada, receipt, "changed on a page that was open before")
    assert gone.status == 410
    assert gone.page.form("/edit").fields["body"] == "changed on a page that was open before"
    assert ada.asks("/receipts/" + "A" * 43 + "/edit/preview", {"body": "words of nobody"}).status == 404


@pytest.mark.settings(RATE_LIMIT="1/10 minutes")
def test_looking_at_changed_words_costs_no_turn(ada: Reader, open_article: str) -> None:
    receipt = ada.comments(open_article, "the first words")
    for n in range(3):
        assert changed(ada, receipt, f"looked at {n}").status == 200
    assert ada.edits(receipt, "changed").status == 303
    refused = ada.edits(receipt, "changed again")
    assert refused.status == 429
    assert refused.page.form("/edit").fields["body"] == "changed again"


def test_nobody_in_danger_is_told_hours_where_it_may_be_days(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, "said on friday")
    number = nora.approves("said on friday")
    reported = f"/comments/{number}/reported?heard=first"
    for at, soon in (("2026-11-27T18:00", "may be days"), ("2026-11-30T10:00", "may be hours")):
        clock.at(at)
        answers = [ada.previews(open_article, "I want to die"), ben.asks(reported)]
        answers.append(ada.asks(f"/articles/{open_article}/comments/preview", {"body": "I want to die"}, In_Place="1"))
        for answer in answers:
            assert [words for words in ("may be days", "may be hours") if words in answer.text] == [soon]


def test_nobody_is_asked_again_about_what_was_done_in_another_tab(ada: Reader, open_article: str) -> None:
    receipt = ada.comments(open_article, "under a name", name="Adalbertine")
    ada.asks(f"{receipt}/anonymise", {})
    asked = ada.asks(f"{receipt}/anonymise")
    assert (asked.status, asked.location) == (303, receipt)
    ada.withdraws(receipt)
    for act in ("edit", "anonymise", "withdraw"):
        asked = ada.asks(f"{receipt}/{act}")
        assert (asked.status, asked.location) == (303, receipt), act


@pytest.mark.parametrize("headers", [{}, {"In_Place": "1"}], ids=["on a page of its own", "in place"])
def test_changed_words_do_not_take_the_place_of_others_that_were_saved_meanwhile(
    ada: Reader, nora: ModeratorAtWork, open_article: str, headers: dict[str, str]
) -> None:
    receipt = ada.comments(open_article, "as it was")
    left_open = ada.reads(f"{receipt}/edit").form("/edit")
    ada.edits(receipt, "an hour's work")
    looked_at = ada.asks(f"{receipt}/edit/preview", left_open.fields | {"body": "from a tab left open"}, **headers)
    carried = looked_at.page.root.find(".//{*}input[@name='revision']")
    assert carried is not None
    assert carried.get("value") == left_open.fields["revision"], "looking at words does not make them newer"
    answer = ada.asks(f"{receipt}/edit", left_open.fields | {"body": "from a tab left open"}, **headers)
    assert answer.status == 409
    assert _in_order(answer.page, "You saved other words since you opened this", "What you saved meanwhile", "an hour's work")
    assert "an hour's work" in ada.opens(receipt).text
    newer = answer.page.root.find(".//{*}input[@name='revision']")
    assert newer is not None
    again = {**left_open.fields, "body": "from a tab left open", "revision": newer.get("value") or ""}
    for _twice in range(2):
        assert ada.asks(f"{receipt}/edit", again).status == 303
    assert "from a tab left open" in nora.asks("/moderation").text
