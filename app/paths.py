"""The addresses of the house, as pure functions. A test matches each to a route."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote as quote_anew
from urllib.parse import urlencode

_kept_quote = lru_cache(maxsize=1024)(quote_anew)


def _quote(part: str) -> str:
    """A part of a path as it stands in an address. A page asks for the same one again and again."""
    return _kept_quote(part) if len(part) <= 200 else quote_anew(part)


def _with(path: str, **query: object) -> str:
    asked = {key: value for key, value in query.items() if value is not None}
    return f"{path}?{urlencode(asked)}" if asked else path


def sent(path: str) -> str:
    """Where a form that stands at `path` is posted to.

    The same page at another address: a browser that cannot reach us puts its own error page in the place of the one it was on
    where both have the same, and its back button then leads past what was typed.
    """
    return f"{path}?sent"


def home(page: int = 1) -> str:
    """The newest articles."""
    return _with("/", page=page if page > 1 else None)


def article(slug: str, comments: int = 1, newest: bool = False) -> str:
    """An article; `comments` is the page of its comments, counted from 1, the oldest or the `newest` conversation first."""
    page, order = comments if comments > 1 else None, "newest" if newest else None
    return _with(f"/articles/{_quote(slug)}", comments=page, order=order)


def article_comments_feed(slug: str) -> str:
    """The Atom feed of an article's comments."""
    return f"/articles/{_quote(slug)}/comments.xml"


def comments(slug: str) -> str:
    """Where an article's comments are posted."""
    return f"/articles/{_quote(slug)}/comments"


def preview(slug: str) -> str:
    """Where a comment is shown before it is posted."""
    return f"/articles/{_quote(slug)}/comments/preview"


def reply(slug: str, parent: int) -> str:
    """An article with its comment form addressed to one comment."""
    return f"/articles/{_quote(slug)}/reply/{parent}#write"


def comment(id: int) -> str:
    """Where a public comment stands."""
    return f"/comments/{id}"


def receipt(token: str, unasked: bool = False) -> str:
    """An author's secret page; `unasked`: to be told there that nobody wrote to the address that was given."""
    return _with(f"/receipts/{token}", unasked=1 if unasked else None)


def withdraw(token: str) -> str:
    """The page that asks before a comment is taken back, and the POST that does it."""
    return f"/receipts/{token}/withdraw"


def edit(token: str) -> str:
    """The page where an author changes a comment's words."""
    return f"/receipts/{token}/edit"


def preview_edit(token: str) -> str:
    """Where changed words are shown before they are saved (POST)."""
    return f"/receipts/{token}/edit/preview"


def replace(token: str) -> str:
    """Where a form that is sent again takes the place of what it sent before (POST)."""
    return f"/receipts/{token}/replace"


def forget() -> str:
    """The page that asks before this device forgets a reader, and the POST that makes it."""
    return "/forget"


def report(comment_id: int) -> str:
    """Where readers say that something is wrong with a public comment."""
    return f"/comments/{comment_id}/report"


def reported(comment_id: int, heard: str) -> str:
    """What happens next, for the reader who reported a comment: `heard` says what becomes of it."""
    return f"/comments/{comment_id}/reported?heard={heard}"


def make_anonymous(token: str) -> str:
    """The page that asks before a comment's name is erased, and the POST that does it."""
    return f"/receipts/{token}/anonymise"


def release(token: str) -> str:
    """Where an author ends the pause of a comment (POST)."""
    return f"/receipts/{token}/release"


def keep_receipt(token: str) -> str:
    """Where a browser is told to remember a receipt (POST)."""
    return f"/receipts/{token}/keep"


def notices(token: str) -> str:
    """The page of a receipt where its author says whether to be written to."""
    return f"/receipts/{token}/notices"


def confirm_notices(token: str) -> str:
    """Where the owner of an e-mail address says that they want to be written to."""
    return f"/notices/{token}/confirm"


def stop_notices(token: str) -> str:
    """Where mails to one address about one article end."""
    return f"/notices/{token}/stop"


def shared(token: str) -> str:
    """The secret address of an article that readers do not see yet."""
    return f"/shared/{token}"


def tag(name: str, page: int = 1) -> str:
    """The articles under one tag."""
    return _with(f"/tags/{quote_anew(name, safe='')}", page=page if page > 1 else None)


def author(key: str, page: int = 1) -> str:
    """An author and their articles."""
    return _with(f"/authors/{_quote(key)}", page=page if page > 1 else None)


def archive(year: int | None = None) -> str:
    """Every public article, by year, or those of one year."""
    return "/archive" if year is None else f"/archive/{year}"


def search(query: str | None = None, page: int = 1) -> str:
    """The search over articles, and what it finds."""
    return _with("/search", q=query, page=page if page > 1 else None)


def page(slug: str) -> str:
    """A page from content/pages."""
    return f"/{_quote(slug)}"


def feed() -> str:
    """The site's Atom feed."""
    return "/feed.xml"


def feed_json() -> str:
    """The site's JSON Feed."""
    return "/feed.json"


def tag_feed(name: str) -> str:
    """The Atom feed of one tag."""
    return f"{tag(name)}/feed.xml"


def author_feed(key: str) -> str:
    """The Atom feed of one author."""
    return f"{author(key)}/feed.xml"


def sitemap(part: int | None = None) -> str:
    """Every public address, for search engines; `part`, counted from 1, where they are too many for one file."""
    return "/sitemap.xml" if part is None else f"/sitemap-{part}.xml"


