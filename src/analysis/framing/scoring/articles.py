"""Scores of frames: evidence, per sentence, per article.

The unit of counting is the *stretch*: words of one frame in one voice that
touch or overlap count once, however many terms found them. Narrator and quoted
stretches therefore always add up to the total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import ParameterError
from analysis.framing.codebooks.model import Codebook
from analysis.framing.matching.finding import find_terms
from analysis.framing.scoring.voices import NARRATOR, QUOTED, with_voice
from analysis.framing.status import with_status

if TYPE_CHECKING:
    from analysis.corpus import Corpus

_EVIDENCE = (
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
_SPLIT = (("", None), ("_narrator", NARRATOR), ("_quoted", QUOTED))


def frames(corpus: Corpus, *, codebook: Codebook, quotations: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the evidence for each frame: every hit of every term, with its place and voice.

    Parameters
    ----------
    corpus : Corpus
        Annotated articles.
    codebook : Codebook
        See `load_codebook`.
    quotations : DataFrame, optional
        Who is quoted where (``article_id, content, speaker``). Without it
        voices are not told apart.

    Returns
    -------
    DataFrame
        One row per hit: article_id, start, end, sentence_start, sentence_end,
        segment_kind, frame, indicator, term, weight, negated, voice (narrator,
        quoted, or empty if unknown), speaker, speaker_id. Bylines and
        boilerplate are never searched.

    Raises
    ------
    ParameterError
        If the corpus is not annotated, or `quotations` lacks a column.
    """
    return with_voice(find_terms(corpus, codebook=codebook), quotations)


