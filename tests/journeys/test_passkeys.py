"""Passkeys in a real browser with a virtual authenticator: made, used to sign in, and each answer good for once."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

from playwright.sync_api import Page, expect

from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import HttpDoor
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer
from tests.support.people import Visitor
from tests.support.waiting import free_port

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _gives_the_password(page: Page) -> None:
    page.goto("/moderation/sign-in")
    page.get_by_label("Email").fill(ADMIN_EMAIL)
    page.get_by_label("Password").fill(ADMIN_PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_passkey_is_made_and_signs_in_and_its_answer_is_good_for_once(
    start_server: StartServer, new_page: NewPage, axe: Callable[[Page], None]
) -> None:
    port = free_port()
    here = f"http://localhost:{port}"
    start_server(PORT=port, SITE_URL=here)
    page = new_page(here)
    authenticator = page.context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    _gives_the_password(page)
    page.goto("/moderation/account")
    page.get_by_label("A name for it").fill("The key on my ring")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert page.locator(".codes li").count() == 10
    axe(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("The key on my ring").first).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).first.click()

    _gives_the_password(page)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    axe(page)
    with page.expect_request(lambda request: "/sign-in/passkey?" in request.url) as sent:
        page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/moderation")
    answer = parse_qs(sent.value.post_data or "")["answer"][0]

    page.goto("/moderation/confirm?then=/moderation/people")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()

    thief = Visitor(HttpDoor(here))
    form = thief.reads("/moderation/sign-in").form("/sign-in")
    thief.submits(form, "Sign in", Email=ADMIN_EMAIL, Password=ADMIN_PASSWORD)
    token = thief.reads("/moderation/sign-in/second").form("/second").fields["csrf_token"]
    for asked in (False, True):  # without a question of their own, and with one that the old answer does not fit
        if asked:
            assert thief.asks("/moderation/sign-in/passkey/ask", {"csrf_token": token}).status == 200
        assert thief.asks("/moderation/sign-in/passkey", {"csrf_token": token, "answer": answer}).status == 401
    for nonsense in ("", "{}", "[]", '{"rawId": "AAAA"}', '{"rawId": 1, "response": 2}', answer[:100]):
        assert thief.asks("/moderation/sign-in/passkey", {"csrf_token": token, "answer": nonsense}).status in (400, 401, 429)
    assert thief.asks("/moderation").status == 303


def test_a_number_for_a_host_is_offered_no_passkey(nora: Visitor) -> None:
    page = nora.reads("/moderation/account")
    assert "Add a passkey" not in page.text
    assert "Set up an app" in page.text
