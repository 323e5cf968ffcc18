"""Growth of the vocabulary of a corpus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import count, growth, growth_curve, rank_frequency
from analysis.vocabulary.growth.blocks import Blocks
from analysis.vocabulary.measures.growth import jackknife

SIZE = 600
WORDS = np.array(["".join(chr(97 + i // 26**k % 26) for k in range(3)) + "on" for i in range(SIZE)])
P = 1 / np.arange(1, SIZE + 1)
P /= P.sum()


def records(outlets: dict[str, int], *, seed: int = 1) -> list[dict[str, Any]]:
    rng = np.random.default_rng(seed)
    return [
        {"outlet": outlet, "date": f"2024-01-{1 + i % 28:02d}", "title": "",
         "text": f"Report {i} of {outlet} on " + " ".join(rng.choice(WORDS, 120, p=P)) + "."}
        for outlet, n in outlets.items() for i in range(n)
    ]  # fmt: skip


def test_the_curve_ends_at_the_counts_of_the_corpus(make_corpus: Callable[..., Corpus]) -> None:
    counts = count(make_corpus(records({"Post": 30})))
    seen = counts.corpus.sql(f"select word, sum(f) as f from {counts.table} group by 1")
    row, curve = growth(counts).iloc[0], growth_curve(counts)
    last = curve.iloc[-1]
    assert (row["articles"], row["types"], row["words"]) == (30, len(seen), seen["f"].sum())
    assert (last["articles"], last["types"], last["words"]) == (30, pytest.approx(len(seen)), row["words"])
    assert row["hapax_share"] == pytest.approx((seen["f"] == 1).mean())
    assert curve["types"].is_monotonic_increasing
    assert ((curve["low"] <= curve["types"]) & (curve["types"] <= curve["high"])).all()
    assert row["heaps_beta_low"] < row["heaps_beta"] < row["heaps_beta_high"] < 1
    end = curve[curve["heaps"].notna()]
    assert (end["heaps"] / end["types"]).to_numpy() == pytest.approx(np.ones(len(end)), abs=0.1)
    first = curve.iloc[0]
    mean = counts.corpus.sql(f"select count(*) as n from {counts.table} group by article_id")["n"].mean()
    assert first["types"] == pytest.approx(mean)


def test_groups_are_compared_in_as_many_words(make_corpus: Callable[..., Corpus]) -> None:
    table = growth(make_corpus(records({"Large": 60, "Small": 20, "Tiny": 3})), by="outlet")
    assert table["group"].tolist() == ["Large", "Small"]
    assert table.attrs["left_out"] == {"Tiny": 3}
    large, small = table.iloc[0], table.iloc[1]
    assert large["types"] > small["types"] * 1.3
    # Both draw from one vocabulary.
    assert large["equal_types"] == pytest.approx(small["equal_types"], rel=0.05)
    assert large["new_next"] < small["new_next"]


def test_ranks_fall_and_add_up(make_corpus: Callable[..., Corpus]) -> None:
    counts = count(make_corpus(records({"Post": 30})))
    table = rank_frequency(counts, points=10_000)
    assert table["per_million"].is_monotonic_decreasing
    assert table["per_million"].sum() == pytest.approx(1e6)
    assert table["fitted"].sum() == pytest.approx(1e6)
    assert len(rank_frequency(counts, points=20)) <= 20


def test_one_article_is_refused_with_the_reason(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(records({"Post": 1}))
    for measure in (growth, growth_curve, rank_frequency):
        with pytest.raises(EmptySelectionError, match=r"needs 5 articles with words; there are: 'all' \(1\)"):
            measure(corpus)
    with pytest.raises(ParameterError, match="blocks = 2"):
        growth(corpus, blocks=2)


def test_copies_of_a_story_are_read_once(make_corpus: Callable[..., Corpus]) -> None:
    rows = records({"Post": 12})
    copies = [{**row, "outlet": "Courier", "date": f"2025{row['date'][4:]}"} for row in rows]
    once = growth(make_corpus(rows)).iloc[0]
    twice = growth(make_corpus([*rows, *copies], stories="weighted")).iloc[0]
    for name in ("articles", "words", "types", "hapaxes", "heaps_beta", "zipf_a", "new_next"):
        assert twice[name] == pytest.approx(once[name]), name


def test_seeds_choose_the_blocks_and_nothing_else(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(records({"Post": 45}))
    first, again, other = growth(corpus), growth(corpus), growth(corpus, seed=5)
    assert first.equals(again)
    assert first["heaps_beta"].equals(other["heaps_beta"])
    assert not first["heaps_beta_low"].equals(other["heaps_beta_low"])


def test_intervals_hold_the_curve_of_the_journalism_behind_the_corpus() -> None:
    """Articles drawn from a known law: the interval at half of the articles holds the expected curve."""
    rng = np.random.default_rng(11)

    def draw(articles: int) -> np.ndarray:
        # Bursty: each article has a mixture of its own.
        return np.array([rng.multinomial(80, rng.dirichlet(P * 60)) for _ in range(articles)])

    k = np.array([5, 10, 20])
    truth = np.mean([[(draw(n) > 0).any(axis=0).sum() for n in k] for _ in range(300)], axis=0)
    covered = np.zeros(3)
    for _ in range(100):
        f = draw(40)
        block = rng.permutation(40) % 20
        member = block[:, None] == np.arange(20)
        blocks = Blocks("all", f.T @ member, (f.T > 0).astype(int) @ member, member.sum(axis=0),
                         (f.sum(axis=1) @ member).astype(float))  # fmt: skip
        estimate = blocks.without(None).types_of(k)
        low, high = jackknife(estimate, np.array([blocks.without(i).types_of(k) for i in range(20)]))
        covered += (low <= truth) & (truth <= high)
    assert (covered >= 88).all()


def test_words_that_follow_no_law_have_none(make_corpus: Callable[..., Corpus]) -> None:
    figures = [{"outlet": "Post", "date": "", "title": "", "text": " ".join(str(1000 * i + k) for k in range(60))}
               for i in range(1, 7)]  # fmt: skip
    row = growth(make_corpus(figures)).iloc[0]
    assert (row["types"], row["hapax_share"]) == (360, 1)
    assert row["heaps_beta"] == pytest.approx(1)
    assert np.isnan([row["zipf_a"], row["tail_alpha"], row["tail_from"]]).all()
