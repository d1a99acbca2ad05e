"""Rules of the house that an admin switches on and off while it runs; site.toml and the environment hold all others."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from app import record
from app.db import Base, db
from app.record import Act
from app.statements import replace


class Rule(StrEnum):
    """What can be switched. Everything is off until somebody switches it on."""

    SECOND_FACTOR_FOR_ALL = "second-factor-for-all"
    PUBLIC_RECORD = "public-record"
    SIGN_IN_FROM_MAIL = "sign-in-from-mail"


class Setting(Base):
    """A rule that was switched at least once, and how it stands."""

    __tablename__ = "rules"

    name: Mapped[str] = mapped_column(primary_key=True)
    on: Mapped[bool]


def is_on(rule: Rule) -> bool:
    """Whether the rule holds."""
    return bool(db.session.scalar(select(Setting.on).where(Setting.name == rule)))


def switch(rule: Rule, on: bool, *, by: int | None) -> None:
    """Switch a rule. `by` is the number of the admin, None on the command line. Doing it twice is doing it once."""
    if is_on(rule) != on:
        replace(Setting, {"name": rule}, on=on)
        record.write(Act.RULE_CHANGED, by=by, detail=f"{rule}={'on' if on else 'off'}")
        db.session.commit()
