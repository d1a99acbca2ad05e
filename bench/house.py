"""Understory as `make run` starts it, with a hundred comments on one page."""

from __future__ import annotations

import os
import time
from pathlib import Path
from urllib.parse import urlencode

from bench.hundred import content_with_all_on_one_page
from bench.lighthouse.seeding import seed
from bench.lighthouse.wanted import WITH_COMMENTS
from tests.support.databases import ADMIN_EMAIL
from tests.support.server import Server

PATH = f"/articles/{WITH_COMMENTS}"
WRITTEN = "the-visitors"
"""The article under which comments are posted."""

POST = """\
local number = 0
local began = os.time()
local known = "%(known)s"
local headers = {["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = "%(cookie)s"}
request = function()
  number = number + 1
  local key = string.format("%%016x%%016x", began, number)
  local body = known .. "&form_key=" .. key .. "&body=Words+of+a+reader+" .. key .. "+from+a+long+night."
  return wrk.format("POST", nil, headers, body)
end
"""


class House:
    """A running server, seconds it took until it was ready, and what wrk needs for posting."""

    def __init__(self, home: Path, **settings: object) -> None:
        content = content_with_all_on_one_page(home) if "CONTENT_DIR" not in settings else None
        chosen = {"WORKERS": os.cpu_count() or 1, **({"CONTENT_DIR": content} if content else {})}
        self.home = home
        self.server = Server(home, **(chosen | settings))
        self.url = self.server.base + PATH

    def start(self) -> House:
        """Start it and wait until it is ready; `ready` says how many seconds that took."""
        began = time.perf_counter()
        self.server.start()
        self.ready = time.perf_counter() - began
        return self

    def fill(self) -> None:
        """A hundred public comments under the article."""
        seed(self.server.environment, ADMIN_EMAIL)

    @property
    def processes(self) -> list[int]:
        """Those that answer readers: forks of the one that was started, with its command line."""
        assert self.server.process is not None
        lines = {one: Path(f"/proc/{one}/cmdline").read_bytes() for one in self.server.processes()}
        return [one for one, line in lines.items() if one != self.server.process.pid and line == lines[self.server.process.pid]]

    def posting_script(self) -> Path:
        """A script for wrk: each request posts another comment, as a reader who has seen the preview."""
        reader = self.server.reader()
        form = reader.previews(WRITTEN, "words").page.form(f"/articles/{WRITTEN}/comments")
        known = urlencode({"csrf_token": form.fields["csrf_token"], "name": "A"})
        cookie = "; ".join(f"{one.name}={one.value}" for one in reader.door.cookies)
        script = self.home / "post.lua"
        script.write_text(POST % {"known": known, "cookie": cookie})
        return script

    @property
    def post(self) -> str:
        """Where comments are posted."""
        return f"{self.server.base}/articles/{WRITTEN}/comments"

    def stop(self) -> None:
        """End."""
        self.server.kill9()
