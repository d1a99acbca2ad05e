"""What a receipt says: true sentences on what happened, what happens next, who reads this and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from app.articles import library
from app.comments import Status
from app.language import _, ngettext, spoken, zoned
from app.site import hours_in_words, next_begin_in_words


class Edit(Enum):
    """What is in force about words that are newer than the public ones."""

    WAITS = "waits"
    REFUSED = "refused"


class Hidden(Enum):
    """What keeps an approved comment from readers, while nobody has decided against it."""

    ARTICLE = "article"
    COMMENTS = "comments"
    ANSWERED = "answered"


def status_words(status: Status, *, held_until: datetime | None, hidden: Hidden | None, edit: Edit | None, worded: bool) -> str:
    """The true word on what happened and what happens next; `worded`: some words of the comment are kept still."""
    if held_until:
        return _("Your comment is safe, and held until %(moment)s as you asked. Nobody sees it.", moment=zoned(held_until))
    if hidden:
        return {
            Hidden.ARTICLE: _("Your comment was approved. It does not show at the moment, because its article is not public."),
            Hidden.COMMENTS: _(
                "Your comment was approved. It does not show at the moment, because its article shows no comments now."
            ),
            Hidden.ANSWERED: _(
                "Your comment was approved. It does not show at the moment, because the comment it answers is not public."
            ),
        }[hidden]
    if edit is Edit.WAITS:
        return _("Your comment is public in its earlier words. A person will read the new ones before they appear.")
    if edit is Edit.REFUSED:
        return _("Your new words were read, and not published. Your comment stands in its earlier words.")
    if status in (Status.REJECTED, Status.SPAM) and not worded:
        return _(
            "Your comment was read by a person, who decided not to publish it. Its words were kept for a while and are erased"
            " now."
        )
    return {
        Status.PENDING: _("Your comment is safe and waits for a person to read it. Nobody else sees it until then."),
        Status.APPROVED: _("Your comment was read, and it is public."),
        Status.REJECTED: _("Your comment was read by a person, who decided not to publish it."),
        Status.SPAM: _("Your comment was read by a person, who decided not to publish it."),
        Status.WITHDRAWN: _("You took this comment back. Its words and its name are erased."),
        Status.ERASED: _("This comment was erased. Nothing of its words is left."),
    }[status]


def how_long(usual: timedelta | None) -> str | None:
    """How long it usually takes: as it was lately, or else as the site promises; None where nobody can say."""
    promise = library().site.comments.promise
    if usual is not None:
        return _("Lately, most comments were read %(within)s.", within=_within(usual))
    return _("A person will read it, %(promise)s.", promise=promise) if promise else None


def who_reads(at: datetime) -> list[str]:
    """Who reads this, and when, in sentences that are true at this moment."""
    hours = library().site.comments.read_when
    said = [_("People read this, not machines: the moderators of this site, one of whom decides.")]
    if hours is None:
        return said
    if hours.are_now(at, spoken().zone):
        return [*said, _("Comments are read %(hours)s, so now is one of those times.", hours=hours_in_words(hours))]
    return [*said, nobody_now(at) or ""]


def how_soon(at: datetime) -> str:
    """How long it may take where somebody should not rely on us."""
    hours = library().site.comments.read_when
    if hours and not hours.are_now(at, spoken().zone) and hours.next_begin(at, spoken().zone) - at > timedelta(days=1):
        return _("It may be days before somebody sees your words.")
    return _("It may be hours before somebody sees your words.")


def nobody_now(at: datetime) -> str | None:
    """Outside the hours in which comments are read: that it is so, and until when; None inside them or without any."""
    hours = library().site.comments.read_when
    if hours is None or hours.are_now(at, spoken().zone):
        return None
    return _(
        "Nobody is reading right now. Comments are read %(hours)s; the next time begins %(begin)s.",
        hours=hours_in_words(hours),
        begin=next_begin_in_words(hours, at),
    )


def _within(wait: timedelta) -> str:
    hours = -(-int(wait.total_seconds()) // 3600)
    if hours <= 1:
        return _("within an hour")
    if hours < 24:
        return ngettext("within %(num)s hour", "within %(num)s hours", hours)
    return ngettext("within a day", "within %(num)s days", -(-hours // 24))
