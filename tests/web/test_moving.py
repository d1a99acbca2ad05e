"""Moving an article: comments stay with it and old addresses lead to it, whatever happens to its file."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app.articles import LiveLibrary, remember
from tests.support.content import ContentFolder
from tests.support.fixtures.servers import StartServer
from tests.support.people import ModeratorAtWork, Reader, Visitor
from tests.support.server import Server

pytestmark = pytest.mark.settings(UNDO_SECONDS=0)

FRONT = "---\nid: 01TEA\ntitle: Tea\ndate: 2026-03-01\n{more}---\nTea, then.\n"
SAID = "Said under the tea."


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    """An article with an id beside the ordinary ones."""
    content.write("articles/tea.md", FRONT.format(more=""))
    return content


@pytest.fixture
def settled(app: Flask) -> Callable[[], None]:
    """What the watching thread does when files have changed."""
    live: LiveLibrary = app.extensions["understory.library"]

    def settle() -> None:
        with app.app_context():
            remember(live.refresh())

    settle()
    return settle


@pytest.fixture
def commented(ada: Reader, nora: ModeratorAtWork, settled: Callable[[], None]) -> Callable[[], None]:
    """A comment stands under the article."""
    ada.comments("tea", SAID)
    nora.approves(SAID)
    return settled


def renamed(content: ContentFolder) -> str:
    content.path.joinpath("articles/tea.md").rename(content.path / "articles/green-tea.md")
    return "green-tea"


def given_a_slug(content: ContentFolder) -> str:
    content.write("articles/tea.md", FRONT.format(more="slug: green-tea\n"))
    return "green-tea"


def moved(content: ContentFolder) -> str:
    content.path.joinpath("articles/2026/spring").mkdir(parents=True)
    content.path.joinpath("articles/tea.md").rename(content.path / "articles/2026/spring/tea.md")
    return "tea"


def moved_renamed_and_rewritten(content: ContentFolder) -> str:
    content.remove("articles/tea.md")
    content.write("articles/2026/green-tea.md", FRONT.format(more="").replace("then", "now"))
    return "green-tea"


@pytest.mark.parametrize("happens", [renamed, given_a_slug, moved, moved_renamed_and_rewritten])
def test_comments_stay_and_old_addresses_lead_there(
    commented: Callable[[], None], content: ContentFolder, visitor: Visitor, happens: Callable[[ContentFolder], str]
) -> None:
    slug = happens(content)
    commented()
    assert SAID in visitor.reads(f"/articles/{slug}").text
    if slug != "tea":
        answer = visitor.asks("/articles/tea")
        assert (answer.status, answer.location) == (301, f"/articles/{slug}")
        assert visitor.asks("/articles/tea/comments.xml").location == f"/articles/{slug}/comments.xml"
    assert visitor.asks(f"/articles/{slug}").status == 200


def test_through_three_names_and_back_again(commented: Callable[[], None], content: ContentFolder, visitor: Visitor) -> None:
    for slug in ("green-tea", "white-tea", "tea"):
        content.write("articles/tea.md", FRONT.format(more=f"slug: {slug}\n"))
        commented()
    for slug in ("green-tea", "white-tea"):
        answer = visitor.asks(f"/articles/{slug}")
        assert (answer.status, answer.location) == (301, "/articles/tea")
        # A browser must ask again each time, or going back to a former name would send it in circles.
        assert "max-age" not in str(answer.headers["Cache-Control"])
    assert SAID in visitor.reads("/articles/tea").text


def test_deleted_it_is_gone_and_restored_everything_is_there(
    commented: Callable[[], None], content: ContentFolder, visitor: Visitor, ada: Reader
) -> None:
    receipt = ada.comments("tea", "A second one, waiting.")
    path = content.path / "articles/tea.md"
    kept = path.read_text()
    path.unlink()
    commented()
    assert visitor.asks("/articles/tea").status == 410
    assert "waits for a person" in ada.opens(receipt).text
    path.write_text(kept)
    commented()
    assert SAID in visitor.reads("/articles/tea").text


def test_without_an_id_a_renamed_article_finds_its_comments_by_naming_its_former_slug(
    settled: Callable[[], None], content: ContentFolder, ada: Reader, nora: ModeratorAtWork, visitor: Visitor
) -> None:
    ada.comments("a-quiet-hour", "Said in quiet.")
    nora.approves("Said in quiet.")
    text = content.path.joinpath("articles/a-quiet-hour.md").read_text()
    content.remove("articles/a-quiet-hour.md")
    content.write("articles/a-loud-hour.md", text.replace("---\n", "---\nid: a-quiet-hour\n", 1))
    settled()
    assert "Said in quiet." in visitor.reads("/articles/a-loud-hour").text
    assert visitor.asks("/articles/a-quiet-hour").location == "/articles/a-loud-hour"


NAMELESS = "---\ntitle: Milk\ndate: 2026-03-01\n{more}---\nMilk, then.\n"


@pytest.fixture
def nameless(content: ContentFolder, settled: Callable[[], None], ada: Reader, nora: ModeratorAtWork) -> Callable[[], None]:
    """A comment stands under an article without an id."""
    content.write("articles/milk.md", NAMELESS.format(more=""))
    settled()
    ada.comments("milk", SAID)
    nora.approves(SAID)
    return settled


def its_file_renamed(place: Path) -> None:
    place.joinpath("milk.md").rename(place / "oat-milk.md")


def its_file_moved_and_renamed(place: Path) -> None:
    place.joinpath("2026").mkdir()
    place.joinpath("milk.md").rename(place / "2026" / "oat-milk.md")


def its_slug_written(place: Path) -> None:
    place.joinpath("milk.md").write_text(NAMELESS.format(more="slug: oat-milk\n"))


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize("happens", [its_file_renamed, its_file_moved_and_renamed, its_slug_written])
def test_without_an_id_too_comments_and_old_addresses_come_along(
    nameless: Callable[[], None],
    content: ContentFolder,
    app: Flask,
    make_app: Callable[..., Flask],
    happens: Callable[[Path], None],
    restarts: bool,
) -> None:
    happens(content.path / "articles")
    again = make_app() if restarts else app
    if not restarts:
        nameless()
    client = again.test_client()
    assert client.get("/articles/milk").location == "/articles/oat-milk"
    assert SAID in client.get("/articles/oat-milk").text
    with again.app_context():
        remember(again.extensions["understory.library"].current)
    # From then on its address says which article it is, whatever becomes of its words.
    file = next(content.path.rglob("*milk.md"))
    file.write_text(file.read_text().replace("Milk, then.", "Milk, now."))
    assert SAID in make_app().test_client().get("/articles/oat-milk").text


def test_a_copy_is_another_article_and_of_two_copies_nobody_can_tell(
    nameless: Callable[[], None], content: ContentFolder, visitor: Visitor
) -> None:
    content.write("articles/a-copy.md", NAMELESS.format(more=""))
    nameless()
    assert SAID not in visitor.reads("/articles/a-copy").text
    assert SAID in visitor.reads("/articles/milk").text
    content.remove("articles/a-copy.md")
    content.remove("articles/milk.md")
    for name in ("one", "two"):
        content.write(f"articles/{name}.md", NAMELESS.format(more=""))
    nameless()
    assert SAID not in visitor.reads("/articles/one").text + visitor.reads("/articles/two").text
    assert visitor.asks("/articles/milk").status == 410


def test_of_two_copies_the_public_one_is_the_article(
    nameless: Callable[[], None], content: ContentFolder, visitor: Visitor
) -> None:
    content.remove("articles/milk.md")
    content.write("articles/a-draft.md", NAMELESS.format(more="draft: true\n"))
    content.write("articles/public.md", NAMELESS.format(more=""))
    nameless()
    assert SAID in visitor.reads("/articles/public").text


def test_a_new_file_under_a_renamed_article_s_former_name_does_not_take_its_comments(
    nameless: Callable[[], None], content: ContentFolder, make_app: Callable[..., Flask]
) -> None:
    its_file_renamed(content.path / "articles")
    nameless()
    content.write("articles/milk.md", NAMELESS.format(more="").replace("then", "anew"))
    nameless()
    client = make_app().test_client()
    assert client.get("/articles/milk").location == "/articles/oat-milk"
    assert SAID in client.get("/articles/oat-milk").text


def test_a_second_file_without_an_id_that_wants_the_same_slug_is_refused_after_a_restart_as_before(
    nameless: Callable[[], None], content: ContentFolder, make_app: Callable[..., Flask]
) -> None:
    content.write("articles/dup.md", NAMELESS.format(more="slug: milk\n").replace("Milk, then.", "The second one."))
    nameless()
    assert "Milk, then." in make_app().test_client().get("/articles/milk").text


def test_all_may_move_into_folders_at_once(
    commented: Callable[[], None], content: ContentFolder, visitor: Visitor, app: Flask
) -> None:
    place = content.path / "articles"
    (place / "2026").mkdir()
    for file in place.glob("*.md"):
        file.rename(place / "2026" / file.name)
    commented()
    live: LiveLibrary = app.extensions["understory.library"]
    assert live.current.problems == ()
    assert {article.path.parent.name for article in live.current.articles} == {"2026"}
    assert SAID in visitor.reads("/articles/tea").text


def test_a_link_by_file_name_finds_the_file_wherever_it_lies(
    settled: Callable[[], None], content: ContentFolder, visitor: Visitor
) -> None:
    content.article("reader", body="[tea](tea.md), [tea](../tea.md#top), [other](2025/notes.md), [own](2026/notes.md)\n")
    for year in ("2025", "2026"):
        content.write(f"articles/{year}/notes.md", f"---\ntitle: x\ndate: 2026-03-01\nslug: notes-{year}\n---\nWords.\n")
    moved(content)
    settled()
    found = dict(visitor.reads("/articles/reader").links())
    assert (found["other"], found["own"]) == ("/articles/notes-2025", "/articles/notes-2026")
    assert found["tea"] == "/articles/tea#top"


def test_no_draft_and_no_copy_takes_an_article_off_line_when_the_house_starts_again(
    commented: Callable[[], None], content: ContentFolder, make_app: Callable[..., Flask]
) -> None:
    content.write("articles/a-copy.md", FRONT.format(more="draft: true\n"))
    content.write("articles/a-draft.md", FRONT.replace("01TEA", "01A").format(more="slug: tea\ndraft: true\n"))
    content.write("articles/a-newer-one.md", FRONT.replace("01TEA", "01B").format(more="slug: tea\n"))
    commented()
    app = make_app()
    client = app.test_client()
    assert SAID in client.get("/articles/tea").text
    assert client.get("/comments/1").location == "/articles/tea#comment-1"
    live: LiveLibrary = app.extensions["understory.library"]
    assert [one.file.name for one in live.current.problems] == ["a-copy.md", "a-draft.md", "a-newer-one.md"]


def test_everything_below_an_old_address_or_an_alias_leads_to_the_same_below_the_present_one(
    commented: Callable[[], None], content: ContentFolder, visitor: Visitor
) -> None:
    content.write("articles/tea.md", FRONT.format(more="slug: green-tea\naliases: [a-cup]\n"))
    commented()
    for old in ("tea", "a-cup"):
        for below, there in (
            ("?comments=2&order=newest", "?comments=2&order=newest"),
            ("/reply/1", "/reply/1#write"),
            ("/reply/1?order=newest", "/reply/1?order=newest#write"),
            ("/comments.xml", "/comments.xml"),
        ):
            answer = visitor.asks(f"/articles/{old}{below}")
            assert (answer.status, answer.headers["Location"]) == (301, f"/articles/green-tea{there}")


def test_a_comment_sent_to_an_old_address_is_shown_and_kept_under_the_present_one(
    commented: Callable[[], None], content: ContentFolder, ada: Reader, nora: ModeratorAtWork
) -> None:
    open_form = ada.reads("/articles/tea").form("/comments/preview")
    content.write("articles/tea.md", FRONT.format(more="slug: green-tea\n"))
    commented()
    shown = ada.submits(open_form, "Preview", Comment="Sent to the old address.")
    assert shown.status == 200
    posting = shown.page.form("/articles/green-tea/comments")
    content.write("articles/tea.md", FRONT.format(more="slug: white-tea\n"))
    commented()
    assert ada.submits(posting, "Post comment").status == 303
    nora.approves("Sent to the old address.")
    assert "Sent to the old address." in ada.reads("/articles/white-tea").text


# --- broken files ---------------------------------------------------------------------------------------------------

BROKEN = [
    FRONT.format(more="").replace("title:", "titel:"),
    FRONT.format(more="").replace("title: Tea", "title: [Tea"),
    FRONT.format(more="").replace("---", "--"),
    "",
]


@pytest.mark.parametrize("words", BROKEN)
def test_an_article_whose_file_is_broken_at_the_start_is_not_said_to_be_gone(
    commented: Callable[[], None], content: ContentFolder, make_app: Callable[..., Flask], words: str
) -> None:
    content.write("articles/tea.md", words)
    client = make_app().test_client()
    for address in ("/articles/tea", "/articles/tea/comments.xml", "/comments/1"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (503, "3600", "no-store")
        assert "It is not gone" in answer.text
    sent = client.post("/articles/tea/comments/preview", data={"body": "Words that must not be lost."})
    assert sent.status_code == 503
    assert "Words that must not be lost." in sent.text
    assert client.get("/articles/never").status_code == 404


def test_a_broken_file_says_nothing_about_what_was_never_public(
    commented: Callable[[], None], content: ContentFolder, make_app: Callable[..., Flask]
) -> None:
    content.write("articles/new.md", "---\ntitel: New\nslug: brand-new\n---\n")
    content.remove("articles/tea.md")
    client = make_app().test_client()
    assert [client.get(f"/articles/{slug}").status_code for slug in ("brand-new", "new", "tea")] == [404, 404, 410]


def test_an_article_that_wants_the_address_of_another_is_not_said_to_be_gone(
    commented: Callable[[], None], content: ContentFolder, make_app: Callable[..., Flask]
) -> None:
    content.write("articles/tea.md", FRONT.format(more="slug: a-quiet-hour\n"))
    assert make_app().test_client().get("/articles/tea").status_code == 503


# --- over a running server ------------------------------------------------------------------------------------------


def _until(true: Callable[[], bool], seconds: float = 6) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "not noticed in time"
        time.sleep(0.1)


def _status(server: Server, path: str) -> int:
    return server.reader().asks(path).status


@pytest.mark.once
def test_a_running_server_follows_and_a_bad_deploy_takes_nothing_off_line(
    start_server: StartServer, tmp_path: Path, database_url: str
) -> None:
    folder = ContentFolder(tmp_path / "running")
    folder.site()
    for number in range(5):
        folder.article(f"a{number}", id=f"01A{number}")
    folder.write("articles/tea.md", FRONT.format(more=""))
    server = start_server(CONTENT_DIR=folder.path, DATABASE_URL=database_url)
    server.reader().comments("tea", SAID)
    server.moderator().approves(SAID)
    renamed(folder)
    _until(lambda: _status(server, "/articles/green-tea") == 200)
    assert SAID in server.reader().reads("/articles/tea").text

    place, safe = folder.path / "articles", tmp_path / "safe"
    shutil.copytree(place, safe)
    for file in [*place.glob("a*.md"), *place.glob("g*.md")]:
        file.unlink()
    _until(lambda: "6 of 6 files vanished at once" in server.log_tail())
    assert [_status(server, f"/articles/{slug}") for slug in ("a0", "a4", "green-tea")] == [200] * 3
    assert SAID in server.reader().reads("/articles/tea").text
    assert _status(server, "/readyz") == 200

    shutil.copytree(safe, place, dirs_exist_ok=True)
    folder.write("articles/2026/new.md", "---\ntitle: x\ndate: 2026-03-01\n---\nNew.\n")
    _until(lambda: _status(server, "/articles/new") == 200)
    folder.remove("articles/a0.md")
    _until(lambda: _status(server, "/articles/a0") == 404)
    assert SAID in server.reader().reads("/articles/tea").text
