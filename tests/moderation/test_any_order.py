"""Any order: however decisions, new words, reports and undoing follow each other within the window, readers see what a plain
list of "from this moment on, these words" says."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.accounts import Moderator
from app.articles import library
from app.comments import (
    Comment,
    Commenter,
    CommentNotPublic,
    Receipt,
    Revision,
    Status,
    Submission,
    counts,
    edit,
    new_form_key,
    recent_public,
    report,
    submit,
)
from app.db import now
from app.moderation import Decision, TooLateToUndo, Verdict, decide, standing, undo
from tests.support.fixtures.house import Clock

WINDOW = timedelta(seconds=10)
WALKS, STEPS = 20, 7

Shown = int | None
"""The revision that readers see, if they see one."""


@dataclass
class Happened:
    """A decision on a revision (`refused` or not, while a report waited or not), or new words of the author's."""

    at: datetime
    revision: int
    decision: Decision | None = None
    reported: bool = False


def plain(story: list[Happened]) -> list[tuple[datetime, Shown]]:
    """From which moment on which words show, after all this."""
    shows: list[tuple[datetime, Shown]] = []
    for one in story:
        now_shown = at(shows, one.at)
        past = [entry for entry in shows if entry[0] <= one.at]
        coming = [entry for entry in shows if entry[0] > one.at]
        shows = past + _coming(one, now_shown, coming)
    return shows


def _coming(one: Happened, shown: Shown, coming: list[tuple[datetime, Shown]]) -> list[tuple[datetime, Shown]]:
    effect = one.at + WINDOW
    ends = [entry for entry in coming if entry[1] is None]
    if one.decision is None:
        return coming if shown else []
    if one.decision.verdict == Verdict.APPROVED:
        if shown == one.revision:
            return []
        already = [entry for entry in coming if entry[1] == one.revision]
        return ends + (already or [(effect, one.revision)])
    if shown is None:
        return []
    if shown == one.revision or one.reported:
        return ends or [(effect, None)]
    return [entry for entry in coming if entry[1] != one.revision]


def at(shows: list[tuple[datetime, Shown]], moment: datetime) -> Shown:
    """What a list says about one moment."""
    begun = [revision for since, revision in shows if since <= moment]
    return begun[-1] if begun else None


class Story:
    """One comment, and people doing at random what can be done with it."""

    def __init__(self, db: SQLAlchemy, clock: Clock, slug: str, seed: int) -> None:
        self.db, self.clock, self.dice = db, clock, random.Random(seed)
        self.nora = db.session.scalars(select(Moderator)).one()
        self.article = library().find(slug, now())
        words = Submission(f"The words of story {seed}", f"Reader {seed}", new_form_key(), None)
        self.receipt = submit(self.article, words, by=Commenter.new(), max_length=4000)
        self.happened: list[Happened] = []
        self.told: list[str] = []
        self.reported = False

    def begins(self) -> None:
        """Most begin with a comment that is public."""
        if self.dice.random() < 0.7:
            self.approves()
            self.clock.forward(seconds=11)

    def acts(self) -> None:
        act = self.dice.choice([self.approves, self.refuses, self.refuses, self.edits, self.edits, self.undoes, self.reports])
        self.told.append(act.__name__)
        act()
        self.told.append(f"{self.waits()} s")

    def approves(self) -> None:
        self.decides(Verdict.APPROVED)

    def refuses(self) -> None:
        self.decides(self.dice.choice([Verdict.REJECTED, Verdict.SPAM]))

    def decides(self, verdict: Verdict) -> None:
        comment, last = self.comment(), standing(self.receipt.comment_id)
        made = decide(comment.id, comment.revision_id or 0, verdict, by=self.nora, after=last.id if last else None)
        if last is None or made.id != last.id:
            self.happened.append(Happened(made.decided_at, made.revision_id, made, self.reported))
            self.reported = False

    def edits(self) -> None:
        edit(Receipt(self.receipt.token, self.receipt.comment_id), f"Other words {self.dice.random()}", max_length=4000)
        newest = self.db.session.get_one(Revision, self.comment().revision_id)
        self.happened.append(Happened(newest.written_at, newest.id))

    def undoes(self) -> None:
        last = standing(self.receipt.comment_id)
        if last is None:
            return
        with suppress(TooLateToUndo):
            undo(last.id, by=self.nora)
            (gone,) = (one for one in self.happened if one.decision and one.decision.id == last.id)
            self.happened.remove(gone)
            self.reported = self.reported or gone.reported

    def reports(self) -> None:
        with suppress(CommentNotPublic):
            report(self.receipt.comment_id, reason=None, words="This is about me.", by=Commenter.new())
            self.reported = True

    def waits(self) -> int:
        seconds = self.dice.choice([1, 1, 2, 3, 3, 4, 11])
        self.clock.forward(seconds=seconds)
        return seconds

    def comment(self) -> Comment:
        self.db.session.rollback()
        return self.db.session.get_one(Comment, self.receipt.comment_id)


@pytest.mark.parametrize("part", range(2))
def test_readers_see_what_a_plain_list_says(db: SQLAlchemy, clock: Clock, open_article: str, part: int) -> None:
    article_id, others = library().find(open_article, now()).identity, 0
    for seed in range(part * WALKS, (part + 1) * WALKS):
        story = Story(db, clock, open_article, seed)
        story.begins()
        for _ in range(STEPS):
            story.acts()
            shows, comment, present = plain(story.happened), story.comment(), now()
            counted = [present + timedelta(seconds=seconds) for seconds in (0, 4, 8)]
            numbers = [others + bool(at(shows, moment)) for moment in counted]
            assert [counts([article_id], moment).get(article_id, 0) for moment in counted] == numbers, story.told
            for seconds in range(0, 24, 2):
                moment = present + timedelta(seconds=seconds)
                wanted = at(shows, moment)
                assert (comment.shown_revision_id(moment) if comment.is_public(moment) else None) == wanted, story.told
                if comment.is_public(moment) and comment.status_from > moment:
                    assert comment.status_at(moment) is Status.APPROVED, story.told
        feed_agrees(story, plain(story.happened))
        clock.forward(seconds=11)
        others += bool(at(plain(story.happened), now()))


def feed_agrees(story: Story, shows: list[tuple[datetime, Shown]]) -> None:
    """What is asked of the database knows the same as the row, now and later."""
    for seconds in (0, 5, 12):
        moment = now() + timedelta(seconds=seconds)
        wanted = at(shows, moment)
        found = [one for one in recent_public(story.article.identity, moment) if one.id == story.receipt.comment_id]
        words = story.db.session.get_one(Revision, wanted).html if wanted else None
        assert [str(one.html) for one in found] == ([words] if words else []), story.told


def test_undoing_does_not_bring_back_words_that_their_author_replaced(db: SQLAlchemy, clock: Clock, open_article: str) -> None:
    story = Story(db, clock, open_article, 1)
    for act in (story.approves, story.refuses, story.edits, story.undoes):
        act()
        clock.forward(seconds=2)
    for _ in range(4):
        assert not story.comment().is_public(now())
        assert story.comment().status_at(now()) is Status.PENDING
        clock.forward(seconds=5)
