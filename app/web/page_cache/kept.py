"""One whole answer, in each of the forms that somebody asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from app.web.page_cache.packing import Packing, packed
from app.web.page_cache.stamp import Stamp

Headers = list[tuple[str, str]]

_OF_A_FORM = ("content-length", "content-encoding", "etag", "vary")
_WITH_304 = ("cache-control", "expires", "content-location", "date")
"""What a 304 repeats (RFC 9110, 15.4.5); everything else a browser has kept with the page."""

AROUND = 1024
"""Bytes that a form takes beside its body, about."""


@dataclass(frozen=True, slots=True)
class Form:
    """A body in one packing, with the finished headers of both answers. Made once, sent as it is, changed by nobody."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: list[bytes]

    @property
    def size(self) -> int:
        """In bytes, about."""
        return len(self.body[0]) + AROUND


class Kept:
    """An answer and its stamp. A form is made when it is first asked for: nobody waits for a packing he did not ask for.

    `used` says whether anybody asked for it since it was last considered for going.
    """

    __slots__ = ("_body", "_digest", "_headers", "forms", "stamp", "used")

    def __init__(self, stamp: Stamp, headers: Headers, body: bytes) -> None:
        self.stamp = stamp
        self._headers = [(name, value) for name, value in headers if name.lower() not in _OF_A_FORM]
        self._body = body
        self._digest = hashlib.sha256(body).hexdigest()[:24]
        self.forms: dict[Packing, Form] = {}
        self.used = False

    @property
    def size(self) -> int:
        """In bytes, about."""
        return len(self._body) + AROUND + sum(form.size for packing, form in self.forms.items() if packing)

    def form(self, packing: Packing) -> Form:
        """The answer in this packing, made now unless it was. Call it under a lock."""
        form = self.forms.get(packing)
        if form is None:
            form = self.forms[packing] = self._made(packing)
        return form

    def _made(self, packing: Packing) -> Form:
        body = packed(self._body, packing)
        common = [("ETag", f'"{self._digest}{packing.suffix}"'), ("Vary", "Accept-Encoding")]
        headers = [*self._headers, *common, ("Content-Length", str(len(body)))]
        if packing:
            headers.append(("Content-Encoding", packing.value))
        unchanged = [*(one for one in self._headers if one[0].lower() in _WITH_304), *common]
        return Form(common[0][1], headers, unchanged, [body])


def names(condition: str, etag: str) -> bool:
    """Whether an If-None-Match header names this ETag. Proxies that pack by themselves mark it as weak, which counts here."""
    return condition.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in condition.split(","))
