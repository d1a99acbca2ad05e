"""What we are measured beside, each in an environment of its own. One that cannot be had says why."""

from __future__ import annotations

import subprocess

from bench.meter import children


class CannotStart(Exception):
    """A peer could not be installed or started; the message says why."""


class Peer:
    """A server that runs beside ours: one process, and those it has begun, which answer."""

    process: subprocess.Popen[bytes]

    @property
    def processes(self) -> list[int]:
        """Those that answer."""
        return children(self.process.pid)

    def stop(self) -> None:
        """End."""
        self.process.terminate()
        self.process.wait()
