"""The cast: readers and moderators with the verbs they would use, built on nothing but the public addresses and names.

The same people walk through the application in this process and through a real server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar
from xml.etree.ElementTree import Element

from tests.support.doors import Answer, Door
from tests.support.pages import Form, Page, words

Someone = TypeVar("Someone", bound="Visitor")
DECIDES = re.compile(r"/moderation/comments/([^/]+)/decisions$")
UNDOES = re.compile(r"/moderation/decisions/([^/]+)/undo$")


class Visitor:
    """Anyone with a browser that runs no JavaScript."""

    def __init__(self, door: Door, name: str = "") -> None:
        self.door = door
        self.name = name

    def asks(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        """One request and its answer, whatever that is; `headers` with underscores for dashes."""
        return self.door.ask(path, fields, {name.replace("_", "-"): value for name, value in headers.items()})

    def reads(self, path: str) -> Page:
        """The page at `path`, after at most five redirects; it has to be there."""
        return self.follows(self.asks(path)).page

    def follows(self, answer: Answer) -> Answer:
        """The page that a chain of redirects ends at."""
        for _ in range(5):
            if answer.status == 200:
                return answer
            answer = self.asks(answer.location)
        assert answer.status == 200, f"{answer.path} is still a redirect after five"
        return answer

    def submits(self, form: Form, button: str | None = None, /, **fields: str) -> Answer:
        """Fill fields by label (underscores for spaces) or name, press a button, and give back the answer itself."""
        pressed = form.button(button) if button else (form.buttons[0] if form.buttons else None)
        sent = dict(form.fields)
        for name, value in fields.items():
            known = name if name in form.fields else form.name_of(name.replace("_", " "))
            sent[known] = value.replace("\r\n", "\n").replace("\n", "\r\n")  # as every browser sends line breaks
        if pressed and pressed.name:
            sent[pressed.name] = pressed.value
        return self.asks((pressed and pressed.action) or form.action, sent)


class Reader(Visitor):
    """Somebody who reads and, sometimes, writes a comment."""

    def previews(self, slug: str, comment: str, *, name: str | None = None, email: str = "", parent: int | None = None) -> Answer:
        """Write a comment (under another one: `parent`) and press Preview."""
        page = self.reads(f"/articles/{slug}")
        if parent is not None:
            page = self.reads(page.link("Reply to", page.within(f"comment-{parent}")))
        typed = {"Name": self.name if name is None else name, "Comment": comment}
        return self.submits(page.form("/comments/preview"), "Preview", **typed, **({"Email": email} if email else {}))

    def posts(self, slug: str, comment: str, *, name: str | None = None, email: str = "", parent: int | None = None) -> Answer:
        """Preview a comment, then press Post comment; the answer to that."""
        shown = self.previews(slug, comment, name=name, email=email, parent=parent)
        assert shown.status == 200, f"the preview answers {shown.status}: {shown.page.text[:600]}"
        return self.submits(shown.page.form(f"/articles/{slug}/comments"), "Post comment")

    def comments(self, slug: str, comment: str, *, name: str | None = None, email: str = "", parent: int | None = None) -> str:
        """Comment on an article, all the way; gives back the path of the receipt."""
        answer = self.posts(slug, comment, name=name, email=email, parent=parent)
        assert answer.status == 303, f"posting answers {answer.status}: {answer.page.text[:600]}"
        assert answer.location.startswith("/receipts/"), f"posting leads to {answer.location}"
        return answer.location

    def opens(self, receipt: str) -> Page:
        """The receipt's page."""
        return self.reads(receipt)

    def withdraws(self, receipt: str) -> Answer:
        """Take the comment back: the receipt's link, then the button of the page that asks once more."""
        page = self.reads(self.opens(receipt).link("Withdraw"))
        return self.submits(page.form("/withdraw"))

    def edits(self, receipt: str, comment: str) -> Answer:
        """Change the comment's words through the receipt."""
        page = self.reads(self.opens(receipt).link("Edit"))
        return self.submits(page.form("/edit"), Comment=comment)

    def sees(self, slug: str) -> dict[int, str]:
        """The comments under an article as this reader sees them: the words of each by its number."""
        page = self.reads(f"/articles/{slug}")
        found = {}
        for one in page.articles():
            number = re.fullmatch(r"comment-(\d+)", one.get("id") or "")
            if number:
                bodies = [part for part in one.iter() if "comment-body" in (part.get("class") or "").split()]
                found[int(number[1])] = words(bodies[0]) if bodies else ""
        return found


