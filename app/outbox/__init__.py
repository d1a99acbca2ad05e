"""The outbox: Messages that wait to be sent, and their delivery. A row is the only record of each."""

from app.outbox.box import clear_out, forget, given_up, put, try_again, turn
from app.outbox.delivery import anything_due, deliver
from app.outbox.message import Kind, Message

__all__ = [
    "Kind",
    "Message",
    "anything_due",
    "clear_out",
    "deliver",
    "forget",
    "given_up",
    "put",
    "try_again",
    "turn",
]
