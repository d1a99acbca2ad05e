"""One of each kind of page that the house has, as a running server answers it, and the way to open it in a browser."""

from __future__ import annotations

from playwright.sync_api import Page, Route

from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import Answer
from tests.support.mail import paths_in
from tests.support.pages import Form, said
from tests.support.people import ModeratorAtWork, Reader
from tests.support.server import Server

Kinds = dict[str, Answer]

ARTICLE = "sleep-when-the-baby-sleeps"
LONG_NAME = "Wilhelmina-Adalbertine-Hohenstaufen-Zollernalbkreis-Windisch"
HARD_TO_SET = f"""\
The first night I slept **four hours** in a row, https://www.example.org/{"a-long-way-down/" * 12}

> You said it would end. *It did.*

- one
- two, with `a line of code that goes on and on and on and on and on and on and on and on and on and on`

{"Ohneeinleerzeichen" * 12}
"""


def every_kind_of_page(server: Server, nora: ModeratorAtWork) -> Kinds:
    """Pages by name. Leaves two public comments, three waiting ones and one refused one behind."""
    ada, ben = server.reader("Ada"), server.reader(LONG_NAME)
    public = ada.comments(ARTICLE, HARD_TO_SET)
    parent = nora.approves("Ohneeinleerzeichen")
    ben.comments(ARTICLE, "An answer that is public, too.", parent=parent)
    nora.approves("An answer that is public")
    return {
        **_reading(server.reader(), parent),
        **_writing(ada, public, parent),
        **_moderating(ada, ben, nora, parent),
        **_by_mail(server, ben, nora),
        **_looking_after(server, nora, parent),
        **_going_wrong(ada),
    }


def open_kind(page: Page, kinds: Kinds, name: str) -> None:
    """Show a kind of page in a browser as it was answered, with the headers it was answered with."""
    answer = kinds[name]

    def give(route: Route) -> None:
        headers = {
            key: value for key, value in answer.headers.items() if key.lower() in ("content-security-policy", "content-type")
        }
        route.fulfill(status=answer.status, headers=headers, body=answer.body)

    where = f"**/as-answered/{name.replace(' ', '-')}"
    page.route(where, give)
    page.goto(where.removeprefix("**"))
    page.unroute(where)


def _reading(reader: Reader, parent: int) -> Kinds:
    article = f"/articles/{ARTICLE}"
    return {
        "home": reader.asks("/"),
        "the second page of home": reader.asks("/?page=2"),
        "article": reader.asks(article),
        "sensitive article": reader.asks("/articles/the-guilt-of-asking-for-help"),
        "closed article": reader.asks("/articles/the-view-from-the-kitchen"),
        "reply": reader.asks(f"{article}/reply/{parent}"),
        "report": reader.asks(f"/comments/{parent}/report"),
        "reported": reader.asks(f"/comments/{parent}/reported"),
        "archive": reader.asks("/archive"),
        "tag": reader.asks("/tags/sleep"),
        "author": reader.asks("/authors/rosa"),
        "page": reader.asks("/guidelines"),
        "forget": reader.asks("/forget"),
        "forgotten": reader.asks("/forget", {}),
        "404": reader.asks("/articles/nowhere"),
    }


def _writing(ada: Reader, public: str, parent: int) -> Kinds:
    preview = ada.previews(ARTICLE, HARD_TO_SET, name=LONG_NAME, parent=parent)
    receipt = ada.comments(ARTICLE, "Words that wait. " + HARD_TO_SET)
    held = ada.submits(_form(ada, "Words that are held."), "Post comment", hold="1", content_note="loss").location
    return {
        "article with a comment that only its author sees": ada.asks(f"/articles/{ARTICLE}"),
        "receipt of a held comment": ada.asks(held),
        "receipt of words that suggest danger": ada.asks(ada.comments(ARTICLE, "I want to die.")),
        "make anonymous": ada.asks(f"{held}/anonymise"),
        "a reserved name": ada.previews(ARTICLE, "Words that are kept.", name="Rosa Imai"),
        "preview": preview,
        "receipt": ada.asks(receipt),
        "receipt of a public comment": ada.asks(public),
        "edit": ada.asks(f"{receipt}/edit"),
        "edit, previewed": ada.asks(f"{receipt}/edit/preview", {"body": f"Call 0161 496 0000. {HARD_TO_SET}"}),
        "withdraw": ada.asks(f"{receipt}/withdraw"),
    }


