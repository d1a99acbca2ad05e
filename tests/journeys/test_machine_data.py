"""Data for machines in a real browser: it breaks no policy, runs nothing, and leaves the HTML valid."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest

from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer


@pytest.mark.once
def test_linked_data_is_allowed_by_the_policy_and_never_run(new_page: NewPage, start_server: StartServer) -> None:
    server = start_server()
    ada, nora = server.reader(), server.moderator()
    ada.comments("the-visitors", "`</script><script>document.title = 'taken'</script>`", name="</script><b>x")
    nora.approves_everything()
    page = new_page(server.base)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.goto("/articles/the-visitors")
    assert page.locator("script[type='application/ld+json']").count() == 1
    said = page.evaluate("() => document.querySelector('script[type=\"application/ld+json\"]').text")
    names = [one["author"]["name"] for one in json.loads(said)["@graph"][0]["comment"]]
    assert names == ["</script><b>x"]
    assert "taken" not in page.title()
    assert heard == []


def test_pages_with_all_their_data_for_machines_are_valid_html(
    start_server: StartServer, nu: Callable[[Mapping[str, str]], None]
) -> None:
    server = start_server()
    ada, nora = server.reader(), server.moderator()
    for slug in ("the-visitors", "the-thought-on-the-stairs"):
        ada.comments(slug, "A word & another: </script>")
    nora.approves_everything()
    paths = [
        "/",
        "/?page=2",
        "/articles/the-visitors",
        "/articles/the-thought-on-the-stairs",
        "/tags/rest",
        "/authors/rosa",
        "/archive",
    ]
    nu({path: ada.asks(path).text for path in [*paths, "/about"]})
