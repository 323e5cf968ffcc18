from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from analysis import vocabulary
from analysis.corpus import Corpus
from analysis.reporting.claims import of_actors, of_keywords, of_voices
from analysis.reporting.claims.robustness import robustness
from analysis.reporting.claims.selections import selections

OUTLETS = ["Post", "Mail"]

ABOUT = {
    "Post": "The flood took the village and the flood stayed.",
    "Mail": "The harvest fed the village, a harvest of May.",
}


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    """Twenty articles of two outlets: the Post on floods, the Mail on harvests, and "village" in all of them."""
    records: list[dict[str, Any]] = [
        {"outlet": outlet, "date": f"2024-01-{day + 1:02}", "title": f"{outlet} report {day}",
         "text": f"{ABOUT[outlet]} Day {day} brought the {'abcdefghij'[day] * 4} village news number {day}."}
        for outlet in OUTLETS for day in range(10)
    ]  # fmt: skip
    return make_corpus(records, language="en")


def test_selections_leave_out_each_outlet_and_count_copies_otherwise(corpus: Corpus) -> None:
    chosen = selections(corpus)
    assert [(dimension, variant) for dimension, variant, *_ in chosen] == [
        ("outlets", "without Mail"), ("outlets", "without Post"), ("copies", "the first of each story only"),
        ("copies", "copies share a weight"),
    ]  # fmt: skip
    assert [set(sub.articles["outlet"]) for _, _, sub, out in chosen if out] == [{"Post"}, {"Mail"}]


def test_a_keyword_is_one_in_most_variants_and_never_without_its_own_group(corpus: Corpus) -> None:
    counts = vocabulary.count(corpus)
    keywords = vocabulary.keywords(vocabulary.keyness(counts, by="outlet"), top=10)
    first, *found = of_keywords(counts, keywords, by="outlet")
    assert "village" in first["claim"]
    assert robustness(first["claim"], first["variants"]).flipped == ()
    for one in found:
        variants = one["variants"]
        group = "Post" if "Post" in one["claim"] else "Mail"
        word = one["claim"].split("“")[1].split("”")[0]
        assert [word in ABOUT[name].lower() for name in OUTLETS] == [name == group for name in OUTLETS]
        assert f"without {group}" not in set(variants["variant"])
        # Without the other outlet there is nothing to compare with, so nothing holds.
        held = dict(zip(variants["variant"], variants["holds"], strict=True))
        assert not held[f"without {'Mail' if group == 'Post' else 'Post'}"]
        assert held["lemmas"]
        assert held["function words may be keywords"]


def test_headlines_on_actors_have_a_value_a_claim_and_variants_of_all_kinds(sample: Corpus) -> None:
    from analysis import actors

    mentions, quotations = actors.mentions(sample), actors.quotations(sample)
    found = [*of_actors(sample, mentions, by="outlet"), *of_voices(sample, quotations, mentions)]
    assert [one["name"] for one in found] == ["most-named", "widest-gap", "most-heard", "nameless"]
    prominence = actors.prominence(mentions, articles=sample.articles)
    assert found[0]["value"] == pytest.approx(100 * prominence["share"].max())
    for one in found:
        assert {"outlets", "copies"} < set(one["variants"]["dimension"])
        assert one["variants"]["holds"].dtype == bool
        assert one["claim"].endswith(".")
        assert not one["variants"].duplicated(["dimension", "variant"]).any()


def test_the_first_frame_is_that_of_the_largest_share(make_corpus: Callable[..., Corpus]) -> None:
    from analysis import framing
    from analysis.reporting.claims import of_frames

    texts = [
        "The strike hit the port.",
        "A strike again.",
        "Prices rose.",
        "The strike ended.",
        "Nothing.",
        "Rain.",
    ]
    records = [
        {"outlet": OUTLETS[i % 2], "title": f"Title {i}", "text": text} for i, text in enumerate(texts)
    ]
    corpus = make_corpus(records)
    book = framing.load_codebook("generic5")
    evidence = framing.frames(corpus, codebook=book)
    first = of_frames(corpus, evidence, book, by="outlet")[0]
    table = framing.frame_articles(evidence, codebook=book, articles=corpus.articles)
    shares = table.groupby("frame")["present"].mean()
    assert first["value"] == pytest.approx(100 * shares.max())
    assert isinstance(first["variants"], pd.DataFrame)
    assert robustness(first["claim"], first["variants"], base=first["base"]).variants == len(
        first["variants"]
    )
