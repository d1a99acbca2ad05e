"""A Redis server of our own."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.needs import program
from tests.support.waiting import answers, free_port, until


class RedisServer:
    """One server with its files in `home`, on a free port of the loopback interface."""

    def __init__(self, home: Path) -> None:
        self.command = program("redis-server", of="Redis")
        self.home, self.port = home, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None
        home.mkdir(parents=True, exist_ok=True)

    def start(self) -> RedisServer:
        """Start, and wait until it listens."""
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.home), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen([self.command, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: answers(self.port), seconds=20, runs=self.process)
        return self

    def kill9(self) -> None:
        """End it as a power cut would: with what it held in memory."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)
