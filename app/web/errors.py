"""Errors: one table from what the rooms raise to what a visitor is told. Words that were sent come back in every case."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app import accounts, comments, moderation, rates
from app.articles import ArticleBroken, ArticleNotFound, PageNotFound, ShareEnded, ShareNotFound
from app.db import DatabaseBusy, start_afresh
from app.language import _, moment
from app.markup import TooComplex
from app.moderation import Decision, Verdict
from app.web import guards, in_place, tokens
from app.web.closing import switched_words
from app.web.conflict import conflict_page, unfit_page
from app.web.gate import moderator_here
from app.web.kept_note import note_kept
from app.web.kept_words import EDITING, REPLACING, WRITING, words_kept
from app.web.leading_on import WAYS_ON, lead_on, without_slash
from app.web.not_yet import act_asked_for, button_kept
from app.web.problems import AdminsOnly, ForeignForm, SignInNeeded


def link_ended(error: Exception) -> str:
    """Why an address from a mail opens nothing any more."""
    if not isinstance(error, moderation.LinkEnded):
        error = moderation.LinkEnded(moderation.Ended.OVER)
    if error.decision is not None:
        return _decided_before(error.decision)
    return {
        moderation.Ended.OVER: _("This address has ended. The comment may still wait in the queue."),
        moderation.Ended.USED: _("This address was used already, and works once."),
        moderation.Ended.CHANGED: _("The author has changed the words since the mail was sent. The new ones are in the queue."),
        moderation.Ended.DECIDED: _("The comment does not wait any more."),
        moderation.Ended.TAKEN_BACK: _("This comment was taken back or erased; there is nothing left to decide."),
    }[error.why]


def _decided_before(made: Decision) -> str:
    """Who was first with what, and when; no word of the comment."""
    name, when = made.moderator.name, moment(made.decided_at)
    return {
        Verdict.APPROVED: lambda: _("%(name)s has approved the comment before you, %(when)s.", name=name, when=when),
        Verdict.REJECTED: lambda: _("%(name)s has rejected the comment before you, %(when)s.", name=name, when=when),
        Verdict.SPAM: lambda: _("%(name)s has marked the comment as spam before you, %(when)s.", name=name, when=when),
    }[Verdict(made.verdict)]()


class Answer(NamedTuple):
    """A status and the sentence that goes with it."""

    status: int
    sentence: Callable[[Exception], str]


def _closed(error: Exception) -> str:
    """Readers are told what a moderator says about it; the words are theirs in every case."""
    if isinstance(error, comments.CommentsClosed) and error.by:
        return switched_words(error.by)
    return _("This article takes no more comments.")


def _already_sent(error: Exception) -> str:
    """What became of the comment that this form sent before, and what can be done with this one."""
    if not isinstance(error, comments.AlreadySent) or error.receipt.newest() is None:
        return _("What you sent with this form before is erased. These words were not sent: you can send them as a new comment.")
    if error.same_words:
        return _(
            "You already sent these words, with another name, note, pause or address, and they stand as you sent them. Let this"
            " replace them, or send it too."
        )
    return _(
        "You already sent an earlier version of this comment. Both are safe: send this one too, or let it replace the other."
    )


def _busy() -> str:
    """What did not happen, for whoever wanted it."""
    if act := act_asked_for():
        return act.not_yet()
    if request.method != "POST":
        return _("This page cannot be shown just now. Please open it again in a moment.")
    if request.endpoint in {*WRITING, *EDITING, REPLACING}:
        return _("The comment could not be kept just now. Nothing is lost: please send it again in a moment.")
    return _("That could not be kept just now, and nothing has changed. Please send it again in a moment.")


TABLE: dict[type[Exception], Answer] = {
    ArticleNotFound: Answer(404, lambda e: _("There is no article at this address.")),
    ArticleBroken: Answer(
        503,
        lambda e: _(
            "Something in this article is being mended. It is not gone, and neither are its comments: please come back later."
        ),
    ),
    PageNotFound: Answer(404, lambda e: _("There is no page at this address.")),
    ShareNotFound: Answer(404, lambda e: _("Nothing was ever shared at this address. Please check that it is whole.")),
    ShareEnded: Answer(410, lambda e: _("This preview has ended. Whoever sent you its address can send you a new one.")),
    comments.ReceiptNotFound: Answer(404, lambda e: _("No comment has this receipt. Please check that the address is whole.")),
    comments.CommentNotFound: Answer(404, lambda e: _("There is no such comment.")),
    moderation.DecisionNotFound: Answer(404, lambda e: _("There is no such decision.")),
    comments.CommentNotPublic: Answer(404, lambda e: _("This comment is not here any more, so there is nothing left to report.")),
    comments.UnusableWords: Answer(422, str),
    comments.UnusableAddress: Answer(422, str),
    comments.NoticesEnded: Answer(410, lambda e: _("This link has ended. No mail is sent because of it.")),
    TooComplex: Answer(422, str),
    comments.ForgedField: Answer(
        422, lambda e: _("This form held something that only we set, so it was not taken. Your words can be sent from this page.")
    ),
    comments.ParentNotFound: Answer(
        422, lambda e: _("The comment you are answering is not here any more. You can post your words as a comment of their own.")
    ),
    comments.CommentsClosed: Answer(409, _closed),
    comments.CommentGone: Answer(410, lambda e: _("This comment was taken back; there is nothing left to change.")),
    comments.AlreadySent: Answer(409, _already_sent),
    comments.EditedMeanwhile: Answer(
        409,
        lambda e: _(
            "You saved other words since you opened this. Both are safe: those are below, too. Save again to put these in their"
            " place."
        ),
    ),
    rates.TooFast: Answer(
        429,
        lambda e: _("That was a lot in a short time. Nothing is lost: please send this again in %(wait)s.", wait=_wait(e)),
    ),
    ForeignForm: Answer(
        403, lambda e: _("Your browser says that this form came from another site. If it was you, please send it once more.")
    ),
    CSRFError: Answer(400, lambda e: tokens.refusal()),
    DatabaseBusy: Answer(503, lambda e: _busy()),
    comments.SwitchNotFound: Answer(404, lambda e: _("There is nothing to open here.")),
    accounts.ModeratorNotFound: Answer(404, lambda e: _("There is nobody here.")),
    accounts.SessionNotFound: Answer(404, lambda e: _("You have no such session.")),
    accounts.InviteNotFound: Answer(404, lambda e: _("No invitation has this address. Please check that it is whole.")),
    accounts.InviteEnded: Answer(410, lambda e: _("This invitation was used or has ended. Whoever sent it can make a new one.")),
    accounts.EmailTaken: Answer(409, lambda e: _("Somebody with this address may sign in already.")),
    accounts.AlreadySetUp: Answer(409, lambda e: _("An app is set up already. Remove it first to set up another.")),
    accounts.PasskeyRefused: Answer(400, lambda e: _("The passkey was not accepted.")),
    moderation.OnlyAdminsErase: Answer(403, lambda e: _("Only admins may do this.")),
    AdminsOnly: Answer(403, lambda e: _("Only admins may do this.")),
    moderation.LinkNotFound: Answer(404, lambda e: _("Nobody was sent this address. Please check that it is whole.")),
    moderation.LinkOfAnother: Answer(403, lambda e: _("This address was sent to somebody else than who is signed in here.")),
    moderation.LinkEnded: Answer(410, link_ended),
    moderation.TooLateToUndo: Answer(409, lambda e: _("This decision is in force already. A new decision can change it.")),
    moderation.CommentTakenBack: Answer(
        410, lambda e: _("This comment was taken back or erased; there is nothing left to decide.")
    ),
}

SIGNED_IN_ONLY = {"moderating", "switching", "erasing", "people", "own_account", "recording", "statistics"}
"""Where a form with the token of a session that is over is from somebody who has to sign in, before anything else."""

MENDED_IN = 3600
"""Seconds after which machines may ask again for an article whose file is broken."""

CONFLICTS = (moderation.WordsChanged, moderation.AlreadyDecided)

TITLES: dict[int, Callable[[], str]] = {
    400: lambda: _("That could not be understood"),
    403: lambda: _("Not from here"),
    404: lambda: _("Nothing grows here"),
    405: lambda: _("That cannot be done here"),
    409: lambda: _("Something changed meanwhile"),
    410: lambda: _("This is gone"),
    413: lambda: _("That is too much at once"),
    421: lambda: _("Not our name"),
    422: lambda: _("Something is missing"),
    429: lambda: _("A little slower, please"),
    500: lambda: _("Something broke on our side"),
    503: lambda: _("Not just now"),
}


def mount(app: Flask) -> None:
    """Answer every exception of the table, every HTTP error, and whatever else may happen."""
    for kind in TABLE:
        app.register_error_handler(kind, _tabled)
    for conflict in CONFLICTS:
        app.register_error_handler(conflict, conflict_page)
    for way in WAYS_ON:
        app.register_error_handler(way, lead_on)
    for unfit in (moderation.NoteTooLong, moderation.NothingWritten, moderation.ReasonNotFound):
        app.register_error_handler(unfit, unfit_page)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def _tabled(error: Exception) -> ResponseReturnValue:
    if isinstance(error, CSRFError) and request.blueprint in SIGNED_IN_ONLY and moderator_here() is None:
        return lead_on(SignInNeeded())
    answer = next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)
    if isinstance(error, DatabaseBusy):
        start_afresh()
        current_app.logger.warning("the database did not answer: %s", type(error.orig).__name__)
    return _answer(answer.status, answer.sentence(error), error)


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400 or status == 304:
        return error.get_response()
    if status == 404 and (way := without_slash()):
        return guards.private(make_response(redirect(way, 301)))
    answer = _answer(status, _sentence(status), error)
    if allowed := error.get_response().headers.get("Allow"):
        answer.headers["Allow"] = allowed
    return answer


def _broken(error: Exception) -> ResponseReturnValue:
    start_afresh()
    current_app.logger.exception("an answer failed: %s", request.endpoint, exc_info=error)
    return _answer(500, _sentence(500), error)


def _answer(status: int, sentence: str, error: Exception) -> Response:
    """The page with the visitor's words where they sent some, and the plain error page otherwise."""
    title = TITLES.get(status, TITLES[500])()
    kept = words_kept(sentence, error) or note_kept(title, sentence, error) or button_kept(title, sentence, error)
    page = kept or make_response(render_template("errors/error.html", code=status, title=title, message=sentence, kept=None))
    page.status_code = status
    if isinstance(error, rates.TooFast):
        page.headers["Retry-After"] = str(error.again_in)
    if isinstance(error, ArticleBroken):
        page.headers["Retry-After"] = str(MENDED_IN)
    return guards.private(page)


