"""A Message as the mail it becomes: plain text, nothing that is fetched when it is opened, and a way to end such mails."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from app import articles
from app.config import settings
from app.db import now
from app.outbox.message import Message


def mail_of(message: Message) -> EmailMessage:
    """The mail, with the moment at which it is being sent."""
    chosen = settings()
    host = urlsplit(chosen.site_url).hostname or "localhost"
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(articles.library().site.title, addr_spec=chosen.mail_from)
    mail["To"] = message.recipient
    mail["Subject"] = message.subject
    mail["Date"] = now()
    mail["Message-ID"] = f"<{message.reference}@{host}>"
    # No vacation notice should answer (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    if message.stop_at:
        mail["List-Unsubscribe"] = f"<{message.stop_at}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.body, cte="7bit" if message.body.isascii() else "quoted-printable")
    return mail
