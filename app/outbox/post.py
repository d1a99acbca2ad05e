"""Post: how a mail leaves the house. Over SMTP where MAIL_URL names a server, else as a file that can be opened and read."""

from __future__ import annotations

import os
import tempfile
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Protocol

from werkzeug.utils import import_string

from app.config import Settings


class Refused(Exception):
    """The mail server will never take a mail to this recipient."""


class OutOfReach(Exception):
    """There is no mail server, or it takes nothing from us at the moment, to whomever."""


class Post(Protocol):
    """Somewhere to hand mails in. One is used for a few mails in a row, then closed."""

    def carry(self, mail: EmailMessage) -> None:
        """Hand one mail in.

        Raises:
            Refused: never to this recipient.
            OutOfReach: nothing can be handed in now.
            Exception: this mail could not, for whatever other reason.
        """

    def close(self) -> None:
        """Say goodbye. Never fails."""


def open_post(settings: Settings) -> Post:
    """The way mails take from here. Nothing is connected before the first of them."""
    if settings.mail_url is None:
        return MailFolder(settings.instance_dir / "mail")
    post: Post = import_string("app.outbox.smtp:SmtpPost")(settings.mail_url)
    return post


class MailFolder:
    """A folder of .eml files, named after the moment and the Message-ID: whoever runs the house alone opens them there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def carry(self, mail: EmailMessage) -> None:
        """Write one file, whole or not at all; the same mail again takes the place of the first."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        reference = parseaddr(mail["Message-ID"])[1].partition("@")[0]
        handle, unfinished = tempfile.mkstemp(prefix=".", dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(mail.as_bytes())
        os.replace(unfinished, self._folder / f"{mail['Date'].datetime:%Y-%m-%d-%H%M%S}-{reference}.eml")

    def close(self) -> None:
        """Nothing is open."""
