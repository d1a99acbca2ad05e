"""How much of CommonMark the article dialect renders alike: `python -m bench.commonmark` writes docs/commonmark.md.

The 652 examples of the specification (0.31.2) come from the npm package commonmark-spec, which `.ci/tools` puts into .tools/.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.markup import TooComplex, render_article
from app.markup.article_tags import ArticleTags
from app.markup.policy import ARTICLE
from app.markup.sanitise import Gates
from bench.commonmark_html import normal, plain_quotes, without_figures, without_own_links
from bench.commonmark_reasons import ON_PURPOSE, WHY

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / ".tools" / "node_modules" / "commonmark-spec" / "spec.txt"
PAGE = ROOT / "docs" / "commonmark.md"

_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} +([^\n]*)$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"(?<=<h)[1-6](?=>)|(?<=</h)[1-6](?=>)")


@dataclass(frozen=True, slots=True)
class Example:
    """One example of the specification: Markdown, and the HTML it wants."""

    number: int
    section: str
    markdown: str
    html: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one example. `purpose` names a rule of the house that explains a difference by itself."""

    example: Example
    ours: str
    wanted: str
    purpose: str

    @property
    def same(self) -> bool:
        """Whether both come to the same page."""
        return self.ours == self.wanted


def examples(spec: str) -> Iterator[Example]:
    """Every example, in its order; an arrow stands for a tab."""
    section, number = "", 0
    text = re.sub(r"^<!-- END TESTS -->.*", "", spec, flags=re.MULTILINE | re.DOTALL)
    for found in _EXAMPLE.finditer(text):
        if found[3]:
            section = found[3].strip()
            continue
        number += 1
        yield Example(number, section, found[1].replace("→", "\t"), found[2].replace("→", "\t"))


def outcome(example: Example) -> Outcome:
    """Render an example, and send what it should be through the same house rules and the same gates."""
    ours, wanted = _rendered(example.markdown), _sanitised(example.html)
    mine, its = normal(ours), normal(wanted)
    purpose = ""
    if mine != its:
        if normal(plain_quotes(ours)) == normal(plain_quotes(wanted)):
            purpose = "quotes"
        elif normal(plain_quotes(without_figures(ours))) == normal(plain_quotes(without_figures(wanted))):
            purpose = "figures"
        elif normal(without_own_links(ours)) == normal(without_own_links(wanted)):
            purpose = "addresses"
    return Outcome(example, mine, its, purpose)


def measured(spec: Path = SPEC) -> list[Outcome]:
    """The outcome of every example."""
    return [outcome(example) for example in examples(spec.read_text(encoding="utf-8"))]


def page(found: list[Outcome]) -> str:
    """docs/commonmark.md."""
    same, on_purpose = sum(one.same for one in found), Counter(one.purpose for one in found if one.purpose)
    sections = list(dict.fromkeys(one.example.section for one in found))
    rows = [_row(name, [one for one in found if one.example.section == name]) for name in sections]
    purposes = [f"- **{count}** {ON_PURPOSE[name]}" for name, count in on_purpose.most_common()]
    rest = len(found) - same - on_purpose.total()
    return "\n".join(
        [
            HEAD.format(same=same, all=len(found), share=same / len(found)),
            *purposes,
            f"- **{rest}** where Python-Markdown reads the text in another way; the table says where and how.",
            "",
            "| section | same | of | what differs |",
            "|---|---:|---:|---|",
            *rows,
            "",
        ]
    )


def documented(text: str) -> int:
    """The number of examples that docs/commonmark.md says are rendered alike."""
    found = re.search(r"\*\*(\d+) of (\d+)\*\*", text)
    if found is None:
        raise ValueError("docs/commonmark.md names no share")
    return int(found[1])


HEAD = """\
# The article dialect and CommonMark

Articles are read by Python-Markdown, which is older than CommonMark and follows the first description of Markdown. Of the
examples of CommonMark 0.31.2, **{same} of {all}** ({share:.1%}) come to the same page. `python -m bench.commonmark` counts them
anew and writes this page; a test fails if the number falls.

How they are compared: our side is the HTML of an article with that text. The other side is the HTML of the specification,
sent through the same last steps: where a text has an `h1` all its headings go down one level, since the title is the page's
only `h1`; pictures from elsewhere become links; both sanitisers with the articles' allow-list. Then both are parsed as
browsers parse them, and compared by elements, text, and the attributes `href`, `src`, `alt`, `title` and `start`. Space
between blocks does not count, space in code does; letters of an address count as their percent codes. What both sides lose in
the sanitisers, such as a script, counts as the same.

The rest:
"""


def _rendered(markdown: str) -> str:
    try:
        return str(render_article(markdown, media=lambda src: None, resolve_link=lambda link: None).html)
    except TooComplex:
        return "too complex"


def _sanitised(html: str) -> str:
    tags = ArticleTags(lambda src: None, lambda link: None, "", {})
    return str(Gates(ARTICLE).clean(tags.settle(_below_the_title(html.strip()))))


def _below_the_title(html: str) -> str:
    return _HEADING.sub(lambda found: str(min(6, int(found[0]) + 1)), html) if "<h1>" in html else html


def _row(section: str, found: list[Outcome]) -> str:
    same = sum(one.same for one in found)
    why = WHY.get(section, "") if any(not one.same and not one.purpose for one in found) else ""
    return f"| {section} | {same} | {len(found)} | {why} |"


def main() -> None:
    """Measure, write the page, print the share; with `--rest`, print every example that differs."""
    if not SPEC.is_file():
        sys.exit("The specification is not here: run .ci/tools first.")
    found = measured()
    if "--rest" in sys.argv:
        for one in found:
            if not one.same:
                print(f"--- {one.example.number} {one.example.section} {one.purpose}\n{one.example.markdown}")
                print(f"wanted: {one.wanted}\nours:   {one.ours}\n")
    else:
        PAGE.write_text(page(found), encoding="utf-8")
    print(f"{sum(one.same for one in found)} of {len(found)} examples are rendered alike")


if __name__ == "__main__":
    main()
