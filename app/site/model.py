"""The nouns of site.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.site.hours import ReadingHours


class Commenting(StrEnum):
    """Whether an article takes comments: open; closed (shown, no more); off (not even shown)."""

    OPEN = "open"
    CLOSED = "closed"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who writes here. `photo` is a file of content/media; empty strings where nothing was said."""

    key: str
    name: str
    bio: str
    photo: str
    url: str


@dataclass(frozen=True, slots=True)
class CommentPolicy:
    """How comments are treated.

    `close_after_days` counts from an article's date, 0 means never; `max_length` is in characters; `max_depth` is the
    deepest indent of replies; `read_when` is None where nothing is said; `guidelines` is the slug of a page, or empty.
    After `hard_texts_before_pause` hard texts in one sitting a moderator is asked to pause, never where it is 0.
    """

    default: Commenting
    close_after_days: int
    max_length: int
    max_depth: int
    per_page: int
    promise: str
    read_when: ReadingHours | None
    consent: str
    guidelines: str
    hard_texts_before_pause: int


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Where somebody can turn now. `checked` is the day on which a person last made sure of it, None where nobody did."""

    name: str
    phone: str
    text: str
    url: str
    hours: str
    country: str
    checked: date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a comment may be rejected: a line of the house rules, with the message its author gets."""

    key: str
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Note:
    """A prepared sentence that a moderator may send to a receipt."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class MailPolicy:
    """Mail to moderators. `digest_hour` is from which hour of the site's day they hear what waits, 0 to 23."""

    digest_hour: int


@dataclass(frozen=True, slots=True)
class Retention:
    """After how many days the words of such comments are erased."""

    rejected_days: int
    spam_days: int
    withdrawn_days: int


@dataclass(frozen=True, slots=True)
class Site:
    """Everything site.toml says. `fingerprint` changes with every byte of the file; `url` is for where SITE_URL is unset.

    `exit_url` is where "Exit this page" leads to from sensitive articles, `picture` a file of content/media that stands for
    articles without a photograph of their own where others link to them.
    """

    title: str
    tagline: str
    language: str
    timezone: str
    url: str
    exit_url: str
    picture: str
    per_page: int
    authors: Mapping[str, Author]
    comments: CommentPolicy
    help: tuple[HelpLine, ...]
    reasons: tuple[Reason, ...]
    notes: tuple[Note, ...]
    mail: MailPolicy
    retention: Retention
    fingerprint: str

    def note(self, key: str) -> Note | None:
        """The prepared sentence with this key; None where there is none."""
        return next((note for note in self.notes if note.key == key), None)

    def reason(self, key: str) -> Reason | None:
        """The reason with this key; None where the house rules no longer hold it."""
        return next((reason for reason in self.reasons if reason.key == key), None)
