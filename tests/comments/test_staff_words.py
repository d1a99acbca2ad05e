"""What staff may say in public: nothing that confirms that somebody is or was a patient."""

from __future__ import annotations

import pytest

from app.comments.staff_words import stops_in
from tests.support.people import ModeratorAtWork, Reader

STOPPED = [
    "We hope that your next appointment goes well.",
    "When you came in, we were short of people.",
    "Please do not stop your medication.",
    "Your midwife will call you.",
    "As we discussed, there is a group.",
    "We saw you on Tuesday.",
    "It was lovely to see you.",
    "As a patient of ours you can ask for that.",
    "Ask about **your results**.",
    "Esperamos que tu próxima cita vaya bien.",
    "Cuando viniste aquí éramos pocas.",
    "No dejes tu medicación.",
    "Tu matrona te llamará.",
    "Como te dijimos, hay un grupo.",
]

FREE = [
    "In general, an appointment takes twenty minutes.",
    "Medication is a question for a doctor.",
    "Thank you for writing this. Please call us, and we will listen.",
    "A midwife can tell you more.",
    "When you come to the part about the car, breathe.",
    "Your article reading time may vary.",
    "Gracias por escribirlo. Llámanos y te escucharemos.",
    "Una cita dura veinte minutos.",
]


@pytest.mark.parametrize("words", STOPPED)
def test_what_confirms_a_patient_is_stopped(words: str) -> None:
    assert stops_in(words)
    assert all(stop.why and stop.instead for stop in stops_in(words))


@pytest.mark.parametrize("words", FREE)
def test_what_says_nothing_about_anybody_passes(words: str) -> None:
    assert stops_in(words) == []


def test_what_is_offered_instead_passes_itself() -> None:
    offered = {one for words in STOPPED for stop in stops_in(words) for one in stop.instead}
    assert len(offered) > 4
    assert [one for one in offered if stops_in(one)] == []


def test_a_reply_of_staff_is_stopped_with_the_reason_and_its_words_are_kept(
    ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    staff = Reader(nora.door, "Nora")
    answer = staff.previews(open_article, "We look forward to your next appointment.", name="Nora")
    assert answer.status == 422
    assert "has, or had, an appointment with us" in answer.page.text
    assert "You could say instead" in answer.page.text
    assert "We look forward to your next appointment." in answer.text
    assert staff.comments(open_article, "In general, please ask.", name="Nora")
    assert ada.comments(open_article, "I look forward to your next appointment with the sea.")
