"""The evidence for frames: every hit, where it stands, in whose voice, and whether that voice counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import ParameterError
from analysis.framing.codebooks.model import Codebook
from analysis.framing.matching.finding import NAMES, find_parts, several
from analysis.framing.scoring.conditions import deeds
from analysis.framing.scoring.voices import with_voice

if TYPE_CHECKING:
    from analysis.corpus import Corpus


def frames(
    corpus: Corpus,
    *,
    codebook: Codebook | Sequence[Codebook],
    quotations: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    actions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the evidence for each frame: every hit of every term and condition, with its place and voice.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    codebook : Codebook, or several
        See `load_codebook`. Several are matched in one pass; the column ``codebook`` tells them apart.
    quotations : DataFrame, optional
        Who is quoted where (``article_id, content, speaker``). Without it
        voices are not told apart.
    mentions, actions : DataFrame, optional
        From `actors.mentions` and `actors.actions`, for codebooks with conditions on actors.

    Returns
    -------
    DataFrame
        One row per hit: article_id, start, end, sentence_start, sentence_end,
        segment_kind, frame, indicator, term, weight, negated, voice (narrator,
        quoted, or empty if unknown), speaker, speaker_id; codebook; place (headline,
        lead: the first two sentences of running text, or body); counted (false for a hit in a
        voice that may not speak for its frame: it stays evidence and answers nothing). Bylines and
        boilerplate are never searched. ``attrs["other_voice"]`` says how many are not
        counted: records of codebook, frame, size.

    Raises
    ------
    ParameterError
        If two codebooks have one name, a table lacks a column, or one that a codebook needs is not given.
    """
    parts = list(
        frame_parts(corpus, codebook=codebook, quotations=quotations, mentions=mentions, actions=actions)
    )
    table = pd.concat([part.astype(dict.fromkeys(NAMES, "str")) for part in parts], ignore_index=True)
    other = table[~table["counted"]].groupby(["codebook", "frame"], as_index=False).size()
    table.attrs["other_voice"] = other.to_dict("records")
    return table


def frame_parts(
    corpus: Corpus,
    *,
    codebook: Codebook | Sequence[Codebook],
    quotations: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    actions: pd.DataFrame | None = None,
) -> Iterator[pd.DataFrame]:
    """Yield the evidence of some articles after others, so that a large corpus need not be held at once.

    All evidence of an article stands in one table. Names are categories. Parameters, columns and errors as `frames`.
    """
    books = several(codebook)
    _tell_voices(books, quotations)
    done = deeds(books, quotations=quotations, mentions=mentions, actions=actions)
    names = ["article_id", "start", "end", "sentence_start", "sentence_end", "segment_kind", "frame", "indicator",
             "term", "weight", "negated", "voice", "speaker", "speaker_id", "codebook", "place", "counted"]  # fmt: skip
    for part in find_parts(corpus, codebook=books, deeds=done):
        own = quotations
        if own is not None and "article_id" in own.columns:
            own = own[own["article_id"].isin(pd.unique(part["article_id"]))]
        rows = with_voice(part, own)
        yield rows.assign(counted=counted(rows, books))[names]


def counted(evidence: pd.DataFrame, codebooks: Sequence[Codebook]) -> pd.Series:
    """Say which hits stand in a voice that may speak for their frame.

    Parameters
    ----------
    evidence : DataFrame
        With ``frame, voice``; ``codebook`` where there are several.
    codebooks : sequence of Codebook
    """
    out = pd.Series(True, index=evidence.index)
    for book in codebooks:
        for frame in book.frames:
            if frame.voice != "any":
                own = (evidence["frame"] == frame.id) & (evidence["voice"] != frame.voice)
                out &= ~(own & (evidence["codebook"] == book.name) if "codebook" in evidence.columns else own)
    return out


def _tell_voices(books: Sequence[Codebook], quotations: pd.DataFrame | None) -> None:
    asked = next(((b, f) for b in books for f in b.frames if f.voice != "any"), None)
    if quotations is None and asked is not None:
        book, frame = asked
        raise ParameterError(
            f"{book.name}: only the voice {frame.voice!r} speaks for the frame {frame.id!r}, "
            "and no quotations are given",
            where="frames", remedy="Give quotations=actors.quotations(corpus), so that voices can be told apart.",
        )  # fmt: skip
