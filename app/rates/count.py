"""One count of a rate limit, and what is raised where it is full."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class TooFast(Exception):
    """The limit is reached; `again_in` says after how many seconds it opens."""

    def __init__(self, again_in: int) -> None:
        super().__init__(f"again in {again_in} s")
        self.again_in = again_in


class Count(Base):
    """How often one keyed hash was seen in one window of time. Holds no address and no name."""

    __tablename__ = "counts"

    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)
