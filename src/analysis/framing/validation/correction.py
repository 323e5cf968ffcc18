"""Shares corrected for what a dictionary gets wrong: many machine codes, a few human ones, an interval that is valid.

All methods here are one estimator with different predictions. A *domain* (a
group of articles) has the machine's mean over all its articles, plus the mean
difference between human and machine codes over those that were coded, each
weighted by what it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.framing.validation.weights import Coded

Array = np.ndarray


@dataclass(frozen=True)
class Population:
    """All articles in order of their ids.

    Attributes
    ----------
    weight : array, shape (N,)
        How much each counts.
    unit : array of int, shape (N,)
        What varies independently: the article, or its story.
    """

    weight: Array
    unit: Array


@dataclass(frozen=True)
class Estimate:
    """A share with the pieces of its variance.

    Attributes
    ----------
    share : float
    z : array, shape (n,)
        Influence of each coded row through the coding.
    articles_variance : float
        Of the share over other articles of the same kind, had all been coded.
    floor : float
        Variance of one error more than was seen.
    tuning : float
        How far the machine was trusted: 0 not at all, 1 fully.
    n : int
        Coded rows of the domain.
    freedom : int
    """

    share: float
    z: Array
    articles_variance: float
    floor: float
    tuning: float
    n: int
    freedom: int

    def variance(self, coded: Coded) -> float:
        """Return the variance of the share."""
        return within(self.z, self.z, coded) + self.articles_variance + self.floor

    def limits(self, coded: Coded, *, level: float = 0.95) -> tuple[float, float]:
        """Return the limits of the share.

        Notes
        -----
        Wilson's (1927) score limits with the number of articles that would give a
        share this variance (Korn & Graubard 1998) and Student's t: they stay within 0 and 1, and
        are lopsided near either, as the errors are.
        """
        share = float(np.clip(self.share, 0, 1))
        inner = (share * self.n + 1) / (self.n + 2)
        size = inner * (1 - inner) / self.variance(coded)
        q2 = stats.t.ppf((1 + level) / 2, self.freedom) ** 2
        centre = (share + q2 / (2 * size)) / (1 + q2 / size)
        half = np.sqrt(q2 * (share * (1 - share) / size + q2 / (4 * size**2))) / (1 + q2 / size)
        return float(max(centre - half, 0)), float(min(centre + half, 1))


def within(z: Array, other: Array, coded: Coded) -> float:
    """Return the covariance of two weighted sums over coded rows: between rows within strata, for what was not coded.

    Σ_h (1 − n_h/N_h) n_h/(n_h − 1) Σ (z − z̄_h)(z' − z̄'_h) (Cochran 1977, §5.3).
    """
    size = np.bincount(coded.stratum).astype(float)
    sums = [np.bincount(coded.stratum, weights=v) / size for v in (z, other)]
    away = (z - sums[0][coded.stratum]) * (other - sums[1][coded.stratum])
    return float((coded.left * (size / np.maximum(size - 1, 1))[coded.stratum] * away).sum())


def corrected_mean(
    machine: Array, place: Array, coded: Coded, *, population: Population, domain: Array, tune: bool = True
) -> Estimate:
    """Return the corrected share of a domain.

    Parameters
    ----------
    machine : array, shape (N,)
        The machine's code, or probability, of every article.
    place : array of int, shape (n,)
        Where each coded row stands among the articles.
    coded : Coded
    population : Population
    domain : array of bool, shape (N,)
    tune : bool
        Choose how far the machine is trusted so that the variance is least (PPI++);
        otherwise trust it fully.

    Notes
    -----
    θ = λ m̄ + Σ ω (y − λ m) / Σ ω, m̄ the weighted mean of machine codes m over all articles,
    ω = weight / chance of being coded. With λ = 1 it is the prediction-powered
    mean (Angelopoulos et al. 2023, *Science* 382, 669), equal to the design-based
    supervised estimator with predictions m (Egami et al. 2023); λ by least variance is
    PPI++ (Angelopoulos, Duchi & Zrnic 2023, arXiv:2311.01453). Coded articles are
    part of the corpus here, so that λ = cov(y, m) / var(m); with labelled and
    unlabelled articles apart, as there, the same estimate has λ N/(N + n).

    Variance in two phases: of the true share over articles, and of what was coded of them
    (`within`). To the latter comes that of one error more than was seen, Σ ω²/(n + 2): errors that are
    rare are often not seen at all, and no error seen is not no error.
    """
    w = np.where(domain, population.weight, 0.0)
    inside = domain[place]
    omega = np.where(inside, coded.weight * population.weight[place], 0.0)
    total, m = omega.sum(), machine[place]
    n = int(inside.sum())
    omega = omega / total
    zy, zm = (omega * (v - (omega * v).sum()) for v in (coded.y, m))
    spread = within(zm, zm, coded)
    tuning = float(np.clip(within(zy, zm, coded) / spread, 0, 1)) if tune and spread > 1e-15 else 1.0
    share = tuning * float(w @ machine / w.sum()) + float(omega @ (coded.y - tuning * m))
    strata = len(np.unique(coded.stratum[inside]))
    return Estimate(
        share, zy - tuning * zm, _articles_variance(share, w / w.sum(), population.unit),
        float((coded.left * omega**2).sum() / (n + 2)), tuning, n, max(n - strata, 1),
    )  # fmt: skip


def _articles_variance(share: float, d: Array, unit: Array) -> float:
    """Return the variance of a share over articles, those of a unit taken to be alike."""
    totals = np.bincount(unit, weights=d)
    n = int((totals > 0).sum())
    p = float(np.clip(share, 0, 1))
    return p * (1 - p) * float((totals**2).sum()) * n / max(n - 1, 1)


def difference_limits(
    one: Estimate, other: Estimate, coded: Coded, *, level: float = 0.95
) -> tuple[float, float]:
    """Return the limits of the difference of two shares, from their own limits (Zou & Donner 2008).

    Method of variance estimates recovery, doi:10.1002/sim.3095, with the
    correlation that arises where two domains share strata of the draw.
    """
    (low1, high1), (low2, high2) = one.limits(coded, level=level), other.limits(coded, level=level)
    spread = np.sqrt(one.variance(coded) * other.variance(coded))
    r = within(one.z, other.z, coded) / spread if spread > 0 else 0.0
    a, b = (float(np.clip(estimate.share, 0, 1)) for estimate in (one, other))

    def reach(up: float, down: float) -> float:
        return float(np.sqrt(max(up**2 + down**2 - 2 * r * up * down, 0)))

    return a - b - reach(a - low1, high2 - b), a - b + reach(high1 - a, b - low2)
