from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy import stats

from analysis.vocabulary import measures

# Admissions to Berkeley by sex and department (Bickel, Hammel & O'Connell 1975), as R ships them.
BERKELEY = np.array(
    [
        [512, 313, 89, 19], [353, 207, 17, 8], [120, 205, 202, 391],
        [138, 279, 131, 244], [53, 138, 94, 299], [22, 351, 24, 317],
    ],
    dtype=float,
)  # fmt: skip


def test_mantel_haenszel_reproduces_the_admissions_to_berkeley() -> None:
    men, women = BERKELEY[:, :2].sum(axis=1), BERKELEY[:, 2:].sum(axis=1)
    p = measures.mantel_haenszel(BERKELEY[None, :, 0], men, BERKELEY[None, :, 2], women)
    # mantelhaen.test(UCBAdmissions): X-squared = 1.4269, df = 1, p-value = 0.2323
    assert stats.norm.isf(p[0] / 2) ** 2 == pytest.approx(1.4269, abs=5e-5)
    assert round(float(p[0]), 4) == 0.2323


def test_few_expected_articles_are_tested_exactly() -> None:
    articles, others = np.array([4, 3]), np.array([20, 9])
    have, other = np.array([[2.0, 1.0]]), np.array([[1.0, 2.0]])
    present, total = (have + other)[0].astype(int), articles + others
    chance: dict[int, float] = {}
    for pair in itertools.product(range(5), range(4)):
        margins = zip(pair, total, present, articles, strict=True)
        weight = float(np.prod([stats.hypergeom.pmf(k, n, m, drawn) for k, n, m, drawn in margins]))
        chance[sum(pair)] = chance.get(sum(pair), 0.0) + weight
    above = sum(x for k, x in chance.items() if k > 3) + chance[3] / 2
    p = measures.mantel_haenszel(have, articles, other, others)
    assert p[0] == pytest.approx(2 * min(above, 1 - above))


def test_words_in_nearly_all_articles_are_tested_as_those_in_few() -> None:
    articles, others = np.array([10, 10]), np.array([30, 30])
    have, other = np.array([[9.0, 8.0]]), np.array([[29.0, 30.0]])
    p = measures.mantel_haenszel(have, articles, other, others)
    lacking = measures.mantel_haenszel(articles - have, articles, others - other, others)
    assert p[0] == pytest.approx(lacking[0])


def test_a_word_in_every_article_is_not_tested() -> None:
    p = measures.mantel_haenszel(np.array([[5.0]]), np.array([5]), np.array([[9.0]]), np.array([9]))
    assert np.isnan(p[0])


def test_welch_is_that_of_two_samples() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.normal(1, 2, 12), rng.normal(0, 1, 40)
    known = stats.ttest_ind(a, b, equal_var=False)
    t, p = measures.welch(
        np.array([a.mean() - b.mean()]), np.array([a.var(ddof=1) / 12]), np.array([b.var(ddof=1) / 40]),
        freedom=11, freedom_other=39,
    )  # fmt: skip
    assert (t[0], p[0]) == pytest.approx((known.statistic, known.pvalue))


def test_rates_that_do_not_vary_are_not_tested() -> None:
    _, p = measures.welch(np.array([1.0]), np.array([0.0]), np.array([0.0]), freedom=4, freedom_other=4)
    assert np.isnan(p[0])


def test_the_zipf_scale_has_its_published_landmarks() -> None:
    # 1 per million words is 3, 1 per thousand is 6 (van Heuven et al. 2014), but for the smoothing.
    scale = measures.zipf_scale(np.array([1000, 1_000_000]), 1e9, 0)
    assert np.allclose(scale, [3, 6], atol=1e-3)