def media(name: str) -> str:
    """A file of content/media, under a name that changes with its content."""
    return f"/media/{_quote(name)}"


def queue(after: str | None = None, lane: str | None = None) -> str:
    """The comments waiting for a moderator, or those of one lane, from the one behind the mark `after`."""
    return _with("/moderation", lane=lane, after=after)


def sign_in(then: str | None = None) -> str:
    """Where moderators sign in, and where they go from there."""
    return _with("/moderation/sign-in", then=then)


def sign_out() -> str:
    """Where a moderator's session ends (POST)."""
    return "/moderation/sign-out"


def desk_comments(**asked: object) -> str:
    """All comments for moderators, newest first: those that fit what is asked, from the one behind the mark `after`."""
    return _with("/moderation/comments", **{name: value or None for name, value in asked.items()})


def desk_comment(comment_id: int) -> str:
    """One comment, whatever its status, with the decisions about it."""
    return f"/moderation/comments/{comment_id}"


def decisions(comment_id: int, *, ask: bool = False) -> str:
    """Where a decision on a comment is posted; with `ask`, a rejection without a reason is answered by the question for one."""
    return _with(f"/moderation/comments/{comment_id}/decisions", ask="why" if ask else None)


def hand_over(comment_id: int) -> str:
    """Where a comment is handed to another moderator (POST)."""
    return f"/moderation/comments/{comment_id}/hand-over"


def take_back(comment_id: int) -> str:
    """Where handing a comment over is undone (POST)."""
    return f"/moderation/comments/{comment_id}/hand-over/undo"


def look(comment_id: int) -> str:
    """Where a moderator's page says that it shows a comment (POST)."""
    return f"/moderation/comments/{comment_id}/look"


def notes(comment_id: int) -> str:
    """Where a note to a comment's author is posted, without a decision."""
    return f"/moderation/comments/{comment_id}/notes"


def opened(comment_id: int) -> str:
    """Where a moderator's page says that a hard text was opened (POST)."""
    return f"/moderation/comments/{comment_id}/opened"


def had_a_pause() -> str:
    """Where a moderator says that they have had a pause (POST)."""
    return "/moderation/pause"


def keys() -> str:
    """Where a moderator switches the desk's keys on or off (POST)."""
    return "/moderation/keys"


def together(*, ask: bool = False, **signal: object) -> str:
    """The waiting comments that share a signal, a `domain` or a `likeness`; and where they are decided together (POST).

    With `ask`, rejecting them without a reason is answered by the question for one.
    """
    return _with("/moderation/together", **signal, ask="why" if ask else None)


def undo_all() -> str:
    """Where everything that can be undone is undone (POST)."""
    return "/moderation/undo-all"


def recent() -> str:
    """What a moderator can undo just now."""
    return "/moderation/recent"


def undo(decision_id: int) -> str:
    """Where a decision is undone (POST)."""
    return f"/moderation/decisions/{decision_id}/undo"


def switches(*, article: str | None = None, comment: int | None = None) -> str:
    """What moderators closed, and where they close more (POST): around one article, by its slug, or one comment."""
    return _with("/moderation/switches", article=article, comment=comment)


def lift(switch_id: int) -> str:
    """Where something that was closed is opened again (POST)."""
    return f"/moderation/switches/{switch_id}/lift"


def second_factor(then: str | None = None) -> str:
    """Where a sign-in is completed with a second factor."""
    return _with("/moderation/sign-in/second", then=then)


def confirm(then: str | None = None) -> str:
    """Where a moderator shows once more who they are, and where they go from there."""
    return _with("/moderation/confirm", then=then)


def account(part: str | None = None) -> str:
    """A moderator's own account, or a part of it: `password`, `app`, `codes`, `passkeys`, `sessions/end`."""
    return f"/moderation/account/{part}" if part else "/moderation/account"


def people() -> str:
    """Who may sign in."""
    return "/moderation/people"


def person(id: int) -> str:
    """One of them."""
    return f"/moderation/people/{id}"


def invite(token: str) -> str:
    """The single-use address with which somebody becomes a moderator or chooses a new password."""
    return f"/moderation/invites/{token}"


def record() -> str:
    """What was done by whom and when, for admins."""
    return "/moderation/record"


def public_record() -> str:
    """What was decided, without words or names; where admins have switched it on."""
    return "/record"


def statistics(table: str | None = None) -> str:
    """The last ninety days at a glance, or a table behind them as CSV: `days`, `hours`, `reasons`."""
    return f"/moderation/statistics/{table}.csv" if table else "/moderation/statistics"


def erase(comment_id: int) -> str:
    """The page that asks before a comment is erased for good, and the POST that does it."""
    return f"/moderation/comments/{comment_id}/erase"


def desk_mail() -> str:
    """Which mails a moderator gets, and which could not be sent."""
    return "/moderation/mail"


def mail_again() -> str:
    """Where what could not be sent is tried once more (POST)."""
    return "/moderation/mail/again"


def mailed_card(token: str, act: str = "", *, ask: bool = False) -> str:
    """The address that a mail brings to decide one comment, and those of its buttons: show, decide, write, hand-over, undo
    (POST).

    With `ask`, a rejection without a reason is answered by the question for one.
    """
    return _with(f"/moderation/mail/{token}/{act}".rstrip("/"), ask="why" if ask else None)


def absolute(path: str, site_url: str) -> str:
    """The whole address of `path` at the public address of the site."""
    return site_url + path
