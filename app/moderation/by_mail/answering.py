"""Answering: deciding through an address that was sent, which works once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from app.db import db, now
from app.moderation.by_mail.mailed_card import Ended, LinkEnded, LinkNotFound, MailedCard
from app.moderation.deciding import AlreadyDecided, WordsChanged, decide, hand_over
from app.moderation.decision import Decision, Verdict
from app.moderation.undoing import undo
from app.moderation.writing import write_to_author


def decide_by_mail(card: MailedCard, verdict: Verdict, *, reason: str | None = None, note: str | None = None) -> Decision:
    """Decide on the words that the address was sent for, as the moderator it was sent to.

    Raises:
        LinkEnded: it was used before, or somebody wrote or decided in this very moment.
        LinkNotFound: it was not sent for such a verdict.
        CommentTakenBack: the author withdrew the comment.
    """
    if verdict not in card.verdicts:
        raise LinkNotFound
    number, comment_id, revision_id, by = card.id, card.comment_id, card.revision_id, card.moderator
    _use_up(number)
    try:
        made = decide(comment_id, revision_id, verdict, by=by, reason=reason, note=note)
    except WordsChanged:
        raise LinkEnded(Ended.CHANGED) from None
    except AlreadyDecided as error:
        raise LinkEnded(Ended.DECIDED, error.decision) from None
    except BaseException:
        _give_back(number)
        raise
    db.session.execute(update(MailedCard).where(MailedCard.id == number).values(decision_id=made.id))
    db.session.commit()
    return made


def write_by_mail(card: MailedCard, text: str) -> None:
    """Put a note on the comment's receipt and decide nothing: the address stays as good as before.

    Raises:
        CommentGone, NothingWritten, NoteTooLong: as with every note.
    """
    write_to_author(card.comment_id, text, by=card.moderator)


def hand_over_by_mail(card: MailedCard, *, note: str | None = None) -> None:
    """Leave the comment to somebody else; the address has done its duty, and a `note` that was begun stands on the desk.

    Raises:
        LinkEnded: it was used before, or somebody decided in this very moment.
        CommentTakenBack: the author withdrew the comment.
        NoteTooLong: the note is longer than a letter; the address is as good as before.
    """
    number, comment_id, by = card.id, card.comment_id, card.moderator
    _use_up(number)
    try:
        hand_over(comment_id, by=by, note=note)
    except AlreadyDecided as error:
        raise LinkEnded(Ended.DECIDED, error.decision) from None
    except BaseException:
        _give_back(number)
        raise


def undo_by_mail(card: MailedCard) -> Decision:
    """Put back what was before the decision that was made with this address.

    Raises:
        LinkNotFound: none was.
        TooLateToUndo, AlreadyDecided, CommentTakenBack: as with every undoing.
    """
    if card.decision_id is None:
        raise LinkNotFound
    return undo(card.decision_id, by=card.moderator)


def _use_up(number: int) -> None:
    used: Any = db.session.execute(
        update(MailedCard).where(MailedCard.id == number, MailedCard.used_at.is_(None)).values(used_at=now())
    )
    db.session.commit()
    if used.rowcount != 1:
        raise LinkEnded(Ended.USED)


def _give_back(number: int) -> None:
    """Nothing was decided: whatever was in the way, the address is as good as before."""
    db.session.rollback()
    db.session.execute(update(MailedCard).where(MailedCard.id == number).values(used_at=None))
    db.session.commit()
