"""Who wrote a comment: a random key in a cookie, and a gentle face that cannot be linked between articles."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from app import keys
from app.comments.comment import Comment
from app.comments.names import KINDS, QUALITIES, name_of
from app.statements import ask

HUES, LEAVES = 12, 6
FACES = len(QUALITIES) * len(KINDS)
TRIES = 16
"""How many faces are tried before two authors under one article must share one."""


@dataclass(frozen=True, slots=True)
class Commenter:
    """A reader who writes. `key` is random, lives in the session cookie and is never stored here."""

    key: str

    @classmethod
    def new(cls) -> Commenter:
        """Somebody whom nobody has met."""
        return cls(secrets.token_urlsafe(16))

    @property
    def hashed(self) -> bytes:
        """What comments keep: 32 bytes under a key in the database, so it survives a new SECRET_KEY."""
        return keys.keyed_hash(keys.AUTHORS, "commenter", self.key)

    def face_under(self, article_id: str) -> Face:
        """This author's face under one article: always the same there, and another one elsewhere.

        Two authors under one article share a face only where the article is crowded: whose it is already, keeps it.
        """
        hashed = self.hashed
        mine = ask(_MINE, article_id=article_id, commenter=hashed).scalar()
        if mine is not None:
            return Face(mine)
        start = int.from_bytes(keys.keyed_hash(keys.AUTHORS, "face", article_id, hashed.hex())[:6])
        wanted = [(start + step) % FACES for step in range(TRIES)]
        taken = set(ask(_TAKEN, article_id=article_id, wanted=wanted).scalars())
        return Face(next((face for face in wanted if face not in taken), wanted[0]))


_ARTICLE = bindparam("article_id", type_=Comment.article_id.type)
_BY_ME = Comment.commenter == bindparam("commenter", type_=Comment.commenter.type)
# The empty text keeps a planner from beginning with the comments of the article: those of one author are few.
_MINE = select(Comment.face).where(_BY_ME, Comment.article_id + "" == _ARTICLE).limit(1)
_TAKEN = select(Comment.face).where(Comment.article_id == _ARTICLE, Comment.face.in_(bindparam("wanted", expanding=True)))


@dataclass(frozen=True, slots=True)
class Face:
    """A pseudonym and a small drawn picture, as one number from 0 to FACES - 1."""

    number: int

    @property
    def name(self) -> str:
        """The pseudonym, in the site's language: 'Quiet Willow'."""
        return name_of(self.number)

    @property
    def hue(self) -> int:
        """Which of the 12 colours, from 0."""
        return self.number * 7 % HUES

    @property
    def leaf(self) -> int:
        """Which of the 6 shapes, from 0."""
        return self.number // HUES % LEAVES
