"""Makes a content folder of any number of articles, always the same ones: `python -m bench.articles 10000 FOLDER`."""

from __future__ import annotations

import random
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

CONTENT = Path(__file__).resolve().parent.parent / "content"
WORDS = (CONTENT / "articles" / "the-visitors.md").read_text().split("---", 2)[2].split()
TAGS = [f"tag {number}" for number in range(60)]
FIRST = datetime(2001, 1, 1, 9, 0)


def make(number: int, folder: Path, *, seed: int = 7) -> None:
    """Write `number` articles of some 600 words, with the site, the pages and the media of the example content."""
    dice = random.Random(seed)
    articles = folder / "articles"
    articles.mkdir(parents=True)
    for part in ("pages", "media"):
        shutil.copytree(CONTENT / part, folder / part)
    shutil.copyfile(CONTENT / "site.toml", folder / "site.toml")
    for one in range(number):
        (articles / f"article-{one:05}.md").write_text(_article(one, dice))


def _article(one: int, dice: random.Random) -> str:
    date = FIRST + timedelta(hours=20 * one)
    tags = ", ".join(dice.sample(TAGS, 3))
    title = _sentence(dice, 6)
    parts = [
        f'---\nid: bench{one:08}\ntitle: "{title}"\ndate: {date:%Y-%m-%d %H:%M}\nauthors: [rosa]\ntags: [{tags}]\n'
        f'summary: "{_sentence(dice, 18)}"\n---\n'
    ]
    for _ in range(4):
        parts.append(f"## {_sentence(dice, 4)}\n\n" + "\n\n".join(_sentence(dice, 70) for _ in range(2)) + "\n")
    return "\n".join(parts)


def _sentence(dice: random.Random, words: int) -> str:
    text = " ".join(dice.choice(WORDS) for _ in range(words))
    return "".join(letter for letter in text if letter.isalnum() or letter in " .,").capitalize()


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
