"""Forms: what the pages send, as they send it. What may be in them is for the verbs to say."""

from __future__ import annotations

from typing import NamedTuple

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField, StringField, TextAreaField

from app.articles import library
from app.comments import ContentNote, ParentNotFound, Submission
from app.language import _


class CommentForm(FlaskForm):
    """A comment being written. Posted without a token to the preview, with one to be kept."""

    body = TextAreaField()
    name = StringField()
    content_note = StringField()
    consent = StringField()
    hold = BooleanField()
    email = StringField()
    website = StringField()
    parent = HiddenField()
    form_key = HiddenField()
    revision = HiddenField()

    @property
    def parent_id(self) -> int | None:
        """The comment this one answers, or None.

        Raises:
            ParentNotFound: it is no number.
        """
        text = (self.parent.data or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            raise ParentNotFound(text)
        return int(text)

    @property
    def began_with(self) -> int | None:
        """The revision that was shown to whoever changes a comment, if the form says so."""
        text = self.revision.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

    def submission(self) -> Submission:
        """What the reader wants to post.

        Raises:
            ParentNotFound: the parent is no number.
        """
        return Submission(
            body=self.body.data or "",
            name=self.name.data or "",
            form_key=self.form_key.data or "",
            parent=self.parent_id,
            content_note=ContentNote.known(self.content_note.data),
            consent=self.consent.data or "",
            hold=bool(self.hold.data),
            email=self.email.data or "",
            trap=self.website.data or "",
        )


class Nothing(NamedTuple):
    """What stands in a field at first."""

    data: str | None = None


class NothingWritten(NamedTuple):
    """The comment form of the pages that are the same for everyone: all that is known is which comment it answers, if one."""

    body: Nothing = Nothing()
    name: Nothing = Nothing()
    content_note: Nothing = Nothing()
    consent: Nothing = Nothing()
    hold: Nothing = Nothing()
    email: Nothing = Nothing()
    website: Nothing = Nothing()
    parent: Nothing = Nothing()


class ReportForm(FlaskForm):
    """What a reader finds wrong with a comment: one of the house rules, words, or both."""

    reason = StringField()
    body = TextAreaField()

    @property
    def reason_key(self) -> str | None:
        """The rule, where the site still has it."""
        known = library().site.reason((self.reason.data or "").strip())
        return known.key if known else None


class SignInForm(FlaskForm):
    """A moderator's address and password."""

    email = StringField(_("Email"))
    password = PasswordField(_("Password"))


class DecisionForm(FlaskForm):
    """A verdict on the revision that was shown."""

    verdict = StringField()
    revision = StringField()
    reason = StringField()
    note = TextAreaField()
    prepared = StringField()
    after = StringField()


class CodeForm(FlaskForm):
    """A code of an app or of a sheet of paper."""

    code = StringField()


class PasswordForm(FlaskForm):
    """A new password, and a name where one is chosen with it."""

    name = StringField()
    password = PasswordField()


class PersonForm(FlaskForm):
    """Whom an admin lets in, or what is done to somebody."""

    email = StringField()
    role = StringField()
    act = StringField()


class SwitchForm(FlaskForm):
    """What a moderator closes, until when, and what readers are told."""

    scope = StringField()
    article = StringField()
    comment = StringField()
    sentence = StringField()
    until = StringField()


class KeysForm(FlaskForm):
    """Whether keys decide on the desk: `on` or nothing."""

    keys = StringField()


class NoticesForm(FlaskForm):
    """Where an author wants to be written to, and about what. `stop` is the button that ends it."""

    email = StringField()
    of_decision = BooleanField()
    of_answers = BooleanField()
    stop = StringField()

    @property
    def kinds(self) -> dict[str, bool]:
        """What was ticked."""
        return {"of_decision": bool(self.of_decision.data), "of_answers": bool(self.of_answers.data)}


class MailForm(FlaskForm):
    """Which mails a moderator wants."""

    digest = BooleanField()
    alerts = BooleanField()


class TokenForm(FlaskForm):
    """A button and nothing else."""
