"""The annotated text: well nested, complete, escaped, bounded; on invented and on hostile text."""

from __future__ import annotations

import lxml.etree
import lxml.html
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import EmptySelectionError, ParameterError
from analysis.labels import neutralise
from analysis.reporting import open_report
from analysis.reporting.showing import annotated as room
from analysis.reporting.showing.annotated import annotated, annotated_html

TEXT = "Port closes\n\nThe mayor said the port was a grave danger to all."


def hits(*spans: tuple[int, int, str], voice: str = "narrator", speaker: str = "") -> pd.DataFrame:
    columns = ["start", "end", "frame", "indicator", "term", "negated", "voice", "speaker"]
    return pd.DataFrame([(*s, "i", "t", False, voice, speaker) for s in spans], columns=columns)


def whole(text: str, kind: str = "body") -> pd.DataFrame:
    return pd.DataFrame({"kind": [kind], "start": [0], "end": [len(text)]})


SEGMENTS = pd.DataFrame({"kind": ["headline", "body"], "start": [0, 13], "end": [11, len(TEXT)]})


def words(element: lxml.html.HtmlElement) -> str:
    """Return the article's own words: without letters, names of speakers, ends and lists."""
    clone = lxml.html.fromstring(lxml.html.tostring(element))
    for extra in clone.xpath(
        "//*[contains(@class,'np-letter') or contains(@class,'np-who') or contains(@class,'np-end') or self::details]"
    ):
        extra.drop_tree()
    return clone.text_content()


def test_frames_voices_and_devices_are_marked_where_they_stand() -> None:
    at = TEXT.index("grave danger")
    said = [TEXT.index("the port"), len(TEXT) - 1]
    made = annotated(
        TEXT, SEGMENTS, hits((at, at + 12, "risk"), (at + 6, at + 12, "harm"), voice="quoted", speaker="the mayor"),
        quotations=pd.DataFrame({"content": [[said]], "speaker_name": ["the mayor"]}),
        devices=pd.DataFrame({"start": [at], "end": [at + 5], "device": ["loaded_word"]}),
        labels={"risk": "Risk & ruin"},
    )  # fmt: skip
    root = lxml.html.fromstring(made.html)
    article = root.find(".//article")
    assert article.get("lang") == "en"
    assert root.findtext(".//h3") == "Port closes"
    assert [m.text_content() for m in article.xpath(".//mark[not(ancestor::mark)]")] == [
        "grave",
        " ",
        "danger",
    ]
    assert article.xpath("string(.//span[@class='np-who'])") == "the mayor:"
    assert article.xpath("string(.//span[@class='np-device'])") == "grave"
    notes = [item.text_content() for item in article.findall(".//li")]
    assert "“grave danger”: A Risk & ruin (i: t; said by the mayor)" in notes
    assert "“grave”: device, loaded word" in notes
    # Not by colour alone: a letter, with the frame's name for who hears the page.
    assert [x.text_content() for x in article.xpath(".//span[@class='np-letter']")] == [
        "A (Risk & ruin)",
        "B (Harm)",
    ]
    assert "unvalidated" in root.text_content()


@given(st.data())
def test_whatever_overlaps_the_html_is_well_formed_and_the_text_complete(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet=st.sampled_from("ab <>&\"'$\u202e\u0000é\n"), min_size=1, max_size=40))
    ends = (
        st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
        .map(sorted)
        .filter(lambda p: p[0] < p[1])
    )
    spans = data.draw(st.lists(st.tuples(ends, st.sampled_from("xyz")), max_size=8))
    quoted = data.draw(st.lists(ends, max_size=4))
    made = annotated(
        text, whole(text), hits(*((a, b, f) for (a, b), f in spans)),
        quotations=pd.DataFrame({"content": [[q] for q in quoted], "speaker": ["s"] * len(quoted)}),
    )  # fmt: skip
    root = lxml.etree.fromstring(made.html)  # refuses tags that cross
    paragraph = lxml.html.fromstring(lxml.etree.tostring(root.find(".//article/p")))
    pieces = "".join(words(paragraph).split())
    assert pieces == "".join(neutralise(text).split())
    marked = {f for _, f in spans}
    assert len(root.findall(".//ul[@class='np-legend']/li/mark")) == len(marked)


def test_hostile_words_and_names_stay_words() -> None:
    text = '<script>alert(1)</script> "onload=x $a$ \u202eevil'
    evil = '"><img src=x onerror=alert(1)>'
    made = annotated_html(
        text, whole(text), hits((0, 8, evil), voice="quoted", speaker=evil), title="</title><script>",
        language='en"><b',
        quotations=pd.DataFrame({"content": [[[0, 9]]], "speaker": [evil]}), labels={evil: evil},
    )  # fmt: skip
    root = lxml.html.fromstring(made)
    assert root.xpath("//script | //img | //*[@onerror or @onload]") == []
    assert "\u202e" not in made
    assert root.find(".//article").get("lang") == "und"
    policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; img-src data:")


def test_a_span_outside_of_the_text_and_two_articles_are_refused() -> None:
    with pytest.raises(ParameterError, match="outside of the text"):
        annotated(TEXT, SEGMENTS, hits((5, 500, "f")))
    with pytest.raises(EmptySelectionError, match="one article"):
        annotated(TEXT, SEGMENTS, hits((0, 2, "f"), (0, 2, "g")).assign(article_id=["a", "b"]))
    with pytest.raises(ParameterError, match="term"):
        annotated(TEXT, SEGMENTS, hits((0, 2, "f")).drop(columns="term"))


def test_what_is_too_much_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_CHARACTERS", 20)
    monkeypatch.setattr(room, "MOST_MARKS", 1)
    made = annotated(TEXT, SEGMENTS, hits((0, 4, "f"), (5, 11, "f")))
    assert "1 further marks are not shown." in made.plain
    assert f"20 of {len(TEXT)} characters" in made.plain
    assert "grave" not in made.html


def test_furniture_is_folded_and_nothing_found_is_said() -> None:
    text = "Advert\nMore\nThe port closed."
    segments = pd.DataFrame(
        {"kind": ["boilerplate", "boilerplate", "body"], "start": [0, 7, 12], "end": [6, 11, len(text)]}
    )
    made = annotated(text, segments, hits())
    assert "2 lines set aside as furniture" in made.html
    assert "Nothing is marked." in made.html


def test_a_report_shows_an_annotated_text_and_refuses_other_html() -> None:
    report = open_report()
    report.text("txt-article", annotated(TEXT, SEGMENTS, hits((0, 4, "f"))), caption="The article.")
    with pytest.raises(ParameterError, match="not an annotated text"):
        report.text("txt-other", "<b>html</b>", caption="Not ours.")  # type: ignore[arg-type]
