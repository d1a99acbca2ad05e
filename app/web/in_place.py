"""In place: a script of ours that asks with a header of its own gets part of a page, and an address instead of a redirect.

No other site can ask so. A browser that meets a header like this one first asks whether a foreign page may send it, and
nobody here answers that question.
"""

from __future__ import annotations

from flask import Flask, Response, request

HEADER = "In-Place"


def mount(app: Flask) -> None:
    """Answer scripts with 201 and an address where browsers are sent on with 303."""
    app.after_request(_created)


def asked() -> bool:
    """Whether this request is from a script that shows the answer in the page it is on."""
    return HEADER in request.headers


def _created(response: Response) -> Response:
    """A script cannot see where a redirect leads; it would follow it, and open a receipt twice."""
    if response.status_code == 303 and asked():
        response.status_code = 201
        response.set_data(b"")
    return response
