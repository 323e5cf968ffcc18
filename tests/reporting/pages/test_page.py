from __future__ import annotations

import lxml.html
import pytest
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.reporting.formatting import MARK
from analysis.reporting.pages.page import markdown, render_page, run_facts, sanitise, shown

ABOUT = {
    "title": "T <b>", "slug": "s", "run": "0123456789ab", "versions": {"news-profiles": "0.1.0"},
    "notebook": {"name": "n"},
    "inputs": {
        "selection": "outlet: A & \u202eB", "articles": 12345, "first": "2024-01-01", "last": "2024-02-01",
        "raw": "data/raw",
    },
}  # fmt: skip


def display(metadata: dict | None = None, **data: str):
    bundle = {kind.replace("_", "/", 1).replace("_xml", "+xml"): value for kind, value in data.items()}
    return new_output("display_data", data=bundle, metadata=metadata or {})


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
        "<iframe src='http://example.org'></iframe>", "<svg onload=alert(1)></svg>", "<p onclick='x()'>y</p>",
        "<style>*{background:url(http://example.org)}</style>", "<form action=x><input></form>",
        "<p style='background:url(http://example.org)'>x</p>", "<math><mi xlink:href='javascript:x'></mi></math>",
    ],
)  # fmt: skip
def test_foreign_html_loses_its_teeth(html: str) -> None:
    for text in (
        sanitise(html),
        markdown(html),
        shown(display(text_html=html)),
        shown(display(text_markdown=html)),
    ):
        tree = lxml.html.fromstring(f"<div>{text}</div>")
        for element in tree.iter():
            assert element.tag not in ("script", "img", "iframe", "svg", "style", "form", "input", "math")
            assert not set(element.attrib) & {"onclick", "onerror", "onload", "style", "src"}
            assert not element.get("href", "").startswith("javascript")


def test_only_marked_html_is_taken_as_it_is() -> None:
    html = '<figure id="fig-a"><img src="data:image/png;base64,AA" alt="a"></figure>'
    assert shown(display({MARK: {}}, text_html=html)) == html
    assert "<figure" not in shown(display(text_html=html))


def test_errors_and_standard_error_are_not_shown() -> None:
    assert shown(new_output("error", ename="E", evalue="v", traceback=["t"])) == ""
    assert shown(new_output("stream", name="stderr", text="x")) == ""
    assert shown(display(application_javascript="alert(1)")) == ""
    assert (
        shown(new_output("stream", name="stdout", text="a<b\n  c\n"))
        == '<pre class="np-text">a&lt;b\n  c</pre>'
    )


def test_pictures_are_put_into_the_page() -> None:
    assert (
        shown(display(image_png="AA\nBB", text_plain='"x"'))
        == '<img src="data:image/png;base64,AABB" alt="&quot;x&quot;">'
    )
    svg = shown(display(image_svg_xml="<svg onload='alert(1)'/>"))
    assert svg.startswith('<img src="data:image/svg+xml;base64,')
    assert "alert" not in svg


def test_headings_get_distinct_ids_and_the_first_title_goes_to_the_head() -> None:
    cells = [
        new_markdown_cell("# The title\n\nintro $x$"), new_markdown_cell("## Words\n### <i>Counts</i>\n"),
        new_code_cell("x", outputs=[new_output("stream", text="out")]), new_markdown_cell("## Words\n## 日本\ntext"),
    ]  # fmt: skip
    html = render_page(new_notebook(cells=cells), ABOUT)
    page = lxml.html.fromstring(html)
    assert [h.text_content() for h in page.iter("h1")] == ["T <b>"]
    links = [(a.get("href"), a.text_content()) for a in page.find(".//nav").iter("a")]
    assert links == [("#words", "Words"), ("#counts", "Counts"), ("#words-2", "Words"), ("#section", "日本")]
    assert "intro $x$" in page.text_content()
    assert html == render_page(from_dict(new_notebook(cells=cells)), ABOUT)


def test_the_head_tells_what_was_read() -> None:
    assert run_facts(ABOUT) == [
        ("Selection", "outlet: A & \u202eB"), ("Corpus", "data/raw"), ("Articles", "12,345"),
        ("Published", "2024-01-01 to 2024-02-01"), ("Notebook", "n"), ("Run", "0123456789ab"),
    ]  # fmt: skip
    html = render_page(new_notebook(), ABOUT)
    assert "\u202e" not in html


def test_a_link_to_a_list_that_is_not_there_is_only_words() -> None:
    from analysis.reporting.pages.page import _without_dead_links

    html = '<details id="ev-a"></details><a href="#ev-a">its lines</a> <a href="#ev-b">its lines</a>'
    assert _without_dead_links(html).endswith('<a href="#ev-a">its lines</a> its lines')


def test_the_head_says_what_was_read_of_what_was_given() -> None:
    read = {
        "articles": 1,
        "first": "2024-09-20",
        "last": "2024-09-20",
        "article_id": "ab12",
        "outlet": "Courier",
    }
    facts = dict(
        run_facts({"inputs": {"articles": 30, "first": "2024-01-01", "last": "2024-12-01"}, "read": read})
    )
    assert (facts["Articles"], facts["Article"], facts["Published"]) == (
        "1 of 30",
        "ab12 · Courier",
        "2024-09-20",
    )
