"""SMTP, spoken by the standard library. Loaded with the first mail: the libraries for TLS alone take 8 MB."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from app.config import LOOPBACK_NAMES
from app.outbox.post import OutOfReach, Refused

SECONDS = 20
"""How long one answer of the mail server may take; a whole conversation of nine stays inside a message's lease."""

PORTS = {"smtp": 25, "smtps": 465}
SUBMISSION = 587
"""Where mail servers take mails from people who sign in."""


class SmtpPost:
    """A mail server at `smtp://user:password@host:port` or `smtps://...`.

    With `smtp:` the conversation is encrypted where the server offers STARTTLS. A password goes over an encrypted
    line only, and a certificate has to be good, both except on this machine itself.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._wrapped = parts.hostname or "localhost", parts.scheme == "smtps"
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        usual = SUBMISSION if self._user and not self._wrapped else PORTS[parts.scheme]
        self._port = parts.port or usual
        self._is_here = self._host in LOOPBACK_NAMES
        self._open: smtplib.SMTP | None = None

    def carry(self, mail: EmailMessage) -> None:
        """Hand one mail in, over the line that is open or a new one."""
        line = self._line()
        try:
            line.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            if all(code >= 500 for code in codes):
                raise Refused(f"the mail server answered {codes[0]}") from None
            raise
        except smtplib.SMTPServerDisconnected:
            self.close()
            raise

    def close(self) -> None:
        """Say goodbye, if anything was said."""
        line, self._open = self._open, None
        if line is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                line.quit()

    def _line(self) -> smtplib.SMTP:
        if self._open is not None:
            return self._open
        try:
            self._open = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise OutOfReach(_said(error)) from None
        return self._open

    def _connected(self) -> smtplib.SMTP:
        trust = self._trust()
        if self._wrapped:
            line: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=SECONDS, context=trust)
        else:
            line = smtplib.SMTP(self._host, self._port, timeout=SECONDS)
            line.ehlo()
            if line.has_extn("starttls"):
                line.starttls(context=trust)
                line.ehlo()
            elif self._user and not self._is_here:
                raise smtplib.SMTPException("the mail server offers no encryption, so it gets no password")
        if self._user:
            line.login(self._user, self._password)
        return line

    def _trust(self) -> ssl.SSLContext:
        trust = ssl.create_default_context()
        if self._is_here:
            trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        return trust


def _said(error: Exception) -> str:
    """What went wrong, without anything that a server may have echoed: an answer can hold an address or a name."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server answered {error.smtp_code}"
    return type(error).__name__ if isinstance(error, OSError) else str(error)
