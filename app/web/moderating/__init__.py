"""Moderating: the queue, decisions and undoing, all comments. Anonymous visitors see none of it."""

from app.web.moderating import comments, deciding, mail, queue, together
from app.web.moderating.blueprint import moderating

__all__ = ["comments", "deciding", "mail", "moderating", "queue", "together"]
