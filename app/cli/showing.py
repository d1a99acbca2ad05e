"""What commands show: a table and a bar on a terminal, plain lines to whatever else reads them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from app.articles import Progress as Told


def show_table(head: Sequence[str], rows: Sequence[Sequence[str]], *, styles: Sequence[str] | None = None) -> None:
    """A table on a terminal; otherwise a line for each row, its cells apart by tabs. `styles` are of the rows."""
    if not sys.stdout.isatty():
        for row in (head, *rows):
            click.echo("\t".join(row))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in head:
        table.add_column(name.capitalize(), overflow="fold", justify="right" if name in ("WORDS", "PROBLEMS") else "left")
    for place, row in enumerate(rows):
        table.add_row(*row, style=styles[place] if styles else None)
    Console().print(table)


@contextmanager
def bar(what: str) -> Iterator[Told]:
    """A bar on standard error while something works through many texts; none where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what)
        yield lambda done, of: progress.update(task, completed=done, total=of)