def frame_sentences(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that carry a frame, with the words that say so.

    Parameters
    ----------
    evidence : DataFrame
        From `frames`.

    Returns
    -------
    DataFrame
        One row per sentence, frame and voice, in order of the text: article_id,
        start, end (of the sentence), segment_kind, frame, indicators, terms
        (both joined by ", "), hits, weight, negated (hits under negation),
        voice, speaker.
    """
    _require(evidence)
    rows = _stretches(evidence.assign(voice=evidence["voice"] + "\0" + evidence["speaker"]))
    keys = ["article_id", "sentence_start", "sentence_end", "segment_kind", "frame", "voice"]
    table = rows.groupby(keys, as_index=False, sort=True).agg(
        indicators=("indicator", _listed), terms=("term", _listed), hits=("new", "sum"),
        weight=("stretch_weight", "sum"), negated=("negated", "sum"),
    )  # fmt: skip
    voices = table["voice"].str.partition("\0") if len(table) else pd.DataFrame({0: [], 2: []}, dtype=object)
    table = table.assign(voice=voices[0], speaker=voices[2])
    return table.rename(columns={"sentence_start": "start", "sentence_end": "end"})


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
        From `frames`.
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
        ``_narrator`` and ``_quoted``; validity.

    Raises
    ------
    ParameterError
        If evidence is from other articles or another codebook.
    """
    _require(evidence)
    _same(evidence, codebook, articles)
    ids = pd.unique(articles["article_id"])
    words = articles.drop_duplicates("article_id").set_index("article_id")["words"]
    index = pd.MultiIndex.from_product(
        [ids, [frame.id for frame in codebook.frames]], names=["article_id", "frame"]
    )
    table = pd.DataFrame(index=index)
    table["words"] = words.reindex(index.get_level_values(0)).to_numpy()
    rows = _stretches(evidence)
    for suffix, voice in _SPLIT:
        own = rows if voice is None else rows[rows["voice"] == voice]
        sums = own.groupby(["article_id", "frame"]).agg(hits=("new", "sum"), weight=("stretch_weight", "sum"))
        table[[f"hits{suffix}", f"weight{suffix}"]] = sums.reindex(index).fillna(0).to_numpy()
        fired = _fired(own, codebook)
        table[f"fired{suffix}"] = (
            fired.groupby(["article_id", "frame"]).agg(_listed).reindex(index).fillna("")
        )
        table[f"n_fired{suffix}"] = (
            fired.groupby(["article_id", "frame"]).size().reindex(index).fillna(0).astype(int)
        )
        needed = index.get_level_values(1).map({frame.id: frame.needed for frame in codebook.frames})
        table[f"present{suffix}"] = table[f"n_fired{suffix}"].to_numpy() >= needed
    return with_status(_finished(table), validity)


def _finished(table: pd.DataFrame) -> pd.DataFrame:
    per_thousand = 1000 / table["words"].where(table["words"] > 0).astype(float)
    table["rate"] = (table["hits"] * per_thousand).fillna(0.0)
    table["score"] = (table["weight"] * per_thousand).fillna(0.0)
    for suffix, _ in _SPLIT:
        table[f"hits{suffix}"] = table[f"hits{suffix}"].astype(int)
    columns = [
        "words", "hits", "rate", "score", "fired", "n_fired", "present",
        "hits_narrator", "weight_narrator", "present_narrator", "hits_quoted", "weight_quoted", "present_quoted",
    ]  # fmt: skip
    return table[columns].reset_index()


def _stretches(evidence: pd.DataFrame) -> pd.DataFrame:
    """Mark the first row of each stretch (`new`) and give it the stretch's largest weight."""
    keys = ["article_id", "frame", "voice"]
    whole = evidence.astype({"start": "int64", "end": "int64", "weight": "float64"})
    rows = whole.sort_values([*keys, "start", "end"], kind="stable", ignore_index=True)
    reach = rows.groupby(keys)["end"].cummax().groupby([rows[key] for key in keys]).shift(fill_value=-1)
    new = (rows["start"] >= reach).to_numpy()
    number = np.cumsum(new)
    largest = rows.groupby(number)["weight"].max().reindex(number).to_numpy()
    return rows.assign(new=new.astype(int), stretch_weight=np.where(new, largest, 0.0))


def _fired(rows: pd.DataFrame, codebook: Codebook) -> pd.Series:
    """Return the indicators answered yes, as a series by article and frame."""
    rows = rows.drop_duplicates(["article_id", "frame", "indicator", "start", "end", "term"])
    counted = rows.groupby(["article_id", "frame", "indicator"]).agg(
        places=("start", "nunique"), terms=("term", "nunique")
    )
    least = {(f.id, i.id): (i.min, i.min_terms) for f in codebook.frames for i in f.indicators}
    needed = np.array([least[key[1:]] for key in counted.index], dtype=int).reshape(-1, 2)
    yes = counted[
        (counted["places"].to_numpy() >= needed[:, 0]) & (counted["terms"].to_numpy() >= needed[:, 1])
    ]
    return yes.reset_index().set_index(["article_id", "frame"])["indicator"]


def _listed(values: pd.Series) -> str:
    return ", ".join(dict.fromkeys(values))


def _require(evidence: pd.DataFrame) -> None:
    missing = [name for name in _EVIDENCE if name not in evidence.columns]
    if missing:
        raise ParameterError(
            f"the evidence has no column {', '.join(missing)}",
            where="evidence",
            remedy="Give the table that `frames` makes.",
        )


def _same(evidence: pd.DataFrame, codebook: Codebook, articles: pd.DataFrame) -> None:
    known = {(frame.id, indicator.id) for frame in codebook.frames for indicator in frame.indicators}
    found = set(evidence[["frame", "indicator"]].itertuples(index=False, name=None))
    if strange := sorted(found - known):
        raise ParameterError(
            f"codebook {codebook.name!r} has no indicator {'.'.join(strange[0])!r}", where="codebook",
            remedy="Score with the codebook the evidence was found with.",
        )  # fmt: skip
    if other := set(evidence["article_id"]) - set(articles["article_id"]):
        raise ParameterError(
            f"{len(other)} articles of the evidence are not among the articles, such as {min(other)!r}",
            where="articles", remedy="Give the articles of the corpus the evidence was found in.",
        )  # fmt: skip