def _sentence(status: int) -> str:
    return {
        404: _("There is nothing at this address. It may have moved; the archive lists every article."),
        405: _form_wanted() if request.method == "GET" else _("This address does not answer to that."),
        410: _("What stood here was taken down."),
        413: _too_much(),
        421: _("This site does not answer to the name it was asked by."),
        422: _("Something in the form was missing or could not be read."),
    }.get(status) or (
        _("That did not work, and it is our fault. It has been noted; please try again in a moment.")
        if status >= 500
        else _("The request could not be understood.")
    )


def _form_wanted() -> str:
    """Where a browser asks anew, and without the words, for the answer to a form that never arrived, as WebKit's reload does."""
    return _("This address only takes a form that is sent. If you were sending one, go back: what you wrote is still in it.")


def _too_much() -> str:
    """Where the words are that could not even be read: a script never took them from their field."""
    if in_place.asked():
        return _(
            "This is more than can be read at once: at most 4 MB of text. Your browser still has your words where you wrote them."
        )
    return _(
        "This is more than can be read at once: at most 4 MB of text. Nothing of it was kept. Please send less at once: go back"
        " to where you wrote it, or take it from where you copied it."
    )


def _wait(error: Exception) -> str:
    seconds = error.again_in if isinstance(error, rates.TooFast) else 60
    return _("%(minutes)s min", minutes=-(-seconds // 60)) if seconds < 5400 else _("%(hours)s h", hours=-(-seconds // 3600))
