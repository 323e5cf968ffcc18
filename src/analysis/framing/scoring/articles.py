"""What each article shows of each frame.

The unit of counting is the *stretch*: words of one frame in one voice that
touch or overlap count once, however many terms found them. Narrator and quoted
stretches therefore always add up to the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import ParameterError, require
from analysis.framing.codebooks.model import Codebook
from analysis.framing.matching.finding import several
from analysis.framing.scoring.counting import Numbers, least
from analysis.framing.scoring.evidence import counted, frame_parts
from analysis.framing.status import with_status

if TYPE_CHECKING:
    from analysis.corpus import Corpus

EVIDENCE = (
    "article_id",
    "start",
    "end",
    "sentence_start",
    "sentence_end",
    "frame",
    "indicator",
    "term",
    "weight",
    "voice",
)
"""Columns that evidence needs to be scored."""

COLUMNS = (
    "article_id", "frame", "words", "hits", "rate", "score", "fired", "n_fired", "present", "hits_narrator",
    "weight_narrator", "present_narrator", "hits_quoted", "weight_quoted", "present_quoted", "hits_other_voice",
    "codebook",
)  # fmt: skip
"""Columns of the scores, before ``validity``."""

_SPLIT = (("", None), ("_narrator", 1), ("_quoted", 2))


def frame_articles(
    evidence: pd.DataFrame,
    *,
    codebook: Codebook,
    articles: pd.DataFrame,
    validity: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return what each article shows of each frame, narrator and quoted voices apart.

    Parameters
    ----------
    evidence : DataFrame
        From `frames`; of several codebooks, the rows of this one are scored.
    codebook : Codebook
        The codebook the evidence was found with.
    articles : DataFrame
        With ``article_id`` and ``words``; an article without evidence has zeros.
    validity : DataFrame, optional
        What coding says about each frame; see `with_status`.

    Returns
    -------
    DataFrame
        One row per article and frame: article_id, frame, words, hits (stretches
        of text), rate (hits per 1,000 words), score (summed weights per 1,000
        words), fired (indicators answered yes, joined by ", "), n_fired,
        present (the frame's rule is met); hits, weight and present again with
        ``_narrator`` and ``_quoted``; hits_other_voice (stretches in the voice that may not speak
        for the frame: they are in none of the other numbers); codebook (its name); validity.

    Raises
    ------
    ParameterError
        If evidence is from other articles or another codebook.
    """
    own = of_codebook(evidence, codebook, articles)
    ids = pd.Index(pd.unique(articles["article_id"]))
    words = articles.drop_duplicates("article_id")["words"].to_numpy()
    rows = Numbers.of(own, codebook, ids)
    speaks = counted(own, [codebook]).to_numpy()
    table = {"words": np.repeat(words, rows.shape[1])}
    stretches = rows.only(speaks).stretches()
    for suffix, voice in _SPLIT:
        chosen = stretches if voice is None else stretches.only(stretches.voice == voice)
        table[f"hits{suffix}"] = chosen.summed().ravel().astype(int)
        table[f"weight{suffix}"] = chosen.summed(chosen.weight).ravel()
        yes = answered(rows.only(speaks if voice is None else speaks & (rows.voice == voice)))
        table |= _fired(yes, rows, suffix)
    table["hits_other_voice"] = rows.only(~speaks).stretches().summed().ravel().astype(int)
    return with_status(_finished(table, ids, codebook), validity)


