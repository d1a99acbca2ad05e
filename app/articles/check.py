"""Everything wrong with content/ that can be found without a reader: what `flask articles check` prints.

A rule takes one text, or the library and its folder, and yields problems; adding one is adding a function to a list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.articles import check_history, check_library, check_series, check_texts
from app.articles.article import Article, Page
from app.articles.check_history import History
from app.articles.check_texts import Reading
from app.articles.examining import Progress, examine, look
from app.articles.facts import Facts
from app.articles.library import Library
from app.articles.live import LiveLibrary
from app.problems import ContentError, Problem, Severity


@dataclass(frozen=True)
class Examined:
    """A content folder with everything wrong in it, in the order of files and lines. No library: site.toml is broken.

    The library holds files with errors as well, as they seem to be meant, so that one error hides no other; `broken` are those.
    """

    library: Library | None
    problems: list[Problem]
    facts: Mapping[Path, Facts | None]
    broken: frozenset[Path] = frozenset()


def check(folder: Path) -> list[Problem]:
    """Every problem of a content folder, in the order of files and lines."""
    return examined(folder).problems


def examined(
    folder: Path,
    *,
    history: History | None = None,
    own_host: str = "",
    progress: Progress = lambda done, of: None,
) -> Examined:
    """Read the content folder of a site at `own_host`, render what has to be rendered, and find what is wrong; `progress`
    hears of every few texts."""
    past = history.known if history else None
    live = LiveLibrary(folder, aloud=False, strict=False, ask=lambda: past, own_host=own_host)
    try:
        library = live.load()
    except ContentError as error:
        return Examined(None, sorted(map(_of_reading, error.problems)), {})
    facts = examine(library, progress)
    found = {*map(_of_reading, library.problems), *_never_read(folder), *_of_library(library, folder, history)}
    known = {path: one for path, one in facts.items() if one is not None}
    for words in library.everything:
        one = known.get(words.path)
        found.update(_of_text(Reading(words, one, library, known)) if one else [_too_deep(words)])
    broken = {*live.misread, *(file.path for file in library.broken), *(article.path for article in library.refused)}
    return Examined(library, sorted(found), facts, frozenset(broken))


def wrong_inside(library: Library, folder: Path, files: Collection[Path]) -> list[Problem]:
    """What is wrong inside these files of a library that is served, beside what was found while they were read."""
    found: set[Problem] = set()
    for words in library.everything:
        if words.path in files and (facts := look(words, library)):
            found.update(_of_text(Reading(words, facts, library, _led_to(facts, library))))
        elif words.path in files:
            found.add(_too_deep(words))
    found.update(one for rule in check_library.RULES for one in rule(library, folder) if one.file in files)
    return sorted(found)


def _led_to(facts: Facts, library: Library) -> dict[Path, Facts]:
    """The facts of the texts that one with these facts links to."""
    targets = {there[0].path: there[0] for link, _ in facts.links if (there := library.links.target(link))}
    return {path: one for path, words in targets.items() if (one := look(words, library))}


def _of_reading(problem: Problem) -> Problem:
    """What was wrong while a file was read, under the name of its kind."""
    return replace(problem, rule="site" if problem.file.suffix == ".toml" else "front-matter")


def _of_library(library: Library, folder: Path, history: History | None) -> Iterator[Problem]:
    for rule in (*check_library.RULES, *check_series.RULES):
        yield from _under(rule, rule(library, folder))
    if history:
        for looking_back in check_history.RULES:
            yield from _under(looking_back, looking_back(library, folder, history))


def _of_text(reading: Reading) -> Iterator[Problem]:
    for rule in check_texts.RULES:
        yield from _under(rule, rule(reading))


def _under(rule: Callable[..., object], found: Iterable[Problem]) -> Iterator[Problem]:
    """Problems under the name of the rule that found them."""
    name = rule.__name__.strip("_").replace("_", "-")
    return (replace(problem, rule=name) for problem in found)


def _too_deep(words: Article | Page) -> Problem:
    message = "quotes or lists stand too deep in one another to be shown"
    return Problem(words.path, words.body_line, message, rule="not-too-deep")


def _never_read(folder: Path) -> Iterator[Problem]:
    for place in (folder / "articles", folder / "pages"):
        if not place.is_dir():
            yield Problem(place, 1, "there is no such folder", rule="every-file-is-read")
        for path in sorted(place.rglob("*")):
            inside = path.relative_to(place)
            why = "" if _is_hidden(inside) else _why_never(path, in_folder=place.name == "pages" and len(inside.parts) > 1)
            if why:
                yield Problem(path, 1, f"is never read: {why}", Severity.WARNING, "every-file-is-read")


def _why_never(path: Path, *, in_folder: bool) -> str:
    """Why something that looks as if it were to be read is not; nothing where it is, or was not meant to be."""
    if path.is_symlink() and path.is_dir():
        return "links to other folders are not followed"
    if path.suffix.lower() not in (".md", ".markdown"):
        return ""
    if path.is_symlink() and not path.exists():
        return "the link leads nowhere"
    if not path.is_file():
        return ""
    return "the name must end in .md" if path.suffix != ".md" else "pages lie in content/pages itself" if in_folder else ""


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
