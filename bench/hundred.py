"""The example site with all of a hundred comments on one page, as peers show them."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ON_ONE_PAGE = "per_page = 50 "


def content_with_all_on_one_page(home: Path, most: int = 100) -> Path:
    """A copy of the example content in `home` whose articles show `most` comments on a page."""
    content = home / "content"
    shutil.copytree(ROOT / "content", content)
    site = content / "site.toml"
    text = site.read_text(encoding="utf-8")
    if text.count(ON_ONE_PAGE) != 1:
        raise ValueError(f"{ON_ONE_PAGE!r} does not stand once in site.toml")
    site.write_text(text.replace(ON_ONE_PAGE, f"per_page = {most} "), encoding="utf-8")
    return content
