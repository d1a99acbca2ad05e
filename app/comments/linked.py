"""Linked: where a web address in a comment leads, as far as it can be read."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(link: str) -> str:
    """The host of `https://...` or `www...`, in lower case; empty where it cannot be read, as in `http://[your site]`."""
    try:
        return urlsplit(link if "://" in link else f"//{link}").hostname or ""
    except ValueError:
        return ""
