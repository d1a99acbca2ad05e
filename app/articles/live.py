"""The library while the house runs: read once, replaced whole whenever a file changes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from app.articles.article import Article, Page
from app.articles.bodies import Bodies
from app.articles.broken import Broken
from app.articles.errors import NotUnderstood
from app.articles.folder import Folder
from app.articles.front_matter import article_of, page_of
from app.articles.kept import Keeper
from app.articles.known import Asking, Known, nothing
from app.articles.library import Library
from app.articles.watching import Watcher
from app.media import Copies, Maker, Media
from app.problems import ContentError, Problem, Severity
from app.site import Commenting, Site, load

log = logging.getLogger(__name__)

T = TypeVar("T")
Reader = Callable[[Path, bytes, Site, Keeper], tuple[T, tuple[Problem, ...]]]
Listener = Callable[[Library], None]


class LiveLibrary:
    """The current Library of one content folder. Safe among threads: readers take a snapshot, one writer replaces it.

    Nothing is read before somebody asks, so that commands which need no article do not wait for ten thousand.
    `copies` is the folder where smaller copies of pictures are kept and, while the library is watched, made.
    """

    def __init__(
        self,
        folder: Path,
        copies: Path | None = None,
        *,
        aloud: bool = True,
        strict: bool = True,
        ask: Asking = nothing,
        own_host: str = "",
    ) -> None:
        """With `aloud`, problems go to the log when they come up; a command prints them itself. Unless `strict`, a file that
        is at fault is taken for what it seems to mean, and is among `misread`. `ask` is what asks the database whom readers
        know under which name; `own_host` is where the site stands, as links may write it.
        """
        self._strict, self.misread = strict, set[Path]()
        self.folder, self._copies, self.aloud, self._ask, self._own_host = folder, copies, aloud, ask, own_host
        self._known = Known()
        self._lock = threading.RLock()
        self._current: Library | None = None
        self._listeners: list[Listener] = []
        self._keeper, self._bodies = Keeper(), Bodies()
        self._all_told = False
        self._site: Site | None = None
        self._articles: Folder[Article] = Folder(
            folder / "articles", self._read_article, careful=True, deep=True, meaning=lambda article: article.identity
        )
        self._pages: Folder[Page] = Folder(folder / "pages", self._read_page)
        self._watcher = Watcher(folder, self._notice)
        self._maker = Maker(copies, lambda: self.current.media, self.refresh) if copies else None

    @property
    def current(self) -> Library:
        """The library as it is now.

        Raises:
            ContentError: it was never read, and site.toml cannot be.
        """
        return self._current or self.load()

    @property
    def parses(self) -> int:
        """How many articles and pages were parsed so far: one for each change of a file."""
        return self._articles.parses + self._pages.parses

    def load(self) -> Library:
        """Read everything, unless it has been read.

        Raises:
            ContentError: site.toml cannot be read. Articles that cannot are left out and are among the problems.
        """
        with self._lock:
            return self._current or self.refresh()

    def refresh(self, changed: Collection[Path] | None = None) -> Library:
        """Bring the library up to date with the disk and tell the listeners if anything changed.

        Unchanged files are not read. Those in `changed` are, even where size and time look the same.
        What is broken keeps its last good version.
        """
        with self._lock:
            former, fresh = self._current, self._made_anew(frozenset(changed or ()))
            if former and _says_the_same(former, fresh):
                return former
            self._current = fresh
        if self.aloud:
            _report(former, fresh)
        if former:
            self._announce(fresh)
        return fresh

    def on_change(self, listener: Listener) -> None:
        """Call `listener` with the library when watching begins, and with every new one, in the thread that noticed it."""
        self._listeners.append(listener)

    def watch(self, *, copying: bool = True) -> None:
        """Read everything if nothing was, then notice changes within two seconds, in a thread that ends with the process.

        With `copying` this process makes the smaller copies that pictures lack; without, it only notices those that others
        made. Asking twice in one process is asking once.

        Raises:
            ContentError: site.toml cannot be read.
        """
        self.load()
        self._watcher.start()
        if self._maker:
            self._maker.start(making=copying)

    def close(self) -> None:
        """Stop noticing changes."""
        self._watcher.stop()
        if self._maker:
            self._maker.stop()

    def _made_anew(self, changed: frozenset[Path]) -> Library:
        former = self._site
        self._site, site_problems = self._read_site()
        again = former is not None and _meaning_of_dates(former) != _meaning_of_dates(self._site)
        self._articles.refresh(changed, all_again=again)
        self._pages.refresh(changed, all_again=again)
        self._known = self._ask() or self._known
        media = self._current.media.again() if self._current else Media(self.folder / "media", copies=Copies.look(self._copies))
        return Library(
            self._site,
            media,
            self._articles.good,
            self._pages.good,
            [*site_problems, *media.problems, *self._articles.problems, *self._pages.problems],
            own_host=self._own_host,
            broken=[file for file in map(Broken.at, self._articles.broken) if file],
            known=self._known,
            bodies=self._bodies,
            ready=self._articles.there or bool(self._articles.good),
        )

    def _read_site(self) -> tuple[Site, tuple[Problem, ...]]:
        try:
            return load(self.folder / "site.toml"), ()
        except ContentError as error:
            if self._site is None:
                raise
            return self._site, error.problems

    def _read_article(self, path: Path, data: bytes) -> tuple[Article, tuple[Problem, ...]]:
        return self._read(article_of, path, data)

    def _read_page(self, path: Path, data: bytes) -> tuple[Page, tuple[Problem, ...]]:
        return self._read(page_of, path, data)

    def _read(self, reader: Reader[T], path: Path, data: bytes) -> tuple[T, tuple[Problem, ...]]:
        try:
            return reader(path, data, self._known_site, self._keeper)
        except NotUnderstood as error:
            if self._strict:
                raise
            self.misread.add(path)
            return error.meant, error.problems

    @property
    def _known_site(self) -> Site:
        assert self._site is not None  # noqa: S101 - site.toml is read before any article
        return self._site

    def _notice(self, changed: Collection[Path] | None) -> None:
        """What the watching thread does; what was read before it began is announced as well, and what a listener could
        not take in is announced again."""
        former, fresh = self._current, self.refresh(changed)
        if fresh is former and not self._all_told:
            self._announce(fresh)

    def _announce(self, library: Library) -> None:
        self._all_told = True
        for listener in tuple(self._listeners):
            try:
                listener(library)
            except Exception:
                # One listener that fails must not keep the others, or the watching thread, from going on. It is told again
                # when the folder is next looked at: the database may have been away.
                self._all_told = False
                log.exception("a listener could not take the new library in")


def _meaning_of_dates(site: Site) -> tuple[str, Commenting, int]:
    """What of site.toml is in an Article; when it changes, every file is read again."""
    return site.timezone, site.comments.default, site.comments.close_after_days


def _says_the_same(former: Library, fresh: Library) -> bool:
    return (former.fingerprint, former.problems, former.broken) == (fresh.fingerprint, fresh.problems, fresh.broken)


def _report(former: Library | None, fresh: Library) -> None:
    known = former.problems if former else ()
    for problem in fresh.problems:
        if problem not in known:
            log.log(logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING, "%s", problem)
