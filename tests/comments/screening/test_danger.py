"""The lexicon of danger: what it finds, what it lets pass, and that a site may add to it."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from sqlalchemy import select

from app.comments import Comment, Status
from app.comments.screening import measuring
from app.comments.screening.danger import Level, all_dangers_in, danger_in
from app.comments.screening.danger.lexicon import LexiconError, lexicons
from app.db import db as database
from tests.support.content import ContentFolder
from tests.support.people import Visitor
from tests.support.waves import submit_all

RECALL, PRECISION = 0.95, 0.95


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_finds_and_lets_pass_what_its_sentences_say(db, language: str) -> None:  # type: ignore[no-untyped-def]
    tuned = [one for one in measuring.sentences() if one.language == language and not one.apart]
    tried = measuring.rates(measuring.try_all(tuned))
    assert tried.recall >= RECALL
    assert tried.precision >= PRECISION


def test_there_are_sentences_enough_and_each_says_why() -> None:
    everything = measuring.sentences()
    assert len(everything) >= 300
    assert all(one.why for one in everything)
    assert {one.level for one in everything} == {*Level, None}


def test_no_sentence_is_refused_published_or_held_back(app: Flask, visitor: Visitor, open_article: str) -> None:
    sentences = [one.text for one in measuring.sentences()]
    made = submit_all(app, open_article, sentences)
    with app.app_context():
        kept = {comment.id: comment for comment in database.session.scalars(select(Comment))}
        for number, sentence in zip(made, sentences, strict=True):
            comment = kept[number]
            assert (comment.status, comment.public_from, comment.not_before) == (Status.PENDING, None, None), sentence
            assert comment.waiting_since == comment.posted_at, sentence
    page = visitor.asks(f"/articles/{open_article}").text
    assert not [number for number in made if f"comment-{number}" in page]


def test_every_wording_can_be_read_and_says_why() -> None:
    for lexicon in lexicons():
        for entry in lexicon.phrases.entries:
            assert entry.phrase.pattern
            assert entry.because


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I WANT TO DIE", "WANT TO DIE"),
        ("i don’t want to live", "don’t want to live"),
        ("Ya no quiero vivir más.", "no quiero vivir"),
        ("Me quiero  morir", "Me quiero  morir"),
    ],
)
def test_case_accents_blanks_and_apostrophes_make_no_difference(db, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    found = danger_in(text)
    assert found is not None
    assert words in {one.words for one in all_dangers_in(text)}


def test_a_site_may_add_words_and_figures_of_its_own(app: Flask, content: ContentFolder) -> None:
    with app.app_context():
        assert danger_in("She went to the white bridge.") is None
        content.write(
            "danger/here.toml",
            'language = "en"\n[[phrases]]\nlevel = "method"\nsay = "the white bridge"\nbecause = "Known in our town."\n'
            '[[except]]\nsay = "end my life sentence"\nbecause = "A play of the local theatre."\n',
        )
        found = danger_in("She went to the white bridge.")
        assert found is not None
        assert (found.level, found.because) == (Level.METHOD, "Known in our town.")
        assert danger_in("We saw End My Life Sentence on Friday.") is None


@pytest.mark.parametrize(
    "text", ["not toml [", 'language = "en"\n[[phrases]]\nlevel = "method"\nsay = "<nobody> did"\nbecause = "x"\n']
)
def test_a_faulty_file_of_the_site_is_left_out_and_named_to_whoever_asks(app: Flask, content: ContentFolder, text: str) -> None:
    content.write("danger/here.toml", text)
    with app.app_context():
        assert danger_in("I want to die") is not None
        with pytest.raises(LexiconError, match=r"here\.toml"):
            lexicons(content.path)


@pytest.mark.parametrize(
    "shape", ['"i want to die" song ', "i want to to to die ", "no quiero vivir hace años ", "they they they "]
)
def test_no_text_keeps_anybody_waiting(db, shape: str) -> None:  # type: ignore[no-untyped-def]
    danger_in(shape)
    assert any(_seconds_of_cpu((shape * 4000)[:4000]) < 0.1 for _ in range(5)), "not once, however busy the machine is"


def _seconds_of_cpu(text: str) -> float:
    began = time.process_time()
    danger_in(text)
    return time.process_time() - began