def _form(reader: Reader, words: str) -> Form:
    return reader.previews(ARTICLE, words).page.form(f"/articles/{ARTICLE}/comments")


def _moderating(ada: Reader, ben: Reader, nora: ModeratorAtWork, parent: int) -> Kinds:
    ben.comments(ARTICLE, "An answer that waits.", parent=parent)
    refused = ada.comments(ARTICLE, "take twice the dose")
    queue = nora.asks("/moderation")
    number = nora.rejects("twice the dose", note="Your care shows all the same.")
    changed = ada.comments(ARTICLE, "the first words")
    stale = nora.finds("the first words").form("Approve")
    ada.edits(changed, "the second words")
    return {
        "sign-in": ada.asks("/moderation/sign-in"),
        "refused sign-in": ada.submits(ada.reads("/moderation/sign-in").form("/sign-in"), Email="x@example.org", Password="x"),
        "queue": queue,
        "all comments": nora.asks("/moderation/comments"),
        "one comment": nora.asks(f"/moderation/comments/{number}"),
        "conflict": nora.submits(stale, "Approve"),
        "receipt of a refused comment": ada.asks(refused),
        "receipt of a withdrawn comment": ada.follows(ada.withdraws(changed)),
    }


def _by_mail(server: Server, ben: Reader, nora: ModeratorAtWork) -> Kinds:
    receipt = ben.comments(ARTICLE, "I want to kill myself tonight. " + HARD_TO_SET, email="ben@example.org")
    language = ben.reads(receipt).language
    question = paths_in(server.letter(said("May we write to you?", language)))[0]
    card = next(path for path in paths_in(server.letter(said("Please read this now", language))) if len(path) > 40)
    stranger = server.reader()
    kinds = {
        "mails are asked for": ben.asks(f"{receipt}/notices"),
        "the question from a mail": stranger.asks(question),
        "the answer to it": stranger.asks(question, {}),
        "mails are on": ben.asks(f"{receipt}/notices"),
        "a mail's link that has ended": stranger.asks("/notices/1-nothing/stop"),
        "mail for moderators": nora.asks("/moderation/mail"),
        "a card from a mail": stranger.asks(card),
        "its comment": stranger.asks(f"{card}/show", {}),
        "why it is rejected": stranger.asks(f"{card}/decide?ask=why", {"verdict": "rejected"}),
        "its comment decided": stranger.asks(f"{card}/decide", {"verdict": "rejected"}),
        "a card that was used": stranger.asks(card),
    }
    return {**kinds, "no mails": ben.follows(ben.asks(f"{receipt}/notices", {"stop": "1"}))}


def _looking_after(server: Server, nora: ModeratorAtWork, number: int) -> Kinds:
    """What admins see, and what they send to others. Signing in once more is giving the password once more."""
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    inviting = nora.reads("/moderation/people/invite").form("/invite")
    invited = nora.submits(inviting, "Make a link", Email=f"{LONG_NAME}@example.org".lower())
    link = next(one for one in invited.page.text.split() if "/moderation/invites/" in one)
    return {
        "an invite that was made": invited,
        "an invite": server.reader().asks(link.removeprefix(server.base)),
        "people": nora.asks("/moderation/people"),
        "a person": nora.asks("/moderation/people/1"),
        "account": nora.asks("/moderation/account"),
        "setting up an app": nora.asks("/moderation/account/app"),
        "asked who it is": nora.asks("/moderation/confirm?then=/moderation/people"),
        "record": nora.asks("/moderation/record"),
        "statistics": nora.asks("/moderation/statistics"),
        "open and closed": nora.asks(f"/moderation/switches?comment={number}"),
        "erasing": nora.asks(f"/moderation/comments/{number}/erase"),
    }


def _going_wrong(ada: Reader) -> Kinds:
    form = ada.previews(ARTICLE, HARD_TO_SET).page.form(f"/articles/{ARTICLE}/comments")
    gone = form.action.replace(ARTICLE, "nowhere")
    ada.submits(form, "Post comment")
    return {
        "sent with other words": ada.submits(form, "Post comment", body="the second of two versions"),
        "too long": ada.submits(form, "Post comment", body="much too long " * 400),
        "from another site": ada.asks(form.action, form.fields, Origin="https://elsewhere.example"),
        "without a token": ada.asks(form.action, {**form.fields, "csrf_token": ""}),
        "words for an article that is gone": ada.asks(gone, form.fields),
        "a method that is not answered": ada.asks("/archive", {"a": "b"}),
    }
