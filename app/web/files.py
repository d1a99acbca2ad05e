"""Files: the stylesheet and the media of content/, under names that change with their content."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_file

from app import articles
from app.media import IMAGE_TYPES
from app.web.page_cache import asked_for, keep

files = Blueprint("files", __name__)

STATIC = Path(__file__).parent.parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
PICTURE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Opened by itself, a picture becomes a page: browsers style it inline, and a drawing (SVG) could hold a script."""


def static_path(name: str) -> str:
    """The address of a file of app/static, which changes whenever its bytes do."""
    file = STATIC / name
    return f"/static/{name}?v={_digest(file, file.stat().st_mtime_ns)}"


@lru_cache(maxsize=64)
def _digest(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _known() -> dict[str, Path]:
    """The files of app/static by name: whatever else an address says leads nowhere."""
    return {str(file.relative_to(STATIC)): file for file in STATIC.rglob("*") if file.is_file()}


@files.get("/static/<path:name>")
def static(name: str) -> Response:
    """A file of app/static; kept for ever by browsers where its address names its content."""
    file = _known().get(name)
    if file is None:
        abort(404)
    kind, named = _type_of(file), request.args.get("v") == _digest(file, file.stat().st_mtime_ns)
    if named:
        keep()  # the page cache packs it once; a file of another moment has another address
        asked_for("v")
    answer = Response(file.read_bytes(), content_type=kind)
    answer.headers["Cache-Control"] = FOR_EVER if named else "no-cache"
    answer.set_etag(_digest(file, file.stat().st_mtime_ns))
    answer.make_conditional(request)
    return answer


@files.get("/favicon.ico")
def favicon() -> Response:
    """The icon that browsers ask for without being told to."""
    return static("icon.svg")


@files.get("/media/<path:name>")
def media(name: str) -> Response:
    """A file of content/media. Other sites may show it: pictures of a feed stand on a reader's page."""
    found = articles.library().media.file_for(name)
    if found is None:
        abort(404)
    # A picture comes as bytes without its metadata, never as the file that may say where it was taken.
    source = found.path if found.data is None else BytesIO(found.data)
    answer = send_file(source, mimetype=_type_of(found.path), conditional=True, etag=found.digest)
    answer.headers["Content-Type"] = _type_of(found.path)
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Cache-Control"] = FOR_EVER if found.immutable else "no-cache"
    if found.path.suffix.lower() in IMAGE_TYPES:
        answer.headers["Content-Security-Policy"] = PICTURE_POLICY
    return answer


def _type_of(file: Path) -> str:
    kind = {".js": "text/javascript", ".svg": "image/svg+xml"}.get(file.suffix) or guess_type(file.name)[0]
    if kind is None:
        return "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("xml") else kind
