"""Fills a queue with waiting comments, always the same ones: `python -m bench.waiting 200` into the instance's database.

They come in through the one door there is, so whatever screens a reader's comment has screened these.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator

from app import comments, create_app
from app.articles import Article, library
from app.comments import Commenter, Submission
from app.db import now

NAMES = ["", "", "", "Ada", "Jonah", "Priya", "Marit", "T.", "Ben", "Lucía", "a father of two", "Ngozi", "R."]

OPENINGS = """
I read this at four in the morning with one hand.
My husband read it over my shoulder and made tea.
The part about the car is exactly it.
Thank you for not telling us to enjoy every moment.
I have kept this open in a tab for a week.
We tried it, and then we tried it again.
My mother would have laughed, and then she would have sat down.
I am not sure that I agree with all of it.
Nobody told me this at the class.
It was the second winter that was hard, not the first.
I sent this to my sister without a word, and she rang.
Lo he leído dos veces y se lo he mandado a mi hermana.
""".strip().splitlines()

MIDDLES = """
Does anyone know whether it works with twins? Ten minutes is four of theirs.
Mine is the supermarket car park, engine off, and I always buy something afterwards so that it counts as an errand.
What helped was somebody who came without asking what to bring, and washed the cups.
We wrote the nights on the refrigerator, and whoever had more stars slept on Saturday.
I felt like the worst person in the street, and then two of them told me the same.
The midwife said it once and I did not hear it. Here I did.
Some days the only thing I finished was a cup of cold coffee. *I still count it.*
It took until the spring before I said it out loud to anyone.
He sleeps now. I do not, but I know where the book is.
There is a group on Thursdays in our library, and nobody there pretends.
Nosotros lo apuntamos en la nevera, y el domingo descansa quien más noches lleva.
""".strip().splitlines()

ENDS = [
    "",
    "",
    "",
    "Thank you.",
    "That is all, that is the comment.",
    "> You said it would end.\n\nIt did.",
    "- tea\n- a list\n- somebody to ring",
    "There is more about it at https://www.example.org/rest",
    "Best prices for vitamins: http://cheap-vitamins.example/new-moms",
    "Gracias por escribirlo.",
]


def fill(number: int, *, seed: int = 4) -> None:
    """Send `number` comments to articles that take some, a few of them by the same people."""
    dice = random.Random(seed)
    open_ones = [one for one in library().public(now()) if one.comments_open(now())]
    people = [Commenter(f"bench-{seed}-{one}") for one in range(max(3, number // 2))]
    for article, submission in _sent(dice, open_ones, number, seed):
        comments.submit(article, submission, by=dice.choice(people), max_length=library().site.comments.max_length)


def _sent(dice: random.Random, articles: list[Article], number: int, seed: int) -> Iterator[tuple[Article, Submission]]:
    for one in range(number):
        body = "\n\n".join(part for part in (f"{dice.choice(OPENINGS)} {dice.choice(MIDDLES)}", dice.choice(ENDS)) if part)
        key = hashlib.sha256(f"{seed}/{one}".encode()).hexdigest()[:32]
        yield dice.choice(articles), Submission(body=body, name=dice.choice(NAMES), form_key=key)


if __name__ == "__main__":
    with create_app().app_context():
        fill(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
