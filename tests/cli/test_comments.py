"""`flask comments`: figures that a person can read, and a filter that can be looked at, taught anew and reset."""

from __future__ import annotations

from flask import Flask

from tests.support.content import ContentFolder
from tests.support.people import ModeratorAtWork, Reader


def says(app: Flask, *words: str) -> str:
    done = app.test_cli_runner().invoke(args=["comments", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_danger_prints_recall_and_precision_and_names_what_was_missed(app: Flask) -> None:
    said = says(app, "danger")
    assert "RECALL" in said
    assert "en\tkept apart\tmethod" in said
    assert "missed:" in said


def test_danger_says_what_is_wrong_with_a_file_of_the_site(app: Flask, content: ContentFolder) -> None:
    content.write("danger/here.toml", "not toml [")
    done = app.test_cli_runner().invoke(args=["comments", "danger"])
    assert done.exit_code == 1
    assert "here.toml" in done.output


def test_spam_prints_accuracy_that_grows_with_decisions_and_suspects_nobody_in_grief(app: Flask) -> None:
    lines = says(app, "spam").splitlines()
    shares = [int(line.split("\t")[1].rstrip("%")) for line in lines[1:4]]
    assert shares[2] > shares[0] >= 80
    assert all(line.split("\t")[3].startswith("0 of ") for line in lines[1:4])
    assert "suspected: 0 of" in lines[4]
    assert "because of" in lines[5]


def test_what_was_learned_can_be_read_taught_anew_and_reset(
    app: Flask, ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "Grumblewort tonics")
    nora.marks_as_spam("Grumblewort")
    assert "grumblewort\t1\t0" in says(app, "model")
    assert "learned from 1 " in says(app, "learn")
    assert "forgot 1 texts" in says(app, "reset-model", "--yes")
    assert says(app, "model") == ""
