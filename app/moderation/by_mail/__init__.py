"""By mail: moderators hear what waits, and may decide one comment from the address that a mail brings."""

from app.moderation.by_mail.answering import decide_by_mail, hand_over_by_mail, undo_by_mail, write_by_mail
from app.moderation.by_mail.mailed_card import Ended, LinkEnded, LinkNotFound, LinkOfAnother, MailedCard, open_link
from app.moderation.by_mail.telling import tell_of_danger, tell_what_waits

__all__ = [
    "Ended",
    "LinkEnded",
    "LinkNotFound",
    "LinkOfAnother",
    "MailedCard",
    "decide_by_mail",
    "hand_over_by_mail",
    "open_link",
    "tell_of_danger",
    "tell_what_waits",
    "undo_by_mail",
    "write_by_mail",
]
