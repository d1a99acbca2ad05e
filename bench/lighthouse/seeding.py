"""A hundred public comments under one article, through the verbs of the house."""

from __future__ import annotations

from collections.abc import Mapping

from app import accounts, comments, create_app, moderation
from app.articles import library
from bench.lighthouse.wanted import COMMENTS, WITH_COMMENTS

WORDS = (
    "Thank you for this. I read it *twice*, once at five in the morning and once by daylight.",
    "It was the same here, in the second winter.\n\n> needing something oneself would be one thing too many\n\nThat line.",
    "What helped us:\n\n- a list on the refrigerator\n- an hour that nobody could cancel\n- `soup`",
    "I would put it a little differently, but I am glad that somebody put it at all.",
)


def seed(environment: Mapping[str, str], moderator: str) -> None:
    """Write and approve them, every third one a reply. The server that runs on the same database shows them at once."""
    app = create_app(environment)
    with app.app_context():
        article, nora = library().find(WITH_COMMENTS), accounts.by_email(moderator)
        parent: int | None = None
        for number in range(COMMENTS):
            words = comments.Submission(
                body=WORDS[number % len(WORDS)],
                name="" if number % 2 else f"Reader {number}",
                form_key=comments.new_form_key(),
                parent=parent if number % 3 else None,
            )
            made = comments.submit(article, words, by=comments.Commenter.new(), max_length=4000).comment
            assert made.revision_id is not None
            moderation.decide(made.id, made.revision_id, moderation.Verdict.APPROVED, by=nora)
            parent = made.id
