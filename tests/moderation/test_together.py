"""Deciding together: only what shares a signal, only what was shown, and all of it can be undone."""

from __future__ import annotations

from tests.support.people import ModeratorAtWork, Reader


def test_comments_that_link_to_one_place_are_shown_and_decided_together(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "See http://vitamins.example/one and rest")
    ben.comments(open_article, "Cheap: https://www.vitamins.example/two")
    ben.comments(open_article, "Nothing for sale")
    page = nora.reads(nora.reads("/moderation").link("2 waiting comments link to vitamins.example"))
    assert len(page.articles()) == 2
    form = page.form("/moderation/together")
    ticked = [one.get("value") for one in page.root.iter("input") if one.get("name") == "shown"]
    answer = nora.door.ask(form.action, {**form.fields, "shown": str(ticked[0]), "verdict": "spam"})
    assert answer.status == 303
    left = nora.reads("/moderation/together?domain=vitamins.example")
    assert ["example/two" in "".join(one.itertext()) for one in left.articles()] == [True]
    assert nora.finds("Nothing for sale")


def test_the_same_words_are_a_signal_and_others_are_not_decided_with_them(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    for reader in (ada, ben):
        reader.comments(open_article, "Exactly these words, and no others, at all.")
    ben.comments(open_article, "Something else altogether")
    other = nora.finds("Something else")
    revision = other.form("Approve").fields["revision"]
    page = nora.reads(nora.reads("/moderation").link("2 waiting comments have these words"))
    form = page.form("/moderation/together")
    nora.door.ask(form.action, {**form.fields, "shown": f"{other.comment}:{revision}", "verdict": "approved"})
    assert len(nora.queue()) == 3


def test_everything_decided_in_the_window_can_be_undone_at_once(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    for number in range(3):
        ada.comments(open_article, f"comment {number} of three")
    nora.approves_everything()
    nora.submits(nora.reads("/moderation").form("/undo-all"), "Undo all")
    assert len(nora.queue()) == 3


def test_a_comment_of_nothing_but_links_does_not_stop_the_queue(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    for part in range(5):
        ada.comments(open_article, " ".join(f"http://a{part}x{number}.example" for number in range(90)))
    assert nora.asks("/moderation").status == 200
    assert nora.asks("/moderation?lane=suspected").status == 200
