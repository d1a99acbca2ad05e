"""Work that is done in a process of its own, so that what it loads and leaves in memory ends with it."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable

import click


def apart(work: Callable[[], None]) -> None:
    """Do `work` in a fork of this process and wait for it: every worker is a fork too, and would carry its memory along.

    Call it before there are other threads or open connections.

    Raises:
        Exit: it failed; what went wrong has been said.
    """
    child = os.fork()
    if child == 0:
        os._exit(_status_of(work))
    _, ended = os.waitpid(child, 0)
    if status := os.waitstatus_to_exitcode(ended):
        raise click.exceptions.Exit(abs(status))


def _status_of(work: Callable[[], None]) -> int:
    try:
        work()
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except KeyboardInterrupt:
        return 130
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
