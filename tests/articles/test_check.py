"""What `check` finds, with file and line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import time_machine

from app.articles import History, Known, check, examined
from app.articles.examining import FEW
from app.problems import Severity
from bench.articles import make
from tests.support.content import ContentFolder

FRONT = "---\ntitle: A\ndate: 2026-03-01\nauthors: [rosa]\n---\n"


@pytest.fixture(autouse=True)
def spring() -> object:
    with time_machine.travel("2026-04-01", tick=False):
        yield


def found(folder: ContentFolder) -> list[str]:
    return [problem.seen_from(folder.path) for problem in check(folder.path)]


def test_a_sound_site_has_nothing_to_mend(folder: ContentFolder) -> None:
    folder.media("cup.svg", b"<svg></svg>")
    folder.page("about")
    folder.article("b", body="## Part one\n\n### Smaller\n\n## Back\n", tags=["rest"])
    folder.write(
        "articles/a.md",
        FRONT
        + "[b](b.md#section-part-one), [about](/about), [tag](/tags/rest), [x](https://example.org), [m](mailto:a@b.org)\n\n"
        + "![A cup](cup.svg) ![A cup](/media/cup.svg)\n\n## Here\n\n[up](#here) a note[^1]\n\n[^1]: Said so.\n",
    )
    assert found(folder) == []


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("One.\n\n![A cup](cup.jpg)\n", 8, 'the picture "cup.jpg" is not in content/media, or cannot be read'),
        ("One.\n\n![A cup](/media/cup.jpg)\n", 8, 'the picture "cup.jpg" is not in content/media'),
        ("One.\n\n![](cup.svg)\n", 8, "picture 1 has no alternative text"),
        ("One.\n[x](/articles/nowhere)\n", 7, 'the link "/articles/nowhere" leads nowhere on this site'),
        ("[x](gone.md)\n", 6, 'the link "gone.md" leads nowhere'),
        ("[x](/nowhere)\n", 6, 'the link "/nowhere" leads nowhere'),
        ("[x](/authors/nobody)\n", 6, 'the link "/authors/nobody" leads nowhere'),
        ("One.\n\n[x](#prat)\n\n## Part\n", 8, 'nothing in this text has the id "prat"'),
        ("[x](b.md#section-prat)\n", 6, 'nothing in b.md has the id "section-prat" (did you mean "section-part"?)'),
        ("## Part\n\n#### Deep\n", 8, 'the heading "Deep" jumps from level 2 to 4'),
        ("### First\n", 6, 'the heading "First" jumps from level 1 to 3'),
        ("Bring:\n- a **cup**\n- tea\n", 7, '"- a **cup**" goes on with the paragraph above: a list wants an empty line'),
        ("Say:\n\n> Bring\n> - tea\n", 9, '"- tea" goes on with the paragraph above'),
        ("> Bring\n\nThen\n1. [one](b.md)\n2. two\n", 9, '"1. [one](b.md)" goes on with the paragraph above'),
    ],
)
def test_a_fault_in_a_text_is_named_with_its_line(folder: ContentFolder, body: str, line: int, said: str) -> None:
    folder.media("cup.svg", b"<svg></svg>")
    folder.article("b", body="## Part\n")
    folder.write("articles/a.md", FRONT + body)
    assert [one for one in found(folder) if one.startswith(f"articles/a.md:{line}: ") and said in one], found(folder)
    assert len(found(folder)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "Bring:\n\n- a cup\n- tea\n",
        "Bring:\n\\- a cup, meant so\n",
        "In one line - a cup - and tea\n-5 degrees\n*a* cup\n1.5 cups\nit was\n2026. A year.\n",
        "```\nBring:\n- a cup\n```\n\n    x\n    - y\n",
        "- One\n\n    two\n\n- three\n  four\n",
    ],
)
def test_what_looks_like_a_list_and_is_none_may_be_written(folder: ContentFolder, body: str) -> None:
    folder.write("articles/a.md", FRONT + body)
    assert found(folder) == []


def test_every_address_that_works_may_be_linked_to(folder: ContentFolder) -> None:
    folder.article("b", tags=["rest"])
    folder.article(
        "a", body="[1](b.md#comment-3) [2](/comments/3) [3](/forget) [4](/articles/b#comments) [5](/archive/2025) [6](#write)\n"
    )
    assert found(folder) == []


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("unready.md", ': the link "unready.md" leads to a draft, unready.md'),
        ("/articles/over", ': the link "/articles/over" leads to over.md, which has expired'),
        ("later.md", ': warning: the link "later.md" leads to later.md, which appears on 2026-07-01 09:00'),
        ("/tags/nosuchtag", ': the link "/tags/nosuchtag" leads to a tag that no public article has'),
        ("/tags/secret/feed.xml", ': the link "/tags/secret/feed.xml" leads to a tag that no public article has'),
    ],
)
def test_what_readers_see_links_to_what_they_see(folder: ContentFolder, link: str, said: str) -> None:
    folder.article("unready", draft=True, tags=["secret"])
    folder.article("later", date="2026-07-01 09:00")
    folder.article("over", expires="2026-03-15")
    folder.article("a", body=f"[x]({link})\n")
    assert found(folder) == [f"articles/a.md:6{said}"]
    folder.article("a", body=f"[x]({link})\n", draft=True)
    assert found(folder) == []
    folder.remove("articles/a.md")
    folder.page("a", body=f"[x]({link})\n")
    assert found(folder) == [f"pages/a.md:4{said}"]


@pytest.mark.parametrize("body", ["[x]({0}/articles/zork)\n", "See {0}/articles/zork then.\n", "<{0}/articles/zork>\n"])
def test_the_site_s_own_whole_address_is_a_link_within_it(folder: ContentFolder, body: str) -> None:
    folder.article("a", body=body.format("https://Blog.example.org"))
    problems = examined(folder.path, own_host="blog.example.org").problems
    assert [problem.rule for problem in problems] == ["links-lead-somewhere"]
    folder.article("zork")
    assert examined(folder.path, own_host="blog.example.org").problems == []


def test_unknown_authors_and_covers_are_named_in_their_line(folder: ContentFolder) -> None:
    folder.write("articles/a.md", "---\ntitle: A\ndate: 2026-03-01\nauthor: rosas\ncover: {src: no.jpg}\n---\n")
    assert found(folder) == [
        'articles/a.md:4: site.toml knows no author "rosas" (did you mean "rosa"?)',
        'articles/a.md:5: the cover "no.jpg" is not in content/media, or cannot be read',
        "articles/a.md:5: the cover has no alternative text: cover: {src: ..., alt: what it shows}",
    ]


def test_the_site_s_picture_is_no_drawing(folder: ContentFolder) -> None:
    folder.media("house.svg", b"<svg></svg>")
    folder.site(text='title = "x"\npicture = "house.svg"\n')
    assert found(folder)[0].startswith('site.toml:2: the picture "house.svg" must be a photograph of content/media')


def test_a_help_line_nobody_called_for_half_a_year_is_a_warning(folder: ContentFolder) -> None:
    folder.site()
    with time_machine.travel("2026-09-01"):
        problems = check(folder.path)
    assert [problem.severity for problem in problems] == [Severity.WARNING]
    assert "was last checked on 2026-03-01" in problems[0].message


def test_files_that_nobody_reads_are_a_warning(folder: ContentFolder) -> None:
    folder.write("articles/2026/a.md", FRONT)
    folder.write("articles/2026/b.markdown", FRONT)
    folder.write("pages/deep/c.md", FRONT)
    assert [one.split(":")[0] for one in found(folder)] == ["articles/2026/b.markdown", "pages/deep/c.md"]


def test_broken_files_and_a_broken_site_are_named(folder: ContentFolder) -> None:
    folder.write("articles/a.md", FRONT.replace("authors", "auhtors"))
    assert found(folder)[0].startswith('articles/a.md:4: unknown key "auhtors"')
    folder.site(text="title = ")
    assert found(folder)[0].startswith("site.toml:1: is not TOML")


@pytest.mark.parametrize("fault", ["foo: 1", "tags: [a"])
def test_one_error_hides_no_other(folder: ContentFolder, fault: str) -> None:
    body = "![A cup](gone.jpg)\n\n[x](gone.md)\n"
    folder.write(
        "articles/a.md", f"---\ntitle: A\ndate: 2026-03-01\nauthor: nobody\ncover: {{src: no.jpg, alt: x}}\n{fault}\n---\n{body}"
    )
    folder.article("b", body="[x](a.md)\n")
    said = [(problem.line, problem.message.split()[0]) for problem in check(folder.path)]
    whole = [(4, "site.toml"), (5, "the"), (6, "unknown"), (8, "the"), (10, "the")]
    assert said == (whole if fault == "foo: 1" else [(7, "is"), (8, "the"), (10, "the")])


def test_a_file_that_wants_another_s_name_is_told_in_that_line_and_read_all_the_same(folder: ContentFolder) -> None:
    folder.article("a", id="01A")
    folder.write("articles/b.md", FRONT.replace("date", "id: 01A\ndate") + "[x](gone.md)\n")
    folder.write("articles/c.md", FRONT.replace("date", "slug: a\ndate") + "[x](gone.md)\n")
    folder.write("pages/d.md", "---\ntitle: D\n---\n")
    folder.write("pages/e.md", "---\ntitle: E\nslug: d\n---\n")
    assert [":".join(one.split(":")[:2]) for one in found(folder)] == [
        "articles/b.md:3",
        "articles/b.md:7",
        "articles/c.md:3",
        "articles/c.md:7",
        "pages/e.md:3",
    ]


def test_a_revision_that_is_still_to_come_is_a_warning(folder: ContentFolder) -> None:
    folder.article("a", updated="2026-04-02")
    folder.page("b", updated="2026-04-02")
    said = 'warning: "updated" is still to come; until then readers are told nothing of it'
    assert found(folder) == [f"articles/a.md:5: {said}", f"pages/b.md:3: {said}"]


def test_a_language_that_the_interface_cannot_speak_is_told(folder: ContentFolder) -> None:
    folder.site(language="ar")
    assert [one for one in found(folder) if "language" in one] == [
        'site.toml:3: warning: no translation for the language "ar": the interface will be English; '
        "docs/languages.md tells how to add one"
    ]
    folder.site(language="es-MX")
    assert [one for one in found(folder) if "language" in one] == []


def test_a_long_alternative_text_is_a_warning(folder: ContentFolder) -> None:
    folder.media("cup.svg", b"<svg></svg>")
    folder.write("articles/a.md", f"{FRONT}One.\n\n![{'word ' * 60}](cup.svg)\n")
    folder.write("articles/b.md", FRONT.replace("---\n", f"---\ncover: {{src: cup.svg, alt: {'word ' * 60}}}\n", 1))
    first, second = found(folder)
    assert first.startswith("articles/a.md:8: warning: the alternative text of picture 1 has 299 characters")
    assert second.startswith("articles/b.md:2: warning: the alternative text of the cover has 299 characters")


def test_links_that_lead_out_of_the_folder_or_nowhere_are_told(folder: ContentFolder, tmp_path: Path) -> None:
    """Somebody's notes, kept in another program and linked here, would be missed by nobody but their author."""
    elsewhere = tmp_path / "notes"
    elsewhere.mkdir()
    (elsewhere / "a.md").write_text(FRONT)
    articles = folder.path / "articles"
    (articles / "notes").symlink_to(elsewhere)
    (articles / "one.md").symlink_to(elsewhere / "a.md")
    (articles / "two.md").symlink_to(elsewhere / "b.md")
    assert found(folder) == [
        "articles/notes:1: warning: is never read: links to other folders are not followed",
        "articles/two.md:1: warning: is never read: the link leads nowhere",
    ]


