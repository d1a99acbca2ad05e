"""The words of mails to moderators. No word of a comment is in them, no name, and nothing of an article marked as sensitive."""

from __future__ import annotations

from collections.abc import Sequence

from app import articles, paths
from app.accounts import Moderator
from app.comments import Comment
from app.config import settings
from app.language import _, moment, ngettext
from app.moderation.by_mail.mailed_card import new_link
from app.moderation.decision import Verdict


def alert(to: Moderator, comments: Sequence[Comment], number: int, verdicts: list[Verdict]) -> tuple[str, str]:
    """Subject and text where somebody may be in danger. `number` counts those, too, that are not among `comments`."""
    body = [
        _("Hello %(name)s,", name=to.name),
        ngettext(
            "%(num)s comment sounds as if somebody may be in danger. Please read it now, or pass this on to somebody who can.",
            "%(num)s comments sound as if somebody may be in danger. Please read them now, or pass this on to somebody who can.",
            number,
        ),
        *_cards(to, comments, verdicts),
        *_queue(),
        *_end(),
    ]
    return _("Please read this now"), _letter(body)


def digest(to: Moderator, comments: Sequence[Comment], waiting: int, verdicts: list[Verdict]) -> tuple[str, str]:
    """Subject and text about what waits."""
    subject = ngettext("%(num)s comment is waiting", "%(num)s comments are waiting", waiting)
    body = [
        _("Hello %(name)s,", name=to.name),
        _("This is what waits to be read, the most urgent first."),
        *_cards(to, comments, verdicts),
        *_queue(),
        *_end(),
    ]
    return subject, _letter(body)


def _cards(to: Moderator, comments: Sequence[Comment], verdicts: list[Verdict]) -> list[str]:
    return [f"{_which(comment)}\n{_absolute(paths.mailed_card(new_link(comment, verdicts, to=to)))}" for comment in comments]


def _which(comment: Comment) -> str:
    """When it was written, and where, unless that is nobody's business who sees this mailbox."""
    article = articles.library().with_id(comment.article_id)
    written = moment(comment.posted_at)
    if article is None or article.sensitive:
        return _("Written %(when)s:", when=written)
    return _("Written %(when)s under “%(title)s”:", when=written, title=article.title)


def _queue() -> list[str]:
    return [_("All that waits:"), _absolute(paths.queue())]


def _end() -> list[str]:
    return [
        _("Each address is yours alone. It shows nothing before you press a button, decides once, and ends after 72 hours."),
        _("Which mails you get is up to you:"),
        _absolute(paths.desk_mail()),
    ]


def _letter(paragraphs: list[str]) -> str:
    return "\n\n".join([*paragraphs, articles.library().site.title]) + "\n"


def _absolute(path: str) -> str:
    return paths.absolute(path, settings().site_url)
