"""The articles of a claim chosen otherwise: without each outlet, and with copies of a story counted otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from analysis.corpus import Corpus, open_corpus
from analysis.corpus.design import STORIES
from analysis.corpus.keeping import kept
from analysis.reporting.claims.robustness import Said

MOST_OUTLETS = 12
"""Outlets that are left out in turn, the largest first."""

_COUNTED = {
    "published": "every copy counts",
    "once": "the first of each story only",
    "weighted": "copies share a weight",
}


def selections(corpus: Corpus) -> list[tuple[str, str, Corpus, str]]:
    """Return a corpus chosen otherwise, each time in one respect.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    list of (str, str, Corpus, str)
        Dimension, variant, the corpus, and the outlet that is left out or an empty text.
    """
    return kept(corpus, ("selections of claims",), lambda: _selections(corpus))


def _selections(corpus: Corpus) -> list[tuple[str, str, Corpus, str]]:
    sizes = corpus.sql("select outlet, count(*) as n from articles group by 1 order by n desc, outlet")
    outlets = [str(name) for name in sizes["outlet"]]
    out = []
    for name in outlets[:MOST_OUTLETS] if len(outlets) > 1 else []:
        left = f"outlet is distinct from '{name.replace(chr(39), 2 * chr(39))}'"
        out.append(("outlets", f"without {name or '(none)'}", reopened(corpus, where=left), name or "(none)"))
    for stories in STORIES:
        if stories != corpus.design.stories:
            out.append(("copies", _COUNTED[stories], reopened(corpus, stories=stories), ""))
    return out


def reopened(corpus: Corpus, *, where: str = "", stories: str = "") -> Corpus:
    """Return the same articles with one more condition, or with stories counted otherwise."""
    design = corpus.design
    both = " and ".join(f"({one})" for one in (corpus.where.strip(), where) if one)
    return open_corpus(
        corpus.raw, where=both, language=design.language, stories=stories or design.stories, sample=design.sample,
        sample_by=design.sample_by, seed=design.seed, derived=corpus.derived, model=corpus.model,
        workers=corpus.workers, scheduler=corpus.scheduler,
    )  # fmt: skip


def each(
    chosen: list[tuple[str, str, Corpus, str]],
    compute: Callable[[Corpus], Said],
    *,
    about: Collection[str] = (),
) -> Iterator[tuple[str, str, Callable[[], Said]]]:
    """Yield a computation for each selection; an outlet the claim is about cannot be left out.

    Parameters
    ----------
    chosen : list
        From `selections`.
    compute : callable
        From a corpus to the value and whether the claim holds.
    about : collection of str
        Outlets the claim is about.
    """
    for dimension, variant, corpus, outlet in chosen:
        if not outlet or outlet not in about:
            yield dimension, variant, lambda corpus=corpus: compute(corpus)  # type: ignore[misc]