def in_series(folder: ContentFolder, **orders: int) -> list[str]:
    for name, order in orders.items():
        folder.write(f"articles/{name}.md", FRONT.replace("---\n", f"---\nseries: {{name: Early, order: {order}}}\n", 1))
    return found(folder)


def test_a_series_has_every_part_once(folder: ContentFolder) -> None:
    assert in_series(folder, a=1, b=2, c=3) == []
    assert in_series(folder, c=2) == ['articles/c.md:2: b.md has the place 2 in the series "Early", too']
    assert in_series(folder, c=5) == ['articles/c.md:2: warning: the series "Early" has no part 3, 4']


def test_capitals_make_no_other_series(folder: ContentFolder) -> None:
    in_series(folder, a=1, b=2)
    folder.write("articles/c.md", FRONT.replace("---\n", "---\nseries: {name: EARLY, order: 2}\n", 1))
    assert found(folder) == ['articles/c.md:2: b.md has the place 2 in the series "EARLY", too']


def test_the_parts_of_a_series_have_numbers_all_or_none(folder: ContentFolder) -> None:
    for name in ("a", "b"):
        folder.write(f"articles/{name}.md", FRONT.replace("---\n", "---\nseries: {name: Early}\n", 1))
    assert found(folder) == []
    assert in_series(folder, c=1) == [
        f'articles/{name}.md:2: warning: has no number in the series "Early", whose other parts have' for name in ("a", "b")
    ]


