"""Mail: what a moderator is written, and what could not be sent to anybody."""

from __future__ import annotations

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app import accounts, jobs, outbox, paths, rules
from app.rules import Rule
from app.web.forms import MailForm, PersonForm, TokenForm
from app.web.gate import admins_only, moderators_only, this_moderator
from app.web.mail_words import about
from app.web.moderating.blueprint import moderating


@moderating.get("/moderation/mail")
@moderators_only
def mail() -> ResponseReturnValue:
    """The mails this moderator gets, and those that were given up."""
    return render_template(
        "moderating/mail.html",
        person=this_moderator(),
        given_up=outbox.given_up(),
        form=TokenForm(),
        about=about,
        always=rules.is_on(Rule.SIGN_IN_FROM_MAIL),
    )


@moderating.post("/moderation/mail")
@moderators_only
def choose_mail() -> ResponseReturnValue:
    """Get other mails than before."""
    form = MailForm()
    accounts.choose_mail(this_moderator(), digest=form.digest.data, alerts=form.alerts.data)
    return redirect(paths.desk_mail(), 303)


@moderating.post("/moderation/mail/rule")
@admins_only
def rule_of_mail() -> ResponseReturnValue:
    """Ask for signing in before anything is decided from a mail, or only under sensitive articles."""
    rules.switch(Rule.SIGN_IN_FROM_MAIL, PersonForm().act.data == "on", by=this_moderator().id)
    return redirect(paths.desk_mail(), 303)


@moderating.post("/moderation/mail/again")
@moderators_only
def send_again() -> ResponseReturnValue:
    """Try once more what was given up."""
    outbox.try_again()
    jobs.wake(jobs.Job.DELIVER)
    return redirect(paths.desk_mail(), 303)
