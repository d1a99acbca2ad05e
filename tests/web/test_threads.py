"""The thread on its pages: what stands where, which address leads there, and that nothing shows before its time."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app import paths
from app.comments import Comment, Face
from app.comments.receipt import hash_of
from app.db import db
from tests.journeys.planting import plant_chain
from tests.support.content import SITE, ContentFolder
from tests.support.fixtures.house import Clock
from tests.support.pages import words
from tests.support.people import ModeratorAtWork, Reader

HERE = "/articles/a-quiet-hour"


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    """Pages of four comments, so that a few are many."""
    content.site(text=SITE.format(language="en", timezone="UTC").replace("[comments]", "[comments]\nper_page = 4"))
    return content


def plant(app: Flask, *branches: int) -> list[int]:
    """Plant branches of so many comments; the number of the last of each."""
    with app.app_context():
        return [
            plant_chain("a-quiet-hour", [(f"{branch}.{n}", f"Words {branch}.{n}.") for n in range(branch)]) for branch in branches
        ]


def test_pages_end_between_branches_and_a_long_one_goes_on(app: Flask, ada: Reader) -> None:
    plant(app, 3, 2, 9, 1)
    shown = [list(ada.sees(f"a-quiet-hour?comments={page}").values()) for page in (1, 2, 3, 4)]
    assert [len(page) for page in shown] == [3, 4, 4, 4]
    assert shown[1][:2] == ["Words 2.0.", "Words 2.1."]
    assert shown[3][-1] == "Words 1.0."
    broken, goes_on = ada.reads(f"{HERE}?comments=2"), ada.reads(f"{HERE}?comments=3")
    assert "Skip to the one after it" in broken.text
    assert ada.follows(ada.asks(broken.link("Skip to the one after it"))).path == f"{HERE}?comments=4"
    assert "the conversation that 9.0 began" in goes_on.text


def test_every_comment_has_an_address_that_leads_to_its_page(app: Flask, ada: Reader) -> None:
    lasts = plant(app, 3, 2, 9, 1)
    assert [ada.asks(f"/comments/{last}").location for last in lasts] == [
        HERE,
        f"{HERE}?comments=2",
        f"{HERE}?comments=4",
        f"{HERE}?comments=4",
    ]


def test_newest_first_turns_the_branches_and_not_the_answers(app: Flask, ada: Reader) -> None:
    plant(app, 2, 3, 1)
    page = ada.reads(HERE)
    newest = ada.reads(page.link("Newest first").split("#")[0])
    assert list(ada.sees("a-quiet-hour?order=newest").values()) == ["Words 1.0.", "Words 3.0.", "Words 3.1.", "Words 3.2."]
    assert newest.link("Earlier comments") == f"{HERE}?comments=2&order=newest#comments"
    assert newest.link("Oldest first") == f"{HERE}#comments"
    text = ada.asks(f"{HERE}?order=newest").text
    assert 'content="noindex"' in text
    assert f'<link rel="canonical" href="http://localhost{HERE}">' in text


def test_what_is_no_page_is_not_one(app: Flask, ada: Reader) -> None:
    plant(app, 3, 3)
    assert ada.asks(f"{HERE}?comments=9999").location == f"{HERE}?comments=2"
    assert ada.asks(f"{HERE}?comments=9999&order=newest").location == f"{HERE}?comments=2&order=newest"
    assert ada.asks(f"{HERE}?order=best").status == 404


def test_a_branch_folds_under_the_comment_that_began_it(app: Flask, ada: Reader) -> None:
    plant(app, 1, 3)
    text = ada.asks(HERE).text
    assert re.findall(r"<summary>(\d answers?)</summary>", text) == ["2 answers"]
    assert text.count('<details class="answers" open>') == 1


def test_an_answer_to_a_withdrawn_comment_names_nobody_and_leads_to_its_note(
    app: Flask, content: ContentFolder, ada: Reader
) -> None:
    deep = [(f"Reader {n}", f"Words {n}.") for n in range(6)]
    with app.app_context():
        last = plant_chain("a-quiet-hour", [*deep, ("Adalbertine", "Taken back."), ("Ben", "The answer.")])
        parent = db.session.get_one(Comment, last - 1)
        receipt = "r" * 43
        parent.receipt_hash = hash_of(receipt)
        pseudonym = Face(parent.face).name
        db.session.commit()
    ada.withdraws(paths.receipt(receipt))
    pages = [ada.asks(f"{HERE}?comments={page}").page for page in (1, 2)]
    answer = next(page.within(f"comment-{last}") for page in pages if page.has(f"comment-{last}"))
    assert "answering a withdrawn comment" in words(answer)
    assert pages[1].link("answering a withdrawn comment") == f"#comment-{last - 1}"
    assert not any(name in page.text for page in pages for name in (pseudonym, "Adalbertine"))
    assert ada.asks(f"/comments/{last - 1}").status == 404
    site = SITE.format(language="en", timezone="UTC").replace("[comments]", "[comments]\nper_page = 7")
    content.site(text=site)
    app.extensions["understory.library"].refresh()
    alone = ada.reads(f"{HERE}?comments=2")
    assert "answering a withdrawn comment" in alone.text
    assert "answering a withdrawn comment" not in [name for name, _ in alone.links()], "its note stands on another page"


def test_whoever_moderates_or_wrote_the_article_is_marked(app: Flask, content: ContentFolder, ada: Reader) -> None:
    content.article("by-tomas", author="tomas")
    with app.app_context():
        last = plant_chain(
            "by-tomas", [("Tomas Ferro", "A reader of that name."), ("Nora", "Staff."), ("Tomas Ferro", "The author.")]
        )
        for number in (last - 1, last):
            db.session.get_one(Comment, number).moderator_id = 1
        db.session.commit()
        site_names = app.extensions["understory.library"].current.site.authors
        db.session.get_one(Comment, last).name = site_names["tomas"].name
        db.session.commit()
    page = ada.asks("/articles/by-tomas").text
    assert re.findall(r'<span class="mark">([^<]+)</span>', page) == ["moderator", "wrote the article"]


def test_nothing_is_kept_in_the_browser_about_a_sensitive_article(app: Flask, content: ContentFolder, ada: Reader) -> None:
    content.article("hard", sensitive=True)
    plant(app, 1)
    with app.app_context():
        plant_chain("hard", [(None, "Words.")])
    assert [("data-since" in text, "seen." in text) for text in (ada.asks(HERE).text, ada.asks("/articles/hard").text)] == [
        (True, True),
        (False, False),
    ]


def test_not_one_byte_changes_before_a_decision_is_in_force(
    clock: Clock, ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    first = ada.comments(open_article, "The first words.")
    number = nora.approves("The first words.")
    clock.forward(seconds=11)

    def pages() -> list[bytes]:
        feed = f"/articles/{open_article}/comments.xml"
        return [ben.asks(path).body for path in (HERE, f"{HERE}?order=newest", "/", feed, "/feed.xml")]

    shown = pages()
    ben.comments(open_article, "An answer.", parent=number)
    ben.door.forget()
    nora.approves("An answer.")
    assert pages() == shown
    nora.undoes()
    assert pages() == shown
    nora.approves("An answer.")
    clock.forward(seconds=11)
    after = pages()
    assert all(new != old for new, old in zip(after[:4], shown[:4], strict=True))
    assert "2 comments" in ben.reads("/").text
    ada.withdraws(first)
    assert "1 comment" in ben.reads("/").text
    assert list(ben.sees(open_article).values()) == ["This comment was withdrawn by its author.", "An answer."]
