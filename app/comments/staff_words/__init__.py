"""Staff words: what somebody who works here must not say to a reader in public, and what they can say instead."""

from app.comments.staff_words.checking import Stop, WouldConfirmPatient, check_said_by_staff, check_staff_words, stops_in

__all__ = ["Stop", "WouldConfirmPatient", "check_said_by_staff", "check_staff_words", "stops_in"]
