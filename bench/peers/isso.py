"""Isso as its documentation runs it for more than a few readers: gunicorn with a worker for each core, on SQLite."""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.request
from pathlib import Path

from bench.peers import CannotStart, Peer
from bench.peers.installed import installed
from tests.support.waiting import answers, free_port

CONFIGURATION = """\
[general]
dbpath = {home}/comments.db
host = http://127.0.0.1:{port}/
[moderation]
enabled = false
[guard]
enabled = false
"""
POST = """\
local n = 0
request = function()
  n = n + 1
  local body = string.format('{"text":"Words of a reader, number %d, from a long night.","author":"A","title":"T"}', n)
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, body)
end
"""


class Isso(Peer):
    """A running Isso. `thread` is the address of one thread, `post` where a comment for it is posted."""

    def __init__(self, home: Path) -> None:
        home.mkdir()
        self.home, self.port = home, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.thread, self.post = f"{self.base}/?uri=/read/", f"{self.base}/new?uri=/written/"
        (home / "isso.cfg").write_text(CONFIGURATION.format(home=home, port=self.port))
        (home / "post.lua").write_text(POST)

    def start(self) -> Isso:
        """Install and start it.

        Raises:
            CannotStart: it cannot be installed, or does not answer.
        """
        programs = installed("isso", "isso==0.14.0", "gunicorn==27.0.1", "setuptools<81")
        command = [str(programs / "gunicorn"), "-w", str(os.cpu_count() or 1), "-b", f"127.0.0.1:{self.port}", "isso.run"]
        settings = os.environ | {"ISSO_SETTINGS": str(self.home / "isso.cfg")}
        with (self.home / "log").open("wb") as log:
            self.process = subprocess.Popen(command, env=settings, stdout=log, stderr=log)
        for _ in range(200):
            if answers(self.port):
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise CannotStart(f"Isso does not start: {(self.home / 'log').read_text()[-300:]}")

    def fill(self, number: int, words: str) -> None:
        """Post comments under the thread."""
        for one in range(number):
            body = json.dumps({"text": f"{words} {one}", "author": f"Reader {one}", "title": "T"}).encode()
            asked = urllib.request.Request(f"{self.base}/new?uri=/read/", body, {"Content-Type": "application/json"})
            self._send(asked)

    def _send(self, asked: urllib.request.Request, tries: int = 5) -> None:
        """Send it again where one of its workers ended meanwhile: while they begin, two may get in each other's way."""
        try:
            urllib.request.urlopen(asked, timeout=30).read()
        except OSError:
            if tries == 1:
                raise
            time.sleep(0.5)
            self._send(asked, tries - 1)
