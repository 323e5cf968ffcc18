"""Dispersion: how evenly words are spread over articles or groups, and along the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import PROSE, Corpus
from analysis.corpus.design import units
from analysis.errors import EmptySelectionError, ParameterError
from analysis.sampling import Sample
from analysis.vocabulary import measures
from analysis.vocabulary.counting import Counts, article_words, counted, function_words
from analysis.vocabulary.running import running_words

Array = np.ndarray


def dispersion(
    counts: Corpus | Counts, *, words: Sequence[str] | None = None, by: str | None = None, least_f: int = 5
) -> pd.DataFrame:
    """Return how evenly words are spread over the parts of a corpus.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words.
    words : sequence of str, optional
        Words that are listed, in the form they are counted under; all that are frequent enough if not given.
    by : str, optional
        Column of the articles table whose values are the parts; without it
        every article (or what it was drawn as) is a part.
    least_f : int
        Occurrences a word must have, as read; without effect on `words`.

    Returns
    -------
    DataFrame
        ``word, f`` (as read), ``range`` (parts that have it), ``parts``,
        ``range_share``, ``per_million``, then ``dp, dp_chance`` (the mean DP of a
        word of that frequency whose occurrences fall anywhere), ``dp_norm, kld,
        juilland_d, carroll_d2, rosengren_s``, and ``function_word``; most
        frequent first. With weights, parts and counts are weighted.

    Raises
    ------
    EmptySelectionError
        If no word is frequent enough, or none of `words` occurs.

    Notes
    -----
    Every one of these depends on frequency (Gries 2022): compare words of like
    frequency, or ``dp`` with ``dp_chance``. Words of `words` that do not occur
    have no row and are named in ``attrs["absent"]``.

    Examples
    --------
    >>> dispersion(corpus, words=["war", "peace"])  # doctest: +SKIP
    """
    if least_f < 1:
        raise ParameterError(f"least_f = {least_f} is no frequency", remedy="Use 1 or more.")
    counts = counted(counts)
    wanted = None if words is None else list(dict.fromkeys([words] if isinstance(words, str) else words))
    if wanted is not None and not wanted:
        raise ParameterError(
            "there is no word to look up", where="words", remedy="Give words, or leave it out."
        )
    articles = article_words(counts, by=by).set_index("article_id", drop=False)
    sample = Sample.of(units(articles))
    articles = articles.loc[sample.ids]
    gather, n = _parts(sample, articles, by), articles["n"].to_numpy(dtype=float)
    found = [_measured(*own, gather, n) for own in _tables(counts, wanted, least_f)]
    if not found:
        raise EmptySelectionError(
            f"no word occurs {least_f} times" if wanted is None else f"{', '.join(map(repr, wanted[:5]))} do not occur",
            remedy="Lower least_f, or look words up in `frequencies`: they are counted in lower case.",
        )  # fmt: skip
    out = pd.concat(found, ignore_index=True)
    out["function_word"] = out["word"].isin(function_words())
    out = out.sort_values(["f", "word"], ascending=[False, True], ignore_index=True)
    out.attrs["absent"] = [] if wanted is None else sorted(set(wanted) - set(out["word"]))
    return out


def _tables(
    counts: Counts, wanted: Sequence[str] | None, least_f: int
) -> Iterator[tuple[Array, sparse.csr_array]]:
    """Yield the listed words and their counts, words × articles in order of id, by blocks of words."""
    for block in counts.blocks():
        chosen = (
            np.asarray(block.table.sum(axis=0)) >= least_f if wanted is None else block.words.isin(wanted)
        )
        if chosen.any():
            table = sparse.csr_array(block.table[:, chosen].T)
            yield block.words[chosen].to_numpy(dtype=object), table.astype(float)


def _parts(sample: Sample, articles: pd.DataFrame, by: str | None) -> sparse.csr_array:
    """Return a matrix (articles × parts) that adds up what articles weigh in each part."""
    part = sample.unit if by is None else pd.factorize(articles["group"], sort=True)[0]
    rows = np.arange(len(part))
    return sparse.csr_array((sample.weight, (rows, part)), shape=(len(part), int(part.max(initial=-1)) + 1))


def _measured(words: Array, table: sparse.csr_array, gather: sparse.csr_array, n: Array) -> pd.DataFrame:
    sizes = np.asarray(gather.T @ n)
    # A part without a counted word is no part: nothing could stand in it.
    used = sizes > 0
    sizes = sizes[used]
    entries = measures.Entries(sparse.csr_array((table @ gather)[:, used]), sizes)
    spread = np.bincount(entries.word, minlength=entries.words)
    return pd.DataFrame(
        {
            "word": words, "f": np.asarray(table.sum(axis=1)).ravel().astype(int),
            "range": spread, "parts": len(sizes), "range_share": spread / len(sizes),
            "per_million": entries.total / sizes.sum() * 1e6, "dp": measures.dp(entries, sizes),
            "dp_chance": measures.dp_by_chance(entries.total, sizes), "dp_norm": measures.dp_norm(entries, sizes),
            "kld": measures.kld(entries, sizes), "juilland_d": measures.juilland_d(entries, sizes),
            "carroll_d2": measures.carroll_d2(entries, sizes), "rosengren_s": measures.rosengren_s(entries, sizes),
        }
    )  # fmt: skip


def distances(corpus: Corpus, words: str | Sequence[str], *, kinds: Sequence[str] = PROSE) -> pd.DataFrame:
    """Return dispersion measures from the distances between a word's occurrences along the corpus.

    Parameters
    ----------
    corpus : Corpus
    words : str or sequence of str
        In the form they are counted under.
    kinds : sequence of str
        Kinds of segment that are read.

    Returns
    -------
    DataFrame
        ``word, f, per_million, arf, arf_share`` (of f: 1 is even), ``awt, ald``,
        in the order of `words`. Articles follow one another in order of date;
        the first follows the last.

    Notes
    -----
    Positions of words as read: weights have no meaning along a text, and are not used.

    Examples
    --------
    >>> distances(corpus, ["war", "peace"])  # doctest: +SKIP
    """
    asked = list(dict.fromkeys([words] if isinstance(words, str) else words))
    if not asked:
        raise ParameterError("there is no word to look up", where="words", remedy="Give one or more words.")
    running = running_words(corpus, kinds=kinds)
    codes = np.array([running.code(word) for word in asked])
    found: list[list[Array]] = [[] for _ in asked]
    n = 0
    for batch in running.batches():
        at = np.flatnonzero(np.isin(batch.word, codes[codes >= 0]))
        for places, code in zip(found, codes, strict=True):
            places.append(n + at[batch.word[at] == code])
        n += len(batch.word)
    rows = []
    for word, places in zip(asked, found, strict=True):
        where = np.concatenate([np.zeros(0, dtype=np.int64), *places])
        reduced = measures.arf(where, n)
        rows.append(
            (word, len(where), len(where) / n * 1e6 if n else np.nan, reduced,
             reduced / len(where) if len(where) else np.nan, measures.awt(where, n), measures.ald(where, n))
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["word", "f", "per_million", "arf", "arf_share", "awt", "ald"])
