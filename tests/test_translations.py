"""The catalogues: every string of the interface is in them, every language has all, and what is compiled is what was written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from jinja2 import Environment, nodes

from app import language
from app.comments import names
from app.comments.author import FACES
from tests.support.needs import ROOT
from tests.support.translations import catalogues, compiled, messages, said

LANGUAGES = sorted(catalogues())
FILLED = re.compile(r"%\(\w+\)s|\{\}")


@pytest.fixture(scope="module")
def source() -> Catalog:
    """Every message of app/."""
    return messages()


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


# --- what was translated ----------------------------------------------------------------------------------------------


def test_spanish_is_among_the_languages() -> None:
    assert "es" in LANGUAGES


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_language_has_every_message_and_no_other(tag: str, source: Catalog) -> None:
    mine = catalogues()[tag]
    asked, there = ({(one.context, _forms(one.id)) for one in said(catalogue)} for catalogue in (source, mine))
    assert asked - there == set(), "run make translations, then translate these"
    assert there - asked == set(), "run make translations: nobody says these any more"
    unfinished = [one.id for one in said(mine) if one.fuzzy or not all(form.strip() for form in _forms(one.string))]
    assert unfinished == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_style_says_in_each_language_where_a_link_leads(tag: str) -> None:
    style = (ROOT / "app" / "static" / "style.css").read_text(encoding="utf-8")
    said_of = dict(re.findall(r'^\.body(?::lang\((\w+)\))? .*--away: "[^"]*" / "([^"]+)"', style, re.MULTILINE))
    assert said_of.get(tag), "one line in style.css: docs/languages.md, Adding a language"
    assert said_of[tag] != said_of[""]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_translation_fills_in_what_its_message_fills_in(tag: str) -> None:
    mine = catalogues()[tag]
    wrong = [one.id for one in said(mine) if any(_filled(form) != _filled(_forms(one.id)[-1]) for form in _forms(one.string))]
    assert wrong == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_plural_has_its_forms_and_every_sentence_its_end(tag: str) -> None:
    mine = catalogues()[tag]
    assert [one.id for one in said(mine) if one.pluralizable and len(_forms(one.string)) != mine.num_plurals] == []
    assert [one.id for one in said(mine) if any(_end(form) != _end(_forms(one.id)[0]) for form in _forms(one.string))] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_compiled_is_what_was_written(tag: str) -> None:
    written = {_forms(one.id): _forms(one.string) for one in said(catalogues()[tag])}
    assert {_forms(one.id): _forms(one.string) for one in said(compiled(tag))} == written, "run make translations"


def _filled(text: str) -> list[str]:
    return sorted(FILLED.findall(text))


def _end(text: str) -> str:
    return text[-1] if text[-1] in ".?:…" else ""


# --- pseudonyms -------------------------------------------------------------------------------------------------------


def test_every_face_has_a_name_of_its_own_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for tag in ["en", *LANGUAGES]:
        spoken = language.in_language(tag, "UTC")
        monkeypatch.setattr(language, "spoken", lambda spoken=spoken: spoken)
        monkeypatch.setattr(names, "spoken", lambda spoken=spoken: spoken)
        assert len({names.name_of(number) for number in range(FACES)}) == FACES, tag


def test_a_spanish_pseudonym_agrees_with_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    spanish = language.in_language("es-MX", "UTC")
    monkeypatch.setattr(names, "spoken", lambda: spanish)
    monkeypatch.setattr(language, "spoken", lambda: spanish)
    quiet = names.QUALITIES.index("Quiet") * len(names.KINDS)
    assert names.name_of(quiet + names.KINDS.index("Willow")) == "Sauce Sosegado"
    assert names.name_of(quiet + names.KINDS.index("Heron")) == "Garza Sosegada"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_word_of_a_pseudonym_is_left_out_or_there_in_vain(tag: str) -> None:
    lines = (language.TRANSLATIONS / tag / "names.txt").read_text(encoding="utf-8").splitlines()
    keys = [line.split(" = ")[0] for line in lines if line and not line.startswith("#")]
    assert sorted(keys) == sorted((*names.QUALITIES, *names.KINDS))


# --- what cannot be translated, because nobody asked for it -----------------------------------------------------------

TRANSLATING = {"_", "ngettext", "gettext"}
HEARD = re.compile(r"""\b(?:alt|title|placeholder|aria-label|aria-description|aria-roledescription)="([^"]*)""")
GAP = "\0"
NO_WORDS = re.compile(r"""&\w+;|[\w:-]+=(?:"[^"]*"?|\w+)|-?\w*\"""")
"""Entities, and the attributes that a macro writes outside any tag."""


