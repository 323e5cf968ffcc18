from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.corpus.pages.extraction import LARGEST, Extracted, extract_html
from analysis.errors import InputError

BODY = [
    "The ferry between Osthaven and the outer islands came back on Monday after eleven weeks, the port authority said.",
    "Passengers cheered when the ship left the quay. “We had run out of coffee,” said a teacher from Lower Isle.",
    "It was late by a minute.",
    "The company said that the new engine would last for twenty years, and that fares would stay as they are.",
    "Two smaller boats that had replaced the ferry will be sold, the company's director told a meeting of islanders.",
]
LINKED = """{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Harbour Post"},
 {"@type": "NewsArticle", "headline": "Ferry is back", "datePublished": "2024-06-12T23:30:00+04:00",
  "author": [{"@type": "Person", "name": "Ada Penner"}, {"@type": "Person", "name": "Bo Quist"}],
  "publisher": {"@type": "Organization", "name": "Harbour Post"}, "articleSection": "Coast"}]}"""


PIECES = [
    "<p>",
    "</p>",
    "<div_class='byline'>",
    "<h1>",
    "</h1>",
    "<script_type='application/ld+json'>",
    "</script>",
    "[{",
    "<svg>",
    "]]>",
    "&#0;",
    "<!--",
    "<html_lang=''>",
    "<meta_name=date_content=x>",
    "<time_datetime='y'>",
    "<figcaption>",
]
PIECES = [piece.replace("_", " ") for piece in PIECES] + ["The ferry is back, they said.", "\x0b", "\ud800"]


def page(head: str = "", extra: str = "", lang: str = "en-GB") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY[:3])
    rest = "".join(f"<p>{paragraph}</p>" for paragraph in BODY[3:])
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">
<title>Ferry is back | Harbour Post</title>{head}</head>
<body><nav><a href="/">Home</a> <a href="/coast">Coast</a></nav><main><article>
<h1>Ferry returns to the outer islands</h1><p class="standfirst">Eleven weeks without a ship are over.</p>
<div class="byline">By Ada Penner</div>{paragraphs}
<figure><img src="a.jpg"><figcaption>The ferry at the quay. <span>Photo: Jon Arvik / AP</span></figcaption></figure>
<p>Read more: <a href="/x">Islanders count the cost</a></p>{rest}{extra}</article></main>
<footer><p>© 2024 Harbour Post. All rights reserved.</p></footer></body></html>"""


def by_kind(found: Extracted) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for part in found.segments:
        out.setdefault(part.kind, []).append(found.text[part.start : part.end])
    return out


def test_all_parts_of_a_page() -> None:
    found = by_kind(extract_html(page()))
    assert found["headline"] == ["Ferry returns to the outer islands"]
    assert found["standfirst"] == ["Eleven weeks without a ship are over."]
    assert found["byline"] == ["By Ada Penner"]
    assert found["caption"] == ["The ferry at the quay. Photo: Jon Arvik / AP"]
    assert found["body"] == BODY
    assert not any("Harbour Post" in text for text in found["body"])


def test_what_trafilatura_lets_through_is_named() -> None:
    extra = "<p>Sign up for our newsletter</p><p>Additional reporting by Reuters</p>"
    found = by_kind(extract_html(page(extra=extra)))
    assert found["body"] == BODY
    assert "Additional reporting by Reuters" in found["byline"]
    assert "Read more: Islanders count the cost" in found.get(
        "boilerplate", ["Read more: Islanders count the cost"]
    )


def test_segments_tile_the_text() -> None:
    found = extract_html(page())
    together = "".join(found.text[part.start : part.end] for part in found.segments)
    assert "".join(together.split()) == "".join(found.text.split())
    ends = [0, *(part.end for part in found.segments)]
    assert all(part.start >= end for part, end in zip(found.segments, ends, strict=False))


def test_metadata_from_linked_data() -> None:
    head = f"""<script type="application/ld+json">{LINKED}</script>
<link rel="canonical" href="https://harbourpost.example/coast/ferry">"""
    metadata = extract_html(page(head), url="https://other.example/").metadata
    assert metadata == {
        "title": "Ferry returns to the outer islands", "outlet": "Harbour Post", "declared_outlet": "Harbour Post",
        "date": "2024-06-12", "time": "2024-06-12T23:30:00+04:00", "byline": "Ada Penner, Bo Quist",
        "url": "https://harbourpost.example/coast/ferry",
        "section": "Coast", "language": "en",
    }  # fmt: skip


def test_metadata_from_meta_tags() -> None:
    head = """<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2024-06-12"><meta name="author" content="By Ada Penner">
<meta property="article:section" content="Coast">
<meta property="og:url" content="https://harbourpost.example/f">"""
    metadata = extract_html(page(head)).metadata
    assert (metadata["outlet"], metadata["date"], metadata["byline"]) == (
        "Harbour Post",
        "2024-06-12",
        "Ada Penner",
    )
    assert (metadata["section"], metadata["url"]) == ("Coast", "https://harbourpost.example/f")


def test_metadata_shown_and_not_declared() -> None:
    shown = page().replace('<div class="byline">', "<p>Published 12 June 2024</p><div class='byline'>")
    metadata = extract_html(shown).metadata
    assert metadata["date"] == "2024-06-12"
    assert metadata["outlet"] == "Harbour Post"
    assert "declared_outlet" not in metadata


def test_ambiguous_date_is_left_out() -> None:
    assert "date" not in extract_html(page('<meta name="date" content="03/04/2024">')).metadata


def test_broken_linked_data_is_passed_over() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    assert extract_html(page(broken)).metadata["title"] == "Ferry returns to the outer islands"


def test_broken_markup() -> None:
    found = extract_html("<h1>Ferry returns to the bay<p>" + "<p><b>".join(BODY) + "<table><td></b>")
    assert BODY[0] in found.text


@pytest.mark.parametrize(
    "html",
    ["", "  \n ", "no markup at all", "\x00\x01\x02<\xff", "<html></html>",
     "<html><body><script>x()</script></body></html>",
     "<" + "x" * (LARGEST + 1)],
)  # fmt: skip
def test_no_article_is_an_input_error(html: str) -> None:
    with pytest.raises(InputError):
        extract_html(html)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 5000 + "The ferry is back." + "</div>" * 5000,
        "<p>" + "word " * 100_000,
        "<b>" * 20_000 + "x",
    ],
)
def test_deep_and_long_pages_end(html: str) -> None:
    with suppress(InputError):
        assert extract_html(html).text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_only_input_errors_are_raised(pieces: list[str]) -> None:
    with suppress(InputError):
        extract_html("".join(pieces))
