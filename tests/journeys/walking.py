"""People in front of a real browser: what they do there, by the names they see and hear."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from playwright.sync_api import Locator, Page, expect

from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import HttpDoor
from tests.support.people import ModeratorAtWork

ARTICLE = "ask-for-tuesday"
"""An article of the example content that takes comments."""

WINDOW = """() => {
  const found = document.activeElement, style = getComputedStyle(found);
  const box = found.getClientRects()[0] ?? found.getBoundingClientRect();
  const labels = found.labels ? [...found.labels].map((one) => one.innerText) : [];
  return {
    tag: found.tagName.toLowerCase(),
    name: (found.getAttribute('aria-label') || labels[0] || found.innerText || found.value || '').trim(),
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    clipped: style.clipPath !== 'none' || style.visibility === 'hidden' || parseFloat(style.opacity) < 0.5,
    left: box.left, top: box.top + scrollY, width: box.width, height: box.height,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !found.contains(document.elementFromPoint(
      box.left + Math.min(box.width, 40) / 2, Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1, box.bottom - 1))),
  };
}"""


FETCHING = """() => matchMedia('(scripting: enabled)').matches
  && (document.activeElement.form?.matches('[data-script]:not(.small)') ?? false)"""
"""Whether the keyboard is in a form that fetches its script, or has it."""


@dataclass(frozen=True)
class Focus:
    """Where the keyboard is. Lengths in pixels of the page; `outline` is the width of the ring around it."""

    tag: str
    name: str
    outline: float
    clipped: bool
    left: float
    top: float
    width: float
    height: float
    seen: bool
    covered: bool

    @property
    def is_visible(self) -> bool:
        """Whether somebody who looks at the screen can tell that the keyboard is here."""
        return self.outline >= 2 and self.seen and not self.clipped and not self.covered and self.width * self.height > 0


class Someone:
    """A person with a browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    # --- reading and writing ----------------------------------------------------------------------------------------

    def reads(self, slug: str = ARTICLE) -> Page:
        """Open an article."""
        answer = self.page.goto(f"/articles/{slug}")
        assert answer is not None
        assert answer.status == 200
        return self.page

    def sees(self, words: str) -> bool:
        """Whether a comment on the page as it stands holds these words."""
        return self.comment(words).count() > 0

    def comment(self, words: str) -> Locator:
        """The public comments on the page with these words in their body."""
        return self.page.locator("article[id^=comment-]").filter(has=self.page.locator(".comment-body", has_text=words))

    def previews(self, words: str, name: str = "") -> None:
        """Fill the form of the page and press Preview, until the comment is shown with the button that posts it."""
        self.page.get_by_label("Comment", exact=True).fill(words)
        self.page.get_by_label("Name").first.fill(name)
        self.page.get_by_role("button", name="Preview").click()
        expect(self.page.get_by_role("button", name="Post comment")).to_be_visible()

    def posts(self) -> str:
        """Press Post comment; the address of the receipt."""
        self.page.get_by_role("button", name="Post comment").click()
        expect(self.page.get_by_role("heading", name="Thank you")).to_be_visible()
        return self.page.url

    def comments(self, words: str, *, slug: str = ARTICLE, name: str = "") -> str:
        """Comment on an article, all the way; the address of the receipt."""
        self.reads(slug)
        self.previews(words, name)
        return self.posts()

    # --- moderating -------------------------------------------------------------------------------------------------

    def signs_in(self) -> None:
        """Sign in as the first moderator; leads to the queue."""
        self.page.goto("/moderation")
        self.page.get_by_label("Email").fill(ADMIN_EMAIL)
        self.page.get_by_label("Password").fill(ADMIN_PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page).to_have_url(re.compile(r"/moderation$"))

    def is_signed_in_as(self, moderator: ModeratorAtWork) -> None:
        """Hold the session that a moderator began elsewhere."""
        assert isinstance(moderator.door, HttpDoor)
        cookies = [(one.name, one.value) for one in moderator.door.cookies]
        self.page.context.add_cookies(
            [{"name": name, "value": value or "", "url": moderator.door.base} for name, value in cookies]
        )

    def finds(self, words: str) -> Locator:
        """The waiting comment with these words, on whichever page of the queue it is."""
        self.page.goto("/moderation")
        while not (card := self.page.get_by_role("article").filter(has_text=words)).count():
            self.page.get_by_role("link", name="The next comments").click()
        return card

    def decides(self, words: str, button: str) -> None:
        """Press Approve, Reject, Spam or Hand over beside a waiting comment, until it is gone from there."""
        card = self.finds(words)
        card.get_by_role("button", name=button, exact=True).click()
        expect(self.page.get_by_role("article").filter(has_text=words)).to_have_count(0)

    # --- the keyboard alone -----------------------------------------------------------------------------------------

    def tabs(self) -> Focus:
        """Press Tab, once the page has all that it is drawn with; where the keyboard is now."""
        self.page.wait_for_load_state()
        self.page.keyboard.press("Tab")
        if self.page.evaluate(FETCHING):  # the form grows when its script has come, and what stands below it moves
            expect(self.page.locator("form[data-script] [role=status]").first).to_be_attached()
        found = self.focus()
        if not found.is_visible:  # a page whose script follows the keyboard may still be laying itself out
            self.page.wait_for_timeout(200)
            found = self.focus()
        return found

    def focus(self) -> Focus:
        """Where the keyboard is."""
        return Focus(**self.page.evaluate(WINDOW))

    def tabs_to(self, name: str) -> list[Focus]:
        """Press Tab until the control whose name begins so has the keyboard; everything on the way, in its order."""
        passed: list[Focus] = []
        while not passed or not passed[-1].name.startswith(name):
            passed.append(self.tabs())
            assert len(passed) < 150, f"no {name!r} within 150 presses of Tab: {[one.name for one in passed[:40]]}"
        return passed


def can_be_followed(passed: list[Focus]) -> None:
    """Every stop shows where the keyboard is, and the next one is never above the last: a row's height is forgiven, and so
    is the top of a column that stands to the right."""
    unseen = [one for one in passed if not one.is_visible]
    assert unseen == [], f"nobody sees that the keyboard is here: {unseen}"
    jumps = [
        (a.name, b.name) for a, b in pairwise(passed) if b.top < a.top - max(a.height, b.height, 24) and b.left < a.left + 300
    ]
    assert jumps == [], f"Tab leads up the page: {jumps}"
