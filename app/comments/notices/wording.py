"""The words of notices. No word of a comment is in them, no name, and nothing of an article marked as sensitive."""

from __future__ import annotations

from app import articles, outbox, paths
from app.comments.notices.subscription import CONFIRM, STOP, Subscription
from app.config import settings
from app.db import now
from app.language import _
from app.outbox import Kind


def put_question(to: Subscription) -> None:
    """Ask the owner of an address whether they want to hear. The caller commits, and wakes the delivery."""
    body = [
        _("Hello,"),
        _("Somebody, we hope it was you, asked us to write to this address when a comment has been read or answered."),
        _("If it was you, open this page and press the button there:"),
        _absolute(paths.confirm_notices(to.token(CONFIRM))),
        _("If it was not, you need not do anything. Nothing more comes of it, and this address is forgotten in a week."),
    ]
    outbox.put(Kind.QUESTION, to.email, _("May we write to you?"), _letter(body), subscription=to.id)


def decision_words(to: Subscription, public_path: str | None) -> tuple[str, str]:
    """Subject and text for whoever wrote a comment that has been read."""
    about = _about(to)
    body = [
        _("Hello,"),
        _("A person has read your comment%(about)s. Thank you for writing it.", about=about),
        _("It is public now:")
        if public_path
        else _("What was decided, and why, is on your receipt: the page with the secret address that you were given."),
        *([_absolute(public_path)] if public_path else []),
        *_end(to),
    ]
    return _("Your comment has been read"), _letter(body)


def answer_words(to: Subscription, answer_path: str) -> tuple[str, str]:
    """Subject and text for whoever wrote a comment that somebody answered."""
    body = [
        _("Hello,"),
        _("Somebody answered your comment%(about)s:", about=_about(to)),
        _absolute(answer_path),
        *_end(to),
    ]
    return _("Somebody answered you"), _letter(body)


def stop_address(to: Subscription) -> str:
    """The whole address that ends mails to this address about this article."""
    return _absolute(paths.stop_notices(to.token(STOP)))


def _about(to: Subscription) -> str:
    """The article's title, where it may stand in a mailbox that others see."""
    article = articles.library().with_id(to.article_id)
    if article is None or article.sensitive or not article.is_public(now()):
        return ""
    return _(" under “%(title)s”", title=article.title)


def _end(to: Subscription) -> list[str]:
    return [_("You asked for this mail. Here you can end such mails:"), stop_address(to)]


def _letter(paragraphs: list[str]) -> str:
    return "\n\n".join([*paragraphs, articles.library().site.title]) + "\n"


def _absolute(path: str) -> str:
    return paths.absolute(path, settings().site_url)
