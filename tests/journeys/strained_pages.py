"""What readers meet where something is wrong or rests: nobody reads now, a field is missing, the house is full, or broken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.content import SITE, ordinary
from tests.support.doors import Answer
from tests.support.people import ModeratorAtWork, Reader
from tests.support.server import A_KEY_BREAKS, THE_KEY_IS_MENDED, Server, change_database, locked

Kinds = dict[str, Answer]

QUIET, HARD = "a-quiet-hour", "a-hard-night"
WORDS = "An hour of careful words,\n\nand *another* paragraph."
TOO_LONG = "much too long " * 400
MUCH = "9" * 17_000_000
"""More than is taken from anybody, in bytes."""


def strained_kinds(home: Path) -> Kinds:
    """Pages by name, of a server of their own in the folder `home`, which reads on one day of the week that is not today."""
    content = ordinary(home / "content")
    never_now = f"{datetime.now(UTC) + timedelta(days=3):%a} 9-17"
    more = f'[comments]\nguidelines = "rules"\nread_when = "{never_now}"'
    content.site(text=SITE.format(language="en", timezone="UTC").replace("[comments]", more))
    content.page("rules", title="House rules", body="## No advice {#advice}\n\nTell your own.\n")
    content.article(HARD, title="A hard night", sensitive=True)
    server = Server(home, CONTENT_DIR=content.path)
    try:
        server.start()
        ada, nora = server.reader("Ada"), server.moderator()
        return {
            **_nobody_reads(server.reader("Ben")),
            **_decided(server, ada, nora),
            **_missing(ada, nora),
            **_away(server, ada, nora),
            **_rests(ada, nora),
            **_broken(server),
            **_full(server),
        }
    finally:
        server.kill9()


def _nobody_reads(ben: Reader) -> Kinds:
    return {
        "an article while nobody reads": ben.asks(f"/articles/{QUIET}"),
        "a receipt while nobody reads": ben.asks(ben.comments(QUIET, WORDS)),
        "a receipt under a sensitive article while nobody reads": ben.asks(ben.comments(HARD, WORDS)),
    }


def _decided(server: Server, ada: Reader, nora: ModeratorAtWork) -> Kinds:
    changed, unknown, gone = (ada.comments(QUIET, f"The {nth} words.") for nth in ("first", "second", "third"))
    for nth in ("first", "second", "third"):
        nora.approves(f"The {nth} words.")
    ada.edits(changed, "Other words that wait.")
    kinds = {"a receipt whose new words wait": ada.asks(changed)}
    nora.rejects("Other words that wait", reason="advice", note="The first ones stand.")
    kinds["a receipt whose new words were refused"] = ada.asks(changed)
    ada.submits(ada.reads(f"{unknown}/anonymise").form("/anonymise"))
    kinds["a receipt without the name"] = ada.asks(unknown)
    number = next(number for number, words in ada.sees(QUIET).items() if "third" in words)
    nora.submits(nora.reads(f"/moderation/comments/{number}/erase").form("/erase"), "Erase for good")
    kinds["a receipt of an erased comment"] = ada.asks(gone)
    kinds["an article under which one was erased"] = server.reader().asks(f"/articles/{QUIET}")
    return kinds


def _missing(ada: Reader, nora: ModeratorAtWork) -> Kinds:
    receipt = ada.comments(QUIET, "Words to which something is missing.")
    number = nora.approves("something is missing")
    preview = ada.previews(QUIET, WORDS).page.form(f"/articles/{QUIET}/comments")
    return {
        "nothing written": ada.submits(preview, "Post comment", body=" "),
        "an edit that is too long": ada.submits(ada.reads(f"{receipt}/edit").form("/edit"), Comment=TOO_LONG),
        "a report that is too long": ada.asks(f"/comments/{number}/report", _report(ada, number, body=TOO_LONG)),
        "mails to no address": ada.submits(ada.reads(f"{receipt}/notices").form("/notices"), Email="nobody at all"),
        "a receipt that nobody has": ada.asks("/receipts/not-a-receipt"),
    }


def _report(reader: Reader, number: int, **fields: str) -> dict[str, str]:
    form = reader.reads(f"/comments/{number}/report").form("/report")
    return {**form.fields, "body": "About my sister.", **fields}


def _away(server: Server, ada: Reader, nora: ModeratorAtWork) -> Kinds:
    receipt = ada.comments(QUIET, "Words while the database is away.")
    number = nora.approves("database is away")
    posting = ada.previews(QUIET, WORDS).page.form(f"/articles/{QUIET}/comments")
    editing, report = ada.reads(f"{receipt}/edit").form("/edit"), _report(ada, number, reason="unkind")
    asking = ada.reads(f"{receipt}/notices").form("/notices")
    with locked(server):
        return {
            "posting while the database is away": ada.submits(posting, "Post comment"),
            "editing while the database is away": ada.submits(editing, Comment="Other words."),
            "reporting while the database is away": ada.asks(f"/comments/{number}/report", report),
            "asking for mails while the database is away": ada.submits(asking, Email="ada@example.org"),
        }


def _rests(ada: Reader, nora: ModeratorAtWork) -> Kinds:
    form = ada.previews(QUIET, WORDS).page.form(f"/articles/{QUIET}/comments")
    pausing = next(one for one in nora.reads("/moderation/switches").forms if one.has_button("Pause the site"))
    nora.submits(pausing, "Pause the site", sentence="We read on in the morning.")
    kinds = {
        "an article while the site rests": ada.asks(f"/articles/{QUIET}"),
        "words for a site that rests": ada.submits(form, "Post comment"),
    }
    nora.submits(next(one for one in nora.reads("/moderation/switches").forms if one.has_button("Open again")))
    return kinds


def _broken(server: Server) -> Kinds:
    reader = server.reader()
    form = reader.previews(QUIET, WORDS).page.form(f"/articles/{QUIET}/comments")
    _restart(server, A_KEY_BREAKS)
    kinds = {"something broke while posting": reader.submits(form, "Post comment")}
    _restart(server, THE_KEY_IS_MENDED)
    return kinds


def _restart(server: Server, statement: str | None = None, **settings: str) -> None:
    server.kill9()
    if statement:
        change_database(server, statement)
    server.environment.update(settings)
    server.start()


def _full(server: Server) -> Kinds:
    _restart(server, RATE_LIMIT="1/hour")
    reader = server.reader()
    reader.comments(QUIET, "the one that is allowed")
    form = reader.previews(QUIET, WORDS).page.form(f"/articles/{QUIET}/comments")
    return {
        "too fast": reader.submits(form, "Post comment"),
        "too much at once": reader.asks(form.action, {**form.fields, "parent": MUCH}),
    }
