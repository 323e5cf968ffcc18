"""The framing ledger of one article: each sentence that carries a frame, its words, whose voice, which place."""

from __future__ import annotations

import pandas as pd

from analysis.errors import require
from analysis.framing.article.one import PLACES, listed, place_of, the_article
from analysis.framing.codebooks.model import Codebook
from analysis.framing.scoring.sentences import frame_sentences
from analysis.framing.scoring.voices import NARRATOR, QUOTED
from analysis.framing.status import with_status

LEDGER = (
    "article_id", "start", "end", "place", "frame", "indicator", "functions", "words", "terms", "hits", "negated",
    "voice", "speaker", "speaker_id", "validity",
)  # fmt: skip
"""Columns of the ledger, in order."""

INSTEAD = "framing.frame_sentences and framing.frame_groups"


def ledger(
    evidence: pd.DataFrame,
    *,
    codebook: Codebook,
    articles: pd.DataFrame,
    validity: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the framing ledger of one article.

    Parameters
    ----------
    evidence : DataFrame
        From `frames`.
    codebook : Codebook
        The codebook the evidence was found with.
    articles : DataFrame
        The article: ``article_id, text``.
    validity : DataFrame, optional
        What coding says about each frame; see `with_status`.

    Returns
    -------
    DataFrame
        Columns `LEDGER`; one row per sentence, frame, indicator and voice, in
        order of the text: start, end (of the sentence); place (as in the evidence,
        captions apart); functions (of the
        indicator, or its frame's); words (as written) and terms (as in the
        codebook) joined by ", "; hits (places); negated (hits under negation);
        voice, speaker.

    Raises
    ------
    EmptySelectionError
        If there is not exactly one article.
    ParameterError
        If the evidence is from another article or lacks a column.
    """
    article = the_article(articles, evidence, what="ledger", instead=INSTEAD)
    require(
        evidence,
        ["speaker", "speaker_id", "place"],
        what="the table has",
        where="ledger",
        remedy="Give the table that `frames` makes.",
    )
    text = str(article["text"])
    spans = zip(evidence["start"].astype(int), evidence["end"].astype(int), strict=True)
    words = pd.Series([text[s:e] for s, e in spans], index=evidence.index, dtype=object)
    rows = evidence.assign(words=words, place=place_of(evidence))
    keys = ["article_id", "sentence_start", "sentence_end", "place", "frame", "indicator",
            "voice", "speaker", "speaker_id"]  # fmt: skip
    table = rows.groupby(keys, as_index=False, sort=False).agg(
        words=("words", listed), terms=("term", listed), hits=("start", "nunique"), negated=("negated", "sum"),
        first=("start", "min"),
    )  # fmt: skip
    rank = {frame.id: i for i, frame in enumerate(codebook.frames)}
    table = table.assign(
        rank=table["frame"].map(rank),
        functions=[
            ", ".join(functions_of(codebook, f, i))
            for f, i in zip(table["frame"], table["indicator"], strict=True)
        ],
    ).sort_values(["sentence_start", "rank", "first"], kind="stable", ignore_index=True)
    table = table.rename(columns={"sentence_start": "start", "sentence_end": "end"})
    return with_status(table, validity)[list(LEDGER)]


def ledger_totals(
    evidence: pd.DataFrame,
    *,
    codebook: Codebook,
    articles: pd.DataFrame,
    validity: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return what the ledger adds up to: hits of each frame by voice and by place.

    Parameters
    ----------
    evidence, codebook, articles, validity
        As for `ledger`.

    Returns
    -------
    DataFrame
        One row per frame of the codebook, also where nothing was found: frame,
        label, hits (stretches of text), narrator, quoted (hits in each voice;
        missing where voices are not known), speakers (who use it), headline,
        lead, body, caption (hits), negated, validity.

    Raises
    ------
    EmptySelectionError
        If there is not exactly one article.
    """
    the_article(articles, evidence, what="ledger_totals", instead=INSTEAD)
    sentences = frame_sentences(evidence)
    stands = evidence.assign(place=place_of(evidence)).drop_duplicates("sentence_start")
    sentences["place"] = sentences["start"].map(stands.set_index("sentence_start")["place"])
    known = not (evidence["voice"] == "").any()
    rows = []
    for frame in codebook.frames:
        of_frame = sentences[sentences["frame"] == frame.id]
        voices = {
            v: int(of_frame.loc[of_frame["voice"] == v, "hits"].sum()) if known else None
            for v in (NARRATOR, QUOTED)
        }
        places = {p: int(of_frame.loc[of_frame["place"] == p, "hits"].sum()) for p in PLACES}
        rows.append({
            "frame": frame.id, "label": frame.label, "hits": int(of_frame["hits"].sum()), **voices,
            "speakers": listed(of_frame["speaker"]), **places, "negated": int(of_frame["negated"].sum()),
        })  # fmt: skip
    return with_status(pd.DataFrame(rows).astype({NARRATOR: "Int64", QUOTED: "Int64"}), validity)


def functions_of(codebook: Codebook, frame_id: str, indicator_id: str) -> tuple[str, ...]:
    """Return the functions an indicator is about: its own, or all of its frame.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> functions_of(load_codebook("security_alliance_exit"), "broken_promise", "betrayal")
    ('cause', 'judgement')
    """
    frame = codebook.frame(frame_id)
    own = next((i.functions for i in frame.indicators if i.id == indicator_id), ())
    return own or frame.functions
