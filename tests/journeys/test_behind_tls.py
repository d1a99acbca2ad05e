"""Behind TLS, where browsers send Origin and Referer in earnest and a wrong policy would break every form."""

from __future__ import annotations

import pytest
from playwright.sync_api import Request, Route, expect

from tests.journeys.conftest import Somebody
from tests.support.fixtures.browsers import NewPage
from tests.support.proxy import TlsServer

pytestmark = pytest.mark.xdist_group("TLS")  # what is prepared for these is prepared once

ELSEWHERE = "https://elsewhere.example/"


@pytest.mark.parametrize("slug", ["ask-for-tuesday", "the-guilt-of-asking-for-help"], ids=["ordinary", "sensitive"])
def test_a_comment_is_posted(tls_server: TlsServer, somebody: Somebody, slug: str) -> None:
    ada = somebody(tls_server)
    page, posted = ada.page, list[Request]()
    page.on("request", lambda request: posted.append(request) if request.method == "POST" else None)
    answer = page.goto(f"/articles/{slug}")
    assert answer is not None
    assert "max-age=31536000" in answer.headers["strict-transport-security"]
    assert page.context.cookies() == []
    ada.previews("posted behind TLS")
    assert "/receipts/" in ada.posts()
    assert page.url.startswith(f"{tls_server.base}/receipts/")
    expect(page.locator(".comment-body")).to_have_text("posted behind TLS")
    (cookie,) = page.context.cookies()
    assert cookie["name"].startswith("__Host-")
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Lax")
    for request in posted:
        sent = request.all_headers()
        assert sent["origin"] == tls_server.base, "the browser tells nothing that could be checked"
        assert sent["referer"].startswith(tls_server.base)


@pytest.mark.once
def test_a_form_on_another_site_posts_nothing_and_loses_no_word(tls_server: TlsServer, new_page: NewPage) -> None:
    page = new_page(tls_server.base)
    target = f"{tls_server.base}/articles/ask-for-tuesday/comments"
    trap = f"""<!doctype html><form method=post action="{target}"><textarea name=body>words from elsewhere</textarea>
        <input name=form_key value="{"0" * 32}"><button>Win</button></form>"""

    def give(route: Route) -> None:
        route.fulfill(body=trap, content_type="text/html")

    page.route(ELSEWHERE, give)
    page.goto(ELSEWHERE)
    with page.expect_response(target) as answer:
        page.get_by_role("button", name="Win").click()
    assert answer.value.status == 403
    assert answer.value.request.all_headers()["origin"] == ELSEWHERE.rstrip("/")
    expect(page.get_by_role("alert")).to_contain_text("came from another site")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("words from elsewhere")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
