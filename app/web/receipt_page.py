"""What a receipt's page shows of its comment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from app import comments, moderation, paths
from app.articles import Article, PageNotFound, library
from app.comments import ContentNote, Face, Note, Receipt, Status, shown_words
from app.config import settings
from app.forgetting import forgets_the_log
from app.moderation import Decision, Verdict
from app.site import Reason
from app.web import own
from app.web.receipt_words import Edit, Hidden, how_long, how_soon, nobody_now, status_words, who_reads

FORGETTING_TAKES = timedelta(minutes=2)
"""When the last traces of erased words are still there after this, nobody is at work who would clear them away."""


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """The receipt as its page shows it. `status` is what is in force, `html` the author's latest words, None where erased.

    Where readers see earlier ones, those are `standing`, and `edit` is what became of the new ones. `article_shows` says whether
    the article is public: otherwise nobody is told its title, which may be a new one.
    `named` says whether a name can still be taken away, `waits` whether somebody has yet to read it, `in_danger`
    whether the words sounded as if somebody is, `asked_by_mail` whether the owner of an address has yet to say yes, `unasked`
    that they were not asked, `forgetting_is_late` that traces of erased words outlive their time, `log_is_forgotten` that they
    leave the database's log as well. `rule_path` leads to the
    house rule behind `reason`.
    """

    token: str
    status: Status
    status_words: str
    how_long: str | None
    how_soon: str
    who_reads: list[str]
    nobody_now: str | None
    html: Markup | None
    standing: Markup | None
    edit: Edit | None
    name: str
    named: bool
    hue: int
    leaf: int
    at: datetime
    content_note: ContentNote | None
    article: Article | None
    article_shows: bool
    address: str
    public_path: str | None
    reason: Reason | None
    rule_path: str | None
    notes: list[Note]
    waits: bool
    held_until: datetime | None
    erased_at: datetime | None
    forgotten_at: datetime | None
    forgetting_is_late: bool
    log_is_forgotten: bool
    remembered: bool
    in_danger: bool
    asked_by_mail: bool
    unasked: bool

    @property
    def handle_with_care(self) -> bool:
        """Whether the article or the words call for help lines before anything else."""
        return self.in_danger or bool(self.article and self.article.sensitive)

    @property
    def gone(self) -> bool:
        """Whether there is nothing left to change: taken back, erased, or turned down longer ago than such words are kept."""
        return self.status in (Status.WITHDRAWN, Status.ERASED) or self.html is None

    @classmethod
    def of(cls, receipt: Receipt, at: datetime) -> ReceiptPage:
        """Read what is in force at a moment."""
        address = comments.notices.subscription_of(receipt.comment_id)
        comment, status = receipt.comment, receipt.status_at(at)
        newest, face = receipt.newest(), Face(comment.face)
        article, decided = library().with_id(comment.article_id), moderation.in_force(comment.id, at)
        hidden = _hidden(receipt, article, at) if comment.is_public(at) else None
        seen = comment.is_public(at) and hidden is None
        held_until = comment.not_before if comment.is_held(at) else None
        standing = receipt.standing(at)
        edit = _edit(receipt, decided) if standing else None
        reason = _reason(decided) if status is Status.REJECTED or edit is Edit.REFUSED else None
        waits = (status is Status.PENDING or edit is Edit.WAITS) and held_until is None
        return cls(
            token=receipt.token,
            status=status,
            status_words=status_words(status, held_until=held_until, hidden=hidden, edit=edit, worded=newest is not None),
            how_long=how_long(moderation.usual_wait(at)) if waits and not nobody_now(at) else None,
            how_soon=how_soon(at),
            who_reads=who_reads(at),
            nobody_now=nobody_now(at),
            html=shown_words(newest) if newest else None,
            standing=shown_words(standing) if standing and standing is not newest else None,
            edit=edit,
            name=comment.name or face.name,
            named=comment.name is not None,
            hue=face.hue,
            leaf=face.leaf,
            at=comment.posted_at,
            content_note=ContentNote.known(comment.content_note),
            article=article,
            article_shows=article is not None and article.is_public(at),
            address=paths.absolute(paths.receipt(receipt.token), settings().site_url),
            public_path=paths.comment(comment.id) if seen else None,
            reason=reason,
            rule_path=_rule_path(reason) if reason else None,
            notes=receipt.notes(at),
            waits=waits,
            held_until=held_until,
            erased_at=comment.erased_at,
            forgotten_at=comment.forgotten_at,
            forgetting_is_late=comment.erased_at is not None and at - comment.erased_at > FORGETTING_TAKES,
            log_is_forgotten=forgets_the_log(),
            remembered=own.is_remembered(receipt.token),
            in_danger=receipt.tells_of_danger(),
            asked_by_mail=address is not None and address.confirmed_at is None,
            unasked=receipt.unasked and address is None,
        )


def _hidden(receipt: Receipt, article: Article | None, at: datetime) -> Hidden | None:
    """Why readers do not see a comment that was approved, or None where they do."""
    if article is None or not article.is_public(at):
        return Hidden.ARTICLE
    if not article.comments_shown:
        return Hidden.COMMENTS
    return None if receipt.is_seen(at) else Hidden.ANSWERED


def _edit(receipt: Receipt, decided: Decision | None) -> Edit:
    """What became of the new words. Being reported afterwards does not make them new again."""
    if decided is None or decided.revision_id != receipt.comment.revision_id or decided.verdict == Verdict.APPROVED:
        return Edit.WAITS
    return Edit.REFUSED


def _reason(decided: Decision | None) -> Reason | None:
    refused = decided is not None and decided.verdict == Verdict.REJECTED
    return library().site.reason(decided.reason) if refused and decided and decided.reason else None


def _rule_path(reason: Reason) -> str | None:
    """Where the rule stands on the page with the house rules; None where it does not."""
    shelf = library()
    try:
        page = shelf.page(shelf.site.comments.guidelines)
    except PageNotFound:
        return None
    anchors = {heading.id for heading in page.body(shelf).headings}
    return f"{paths.page(page.slug)}#{reason.key}" if reason.key in anchors else None