@dataclass
class Waiting:
    """A comment in the queue: its number, its words and the forms beside it."""

    comment: int
    text: str
    element: Element
    forms: list[Form]

    def form(self, button: str) -> Form:
        """The form with this button."""
        for form in self.forms:
            if form.has_button(button):
                return form
        raise AssertionError(f"comment {self.comment} in the queue has no button {button!r}: {self.text[:200]}")


def _waiting_on(page: Page) -> list[Waiting]:
    waiting = []
    for element in page.articles():
        forms = page.forms_in(element)
        decides = next((found for form in forms if (found := DECIDES.search(form.action))), None)
        if decides:
            waiting.append(Waiting(int(decides[1]), words(element), element, forms))
    return waiting


class ModeratorAtWork(Visitor):
    """Somebody who may sign in and decide."""

    def signs_in(self: Someone, email: str, password: str) -> Someone:
        """Sign in; it has to work."""
        answer = self.submits(
            self.reads("/moderation/sign-in").form("/moderation/sign-in"), "Sign in", Email=email, Password=password
        )
        assert answer.status in (302, 303), f"signing in answers {answer.status}: {answer.page.text[:400]}"
        return self

    def submits(self, form: Form, button: str | None = None, /, **fields: str) -> Answer:
        """Press a button; asked why something is rejected, they give no reason."""
        answer = super().submits(form, button, **fields)
        asks = (
            answer.status == 200 and button == "Reject" and any(one.has_button("Without a reason") for one in answer.page.forms)
        )
        return super().submits(answer.page.form("/decisions"), "Without a reason") if asks else answer

    def queue(self) -> list[Waiting]:
        """What waits on the queue's first page."""
        return _waiting_on(self.reads("/moderation"))

    def finds(self, comment: str | int) -> Waiting:
        """The waiting comment with this number, or with these words in it, on whichever page of the queue it is."""
        passed: list[Waiting] = []
        path: str | None = "/moderation"
        while path:
            page = self.reads(path)
            waiting = _waiting_on(page)
            for one in waiting:
                if one.comment == comment or (isinstance(comment, str) and comment in one.text):
                    return one
            passed += waiting
            path = next((one.get("href") for one in page.root.iter("a") if one.get("rel") == "next"), None)
        raise AssertionError(f"{comment!r} does not wait in the queue; what does: {[one.text[:80] for one in passed]}")

    def decides(self, comment: str | int, button: str, **fields: str) -> Answer:
        """Press Approve, Reject, Spam or Hand over beside a waiting comment; it has to be accepted."""
        answer = self.submits(self.finds(comment).form(button), button, **fields)
        assert answer.status in (200, 302, 303), f"{button} answers {answer.status}: {answer.page.text[:400]}"
        return answer

    def approves(self, comment: str | int) -> int:
        """Approve a waiting comment; its number."""
        number = self.finds(comment).comment
        self.decides(number, "Approve")
        return number

    def rejects(self, comment: str | int, **fields: str) -> int:
        """Reject a waiting comment, with `reason=` a key of site.toml where one is given; its number."""
        number = self.finds(comment).comment
        self.decides(number, "Reject", **fields)
        return number

    def marks_as_spam(self, comment: str | int) -> int:
        """Mark a waiting comment as spam; its number."""
        number = self.finds(comment).comment
        self.decides(number, "Spam")
        return number

    def hands_over(self, comment: str | int) -> int:
        """Leave a waiting comment to another person; its number."""
        number = self.finds(comment).comment
        self.decides(number, "Hand over")
        return number

    def undoes(self) -> Answer:
        """Press the Undo that the queue offers after a decision."""
        page = self.reads("/moderation")
        form = next((one for one in page.forms if UNDOES.search(one.action)), None)
        assert form, "the queue offers no undo"
        return self.submits(form, "Undo")

    def approves_everything(self) -> None:
        """Approve until nothing waits."""
        while waiting := self.queue():
            for one in waiting:
                self.approves(one.comment)
