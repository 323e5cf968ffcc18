"""What to look at in a codebook before its numbers are believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.framing.checking.findings import COLUMNS, SEVERITIES, Finding
from analysis.framing.checking.in_corpus import corpus_findings
from analysis.framing.checking.in_itself import own_findings
from analysis.framing.codebooks.model import Codebook

if TYPE_CHECKING:
    from analysis.corpus import Corpus


def lint(
    codebook: Codebook, corpus: Corpus | None = None, *, evidence: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return what is wrong, doubtful or missing in a codebook, each with a remedy.

    Without a corpus the codebook is held against itself: questions that can
    never be answered, terms twice or one inside another, wide wildcards, frames
    out of balance, what coders will miss. With one, against its articles: terms
    and contexts that never decide anything, hits under negation, in captions or
    in repeated texts, terms that carry a frame alone, wildcards that find many
    different words, questions that are never or always answered yes.

    Parameters
    ----------
    codebook : Codebook
    corpus : Corpus, optional
        Annotated on demand. What is rare in it may be common elsewhere: every
        finding says of how many articles or hits it speaks.
    evidence : DataFrame, optional
        From `frames`, where actors shall be heard too; found anew if not given.

    Returns
    -------
    DataFrame
        Worst first, then in order of the codebook: severity (error: cannot work as
        written; warning: will likely mislead; note: worth a look), place (file and
        line; empty for a codebook that was not read from a file), check, frame,
        indicator, term, what, remedy.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> table = lint(load_codebook("generic5"))
    >>> "error" in set(table["severity"])
    False
    """
    found = own_findings(codebook)
    if corpus is not None:
        found += corpus_findings(codebook, corpus, evidence=evidence)
    rows = [(SEVERITIES.index(one.severity), one.path, one) for one in found]
    rows.sort(
        key=lambda row: (row[0], [(isinstance(p, int), p if isinstance(p, int) else 0) for p in row[1]])
    )
    return pd.DataFrame([_row(one, codebook) for *_, one in rows], columns=list(COLUMNS))


def _row(one: Finding, codebook: Codebook) -> tuple[str, ...]:
    frame = indicator = term = ""
    path = one.path
    if len(path) >= 2:
        owner = codebook.frames[int(path[1])]
        frame = owner.id
        if len(path) >= 4:
            question = owner.indicators[int(path[3])]
            indicator = question.id
            if len(path) >= 6:
                term = question.terms[int(path[5])].term
    return (one.severity, codebook.places.of(*path), one.check, frame, indicator, term, one.what, one.remedy)
