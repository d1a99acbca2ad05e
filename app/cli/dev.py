"""`flask dev`: what `make dev` calls. Serves as `start` does, and follows what is saved."""

from __future__ import annotations

import socket

import click
from flask.cli import with_appcontext

from app.cli.beside import worker_beside
from app.cli.serving import prepare
from app.config import settings
from app.dev import Workshop


@click.command()
@with_appcontext
def dev() -> None:
    """Serve while writing: what is saved is shown, in the browser, at the place that changed."""
    chosen = settings()
    try:
        listening = socket.create_server((chosen.host, chosen.port), family=_family(chosen.host))
    except OSError as error:
        raise click.ClickException(f"{chosen.host}, port {chosen.port}, cannot be listened on: {error.strerror}") from None
    with listening:
        listening.set_inheritable(True)
        prepare()
        click.echo(f"Understory is at {chosen.site_url} and follows what you save")
        with worker_beside():
            Workshop(chosen, listening.fileno()).run()


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
