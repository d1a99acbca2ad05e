"""A content folder that tests write: a site, articles and pages, as an editor would save them."""

from pathlib import Path
from typing import Any

import yaml

SITE = """\
title = "The Understory"
tagline = "Small notes"
language = "{language}"
timezone = "{timezone}"

[authors.rosa]
name = "Rosa Imai"
bio = "Writes about rest."

[authors.tomas]
name = "Tomás Rey"

[comments]
default = "open"
promise = "usually within a day"

[[reasons]]
key = "advice"
title = "Gives medical advice"
message = "We cannot publish advice about medicine or dose."

[[reasons]]
key = "unkind"
title = "Unkind to someone"
message = "It reads as unkind to another person."

[[help]]
name = "Crisis line"
phone = "988"
text = "Call or text, day and night."
country = "US"
checked = 2026-03-01
"""


class ContentFolder:
    """A `content/` of the tests. Every write goes to disk at once, whole, as an editor's save does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for folder in ("articles", "pages", "media"):
            (path / folder).mkdir(parents=True, exist_ok=True)

    def site(self, extra: str = "", *, language: str = "en", timezone: str = "UTC", text: str | None = None) -> Path:
        """site.toml: `text` as it is, or the tests' ordinary one with `extra` TOML tables after it."""
        return self.write(
            "site.toml", text if text is not None else SITE.format(language=language, timezone=timezone) + "\n" + extra
        )

    def article(self, slug: str, /, *, title: str | None = None, body: str = "A few words.\n", **front: Any) -> Path:
        """articles/<slug>.md; `front` is front matter under its own keys, `None` leaves a key out."""
        matter = {"title": title or slug.replace("-", " ").capitalize(), "date": "2026-03-01 09:00", "author": "rosa", **front}
        return self.write(f"articles/{slug}.md", _with_front_matter(matter, body))

    def page(self, slug: str, *, title: str | None = None, body: str = "A page.\n", **front: Any) -> Path:
        """pages/<slug>.md."""
        return self.write(f"pages/{slug}.md", _with_front_matter({"title": title or slug.capitalize(), **front}, body))

    def media(self, name: str, data: bytes) -> Path:
        """media/<name>."""
        return self.write(f"media/{name}", data)

    def write(self, name: str, data: str | bytes) -> Path:
        """Any file under the folder; a reader sees the old bytes or the new ones, never half of them."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f".{target.name}.half")
        half.write_bytes(data.encode() if isinstance(data, str) else data)
        half.replace(target)
        return target

    def remove(self, name: str) -> None:
        """Take a file away, such as `articles/a-quiet-hour.md`."""
        (self.path / name).unlink()


def ordinary(path: Path) -> ContentFolder:
    """One site, one article that takes comments, one that takes no more, one that never did, and an about page."""
    folder = ContentFolder(path)
    folder.site()
    folder.article(
        "a-quiet-hour", title="A quiet hour", body="Ten minutes, the *same* ten each day.\n", tags=["rest", "early months"]
    )
    folder.article("the-closed-door", title="The closed door", date="2026-02-01 09:00", comments="closed")
    folder.article("only-reading", title="Only reading", date="2026-01-01 09:00", comments="off")
    folder.page("about", title="About")
    return folder


def _with_front_matter(matter: dict[str, Any], body: str) -> str:
    kept = {key: value for key, value in matter.items() if value is not None}
    return f"---\n{yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)}---\n{body}"
