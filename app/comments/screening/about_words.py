"""Screens that look at the words alone."""

from __future__ import annotations

from app import articles
from app.comments.screening import spam
from app.comments.screening.advice import known_on
from app.comments.screening.blocked import blocked_in
from app.comments.screening.danger import Level, danger_in
from app.comments.screening.finding import Finding, Screen
from app.comments.screening.personal import Kind, marks_in
from app.comments.screening.subject import Subject
from app.comments.screening.words import Words
from app.language import _, ngettext

MANY_LINKS, LOUD_LETTERS, LOUD_SHARE, MOST_MARKS = 3, 30, 0.7, 4


def danger(subject: Subject) -> Finding | None:
    """Somebody may be in danger, by the words or by the name they are signed with."""
    found = danger_in(subject.body)
    if found is None:
        in_name = danger_in(subject.name)
        return Finding(screen=Screen.DANGER, words=_("Possible danger in the name"), weight=0) if in_name else None
    told = {
        Level.METHOD: _("Possible danger: a means of harm (“%(words)s”)", words=found.words),
        Level.PLAN: _("Possible danger: an intention or a farewell (“%(words)s”)", words=found.words),
        Level.WISH: _("Possible danger: a wish to die or to hurt (“%(words)s”)", words=found.words),
        Level.INDIRECT: _("Possible danger: no way out, or being hurt (“%(words)s”)", words=found.words),
    }
    return Finding(screen=Screen.DANGER, words=told[found.level], weight=0)


def danger_before() -> Finding:
    """What the card of an edit says where the danger was edited away before anybody had read it."""
    return Finding(screen=Screen.DANGER, words=_("Possible danger in the words before these, which nobody has read"), weight=0)


def personal(subject: Subject) -> Finding | None:
    """Words that may show who somebody is: the author, or people who never agreed to it."""
    found = marks_in(subject.body, known=known_on(articles.library().site))[:MOST_MARKS]
    if not found:
        return None
    kinds = {
        Kind.NAME: _("a name in full"),
        Kind.PHONE: _("a telephone number"),
        Kind.EMAIL: _("an e-mail address"),
        Kind.ADDRESS: _("where somebody lives"),
        Kind.WORKPLACE: _("where somebody works or learns"),
    }
    listed = ", ".join(f"{kinds[mark.kind]} (“{mark.words}”)" for mark in found)
    return Finding(screen=Screen.PERSONAL, words=_("May show who somebody is: %(what)s", what=listed), weight=0)


def spam_words(subject: Subject) -> Finding | None:
    """How much the words resemble what was marked as spam here."""
    words = spam.words_of(subject.body)
    judgement = spam.judge(words, spam.learned(words))
    if judgement.probability < spam.PERHAPS:
        return None
    why = ", ".join(judgement.words)
    if judgement.probability < spam.LIKELY:
        return Finding(screen=Screen.SPAM, words=_("Somewhat like spam, because of: %(words)s", words=why), weight=40)
    return Finding(screen=Screen.SPAM, words=_("Like what was marked as spam here, because of: %(words)s", words=why), weight=100)


def blocked(subject: Subject) -> Finding | None:
    """A word of the site's own block list, in the words or in the name."""
    word = blocked_in(subject.words)
    if word is None:
        in_name = blocked_in(Words(subject.name))
        return Finding(screen=Screen.BLOCKED, words=_("On the block list: a word of the name"), weight=60) if in_name else None
    return Finding(screen=Screen.BLOCKED, words=_("On the block list: “%(word)s”", word=word), weight=60)


def links(subject: Subject) -> Finding | None:
    """Links are welcome where they help, and what most spam lives on."""
    number = len(spam.LINK.findall(subject.body))
    if not number:
        return None
    told = ngettext("Holds %(num)s link", "Holds %(num)s links", number)
    return Finding(screen=Screen.LINKS, words=told, weight=min(number, MANY_LINKS) * 10)


def shouting(subject: Subject) -> Finding | None:
    """Mostly capital letters."""
    letters = [letter for letter in subject.body if letter.isalpha()]
    loud = sum(letter.isupper() for letter in letters)
    if len(letters) < LOUD_LETTERS or loud < LOUD_SHARE * len(letters):
        return None
    return Finding(screen=Screen.SHOUTING, words=_("Written mostly in capital letters"), weight=10)