def test_no_word_of_a_template_stands_outside_a_message() -> None:
    found = {(str(path.relative_to(ROOT)), words) for path in _templates() for words in _bare(path.read_text(encoding="utf-8"))}
    assert found == set()


def _templates() -> list[Path]:
    return sorted((ROOT / "app" / "templates").rglob("*.html"))


def test_a_bare_word_would_be_found() -> None:
    assert list(_bare('<p title="A {{ b }}">Hello {{ _("you") }}</p>')) == ["Hello", "A"]
    assert list(_bare('{{ field("x", "Your name") }}{{ "yes, it is" if a else _("No") }}')) == ["Your name", "yes, it is"]
    assert list(_bare('{% if a == "open" %}<b class="x">{{ _("Open it") }}</b> 1 · {% endif %}<!doctype html>')) == []


def _bare(template: str) -> Iterator[str]:
    tree = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).parse(template)
    html = "".join(one.data if isinstance(one, nodes.TemplateData) else GAP for one in _in_order(tree))
    html = re.sub(r"(?s)<!--.*?-->|<(script|style|svg)\b.*?</\1>", "", html)
    for text in chain(re.sub(r"(?s)<[^>]*>", GAP, html).split(GAP), *(heard.split(GAP) for heard in HEARD.findall(html))):
        if re.search(r"[^\W\d_]", NO_WORDS.sub("", text)):
            yield " ".join(text.split())
    yield from _typed(tree)


def _in_order(node: nodes.Node) -> Iterator[nodes.Node]:
    """The pieces that a template's output is made of."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Output):
            yield from child.nodes
        else:
            yield from _in_order(child)


def _typed(node: nodes.Node) -> Iterator[str]:
    """Literals in expressions that read like words: they begin with a capital, or hold a blank inside."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Call) and isinstance(child.node, nodes.Name) and child.node.name in TRANSLATING:
            continue
        if isinstance(child, nodes.Const) and isinstance(child.value, str) and _reads_like_words(child.value):
            yield child.value
        yield from _typed(child)


def _reads_like_words(text: str) -> bool:
    # A blank in front means an attribute, and a drawing's path begins with a capital M.
    if text.startswith(" ") or re.match(r"M-?\d", text):
        return False
    return bool(re.match(r"[A-Z][a-z]", text) or re.search(r"[a-z],? [a-z]", text))


NOT_PAGES = {"app/cli", "app/site", "app/config.py", "app/problems.py", "app/db.py", "app/articles", "app/dev"}
"""What an operator or a writer reads in a terminal or a log: it stays English, and docs/languages.md says so."""
NEVER_SHOWN = {
    "app/comments/names.py": "English pseudonyms; other languages have a names.txt",
}


def test_no_sentence_of_the_rooms_stands_outside_a_message() -> None:
    found = set()
    for path in sorted((ROOT / "app").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if name in NEVER_SHOWN or any(name.startswith(one) for one in NOT_PAGES):
            continue
        found |= {(name, text) for text in _sentences(ast.parse(path.read_text(encoding="utf-8")))}
    assert found == set()


def test_a_bare_sentence_would_be_found() -> None:
    code = 'def f():\n    """It says so."""\n    log.info("Some thing")\n    return _("Hello you"), dict(title="Hello there")'
    assert list(_sentences(ast.parse(code))) == ["Hello there"]


def _sentences(tree: ast.AST) -> Iterator[str]:
    """Literals that begin with a capital and hold two words; not docstrings, messages, logs, or what only a programmer sees."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Raise | ast.Assert) and not _calls(node, TRANSLATING):
            continue
        if isinstance(node, ast.Call) and _name(node.func) in {*TRANSLATING, "info", "warning", "error", "exception", "critical"}:
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"[A-Z][a-z]*,? [a-z]+", node.value):
            yield node.value
        yield from _sentences(node)


def _calls(node: ast.AST, names: set[str]) -> bool:
    return any(isinstance(one, ast.Call) and _name(one.func) in names for one in ast.walk(node))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_a_message_is_typed_out_where_it_is_asked_for() -> None:
    """What is put together before it is asked for cannot be collected."""
    wrong = []
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                asked = node.args[: 2 if getattr(node.func, "id", "") == "ngettext" else 1]
                wrong += [f"{path.name}:{node.lineno}" for one in asked if not isinstance(one, ast.Constant)]
    assert wrong == []


def test_a_language_is_known_by_its_own_messages() -> None:
    assert language.in_language("es-AR", "UTC").interface == "es-AR"
    assert language.in_language("ar", "UTC").interface == "en"
    assert language.in_language("en-GB", "UTC").interface == "en-GB"
