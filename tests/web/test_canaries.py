"""Canaries: what is not public appears nowhere. Every state of a comment, times every channel that leads to readers.

A new state is one function with @state, a new channel one with @channel. Each canary has a word and a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import articles, comments, outbox
from app.db import db as database
from tests.support.content import ContentFolder
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import AppDoor
from tests.support.fixtures.house import Clock
from tests.support.mail import letters_in, paths_in
from tests.support.people import ModeratorAtWork, Reader

ARTICLE, EXPIRING, DRAFTED = "a-quiet-hour", "soon-over", "taken-back"
WINDOW = 300
"""Seconds in which a decision can be undone here: time enough to look while one is not in force."""

State = Callable[["House", str, str], object]
Channel = Callable[["House"], str]
STATES: dict[str, State] = {}
CHANNELS: dict[str, Channel] = {}

LAST = {"approved, not yet in force"}
"""States that pass by themselves, planted after everything else."""

READ, LATER = "Your comment has been read", {"approved, not yet in force"}
TOLD = {
    *("public", "an edit that waits", "rejected", "spam", "withdrawn", "erased", "made anonymous"),
    *("under a parent that is not public", "under an expired article", "under a draft"),
}
"""States whose author has been written to about a decision when everything is planted; LATER, whose author is told afterwards."""

MAY = {
    "public": {"pages", "comment feeds", "JSON-LD", "cached pages", "pages of somebody with a cookie", "the desk"},
    "an edit that waits": {"the desk"},
    "pending": {"the desk"},
    "approved, not yet in force": {"the desk"},
    "rejected": {"the desk"},
    "spam": {"the desk"},
    "under a parent that is not public": {"the desk"},
    "under an expired article": {"the desk"},
    "under a draft": {"the desk"},
}
"""Where a canary in this state may be heard; anywhere else it must not. Whatever is not named here may be heard nowhere."""


def state(name: str) -> Callable[[State], State]:
    return lambda plant: STATES.setdefault(name, plant)


def channel(name: str) -> Callable[[Channel], Channel]:
    return lambda listen: CHANNELS.setdefault(name, listen)


class House:
    """Who lives here, and what was planted."""

    def __init__(self, app: Flask, content: ContentFolder, clock: Clock, mail: Path) -> None:
        self.app, self.content, self.clock, self.mail = app, content, clock, mail
        self.ada, self.ben, self.somebody = (Reader(AppDoor(app), name) for name in ("Ada", "Ben", ""))
        self.nora = self.sign_in()
        self.words: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.mailboxes: dict[str, str] = {}

    def sign_in(self) -> ModeratorAtWork:
        """A moderator, signed in just now."""
        return ModeratorAtWork(AppDoor(self.app), "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)

    def waits(self, words: str, name: str, *, under: str = ARTICLE, owner: str = "", **more: Any) -> str:
        """A comment that waits, and whose author has confirmed an address of its own for notices; its receipt."""
        receipt = self.ada.comments(under, f"{words} is heard", name=name, email=self.mailbox(owner or words), **more)
        self.confirms(owner or words)
        return receipt

    def mailbox(self, words: str) -> str:
        """The address of whoever wrote these words, in which nothing of them stands."""
        return self.mailboxes.setdefault(words, f"mailbox{len(self.mailboxes):02}@example.org")

    def confirms(self, words: str) -> None:
        """The owner of the address opens the question that came there, and says yes."""
        (question,) = (mail for mail in self.mails() if mail["To"] == self.mailbox(words))
        page = self.somebody.reads(next(path for path in paths_in(question) if path.endswith("/confirm")))
        assert self.somebody.submits(page.form("/confirm"), "Yes, write to me").status == 200

    def mails(self) -> list[EmailMessage]:
        """Every mail that has been written up to now."""
        with self.app.app_context():
            while outbox.deliver(still_true=comments.notices.still_true):
                pass
        return letters_in(self.mail)

    def told(self) -> set[str]:
        """The states whose author has been written to about a decision."""
        read = {mail["To"] for mail in self.mails() if mail["Subject"] == READ}
        return {state for state, words in self.words.items() if self.mailbox(words) in read}

    def stands(self, words: str, name: str, *, under: str = ARTICLE, **more: Any) -> tuple[str, int]:
        """A comment that is public; its receipt and its number."""
        receipt = self.waits(words, name, under=under, **more)
        number = self.nora.approves(f"{words} is heard")
        self.clock.forward(seconds=WINDOW + 1)
        self.mails()
        return receipt, number

    def hears(self, path: str, reader: Reader | None = None) -> str:
        """An answer of whatever status, where it leads included; of somebody without a cookie where nobody is named."""
        answer = (reader or self.somebody).asks(path)
        return f"{answer.status} {answer.headers.get('Location')} {answer.text}"


@state("public")
def _public(house: House, words: str, name: str) -> int:
    return house.stands(words, name)[1]


@state("pending")
def _pending(house: House, words: str, name: str) -> int:
    house.waits(words, name)
    return house.nora.finds(words).comment


@state("paused")
def _paused(house: House, words: str, name: str) -> None:
    shown = house.ada.previews(ARTICLE, f"{words} is heard", name=name, email=house.mailbox(words))
    form = shown.page.form(f"/articles/{ARTICLE}/comments")
    assert house.ada.asks(form.action, {**form.fields, "hold": "1"}).status == 303
    house.confirms(words)


@state("approved, not yet in force")
def _approved(house: House, words: str, name: str) -> int:
    house.waits(words, name)
    return house.nora.approves(words)


@state("an edit that waits")
def _edited(house: House, words: str, name: str) -> int:
    receipt, number = house.stands("an earlier word", "Somebody", owner=words)
    house.ada.edits(receipt, f"{words} is heard")
    return number


@state("rejected")
def _rejected(house: House, words: str, name: str) -> int:
    house.waits(words, name)
    return house.nora.rejects(words)


@state("spam")
def _spam(house: House, words: str, name: str) -> int:
    house.waits(words, name)
    return house.nora.marks_as_spam(words)


@state("withdrawn")
def _withdrawn(house: House, words: str, name: str) -> int:
    receipt, number = house.stands(words, name)
    house.ben.comments(ARTICLE, f"an answer to number {number}", parent=number)
    house.nora.approves(f"an answer to number {number}")
    house.clock.forward(seconds=WINDOW + 1)
    house.ada.withdraws(receipt)
    return number


@state("erased")
def _erased(house: House, words: str, name: str) -> int:
    _, number = house.stands(words, name)
    admin = house.sign_in()
    path = f"/moderation/comments/{number}/erase"
    assert admin.submits(admin.reads(path).form("/erase"), "Erase for good").status == 303
    return number


@state("under a parent that is not public")
def _orphaned(house: House, words: str, name: str) -> int:
    _, parent = house.stands("a parent for a while", "Somebody")
    _, number = house.stands(words, name, parent=parent)
    page = house.nora.reads(f"/moderation/comments/{parent}")
    house.nora.submits(page.form(f"/moderation/comments/{parent}/decisions"), "Reject")
    house.clock.forward(seconds=WINDOW + 1)
    return number


@state("under an expired article")
def _expired(house: House, words: str, name: str) -> int:
    _, number = house.stands(words, name, under=EXPIRING)
    house.content.article(EXPIRING, expires="2026-03-02")
    return number


@state("under a draft")
def _drafted(house: House, words: str, name: str) -> int:
    _, number = house.stands(words, name, under=DRAFTED)
    house.content.article(DRAFTED, draft=True)
    return number


@state("made anonymous")
def _anonymous(house: House, words: str, name: str) -> int:
    """Here the name alone is the canary: the words are public."""
    receipt, number = house.stands("words without a name", name, owner=words)
    page = house.ada.reads(house.ada.opens(receipt).link("Make anonymous"))
    assert house.ada.submits(page.form("/anonymise"), "Make anonymous").status == 303
    return number


def _pages(house: House, reader: Reader | None = None) -> str:
    articles_and_lists = [f"/articles/{slug}" for slug in (ARTICLE, EXPIRING, DRAFTED)]
    articles_and_lists += [f"/articles/{ARTICLE}?{query}" for query in ("comments=2", "order=newest")]
    articles_and_lists += ["/", "/archive", "/tags/rest", "/authors/rosa", "/about", "/forget"]
    each = [path for number in house.numbers.values() for path in (f"/comments/{number}", f"/articles/{ARTICLE}/reply/{number}")]
    return "".join(house.hears(path, reader) for path in articles_and_lists + each)


channel("pages")(_pages)


@channel("feeds")
def _feeds(house: House) -> str:
    return "".join(house.hears(path) for path in ("/feed.xml", "/feed.json", "/tags/rest/feed.xml", "/authors/rosa/feed.xml"))


@channel("comment feeds")
def _comment_feeds(house: House) -> str:
    return "".join(house.hears(f"/articles/{slug}/comments.xml") for slug in (ARTICLE, EXPIRING, DRAFTED))


@channel("search")
def _search(house: House) -> str:
    asked = [canary for word in house.words.values() for canary in (word, f"{word}name")]
    return "".join(_without_echoes(house.hears(f"/search?q={canary}"), canary) for canary in asked)


@channel("sitemap")
def _sitemap(house: House) -> str:
    return house.hears("/sitemap.xml") + house.hears("/robots.txt")


@channel("JSON-LD")
def _json_ld(house: House) -> str:
    shown = "".join(house.hears(f"/articles/{slug}") for slug in (ARTICLE, EXPIRING, DRAFTED))
    return "".join(re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown, re.DOTALL))


@channel("mails")
def _mails(house: House) -> str:
    """What was sent and what waits, to be sent when a window has closed."""
    assert house.told() == TOLD, "this channel says nothing of a state whose author was to be told"
    return _everything_mailed(house)


@channel("cached pages")
def _cached_pages(house: House) -> str:
    """The same once more: these answers come from the page cache, whose bytes are the same as before."""
    first, again = _pages(house), _pages(house)
    assert first == again
    return again


@channel("pages of somebody with a cookie")
def _past_the_cache(house: House) -> str:
    return _pages(house, house.ben)


@channel("reporting a comment")
def _reporting(house: House) -> str:
    """The page says what it is about, so that of the public one is left out."""
    others = [number for name, number in house.numbers.items() if name != "public"]
    return "".join(house.hears(f"/comments/{number}/report", house.ben) for number in others)


@channel("another reader's receipt")
def _receipt(house: House) -> str:
    receipt = house.ben.comments(ARTICLE, "a comment of another reader", name="Ben")
    page = house.hears(receipt)
    answered = house.ben.previews(ARTICLE, "an answer", parent=house.numbers["public"])
    return page.replace("is heard", "") + house.ben.opens(receipt).text + _without_parent(answered.page.text)


@channel("next-visit marks")
def _marks(house: House) -> str:
    return "".join(re.findall(r"data-[a-z]+=\"[^\"]*\"", house.hears(f"/articles/{ARTICLE}")))


@channel("counts")
def _counts(house: House) -> str:
    """Public are: the one called public, the edited one in its earlier words, the answer to the withdrawn, the unnamed."""
    page = house.ben.reads(f"/articles/{ARTICLE}")
    seen = house.ben.sees(ARTICLE)
    told = [*re.findall(r"(\d+) comments?", page.text + house.ben.reads("/").text)]
    told += re.findall(r'"commentCount":\s*(\d+)', page.html)
    assert set(told) == {"4"}, f"the counts are {told}"
    assert len([words for words in seen.values() if "withdrawn" not in words]) == 4
    assert len(re.findall("data-since", page.html)) == 5, "the four, and the note on the withdrawn one"
    return " ".join(told)


@channel("the desk")
def _desk(house: House) -> str:
    moderator = house.sign_in()
    each = [f"/moderation/comments/{number}" for number in house.numbers.values()]
    return "".join(house.hears(path, moderator) for path in ["/moderation", "/moderation/comments", *each])  # type: ignore[arg-type]


@channel("mails, when every window has closed")
def _later_mails(house: House) -> str:
    """The last of all: afterwards what was approved is in force."""
    house.clock.forward(seconds=WINDOW + 1)
    assert house.told() == TOLD | LATER
    return _everything_mailed(house)


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    content.article(EXPIRING)
    content.article(DRAFTED)
    return content


@pytest.mark.settings(UNDO_SECONDS=WINDOW)
def test_a_canary_in_every_state_is_heard_in_no_channel_where_it_must_not(
    app: Flask, content: ContentFolder, clock: Clock, tmp_path: Path
) -> None:
    house = House(app, content, clock, tmp_path / "instance" / "mail")
    for number, name in enumerate(sorted(STATES, key=lambda one: (one in LAST, one == "paused"))):
        word = house.words[name] = f"canary{number:02}"
        planted = STATES[name](house, word, f"{word}name")
        if isinstance(planted, int):
            house.numbers[name] = planted
    with app.app_context():
        app.extensions["understory.library"].refresh()
        assert articles.library().with_slug(DRAFTED).draft  # type: ignore[union-attr]
    told = {place: listen(house) for place, listen in CHANNELS.items()}
    heard = {name: {place for place, text in told.items() if word in text} for name, word in house.words.items()}
    assert heard == {name: MAY.get(name, set()) for name in STATES}


def _everything_mailed(house: House) -> str:
    with house.app.app_context():
        waiting = [f"{one.recipient} {one.subject} {one.body}" for one in database.session.query(outbox.Message)]
    return "".join([*waiting, *(mail.as_string() + mail.get_content() for mail in house.mails())])


def _without_echoes(shown: str, query: str) -> str:
    """A page of search says twice what was asked for: in its title, and in the field."""
    for echo in (f"<title>“{query}”", f'value="{query}"'):
        assert shown.count(echo) == 1, f"the page of search does not say {echo}"
        shown = shown.replace(echo, "")
    return shown


def _without_parent(text: str) -> str:
    """An answer's preview names whom it answers, who is public."""
    return re.sub(r"in reply to \w+", "", text)