def frame_scores(
    corpus: Corpus,
    *,
    codebook: Codebook | Sequence[Codebook],
    articles: pd.DataFrame,
    quotations: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    actions: pd.DataFrame | None = None,
    validity: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the scores of all articles and frames without holding the evidence: for large corpora.

    The evidence is found for some articles after others, scored and let go. The result equals
    `frame_articles` of `frames`, for each codebook.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    codebook : Codebook, or several
    articles : DataFrame
        ``corpus.articles``, or its columns ``article_id, words``.
    quotations, mentions, actions : DataFrame, optional
        As in `frames`.
    validity : DataFrame, optional
        As in `frame_articles`; with several codebooks it holds for frames of one name in all of them.

    Returns
    -------
    DataFrame
        As `frame_articles`, in order of codebook, article and frame; names are categories.
    """
    books = several(codebook)
    ids = pd.Index(pd.unique(articles["article_id"]))
    found: dict[str, list[pd.DataFrame]] = {book.name: [] for book in books}
    known: set[str] = set()
    for part in frame_parts(
        corpus, codebook=books, quotations=quotations, mentions=mentions, actions=actions
    ):
        own = pd.unique(part["article_id"])
        known.update(own)
        mine = articles[articles["article_id"].isin(own)] if len(own) else articles.iloc[:0]
        for book in books:
            if len(mine):
                found[book.name].append(_short(frame_articles(part, codebook=book, articles=mine)))
    rest = articles[~articles["article_id"].isin(known)]
    tables = []
    for book in books:
        if len(rest) or not found[book.name]:
            nothing = pd.DataFrame(columns=list(EVIDENCE))
            found[book.name].append(_short(frame_articles(nothing, codebook=book, articles=rest)))
        table = pd.concat(found.pop(book.name), ignore_index=True)
        place = pd.Series(np.arange(len(ids)), index=ids)
        order = np.argsort(table["article_id"].map(place).to_numpy(), kind="stable")
        tables.append(table.iloc[order].reset_index(drop=True))
    whole = _joined(tables)
    return with_status(whole, validity)


def _short(table: pd.DataFrame) -> pd.DataFrame:
    """Return scores with names as categories: they are a few names, repeated."""
    return table.drop(columns="validity").astype(dict.fromkeys(("frame", "fired", "codebook"), "category"))


def _joined(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return tables under one another, names still categories."""
    out = pd.concat(tables, ignore_index=True)
    return out.astype(dict.fromkeys(("frame", "fired", "codebook"), "category"))


def answered(
    rows: Numbers, *, places: np.ndarray | None = None, terms: np.ndarray | None = None
) -> np.ndarray:
    """Return which indicators each article answers yes, shape (articles, indicators).

    Parameters
    ----------
    rows : Numbers
    places, terms : array, optional
        Places and terms each indicator needs, if not what the codebook says.
    """
    most, different, _ = least(rows.codebook)
    seen, kinds = rows.tallies()
    return np.asarray(
        (seen >= (most if places is None else places)) & (kinds >= (different if terms is None else terms))
    )


def of_codebook(evidence: pd.DataFrame, codebook: Codebook, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the evidence of one codebook, after asking whether it is its own and of these articles.

    Raises
    ------
    ParameterError
        If a column is missing, or evidence is from other articles or another codebook.
    """
    require_evidence(evidence)
    own = evidence
    if "codebook" in evidence.columns:
        kind = evidence["codebook"].dtype
        names = list(
            kind.categories if isinstance(kind, pd.CategoricalDtype) else pd.unique(evidence["codebook"])
        )
        if len(evidence) and codebook.name not in names:
            raise ParameterError(
                f"the evidence was found with {', '.join(map(repr, names))}, not with {codebook.name!r}",
                where="codebook", remedy="Score with the codebook the evidence was found with.",
            )  # fmt: skip
        own = evidence[evidence["codebook"] == codebook.name]
    known = {(frame.id, indicator.id) for frame in codebook.frames for indicator in frame.indicators}
    found = set(own[["frame", "indicator"]].drop_duplicates().itertuples(index=False, name=None))
    if strange := sorted(found - known):
        raise ParameterError(
            f"codebook {codebook.name!r} has no indicator {'.'.join(strange[0])!r}", where="codebook",
            remedy="Score with the codebook the evidence was found with.",
        )  # fmt: skip
    if other := set(pd.unique(own["article_id"])) - set(articles["article_id"]):
        raise ParameterError(
            f"{len(other)} articles of the evidence are not among the articles, such as {min(other)!r}",
            where="articles", remedy="Give the articles of the corpus the evidence was found in.",
        )  # fmt: skip
    return own


def require_evidence(evidence: pd.DataFrame, columns: Sequence[str] = EVIDENCE) -> None:
    """Raise if evidence lacks a column."""
    require(
        evidence,
        columns,
        what="the evidence has",
        where="evidence",
        remedy="Give the table that `frames` makes.",
    )


def _fired(yes: np.ndarray, rows: Numbers, suffix: str) -> dict[str, np.ndarray]:
    """Return the indicators answered yes, their number, and whether the rule is met."""
    n, k = rows.shape
    needed = least(rows.codebook)[2]
    number = np.stack([yes[:, rows.frame_of == f].sum(axis=1) for f in range(k)], axis=1)
    out = {f"n_fired{suffix}": number.ravel(), f"present{suffix}": (number >= needed).ravel()}
    if not suffix:
        names = np.empty((n, k), dtype=object)
        for place, frame in enumerate(rows.codebook.frames):
            ids = sorted(one.id for one in frame.indicators)
            order = [[one.id for one in frame.indicators].index(name) for name in ids]
            own = yes[:, rows.frame_of == place][:, order]
            kinds, which = np.unique(own, axis=0, return_inverse=True)
            said = np.array(
                [", ".join(name for name, is_so in zip(ids, kind, strict=True) if is_so) for kind in kinds],
                dtype=object,
            )
            names[:, place] = said[which.ravel()] if len(kinds) else ""
        out["fired"] = names.ravel()
    return out


def _finished(table: dict[str, np.ndarray], ids: pd.Index, codebook: Codebook) -> pd.DataFrame:
    frames = [frame.id for frame in codebook.frames]
    per_thousand = 1000 / np.where(table["words"] > 0, table["words"], np.inf).astype(float)
    named = {
        "article_id": np.repeat(ids.to_numpy(), len(frames)),
        "frame": np.tile(np.array(frames, dtype=object), len(ids)),
        "rate": table["hits"] * per_thousand,
        "score": table["weight"] * per_thousand,
        "codebook": np.full(len(ids) * len(frames), codebook.name, dtype=object),
    }
    out = pd.DataFrame({name: (table | named)[name] for name in COLUMNS})
    return out.astype(dict.fromkeys(("article_id", "frame", "fired", "codebook"), "str"))
