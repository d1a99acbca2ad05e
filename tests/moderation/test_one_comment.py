"""The page of one comment: what was decided about it, deciding anew from there, and thinking better of it."""

from __future__ import annotations

from tests.support.fixtures.house import Clock
from tests.support.pages import Page
from tests.support.people import ModeratorAtWork, Reader


def test_a_take_down_from_there_can_be_undone_there(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, "public and doubted")
    number = nora.approves("public and doubted")
    clock.forward(seconds=11)
    path = f"/moderation/comments/{number}"
    assert not _undo(nora.reads(path))
    taken_down = nora.submits(nora.reads(path).form(f"{path}/decisions"), "Reject")
    assert taken_down.location == path
    page = nora.reads(path)
    assert "Rejected: Ada" in page.text
    assert nora.submits(_undo(page)[0], "Undo").location == path
    clock.forward(seconds=60)
    assert list(ben.sees(open_article)) == [number]


def test_a_decided_comment_is_decided_anew_with_the_fields_of_the_contract_alone(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, "public for a while")
    number = nora.approves("public for a while")
    clock.forward(seconds=11)
    assert _decides(second_moderator, number, "rejected") == 303
    assert _decides(second_moderator, number, "spam") == 303, "one may think better of one's own decision at once"
    clock.forward(seconds=11)
    assert ben.sees(open_article) == {}
    assert _decides(nora, number, "approved", revision="0") == 409


def test_whoever_decides_second_is_told_with_and_without_a_page(
    ada: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, "decided by two people")
    stale = second_moderator.finds("by two people").form("Reject")
    number = nora.approves("by two people")
    assert _decides(second_moderator, number, "rejected") == 409
    clock.forward(seconds=11)
    assert second_moderator.submits(stale, "Reject").status == 409, "the page shows it waiting, however old it is"
    shown = second_moderator.reads(f"/moderation/comments/{number}").form("/decisions")
    _decides(nora, number, "spam")
    clock.forward(seconds=11)
    assert second_moderator.submits(shown, "Reject").status == 409


def test_what_stands_beside_a_comment_is_by_the_same_author_and_not_the_comment_itself(
    ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "the only one so far")
    number = nora.rejects("the only one so far")
    assert "By the same author nothing earlier" in nora.reads(f"/moderation/comments/{number}").text
    for words in ("the second", "the third", "the fourth"):
        ada.comments(open_article, words)
        nora.approves(words)
    assert "By the same author 3 approved Approved" in nora.reads(f"/moderation/comments/{number}").text
    newest = nora.reads(f"/moderation/comments/{number + 3}").text
    assert "By the same author 1 rejected, 2 approved" in newest or "By the same author 2 approved, 1 rejected" in newest
    assert all(words in newest for words in ("the only one so far", "the second", "the third"))


def _decides(moderator: ModeratorAtWork, number: int, verdict: str, **more: str) -> int:
    """Post what contract and scripts know of, for the newest words."""
    fields = moderator.reads(f"/moderation/comments/{number}").form(f"/moderation/comments/{number}/decisions").fields
    known = {name: fields[name] for name in ("revision", "csrf_token")} | {"verdict": verdict, "reason": "", "note": ""}
    return moderator.asks(f"/moderation/comments/{number}/decisions", known | more).status


def _undo(page: Page):  # type: ignore[no-untyped-def]
    return [form for form in page.forms if form.action.endswith("/undo")]
