"""Pages met less often than those of kinds_of_pages.py: what was looked for, shared, closed, decided by two, or not yet done."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from urllib.parse import quote

import pyotp

from tests.support.doors import Answer, HttpDoor
from tests.support.needs import ROOT
from tests.support.pages import words
from tests.support.people import ModeratorAtWork, Reader, Visitor
from tests.support.server import Server, locked

Kinds = dict[str, Answer]

ARTICLE, CALM = "the-guilt-of-asking-for-help", "sleep-when-the-baby-sleeps"
CLOSED = "/moderation/switches"
PASSWORD = "seven quiet herons 9"


def rarer_kinds(server: Server, nora: ModeratorAtWork) -> Kinds:
    """Pages by name. Leaves one more moderator behind, and comments that were decided; what was closed or shown is put back."""
    olga = _somebody_else(server, nora)
    return {
        **_looking(server.reader()),
        **_shared(server),
        **_closed(server.reader(), nora),
        **_in_the_record(server.reader(), nora),
        **_deciding(server, nora, olga),
        **_a_pause(server, olga),
        **_a_second_step(server, olga),
        "withdrawing while the database is away": _not_yet(server),
    }


def _somebody_else(server: Server, nora: ModeratorAtWork) -> ModeratorAtWork:
    inviting = nora.reads("/moderation/people/invite").form("/invite")
    invited = nora.submits(inviting, "Make a link", Email="olga@example.org")
    link = next(one for one in invited.page.text.split() if "/moderation/invites/" in one)
    olga = ModeratorAtWork(HttpDoor(server.base), "Olga")
    taken = olga.submits(olga.reads(link.removeprefix(server.base)).form(""), name="Olga", password=PASSWORD)
    assert taken.status == 303, taken.page.text
    return olga


def _looking(reader: Reader) -> Kinds:
    title = reader.reads(f"/articles/{ARTICLE}").headings[0]
    return {
        "search": reader.asks("/search"),
        "search that finds": reader.asks(f"/search?q={quote(title)}"),
        "search that finds nothing": reader.asks("/search?q=qwxyzq"),
        "archive of one year": reader.asks("/archive/2026"),
    }


def _shared(server: Server) -> Kinds:
    drafts = server.environment.get("CONTENT_DIR") or str(ROOT / "content")
    draft = next(one.stem for one in sorted((ROOT / drafts / "articles").glob("*.md")) if "\ndraft: true" in one.read_text())
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "articles", "share", draft]
    done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True, timeout=60, check=True)
    path = "/shared/" + done.stdout.strip().split("/shared/")[1]
    return {"a draft that is shared": server.reader().asks(path)}


def _closed(reader: Reader, nora: ModeratorAtWork) -> Kinds:
    page = nora.reads(f"{CLOSED}?article={ARTICLE}")
    closing = next(one for one in page.forms if one.has_button("Close comments on this article"))
    nora.submits(closing, sentence="Let us rest here until Monday.")
    kinds = {"something is closed": nora.asks(CLOSED), "an article that was closed": reader.asks(f"/articles/{ARTICLE}")}
    nora.submits(next(one for one in nora.reads(CLOSED).forms if one.has_button("Open again")))
    return kinds


def _in_the_record(reader: Reader, nora: ModeratorAtWork) -> Kinds:
    _show_the_record(nora, "Show it to everybody")
    kinds = {"the record that everybody may read": reader.asks("/record")}
    _show_the_record(nora, "Show it to admins only")
    return kinds


def _show_the_record(nora: ModeratorAtWork, button: str) -> None:
    nora.submits(next(one for one in nora.reads("/moderation/record").forms if one.has_button(button)), button)


def _deciding(server: Server, nora: ModeratorAtWork, olga: ModeratorAtWork) -> Kinds:
    ada, ben = server.reader("Ada"), server.reader("Ben")
    public = ada.comments(ARTICLE, "words that are public for now")
    number = nora.approves("public for now")
    for reader in (ada, ben):
        reader.comments(ARTICLE, f"Cheap: https://vitamins.example/{reader.name}")
    ben.comments(ARTICLE, "words that two people read")
    shown = nora.finds("two people read")
    kinds = {
        "an article with the desk in its place": nora.asks(f"/articles/{ARTICLE}"),
        "decide together": nora.asks("/moderation/together?domain=vitamins.example"),
        "why is it rejected": Visitor.submits(nora, shown.form("Reject"), "Reject"),
    }
    signed_out, note = Visitor(HttpDoor(server.base)), "Thank you for writing all the same."
    kinds["a note after signing out"] = signed_out.submits(shown.form("Approve"), "Approve", note=note)
    ada.comments(ARTICLE, "words under a name that hurts", name="Go and kill yourself")
    kinds["a name that is folded"] = nora.asks("/moderation")
    nora.marks_as_spam("under a name that hurts")
    olga.marks_as_spam(shown.comment)
    kinds["somebody else was first"] = nora.submits(shown.form("Approve"), "Approve")
    ben.submits(ben.reads(f"/comments/{number}/report").form("/report"), "Send", body="About my sister.", reason="unkind")
    kinds["a comment that was reported"] = nora.asks("/moderation")
    ada.edits(public, "words that were changed for good")
    kinds["a comment that was edited"] = nora.asks("/moderation")
    ada.withdraws(public)
    kinds["a comment without words"] = nora.asks(f"/moderation/comments/{number}")
    return kinds


def _a_pause(server: Server, olga: ModeratorAtWork) -> Kinds:
    for number in range(5):
        server.reader().comments(CALM, f"I want to die, said for the {number}. time.")
    shown = olga.queue()[0]
    token = {"csrf_token": shown.form("Approve").fields["csrf_token"]}
    for one in olga.queue():
        olga.asks(f"/moderation/comments/{one.comment}/opened", token)
    for _ in range(5):
        olga.marks_as_spam(olga.finds("I want to die, said").comment)
    return {"a pause would be well spent": olga.asks("/moderation")}


def _a_second_step(server: Server, olga: ModeratorAtWork) -> Kinds:
    page = olga.reads("/moderation/account/app")
    secret = next(words(one) for one in page.root.iter("p") if one.get("class") == "secret")
    codes = olga.submits(page.form("/account/app"), "Done", Code=pyotp.TOTP(secret).at(datetime.now(UTC)))
    again = Visitor(HttpDoor(server.base))
    form = again.reads("/moderation/sign-in").form("/sign-in")
    asked = again.submits(form, "Sign in", Email="olga@example.org", Password=PASSWORD)
    return {"codes for a lost phone": codes, "one more step": again.asks(asked.location)}


def _not_yet(server: Server) -> Answer:
    """What is answered instead of *Taken back* while somebody else writes to the database, which takes some seconds to say."""
    ada = server.reader()
    receipt = ada.comments(CALM, "better not")
    form = ada.reads(f"{receipt}/withdraw").form("/withdraw")
    with locked(server):
        return ada.submits(form)
