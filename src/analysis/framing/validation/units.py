"""What is coded: articles, paragraphs or sentences of a corpus, and what the dictionary says of each."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd

from analysis.annotation import annotate
from analysis.corpus import PROSE
from analysis.errors import one_of, require

if TYPE_CHECKING:
    from analysis.corpus import Corpus

UNITS = ("article", "segment", "sentence")
"""What one row of a coding sheet can be."""

KEY = ["article_id", "start", "end"]
"""What names a unit: its article and place in it."""

_SEGMENTS = """
select g.article_id, g."start", g."end", g.kind from segments g
where g.kind in (select unnest($kinds::varchar[])) order by g.article_id, g."start"
"""

_SENTENCES = """
select g.article_id, g."start" + min(t."start") as "start", g."start" + max(t."end") as "end", g.kind
from segments g join tokens t using (text_id)
where g.kind in (select unnest($kinds::varchar[]))
group by g.article_id, g."start", g.kind, t.sentence order by 1, 2
"""


def coding_units(corpus: Corpus, *, unit: str = "article") -> pd.DataFrame:
    """Return the units of a corpus that can be coded, with the text a coder reads.

    Parameters
    ----------
    corpus : Corpus
    unit : {"article", "segment", "sentence"}

    Returns
    -------
    DataFrame
        article_id, start, end, text. Bylines and boilerplate are left out, as they
        are where terms are searched: an article's text is its headline,
        standfirst, captions and body, with an empty line between them.

    Raises
    ------
    ParameterError
        If there is no such unit.
    """
    one_of(unit, UNITS, name="unit")
    if unit == "sentence":
        annotate(corpus)
    rows = corpus.sql(_SENTENCES if unit == "sentence" else _SEGMENTS, kinds=list(PROSE))
    texts = dict(corpus.sql("select article_id, text from articles").itertuples(index=False, name=None))
    places = zip(rows["article_id"], rows["start"], rows["end"], strict=True)
    rows["text"] = [texts[key][int(start) : int(end)].strip() for key, start, end in places]
    if unit != "article":
        return rows.loc[rows["text"] != "", [*KEY, "text"]].reset_index(drop=True)
    whole = rows.groupby("article_id", sort=True).agg(
        start=("start", "min"), end=("end", "max"), text=("text", "\n\n".join)
    )
    return whole.reset_index()


def unit_scores(units: pd.DataFrame, evidence: pd.DataFrame, *, frames: list[str]) -> pd.DataFrame:
    """Return which frames the dictionary finds in units smaller than an article.

    Parameters
    ----------
    units : DataFrame
        From `coding_units`: sentences or segments.
    evidence : DataFrame
        From `framing.frames`.
    frames : list of str

    Returns
    -------
    DataFrame
        One row per unit and frame: article_id, start, end, frame, hits, present
        (any hit). For articles take `framing.frame_articles`, which knows the rule.
    """
    places = (
        evidence[["article_id", "start", "frame"]].rename(columns={"start": "at"}).astype({"at": "int64"})
    )
    order = units[KEY].astype({"start": "int64"}).sort_values("start")
    met = pd.merge_asof(
        places.sort_values("at"), order, left_on="at", right_on="start", by="article_id", direction="backward"
    )
    met = met[met["at"] < met["end"]]
    counts = met.groupby([*KEY, "frame"]).size()
    index = pd.MultiIndex.from_tuples(
        [(*key, frame) for key in units[KEY].itertuples(index=False, name=None) for frame in frames],
        names=[*KEY, "frame"],
    )
    hits = counts.reindex(index).fillna(0).astype(int)
    return hits.rename("hits").reset_index().assign(present=lambda table: table["hits"] > 0)


def text_check(text: str) -> str:
    r"""Return a short hash of a text's letters and digits, which survives how spreadsheets treat the rest.

    Examples
    --------
    >>> text_check("The council, again.") == text_check("'The  council,\nagain.")
    True
    """
    letters = "".join(ch for ch in text.casefold() if ch.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:8]


def present_frames(scores: pd.DataFrame) -> pd.DataFrame:
    """Return a matrix of units by frames: whether the dictionary finds the frame, indexed by what names the unit.

    Raises
    ------
    ParameterError
        If a column is missing.
    """
    require(
        scores,
        ("article_id", "frame", "present"),
        what="the scores have",
        where="scores",
        remedy="Give the table of `frame_articles`, or of `unit_scores`.",
    )
    keys = [name for name in KEY if name in scores.columns]
    wide = scores.pivot(index=keys, columns="frame", values="present")
    return wide[list(dict.fromkeys(scores["frame"]))].fillna(False).astype(bool)
