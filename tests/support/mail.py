"""A mail server that speaks real SMTP to whoever connects, and the mails it was handed."""

from __future__ import annotations

import email
import re
import ssl
import subprocess
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.needs import program
from tests.support.waiting import free_port, until


class MailServer:
    """Takes mails until it is stopped. `answer` may be set to what it says to a recipient or to the mail itself."""

    def __init__(self, *, encrypted: ssl.SSLContext | None = None, password: str | None = None) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.encrypted: list[bool] = []
        self.signed_in: list[str] = []
        self.to_recipient: Callable[[str], str | None] = lambda address: None
        self.to_mail: Callable[[EmailMessage], str | None] = lambda mail: None
        self._password = password
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=free_port(),
            tls_context=encrypted,
            require_starttls=encrypted is not None,
            authenticator=self._authenticate if password else None,
            auth_require_tls=encrypted is not None,
            auth_required=password is not None,
        )
        self._controller.start()

    @property
    def url(self) -> str:
        """What MAIL_URL has to say, without a password."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._controller.port)

    def stop(self) -> None:
        """Take nothing more; asking twice is asking once."""
        if self._controller.server is not None:
            self._controller.stop()

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        """Say yes to a recipient, or what the test wants said."""
        if answer := self.to_recipient(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep a mail and say so, or what the test wants said."""
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        if answer := self.to_mail(mail):
            return answer
        self.mails.append(mail)
        self.recipients += envelope.rcpt_tos
        self.encrypted.append(session.ssl is not None)
        return "250 OK"

    def _authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.signed_in.append(given.login.decode())
        return AuthResult(success=given.password.decode() == self._password, handled=False)


def certificate(home: Path) -> ssl.SSLContext:
    """A certificate that this machine gives itself."""
    key, cert = home / "key.pem", home / "cert.pem"
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([program("openssl"), *words, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


def letters_in(folder: Path) -> list[EmailMessage]:
    """Every mail that was written into a folder, the oldest first."""
    return [email.message_from_bytes(one.read_bytes(), policy=default) for one in sorted(folder.glob("*.eml"))]


def letter_in(folder: Path, subject: str, *, seconds: float = 60) -> EmailMessage:
    """The newest mail with this subject that a server wrote into its folder, waiting for one to come."""
    found: list[EmailMessage] = []

    def has_come() -> bool:
        found[:] = [mail for mail in letters_in(folder) if mail["Subject"] == subject]
        return bool(found)

    until(has_come, seconds=seconds)
    return found[-1]


def paths_in(mail: EmailMessage) -> list[str]:
    """The path of every link in a mail, of its headers and of its text, each once."""
    found = re.findall(r"https?://[^/\s]+(/[^\s>]*)", f"{mail['List-Unsubscribe'] or ''}\n{mail.get_content()}")
    return list(dict.fromkeys(found))
