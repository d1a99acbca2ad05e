"""Imports only go down, and the other rules of the house's structure; each is also shown to fail when it is broken."""

from pathlib import Path

import pytest

from tests.support import floors
from tests.support.floors import Rule
from tests.support.imports import House
from tests.support.needs import ROOT

SOUND = {
    "app/__init__.py": "from app import cli, config, web\ndef create_app(): ...\n",
    "app/config.py": "import os\nSITE = os.environ.get('SITE_URL')\n",
    "app/db.py": "from sqlalchemy import select\nfrom app.config import SITE\n"
    "db = None\ndef answers(): return db.session.execute(select(1))\n",
    "app/cli/__init__.py": "from app import comments\n",
    "app/web/__init__.py": "from flask import abort, request, session\nfrom sqlalchemy.exc import OperationalError\n"
    "from app import comments, db\nfrom app.web.reading import show\ndef ready(): return db.answers()\n",
    "app/web/reading.py": "from app.articles import find\ndef show(): return session.get('key')\n",
    "app/articles/__init__.py": "from app.articles.library import find\n",
    "app/articles/library.py": "from markupsafe import Markup\nfrom app.markup import render\nfrom app.site import Site\n"
    "def find(html: Markup) -> Markup: return render(html) if isinstance(html, Markup) else html\n",
    "app/comments/__init__.py": "from app.comments import thread\nfrom app.comments.thread import Thread\n",
    "app/comments/thread.py": "from typing import TYPE_CHECKING\nfrom app.articles import find\nclass Thread: ...\n"
    "if TYPE_CHECKING:\n    from app.comments.receipt import Receipt\n",
    "app/comments/receipt.py": "from app.comments.thread import Thread\nclass Receipt: ...\n",
    "app/markup/__init__.py": "from markupsafe import Markup\ndef render(text): return Markup(text)\n",
    "app/site/__init__.py": "class Site: ...\n",
    "app/templates/base.html": "{{ title }} {{ safe_harbour|length }} {% autoescape true %}{% endautoescape %}\n",
}

BROKEN: list[tuple[Rule, str, str]] = [
    (floors.everything_has_a_floor, "app/attic/__init__.py", ""),
    (floors.imports_only_go_down, "app/articles/tags.py", "from app.comments import Thread\n"),
    (floors.imports_only_go_down, "app/comments/tags.py", "from app import moderation\n"),
    (floors.imports_only_go_down, "app/comments/tags.py", "from ..web import ready\n"),
    (floors.imports_only_go_down, "app/comments/tags.py", "def late():\n    import app.web\n"),
    (floors.imports_only_go_down, "app/comments/tags.py", "if TYPE_CHECKING:\n    from app.web import ready\n"),
    (floors.imports_only_go_down, "app/paths.py", "from app import site\n"),
    (floors.imports_only_go_down, "app/web/tags.py", "from app import create_app\n"),
    (floors.nothing_reaches_past_a_door, "app/web/tags.py", "from app.comments.thread import Thread\n"),
    (floors.nothing_reaches_past_a_door, "app/web/tags.py", "from app.comments import receipt\n"),
    (floors.nothing_reaches_past_a_door, "app/web/tags.py", "import app.comments.thread\n"),
    (
        floors.no_room_goes_round,
        "app/site/tags.py",
        "from app import markup\nfrom app.media import x\n@app/media/__init__.py@import app.site",
    ),
    (floors.no_room_goes_round, "app/paths.py", "from app.words import x\n@app/words.py@from app import paths\n"),
    (floors.no_module_goes_round, "app/comments/a.py", "from app.comments import b\n@app/comments/b.py@from .a import x\n"),
    (floors.web_speaks_no_sql, "app/web/tags.py", "from sqlalchemy import select\n"),
    (floors.web_speaks_no_sql, "app/web/tags.py", "import sqlalchemy.orm\n"),
    (floors.web_speaks_no_sql, "app/web/tags.py", "from app.db import db\n"),
    (floors.web_speaks_no_sql, "app/web/tags.py", "from app import db\ndef f(): return db.db.session\n"),
    (floors.web_speaks_no_sql, "app/web/tags.py", "def f(c): return c.execute('SELECT 1')\n"),
    (floors.only_web_knows_http, "app/comments/tags.py", "from flask import g\n"),
    (floors.only_web_knows_http, "app/comments/tags.py", "import flask\ndef f(): return flask.request.path\n"),
    (floors.only_web_knows_http, "app/language.py", "from flask import current_app, request\n"),
    (floors.only_web_knows_http, "app/comments/tags.py", "from werkzeug.exceptions import abort\n"),
    (floors.only_markup_makes_markup, "app/web/tags.py", "from markupsafe import Markup\nx = Markup('<b>')\n"),
    (floors.only_markup_makes_markup, "app/web/tags.py", "from markupsafe import Markup as M\nx = list(map(M, []))\n"),
    (floors.only_markup_makes_markup, "app/web/tags.py", "import markupsafe\nx = markupsafe.Markup('<b>')\n"),
    (floors.only_markup_makes_markup, "app/comments/tags.py", "class Face:\n    def __html__(self): return '<svg>'\n"),
    (floors.templates_escape_everything, "app/templates/reading/a.html", "{{ body | safe }}\n"),
    (floors.templates_escape_everything, "app/templates/a.xml", "{% autoescape false %}{% endautoescape %}\n"),
    (floors.imports_stand_at_the_top, "app/comments/tags.py", "def f():\n    if 1:\n        import json\n"),
    (floors.imports_stand_at_the_top, "app/comments/tags.py", "import importlib\nx = importlib.import_module('app.web')\n"),
    (floors.only_config_reads_the_environment, "app/cli/tags.py", "import os\nx = os.environ['PORT']\n"),
    (floors.only_config_reads_the_environment, "app/cli/tags.py", "from os import getenv\n"),
]


def written(root: Path, files: dict[str, str]) -> House:
    """A tiny house in a folder of its own."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return House(root)


@pytest.fixture(scope="module")
def house() -> House:
    """The real one."""
    return House(ROOT)


@pytest.mark.parametrize("rule", floors.RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule, house: House) -> None:
    complaints = list(rule(house))
    assert not complaints, f"{rule.__doc__}\n" + "\n".join(complaints)


def test_the_whole_house_was_read(house: House) -> None:
    assert {module.room for module in house.modules.values()} >= {"app", "cli", "web", "comments", "articles", "markup", "db"}
    assert any(house.imports(module) for module in house.modules.values())


@pytest.mark.parametrize("rule", floors.RULES, ids=lambda rule: rule.__name__)
def test_a_sound_house_hears_no_complaint(rule: Rule, tmp_path: Path) -> None:
    assert list(rule(written(tmp_path, SOUND))) == []


@pytest.mark.parametrize(("rule", "file", "text"), BROKEN, ids=[f"{one[0].__name__}-{i}" for i, one in enumerate(BROKEN)])
def test_a_broken_house_is_complained_about(rule: Rule, file: str, text: str, tmp_path: Path) -> None:
    own, *others = text.split("@")
    files = {**SOUND, file: own, **dict(zip(others[::2], others[1::2], strict=True))}
    assert list(rule(written(tmp_path, files))), "nothing was noticed"


def test_every_rule_has_been_seen_to_fail() -> None:
    assert {one[0] for one in BROKEN} == set(floors.RULES)