def test_a_slip_in_the_name_of_a_series_is_noticed(folder: ContentFolder) -> None:
    in_series(folder, a=1, b=2)
    folder.write("articles/c.md", FRONT.replace("---\n", "---\nseries: {name: Earyl, order: 3}\n", 1))
    assert found(folder) == ['articles/c.md:2: warning: the series "Earyl" has only this part (did you mean "Early"?)']


# --- what was served before -----------------------------------------------------------------------------------------


def before(folder: ContentFolder, served: dict[str, str], commented: tuple[str, ...] = ()) -> list[str]:
    history = History(Known(served), commented.__contains__)
    return [problem.seen_from(folder.path) for problem in examined(folder.path, history=history).problems]


def test_a_slug_that_was_another_article_s_address_is_an_error(folder: ContentFolder) -> None:
    folder.write("articles/tea.md", FRONT.replace("---\n", "---\nid: new\n", 1))
    folder.write("articles/green.md", FRONT.replace("---\n", "---\nid: old\n", 1))
    said = "/articles/tea was the address of green.md, and old links would lead here instead; take another"
    assert before(folder, {"tea": "old", "green": "old"}) == [f"articles/tea.md:3: {said}"]
    folder.write("articles/tea.md", FRONT.replace("---\n", "---\nid: new\nslug: other\naliases: [tea]\n", 1))
    assert before(folder, {"tea": "old", "green": "old"}) == [f"articles/tea.md:4: {said}"]
    folder.remove("articles/tea.md")
    assert before(folder, {"tea": "old", "green": "old"}, ("old",)) == []


