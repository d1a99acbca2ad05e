"""The public address of the site, from SITE_URL or from `url` in site.toml, written as browsers write it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from werkzeug.utils import import_string

EXAMPLE = "https://blog.example.org"

_USUAL_PORTS = {"http": 80, "https": 443}


def public_address(text: str) -> str:
    """`https://Bücher.example:443/` as it comes back with every request: `https://xn--bcher-kva.example`.

    Raises:
        ValueError: it is no address of a whole site.
    """
    parts = urlsplit(text.strip().rstrip("/"))
    name, port = parts.hostname or "", parts.port
    if parts.scheme not in _USUAL_PORTS or not name or parts.path or parts.query or parts.fragment or parts.username:
        raise ValueError(text)
    if not name.isascii():
        name = import_string("idna:encode")(name, uts46=True).decode()
    if ":" in name:
        name = f"[{name}]"
    return f"{parts.scheme}://{name}" if port in (None, _USUAL_PORTS[parts.scheme]) else f"{parts.scheme}://{name}:{port}"


def is_public_address(text: str) -> bool:
    """Whether a site can stand at this address."""
    try:
        return bool(public_address(text))
    except ValueError:
        return False


def written_in(site_toml: Path) -> str:
    """What the file says under `url`; empty where it says nothing that is an address: what is wrong is named when it is read."""
    try:
        said = str(tomllib.loads(site_toml.read_text("utf-8")).get("url", ""))
    except (OSError, ValueError, RecursionError):
        return ""
    return said if is_public_address(said) else ""
