"""`flask articles new | list | check`, as a writer types them."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result
from flask import Flask

from app.articles import LiveLibrary, remember
from app.cli.articles import articles_cli
from app.config import ROOT
from tests.support.content import SITE, ContentFolder
from tests.support.databases import bare_environment


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ContentFolder:
    made = ContentFolder(tmp_path / "content")
    made.site(timezone="Asia/Tokyo")
    monkeypatch.setenv("CONTENT_DIR", str(made.path))
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path / "instance"))
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, str(tmp_path / "gitconfig"))
    return made


def typed(*words: str) -> Result:
    return CliRunner().invoke(articles_cli, words)


def on_a_terminal(*words: str, **settings: object) -> str:
    """What somebody at a terminal of 100 columns sees of a command."""
    ours, theirs = pty.openpty()
    environment = (
        bare_environment() | {name: str(value) for name, value in settings.items()} | {"TERM": "xterm", "COLUMNS": "100"}
    )
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    running.wait(60)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode())


@time_machine.travel("2026-03-01 20:30:00Z", tick=False)
def test_a_new_article_is_a_draft_with_an_id_that_reads_well(folder: ContentFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("COUNT", "1"), ("KEY_0", "user.name"), ("VALUE_0", "Tomás Rey")):
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    done = typed("new", 'Café: a "quiet" hour')
    assert done.exit_code == 0
    assert done.output.strip().endswith("articles/cafe-a-quiet-hour.md")
    library = LiveLibrary(folder.path).load()
    article = library.find("cafe-a-quiet-hour")
    assert (article.title, article.draft, article.authors) == ('Café: a "quiet" hour', True, ("tomas",))
    assert re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", article.id)
    assert "date: 2026-03-02 05:30\nslug: cafe-a-quiet-hour\n" in article.path.read_text()
    assert library.problems == ()


def test_a_title_used_before_overwrites_nothing(folder: ContentFolder) -> None:
    path = folder.article("a-quiet-hour")
    before = path.read_bytes()
    done = typed("new", "A quiet hour!")
    assert done.exit_code == 1
    assert "is there already; choose another title" in done.output
    assert path.read_bytes() == before


def test_a_title_used_before_in_a_folder_is_noticed(folder: ContentFolder) -> None:
    folder.write("articles/2025/a-quiet-hour.md", "---\ntitle: x\ndate: 2025-03-01\n---\n")
    assert "2025/a-quiet-hour.md is there already" in typed("new", "A quiet hour").output


@pytest.mark.parametrize("front", [{"slug": "a-quiet-hour"}, {"aliases": ["a-quiet-hour"]}])
def test_a_title_whose_address_a_file_of_another_name_has_is_refused(folder: ContentFolder, front: dict[str, object]) -> None:
    folder.article("zzz", **front)
    done = typed("new", "A quiet hour")
    assert done.exit_code == 1
    assert "/articles/a-quiet-hour belongs to" in done.output
    assert "zzz.md already; choose another title" in done.output
    assert not folder.path.joinpath("articles/a-quiet-hour.md").exists()


@pytest.mark.parametrize(("there", "whose"), [(True, "zzz.md"), (False, "an article that is gone")])
def test_a_title_whose_address_was_another_article_s_is_refused(
    app: Flask, content: ContentFolder, monkeypatch: pytest.MonkeyPatch, there: bool, whose: str
) -> None:
    content.article("zzz", id="01Z", slug="former")
    with app.app_context():
        live: LiveLibrary = app.extensions["understory.library"]
        remember(live.load())
    content.article("zzz", id="01Z" if there else "01Y", slug="present")
    monkeypatch.setenv("CONTENT_DIR", str(content.path))
    done = app.test_cli_runner().invoke(args=["articles", "new", "Former"])
    assert done.exit_code == 1
    assert "/articles/former was the address of" in done.output
    assert f"{whose}, and old links lead there" in done.output


def test_a_title_without_a_letter_is_refused(folder: ContentFolder) -> None:
    assert "needs a letter or a digit" in typed("new", "?!").output


@pytest.mark.parametrize(
    "title", ["word " * 40, "静かな時間 " * 40, "एक शब्द और " * 40, "x" * 300, "静" * 300], ids=lambda title: title[:12]
)
def test_a_long_title_of_any_script_makes_a_name_that_a_disk_takes(folder: ContentFolder, title: str) -> None:
    done = typed("new", title)
    assert done.exit_code == 0, done.output
    name = Path(done.output.strip()).stem
    assert name.replace("-", " ") == title[: len(name)]
    assert title[len(name)] == " " or " " not in title  # no word is cut in two
    assert LiveLibrary(folder.path).load().find(name).title == title.strip()


@pytest.mark.parametrize("title", ["x" * 1001, "bell \a", "half a letter \udce9"])
def test_a_title_that_no_article_may_have_is_refused(folder: ContentFolder, title: str) -> None:
    done = typed("new", title)
    assert done.exit_code == 1
    assert "at most 1000 characters, none of them a control character" in done.output
    assert not list(folder.path.joinpath("articles").glob("*"))


def test_a_folder_that_cannot_be_written_is_told_without_a_traceback(folder: ContentFolder) -> None:
    folder.path.joinpath("articles").rmdir()
    folder.path.joinpath("articles").write_text("a file where a folder should be")
    done = typed("new", "A quiet hour")
    assert done.exit_code == 1
    assert "Error:" in done.output
    assert "articles is no folder" in done.output


@time_machine.travel("2026-06-01", tick=False)
def test_the_list_says_what_is_public_scheduled_draft_expired_and_broken(folder: ContentFolder) -> None:
    folder.article("shown", date="2026-01-01", body="Four words are here.\n")
    folder.article("later", date="2026-07-01")
    folder.article("unready", draft=True)
    folder.article("over", date="2026-01-02", expires="2026-02-01", comments="closed")
    folder.write("articles/bad.md", "---\n---\n")
    rows = [line.split("\t") for line in typed("list").stdout.splitlines()]
    assert rows[0] == ["STATE", "DATE", "SLUG", "WORDS", "COMMENTS", "PROBLEMS"]
    assert ["public", "2026-01-01 00:00", "shown", "4", "open", "0"] in rows
    assert {row[0] for row in rows[1:]} == {"public", "scheduled", "draft", "expired", "broken"}
    assert ["broken", "", "bad.md", "", "", "2"] in rows


@time_machine.travel("2026-06-01", tick=False)
def test_the_list_says_when_comments_close_and_how_many_problems_there_are(folder: ContentFolder) -> None:
    folder.site(text=SITE.format(language="en", timezone="Asia/Tokyo").replace("[comments]", "[comments]\nclose_after_days = 10"))
    folder.article("shown", date="2026-05-30 09:00", body="[x](gone.md) ![](gone.jpg)\n")
    folder.article("older", date="2026-01-01")
    rows = {row[2]: row for row in (line.split("\t") for line in typed("list").stdout.splitlines())}
    assert rows["shown"][4:] == ["open until 2026-06-09 09:00", "3"]
    assert rows["older"][4] == "closed"


def test_on_a_terminal_the_list_is_a_table_and_a_bar_shows_how_far_it_is(folder: ContentFolder) -> None:
    for number in range(60):
        folder.article(f"a{number}", body="<div>raw</div>\n")
    seen = on_a_terminal("articles", "list", CONTENT_DIR=folder.path, INSTANCE_DIR=folder.path.parent / "instance")
    assert re.search(r"State +Date +Slug +Words +Comments +Problems", seen)
    assert "Reading" in seen
    assert "\t" not in seen


def test_check_prints_every_problem_and_ends_with_one(folder: ContentFolder) -> None:
    with time_machine.travel("2026-04-01"):
        assert typed("check").exit_code == 0
        path = folder.write("articles/x.md", "---\ntitle: x\ndate: 2026-03-01\ntgas: [a]\n---\n")
        done = typed("check")
    assert done.exit_code == 1
    assert done.stdout == f'{path}:4: unknown key "tgas" (did you mean "tags"?)\n'
    assert done.stderr == "1 error\n"


@pytest.mark.parametrize("words", [("check",), ("check", "--format", "json"), ("list",)])
def test_with_a_database_problems_are_told_once(
    content: ContentFolder, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    content.write("articles/x.md", "---\ntitle: x\ndate: 2026-03-01\ntgas: [a]\n---\n")
    content.article("raw", body="<div>raw</div>\n")
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "articles", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=bare_environment() | environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout + done.stderr).count("tgas") == (0 if words == ("list",) else 1)


def test_a_warning_alone_is_no_failure(folder: ContentFolder) -> None:
    with time_machine.travel("2027-04-01"):
        done = typed("check")
    assert (done.exit_code, "warning: the help line" in done.output) == (0, True)


def test_files_of_the_project_are_named_as_one_would_type_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path))
    monkeypatch.delenv("CONTENT_DIR", raising=False)
    assert str(ROOT) not in typed("check").output


@pytest.mark.parametrize("command", [("check",), ("list",), ("new", "A title")])
def test_a_broken_site_is_named_and_not_a_traceback(folder: ContentFolder, command: tuple[str, ...]) -> None:
    folder.site(text='title = "x"\nper_page = 0\n')
    done = typed(*command)
    assert done.exit_code == 1
    assert 'site.toml:2: "per_page" must be a whole number' in done.output
