"""What a receipt tells its author, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app import moderation, paths
from app.articles import Article, library
from app.comments import Face, Receipt, Status, shown_words
from app.config import settings
from app.language import _
from app.site import Reason


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """The receipt as its page shows it. `status` is what is in force, `html` the author's latest words, None where erased."""

    status: Status
    status_words: str
    html: Markup | None
    name: str
    hue: int
    leaf: int
    at: datetime
    article: Article | None
    address: str
    public_path: str | None
    reason: Reason | None
    notes: list[str]
    edit_waits: bool
    hidden_by_parent: bool

    @classmethod
    def of(cls, receipt: Receipt, at: datetime) -> ReceiptPage:
        """Read what is in force at a moment."""
        comment, status = receipt.comment, receipt.status_at(at)
        seen, newest, face = receipt.is_seen(at), receipt.newest(), Face(comment.face)
        hidden = comment.is_public(at) and not seen
        decided = moderation.in_force(comment.id, at)
        refused = decided is not None and decided.verdict == moderation.Verdict.REJECTED and status is Status.REJECTED
        return cls(
            status=status,
            status_words=_words(status, hidden=hidden, edit_waits=receipt.edit_waits(at)),
            html=shown_words(newest) if newest else None,
            name=comment.name or face.name,
            hue=face.hue,
            leaf=face.leaf,
            at=comment.posted_at,
            article=library().with_id(comment.article_id),
            address=paths.absolute(paths.receipt(receipt.token), settings().site_url),
            public_path=paths.comment(comment.id) if seen else None,
            reason=library().site.reason(decided.reason) if refused and decided and decided.reason else None,
            notes=[note.text for note in receipt.notes(at)],
            edit_waits=receipt.edit_waits(at),
            hidden_by_parent=hidden,
        )


def _words(status: Status, *, hidden: bool, edit_waits: bool) -> str:
    """The true word on what happened and what happens next."""
    if hidden:
        return _("Your comment was approved. It does not show at the moment, because the comment it answers is not public.")
    if edit_waits:
        return _("Your comment is public in its earlier words. A person will read the new ones before they appear.")
    return {
        Status.PENDING: _("Your comment is safe and waits for a person to read it. Nobody else sees it until then."),
        Status.APPROVED: _("Your comment was read, and it is public."),
        Status.REJECTED: _("Your comment was read by a person, who decided not to publish it."),
        Status.SPAM: _("Your comment was read by a person, who decided not to publish it."),
        Status.WITHDRAWN: _("You took this comment back. Its words and its name are erased."),
        Status.ERASED: _("This comment was erased. Nothing of its words is left."),
    }[status]
