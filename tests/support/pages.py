"""A page as a person meets it: its headings, links, buttons and forms, found by the names that are read out.

The HTML is parsed as browsers parse it (html5lib), so what a test sees is what a browser would build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib

from app.language import in_language

FOLLOWED_BY_SPACE = {
    "p",
    "div",
    "li",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "td",
    "th",
    "dt",
    "dd",
    "article",
    "section",
    "label",
    "button",
}


def words(element: Element) -> str:
    """An element's text with single spaces, without what is hidden from everyone."""
    return " ".join("".join(_words(element)).split())


def _words(element: Element) -> Iterator[str]:
    if element.tag in ("script", "style", "template"):
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield (" " if child.tag in FOLLOWED_BY_SPACE else "") + (child.tail or "")


def said(name: str, tag: str) -> str:
    """What a page in this language calls something whose English name is, or begins with, `name`."""
    strings = in_language(tag, "UTC").strings
    whole = strings.ugettext(name)
    return str(whole if whole != name else strings.ugettext(f"{name} %(name)s").removesuffix("%(name)s").strip())


@dataclass
class Button:
    """A control that submits its form."""

    label: str
    name: str | None = None
    value: str = ""
    action: str | None = None


@dataclass
class Form:
    """What a form would send as it stands: the successful controls in their order, and its buttons."""

    element: Element
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)
    language: str = "en"

    def has_button(self, label: str) -> bool:
        """Whether a button's label is, or begins with, `label`."""
        return any(one.label.startswith(said(label, self.language)) for one in self.buttons)

    def button(self, label: str) -> Button:
        """The button whose label is, or begins with, `label`."""
        label = said(label, self.language)
        found = [one for one in self.buttons if one.label == label] or [
            one for one in self.buttons if one.label.startswith(label)
        ]
        assert found, f"no button {label!r} in the form to {self.action!r}, only {[one.label for one in self.buttons]}"
        return found[0]

    def name_of(self, field_name: str) -> str:
        """The control's name for a label or a name: a label may carry more words after the one that is asked for."""
        asked = said(field_name, self.language)
        for label, name in self.labels.items():
            if label == asked or label.startswith(asked + " "):
                return name
        assert field_name in self.fields or field_name in self.labels.values(), (
            f"no field {field_name!r} in the form to {self.action!r}, only {list(self.labels) + list(self.fields)}"
        )
        return field_name


class Page:
    """A parsed page. `path` is where it was found: a form without an address posts back to it.

    Names are asked for in English and looked for as the page's own language has them.
    """

    def __init__(self, html: str, path: str = "") -> None:
        self.html = html
        self.path = path

    @cached_property
    def root(self) -> Element:
        """The document, as html5lib builds it."""
        parsed: Element = html5lib.parse(self.html, namespaceHTMLElements=False)
        return parsed

    @cached_property
    def text(self) -> str:
        """Every word of the body, with single spaces."""
        return words(self.root.find("body") or self.root)

    @property
    def language(self) -> str:
        """The language that the page says it speaks."""
        return self.root.get("lang") or "en"

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return (self.root.findtext("head/title") or "").strip()

    @property
    def headings(self) -> list[str]:
        """Every heading, in reading order."""
        return [words(one) for one in self.root.iter() if one.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]

    def within(self, id: str) -> Element:
        """The element with this id."""
        found = [one for one in self.root.iter() if one.get("id") == id]
        assert found, f"nothing on the page {self.title!r} has the id {id!r}"
        return found[0]

    def has(self, id: str) -> bool:
        """Whether an element has this id."""
        return any(one.get("id") == id for one in self.root.iter())

    def links(self, inside: Element | None = None) -> list[tuple[str, str]]:
        """Every link as (name, address)."""
        start = self.root if inside is None else inside
        return [(one.get("aria-label") or words(one), one.get("href") or "") for one in start.iter("a") if one.get("href")]

    def link(self, name: str, inside: Element | None = None) -> str:
        """The address of the first link whose name is, or begins with, `name`."""
        name = said(name, self.language)
        links = self.links(inside)
        for label, address in links:
            if label == name or label.startswith(name):
                return address
        raise AssertionError(f"no link {name!r} on the page {self.title!r}, only {[label for label, _ in links]}")

    def articles(self, inside: Element | None = None) -> list[Element]:
        """Every `article` element."""
        return list((self.root if inside is None else inside).iter("article"))

    @cached_property
    def forms(self) -> list[Form]:
        """Every form of the page."""
        return [self._form(one) for one in self.root.iter("form")]

    def forms_in(self, inside: Element) -> list[Form]:
        """The forms inside an element."""
        within = set(map(id, inside.iter("form")))
        return [form for form in self.forms if id(form.element) in within]

    def form(self, ending: str) -> Form:
        """The first form that posts, itself or by one of its buttons, to an address with this end."""
        for form in self.forms:
            targets = [form.action, *(button.action for button in form.buttons if button.action)]
            if any(target.split("?")[0].endswith(ending) for target in targets):
                return form
        raise AssertionError(
            f"no form on the page {self.title!r} posts to ...{ending}, only {[one.action for one in self.forms]}"
        )

    def _form(self, element: Element) -> Form:
        form = Form(
            element,
            urljoin(self.path, element.get("action") or ""),
            (element.get("method") or "get").lower(),
            language=self.language,
        )
        own = element.get("id")
        controls = [one for one in self.root.iter() if (own and one.get("form") == own)]
        controls += [one for one in element.iter() if not one.get("form")]
        for control in controls:
            if control.tag in ("input", "textarea", "select", "button") and control.get("disabled") is None:
                self._add(control, form)
        return form

    def _add(self, control: Element, form: Form) -> None:
        kind = (control.get("type") or ("submit" if control.tag == "button" else "text")).lower()
        name = control.get("name")
        if kind in ("submit", "image"):
            label = control.get("aria-label") or words(control) or control.get("value") or ""
            form.buttons.append(Button(label, name, control.get("value") or "", control.get("formaction")))
            return
        if not name or kind in ("button", "reset", "file"):
            return
        if kind != "hidden":
            form.labels.setdefault(self._label(control), name)
        if kind in ("checkbox", "radio") and control.get("checked") is None:
            return
        form.fields[name] = _value(control, kind)

    def _label(self, control: Element) -> str:
        if control.get("aria-label"):
            return control.get("aria-label") or ""
        for label in self.root.iter("label"):
            if (control.get("id") and label.get("for") == control.get("id")) or any(one is control for one in label.iter()):
                return words(label)
        return control.get("name") or ""


def _value(control: Element, kind: str) -> str:
    if control.tag == "textarea":
        return "".join(control.itertext()).replace("\r\n", "\n")
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = next((one for one in options if one.get("selected") is not None), options[0] if options else None)
        return "" if chosen is None else chosen.get("value", words(chosen))
    return control.get("value") or ("on" if kind in ("checkbox", "radio") else "")


def before_the_text(page: Page) -> str | None:
    """The id of what stands directly before <main>."""
    parts = list(page.root.find("body") or [])
    return next((one.get("id") for one, after in pairwise(parts) if after.tag == "main"), None)
