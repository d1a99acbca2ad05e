"""`flask comments`: how well danger and spam are recognised, and what the spam filter has learned."""

from __future__ import annotations

from typing import IO

import click
from flask.cli import with_appcontext

from app import moderation
from app.cli.asking import AsksTheDatabase
from app.cli.showing import bar, show_table
from app.comments import screening
from app.config import settings

DECISIONS = (0, 50, 200)
HEAD = ("LANGUAGE", "SENTENCES", "LEVEL", "IN DANGER", "FOUND", "RECALL", "AT ITS LEVEL", "FALSE ALARMS", "PRECISION")


@click.group("comments", cls=AsksTheDatabase)
def comments_cli() -> None:
    """How comments are screened before a person reads them."""


@comments_cli.command()
@click.option("--missed/--no-missed", default=True, help="Name the sentences that were missed or found wrongly.")
@with_appcontext
def danger(missed: bool) -> None:
    """Recall and precision of the lexicon of danger, by language and level, on sentences kept beside it."""
    try:
        screening.lexicons(settings().content_dir)
    except screening.LexiconError as error:
        raise click.ClickException(f"content/danger: {error}") from None
    tried = screening.measuring.try_all(screening.measuring.sentences())
    rows = [row for language in ("en", "es") for row in _rows(tried, language)]
    show_table(
        ("LANGUAGE", "SENTENCES", "LEVEL", "IN DANGER", "FOUND", "RECALL", "AT ITS LEVEL", "FALSE ALARMS", "PRECISION"), rows
    )
    if missed:
        for one in tried:
            if (one.sentence.level is None) != (one.found is None):
                what = f"found wrongly ({one.found.words})" if one.found else "missed"
                click.echo(f"{one.sentence.language}: {what}: {one.sentence.text!r} - {one.sentence.why}")


def _rows(tried: list[screening.measuring.Tried], language: str) -> list[list[str]]:
    rows = []
    for apart in (False, True):
        mine = [one for one in tried if one.sentence.language == language and one.sentence.apart is apart]
        for level in (None, *screening.Level) if mine else ():
            found = screening.measuring.rates(mine, level)
            rows.append(
                [
                    language,
                    "kept apart" if apart else "tuned on",
                    level.name.lower() if level is not None else "all",
                    str(found.held),
                    str(found.recalled),
                    f"{found.recall:.0%}",
                    str(found.exact),
                    str(found.raised),
                    f"{found.precision:.0%}",
                ]
            )
    return rows


@comments_cli.command()
def spam() -> None:
    """Accuracy of the spam filter after 0, 50 and 200 decisions, on texts it never learned."""
    found = [screening.measuring_spam.accuracy_after(number) for number in DECISIONS]
    rows = [
        [str(one.decisions), f"{one.share:.0%}", f"{one.caught} of {one.spam}", f"{one.wronged} of {one.other}"] for one in found
    ]
    show_table(("DECISIONS", "ACCURACY", "SPAM CAUGHT", "OTHERS SUSPECTED"), rows)
    sentences = screening.measuring.sentences()
    wronged = screening.measuring_spam.hard_ones_wronged(sentences)
    click.echo(f"Sentences about danger and grief suspected: {len(wronged)} of {len(sentences)}")
    for text, judgement in screening.measuring_spam.explained():
        click.echo(f"{judgement.probability:.0%} because of {', '.join(judgement.words)}: {text}")


@comments_cli.command()
@with_appcontext
def learn() -> None:
    """Let the spam filter forget everything and learn again from every decision about words that still exist."""
    with bar("Learning") as told:
        number = moderation.teach_anew(told)
    click.echo(f"learned from {number} decided texts")


@comments_cli.command()
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
@with_appcontext
def model(file: IO[str]) -> None:
    """Write what the spam filter has learned to FILE: a word, in how much spam, in how many others, apart by tabs."""
    for word, spam_texts, others in screening.everything_learned():
        click.echo(f"{word or '(all texts)'}\t{spam_texts}\t{others}", file=file)


@comments_cli.command("reset-model")
@click.confirmation_option(prompt="Forget everything that the spam filter has learned here?")
@with_appcontext
def reset_model() -> None:
    """Let the spam filter forget everything it has learned here; `learn` brings it back from the decisions."""
    click.echo(f"forgot {screening.forget_all()} texts")
