"""Samples and their parts: units, strata, and variances against textbooks and plain loops."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse, stats

from analysis.errors import ParameterError
from analysis.sampling import Part, Sample
from analysis.sampling.strata import joined


def drawn(strata: str, *, weight: list[float] | float = 1.0, unit: str = "") -> pd.DataFrame:
    """Return a table of articles a00, a01, … with one letter each for stratum and unit."""
    ids = [f"a{i:02d}" for i in range(len(strata))]
    return pd.DataFrame(
        {"weight": weight, "stratum": list(strata), "unit": list(unit) if unit else ids}, index=ids
    )


def whole(table: pd.DataFrame) -> Part:
    return Sample.of(table).part(np.arange(len(table)))


def test_a_sample_of_everything_is_no_sample() -> None:
    sample = Sample.of(drawn("aabbb"))
    assert sample.plain
    assert sample.simple
    part = sample.part(np.array([0, 2, 3]))
    assert part.plain
    assert (part.units, part.strata, part.freedom) == (3, 1, 2)
    assert part.sums(np.arange(3)).tolist() == [0, 1, 2]


def test_equal_weights_are_simple_and_strata_or_copies_are_not() -> None:
    assert Sample.of(drawn("aaa", weight=7.0)).simple
    assert not Sample.of(drawn("aaa", weight=7.0)).plain
    assert not Sample.of(drawn("aab", weight=7.0)).simple
    assert not Sample.of(drawn("aaa", weight=[1.0, 2.0, 1.0])).simple
    assert not Sample.of(drawn("aaa", unit="xyx")).simple


def test_the_order_of_articles_does_not_matter() -> None:
    table = drawn("aabbc", weight=[1.0, 2.0, 3.0, 4.0, 5.0], unit="pqrqs")
    one, other = Sample.of(table), Sample.of(table.iloc[::-1])
    for name in ("weight", "unit", "stratum"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


def test_a_story_in_several_strata_belongs_to_the_one_with_most_weight() -> None:
    sample = Sample.of(drawn("abab", weight=[1.0, 1.5, 1.0, 1.0], unit="ssst"))
    assert sample.stratum.tolist() == [0, 1]


def test_with_strata_the_units_outside_a_group_stay_as_zeros() -> None:
    table = drawn("aaabbbcc", weight=[2.0] * 3 + [5.0] * 3 + [9.0] * 2)
    part = Sample.of(table).part(np.array([0, 3, 4]))
    assert part.sums(np.array([10.0, 20.0, 30.0])).tolist() == [20, 0, 0, 100, 150, 0]
    assert part.stratum.tolist() == [0, 0, 0, 1, 1, 1]
    assert (part.units, part.strata, part.freedom) == (3, 2, 1)


def test_with_one_stratum_a_group_is_a_sample_of_its_own() -> None:
    part = Sample.of(drawn("aaaa", weight=0.5, unit="ppqr")).part(np.array([0, 1, 3]))
    assert part.sums(np.array([4.0, 6.0, 10.0])).tolist() == [5, 5]
    assert (part.units, part.strata, part.freedom) == (2, 1, 1)


def test_strata_of_one_unit_are_joined() -> None:
    assert joined(np.array([0, 1, 2, 2, 2])).tolist() == [0, 0, 1, 1, 1]  # to one another
    assert joined(np.array([5, 7, 7, 7, 9, 9])).tolist() == [1, 0, 0, 0, 1, 1]  # to the smallest
    assert joined(np.array([0, 1])).tolist() == [0, 0]
    assert joined(np.array([3])).tolist() == [0]


def test_weights_and_articles_that_cannot_be_are_refused() -> None:
    for weight in (0.0, -1.0, float("nan")):
        with pytest.raises(ParameterError, match="a01"):
            Sample.of(drawn("aa", weight=[1.0, weight]))
    with pytest.raises(ParameterError, match="'b' is not among the articles"):
        Sample.of(drawn("aa")).places(["a00", "b"])


def test_stratified_variance_reproduces_lohrs_agricultural_example() -> None:
    # Lohr, Sampling: Design and Analysis, example 3.2: acres of farms by region, given by mean and variance.
    regions = [
        (220, 21, 97_629.8, 7_647_472_708.0), (1054, 103, 300_504.2, 29_618_183_543.0),
        (1382, 135, 211_315.0, 53_587_487_856.0), (422, 41, 662_295.5, 396_185_950_266.0),
    ]  # fmt: skip
    rng = np.random.default_rng(1)
    total = corrected = 0.0
    acres, rows = [], []
    for number, (size, n, mean, variance) in enumerate(regions):
        noise = rng.normal(size=n)
        values = mean + (noise - noise.mean()) / noise.std(ddof=1) * np.sqrt(variance)
        acres.append(values)
        rows.append(pd.DataFrame({"weight": size / n, "stratum": str(number)}, index=range(n)))
        one = rows[-1].assign(unit=[f"{i:03d}" for i in range(n)])
        alone = whole(one)
        deviation = alone.sums(values - values.mean())
        corrected += float(alone.unbiased(alone.products(deviation, deviation))) * (1 - n / size)
    table = pd.concat(rows, ignore_index=True)
    part = whole(table.assign(unit=np.arange(len(table))))
    by_unit = part.sums(np.concatenate(acres))
    total = by_unit.sum()
    assert total == pytest.approx(909_736_035, rel=1e-6)
    assert np.sqrt(corrected) == pytest.approx(50_417_248, abs=1)
    # Without the finite-population correction, as everywhere here.
    assert np.sqrt(part.products(by_unit, by_unit)) == pytest.approx(53_066_442, abs=1)


def test_squares_and_products_are_the_sums_over_strata() -> None:
    rng = np.random.default_rng(2)
    table = drawn("aaaabbbccdd", weight=list(rng.uniform(1, 9, 11)), unit="abcadefghij")
    part = whole(table)
    many = sparse.csr_array(rng.poisson(1, (3, len(part.stratum))).astype(float))
    other = rng.normal(size=len(part.stratum))
    squares, products = np.zeros(3), np.zeros(3)
    for h in range(part.strata):
        own = part.stratum == h
        n = own.sum()
        x = many.toarray()[:, own]
        squares += n * x.var(axis=1, ddof=1)
        products += [n * np.cov(row, other[own])[0, 1] for row in x]
    assert part.squares(many) == pytest.approx(squares)
    assert part.products(many, other) == pytest.approx(products)
    assert part.products(other, other) == pytest.approx(
        sum((part.stratum == h).sum() * other[part.stratum == h].var(ddof=1) for h in range(part.strata))
    )


def test_effective_number_of_articles() -> None:
    assert whole(drawn("a" * 12)).effective == 12
    assert whole(drawn("a" * 12, weight=3.0)).effective == pytest.approx(12)
    # Copies of a story are one article, and unequal weights cost some.
    assert whole(drawn("aaaa", weight=0.5, unit="ppqq")).effective == pytest.approx(2)
    assert whole(drawn("aaaaa", weight=[4.0, 1, 1, 1, 1])).effective == pytest.approx(64 / 20)
    reduced = (stats.t.ppf(0.975, 5) / stats.t.ppf(0.975, 4)) ** 2
    assert whole(drawn("aaabbb", weight=2.0)).effective == pytest.approx(6 * reduced)


@given(st.data(), st.integers(1, 12), st.sampled_from([[1.0], [2.0], [1.0, 0.5, 3.0]]))
def test_some_of_the_articles_are_the_sample_of_their_own_rows(
    data: st.DataObject, size: int, weights: list[float]
) -> None:
    strata, unit = ("".join(data.draw(st.lists(st.sampled_from(letters), min_size=size, max_size=size)))
                    for letters in ("ab", "pqrstuvw"))  # fmt: skip
    weight = data.draw(st.lists(st.sampled_from(weights), min_size=size, max_size=size))
    sample = Sample.of(drawn(strata, weight=weight, unit=data.draw(st.sampled_from(["", unit]))))
    places = np.flatnonzero(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    rows = pd.DataFrame(
        {"weight": sample.weight, "stratum": sample.stratum[sample.unit], "unit": sample.unit},
        index=sample.ids,
    )
    own, expected = sample.only(places), Sample.of(rows.iloc[places])
    assert own.ids.equals(expected.ids)
    for name in ("weight", "unit", "stratum"):
        assert getattr(own, name).tolist() == getattr(expected, name).tolist(), name
