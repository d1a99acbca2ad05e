"""A Spanish site, whole: every kind of page is valid and open to everyone, and a comment goes all the way through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.kinds_of_pages import Kinds, every_kind_of_page, open_kind
from tests.journeys.rarer_pages import rarer_kinds
from tests.support.elsewhere import SPANISH, site_in
from tests.support.fixtures.browsers import NewPage
from tests.support.server import Server

ARTICLE = "/articles/sleep-when-the-baby-sleeps"


@pytest.fixture(scope="module")
def spanish_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the small Spanish site."""
    home = tmp_path_factory.mktemp("spanish")
    running = Server(home, CONTENT_DIR=site_in("es", SPANISH, home / "content").path)
    try:
        yield running.start()
    finally:
        running.kill9()


@pytest.fixture(scope="module")
def spanish_kinds(spanish_server: Server) -> Kinds:
    """One of each kind of page, as the Spanish server answers them."""
    nora = spanish_server.moderator()
    return {**every_kind_of_page(spanish_server, nora), **rarer_kinds(spanish_server, nora)}


def test_every_kind_of_page_is_valid_in_spanish(spanish_kinds: Kinds, nu: Callable[[Mapping[str, str]], None]) -> None:
    assert {name: answer.page.language for name, answer in spanish_kinds.items()} == dict.fromkeys(spanish_kinds, "es")
    nu({name: answer.text for name, answer in spanish_kinds.items()})


def test_every_kind_of_page_is_open_to_everyone_in_spanish(
    spanish_server: Server, spanish_kinds: Kinds, new_page: NewPage, axe: Callable[[Page], None]
) -> None:
    page = new_page(spanish_server.base)
    for name in spanish_kinds:
        open_kind(page, spanish_kinds, name)
        axe(page)


def test_somebody_comments_in_spanish_and_a_moderator_publishes_it(spanish_server: Server, new_page: NewPage) -> None:
    page = new_page(spanish_server.base, javascript=False, locale="de-DE")
    page.goto(ARTICLE)
    page.get_by_label("Comentario", exact=True).fill("Así fue también en casa.")
    page.get_by_role("button", name="Vista previa").click()
    page.get_by_role("button", name="Enviar comentario").click()
    expect(page.get_by_role("heading", name="Gracias")).to_be_visible()
    expect(page.get_by_text("espera a que lo lea una persona")).to_be_visible()
    expect(page.get_by_role("link", name="Editar")).to_be_visible()
    expect(page.get_by_role("link", name="Retirar")).to_be_visible()
    spanish_server.moderator().approves("Así fue también en casa.")
    page.goto(ARTICLE)
    comment = page.get_by_role("article").filter(has_text="Así fue también")
    name = comment.get_by_role("heading").inner_text()
    expect(page.get_by_role("link", name=f"Responder a {name}")).to_be_visible()
