"""A real Chromium, and pages in it that notice what a visitor's browser must never meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Route

from tests.support.needs import program

FLAGS = [
    "--no-sandbox",  # Chromium refuses to run as root with one
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

PATIENCE = 15_000
"""Milliseconds; two cores are shared with a server, a database and another test."""


def launch(playwright: Playwright) -> Browser:
    """Chromium as the system has it: Playwright's own is not available everywhere."""
    path = program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", of="Chromium")
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


@dataclass
class Watch:
    """What went wrong in a browser context behind the visitor's back."""

    base: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext, *, stopping: bool = True) -> Watch:
        """Begin to watch: requests that leave `base` are stopped and written down, as are scripts' errors and broken policies."""
        if stopping:
            context.route("**/*", self._let_pass)
        else:
            context.on("request", lambda request: self._is_ours(request.url) or self.foreign.append(request.url))
        context.on("weberror", lambda error: self.errors.append(f"uncaught in a script: {error.error}"))
        context.on("console", self._listen)
        return self

    def complaints(self) -> list[str]:
        """Everything noticed so far."""
        return [f"asked for {url}, which is not this site" for url in self.foreign] + self.errors

    def _let_pass(self, route: Route) -> None:
        if self._is_ours(route.request.url):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def _is_ours(self, url: str) -> bool:
        asked, own = urlsplit(url), urlsplit(self.base)
        return asked.scheme in ("data", "blob", "about") or (asked.scheme, asked.netloc) == (own.scheme, own.netloc)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.errors.append(message.text)


def open_page(
    browser: Browser, base: str, *, javascript: bool = True, stopping: bool = True, **options: object
) -> tuple[Page, Watch]:
    """A page in a context of its own, at `base`, and the watch over it. `options` are Playwright's for a new context.

    A browser whose requests can be stopped (`stopping`) has no cache, and goes back to the answer of a form by sending the form
    once more without asking, as no visitor's does.
    """
    chosen: dict[str, object] = {
        "base_url": base,
        "java_script_enabled": javascript,
        "locale": "en-US",
        "service_workers": "block",
    }
    context = browser.new_context(**{**chosen, "ignore_https_errors": base.startswith("https://localhost"), **options})  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    watch = Watch(base).over(context, stopping=stopping)
    return context.new_page(), watch
