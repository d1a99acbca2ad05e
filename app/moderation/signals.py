"""Signals: what waiting comments share - the domain they link to, or their words - and how many share it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.comments import Comment, Revision, index
from app.db import db, now

DOMAINS = 5
"""Domains of one comment that are compared: one that links to more is alone with most of them."""

_NUMBER = re.compile(r"-?[0-9]{1,19}")

EACH = 500
"""Newest comments with a domain among which the waiting ones are looked for."""


@dataclass(frozen=True, slots=True)
class Signal:
    """What waiting comments share: a `domain` they link to, or the `likeness` of their words. One of the two is None."""

    domain: str | None = None
    likeness: int | None = None

    @classmethod
    def read(cls, domain: str | None, likeness: str | None) -> Signal | None:
        """The signal that an address names, or None where it names none."""
        if likeness:
            number = int(likeness) if _NUMBER.fullmatch(likeness) else 2**63
            return cls(likeness=number) if -(2**63) <= number < 2**63 else None
        return cls(domain=domain.lower()) if domain and domain.isprintable() else None


@dataclass(frozen=True, slots=True)
class Shared:
    """A signal, and how many waiting comments share it, counted to EACH."""

    signal: Signal
    waiting: int


def shared_by(revisions: Iterable[Revision]) -> dict[int, list[Shared]]:
    """For each of these waiting revisions' comments, the signals that other waiting comments share with it."""
    known = [(revision, sorted(index.domains_in(revision.source))[:DOMAINS]) for revision in revisions if revision.source]
    linking = linking_to(sorted({domain for _, domains in known for domain in domains}))
    waiting = set(_waiting({number for numbers in linking.values() for number in numbers}))
    alike = _alike({revision.likeness for revision, _ in known if revision.likeness is not None})
    found: dict[int, list[Shared]] = {}
    for revision, domains in known:
        counted = [Shared(Signal(domain=one), len(waiting.intersection(linking[one]))) for one in domains]
        if revision.likeness is not None:
            counted.append(Shared(Signal(likeness=revision.likeness), alike.get(revision.likeness, 0)))
        found[revision.comment_id] = [one for one in counted if one.waiting > 1]
    return found


def linking_to(domains: Sequence[str]) -> dict[str, list[int]]:
    """For each domain the newest comments that link to it, at most EACH."""
    found = index.sharing([f"l:{domain}" for domain in domains], EACH)
    return {domain: found[f"l:{domain}"] for domain in domains}


def _waiting(numbers: Collection[int]) -> Iterable[int]:
    return db.session.scalars(select(Comment.id).where(Comment.id.in_(numbers), Comment.waiting_since <= now()))


def _alike(likenesses: Collection[int]) -> dict[int, int]:
    counted = (
        select(Revision.likeness, func.count())
        .join(Comment, Comment.revision_id == Revision.id)
        .where(Revision.likeness.in_(likenesses), Comment.waiting_since <= now())
        .group_by(Revision.likeness)
    )
    return {likeness: number for likeness, number in db.session.execute(counted) if likeness is not None}