def test_a_changed_id_that_leaves_comments_behind_is_an_error(folder: ContentFolder) -> None:
    folder.write("articles/tea.md", FRONT.replace("---\n", "---\nid: new\n", 1))
    assert before(folder, {"tea": "old"}) == []
    assert before(folder, {"tea": "old"}, ("old",)) == [
        'articles/tea.md:2: the comments of /articles/tea hang on the id "old", which no file has; write "id: old"'
    ]


def test_an_article_that_vanished_with_its_comments_is_a_warning(folder: ContentFolder) -> None:
    folder.article("green")
    (said,) = before(folder, {"tea": "tea", "green": "green"}, ("tea",))
    assert said.startswith("articles:1: warning: /articles/tea had comments and is gone;")


def test_an_old_address_that_leads_nowhere_is_a_warning(folder: ContentFolder) -> None:
    folder.article("green", id="01G")
    said = '/articles/tea is gone; if its file has another name now, write "id: 01T" into that'
    assert before(folder, {"tea": "01T", "green": "01G"}) == [f"articles:1: warning: {said}"]
    folder.write("articles/anything.md", "---\nid: 01T\ntitle: broken\n---\n")
    assert [one for one in before(folder, {"tea": "01T", "green": "01G"}) if "is gone" in one] == []


def test_a_lost_id_is_an_error_where_a_new_file_may_be_the_lost_one(folder: ContentFolder) -> None:
    folder.article("green-tea", body="Written anew.\n")
    assert before(folder, {"tea": "tea"}, ("tea",)) == [
        'articles/green-tea.md:2: the comments of /articles/tea hang on the id "tea", which no file has; if this is it, '
        'write "id: tea"'
    ]
    folder.article("white-tea")
    (said,) = before(folder, {"tea": "tea"}, ("tea",))
    assert said.startswith("articles:1: /articles/tea had comments and is gone;")
    assert said.endswith('write "id: tea" into that (white-tea.md, green-tea.md?)')


def test_a_renamed_file_without_an_id_is_told_to_write_it_down(folder: ContentFolder) -> None:
    folder.article("green-tea")
    assert before(folder, {"tea": "tea", "green-tea": "tea"}, ("tea",)) == [
        'articles/green-tea.md:2: warning: is known as "tea" by its former address only; write "id: tea", to be sure'
    ]


# --- many -----------------------------------------------------------------------------------------------------------


def test_texts_with_corners_are_rendered_in_other_processes_with_the_same_result(folder: ContentFolder) -> None:
    body = "<div>raw</div>\n\n## Part\n\n[x](gone.md) [y](a1.md#section-part) [z](a1.md#nowhere)\n"
    for number in range(FEW + 5):
        folder.article(f"a{number}", body=body)
    heard: list[tuple[int, int]] = []
    problems = examined(folder.path, progress=lambda done, of: heard.append((done, of))).problems
    assert len(problems) == 2 * (FEW + 5)
    assert {problem.rule for problem in problems} == {"links-lead-somewhere", "anchors-are-there"}
    assert heard[-1] == (FEW + 5, FEW + 5)
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


def test_a_thousand_articles_take_less_than_ten_seconds(tmp_path: Path) -> None:
    make(1000, tmp_path / "many")
    begun = time.process_time()
    problems = check(tmp_path / "many")
    assert time.process_time() - begun < 10
    assert not [one for one in problems if one.file.parent.name == "articles"]
