"""Moderating by mail: the pages behind the addresses in moderators' mails. Opening one shows no word and changes nothing."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue

from app import accounts, moderation, rules
from app.articles import library
from app.db import now
from app.language import _
from app.moderation import MailedCard
from app.rules import Rule
from app.web import guards
from app.web.conflict import what_is_unfit
from app.web.desk import desk_cards
from app.web.forms import DecisionForm
from app.web.gate import moderator_here
from app.web.moderating.deciding import asks_why, note_begun, note_of, verdict_of
from app.web.problems import SignInNeeded

moderating_by_mail = Blueprint("moderating_by_mail", __name__)


@moderating_by_mail.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@moderating_by_mail.get("/moderation/mail/<token>")
def ask(token: str) -> ResponseReturnValue:
    """That a comment waits, and the button that shows it. Not a word of it."""
    return _page("ask", _opened(token), token)


@moderating_by_mail.post("/moderation/mail/<token>/show")
def show(token: str) -> ResponseReturnValue:
    """The comment, and the buttons that decide; with what was typed on the page that asks why."""
    return _page("show", _opened(token), token, kept=DecisionForm())


@moderating_by_mail.post("/moderation/mail/<token>/decide")
def decide(token: str) -> ResponseReturnValue:
    """Decide, once. Asking why something is rejected does not use the address up."""
    card, form = _opened(token), DecisionForm()
    verdict = verdict_of(form.verdict.data)
    if verdict in card.verdicts and asks_why(verdict, form):
        return _page("why", card, token, kept=form)
    try:
        made = moderation.decide_by_mail(card, verdict, reason=form.reason.data, note=note_of(form))
    except (moderation.NoteTooLong, moderation.ReasonNotFound) as error:
        return make_response(_page("show", card, token, problem=what_is_unfit(error), kept=form), 422)
    return _page("decided", card, token, decision=made, can_be_undone=made.takes_effect_at > now())


@moderating_by_mail.post("/moderation/mail/<token>/write")
def write(token: str) -> ResponseReturnValue:
    """Put a note on the receipt; the comment waits on, and so does the address."""
    card, form = _opened(token), DecisionForm()
    try:
        moderation.write_by_mail(card, note_of(form))
    except (moderation.NoteTooLong, moderation.NothingWritten) as error:
        return make_response(_page("show", card, token, problem=what_is_unfit(error), kept=form), 422)
    return _page("show", card, token, told=_("It stands on the receipt now."))


@moderating_by_mail.post("/moderation/mail/<token>/hand-over")
def hand_over(token: str) -> ResponseReturnValue:
    """Leave it to somebody else."""
    card, form = _opened(token), DecisionForm()
    try:
        moderation.hand_over_by_mail(card, note=note_begun(form))
    except moderation.NoteTooLong as error:
        return make_response(_page("show", card, token, problem=what_is_unfit(error), kept=form), 422)
    return _page("handed_over", card, token)


@moderating_by_mail.post("/moderation/mail/<token>/undo")
def undo(token: str) -> ResponseReturnValue:
    """Take the decision back that was made here."""
    card = _opened(token, used=True)
    moderation.undo_by_mail(card)
    return _page("undone", card, token)


def _opened(token: str, *, used: bool = False) -> MailedCard:
    """What the address opens for whoever is here; who has to sign in first is led back to it afterwards."""
    by = moderator_here()
    card = moderation.open_link(token, by=by, used=used)
    if by is None and _has_to_sign_in(card):
        raise SignInNeeded
    return card


def _has_to_sign_in(card: MailedCard) -> bool:
    """Always where the admins ask for it or the article is sensitive, and where its owner still has to set something up."""
    if rules.is_on(Rule.SIGN_IN_FROM_MAIL) or accounts.still_owed_by(card.moderator):
        return True
    article = library().with_id(moderation.card_of(card.comment_id).article_id)
    return article is None or article.sensitive


def _page(what: str, card: MailedCard, token: str, **more: object) -> Response:
    shown = desk_cards([moderation.card_of(card.comment_id, card.moderator)])[0] if what in ("show", "why") else None
    html = render_template("moderating/by_mail.html", what=what, token=token, verdicts=card.verdicts, shown=shown, **more)
    return make_response(html)
