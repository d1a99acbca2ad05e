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


def _undo(page: Page):  # type: ignore[no-untyped-def]
    return [form for form in page.forms if form.action.endswith("/undo")]
