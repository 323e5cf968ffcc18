"""In which sentence and kind of segment a place stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.annotation import annotate
from analysis.corpus.records import PROSE

if TYPE_CHECKING:
    from analysis.corpus import Corpus

ARTICLES = 5_000
"""Articles whose sentences leave the database in one go."""

_SENTENCES = """
select g.article_id, g."start" + s."start" as sentence_start, g."start" + s."end" as sentence_end,
       g.kind as segment_kind
from segments g join (
    select text_id, sentence, min("start") as "start", max("end") as "end" from tokens
    where text_id in (select text_id from segments where article_id in (select unnest($ids::varchar[])))
    group by text_id, sentence
) s on s.text_id = g.text_id
where g.article_id in (select unnest($ids::varchar[])) and g.kind in (select unnest($kinds::varchar[]))
"""


def in_sentences(corpus: Corpus, places: pd.DataFrame) -> pd.DataFrame:
    """Return places with the sentence each stands in; what stands in no sentence of prose is left out.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    places : DataFrame
        With ``article_id, start, end``.

    Returns
    -------
    DataFrame
        `places` with sentence_start, sentence_end, segment_kind.
    """
    annotate(corpus)
    ids = pd.unique(places["article_id"])
    parts = [
        _placed(corpus, places[places["article_id"].isin(ids[first : first + ARTICLES])])
        for first in range(0, max(len(ids), 1), ARTICLES)
    ]
    return pd.concat(parts, ignore_index=True)


def _placed(corpus: Corpus, places: pd.DataFrame) -> pd.DataFrame:
    ids = pd.unique(places["article_id"]).tolist()
    sentences = corpus.sql(_SENTENCES, ids=ids, kinds=list(PROSE))
    integers = ["sentence_start", "sentence_end"]
    sentences = sentences.astype({**dict.fromkeys(integers, "int64"), "article_id": "str"})
    own = places.astype({"start": "int64", "end": "int64", "article_id": "str"})
    found = pd.merge_asof(
        own.sort_values("start", kind="stable"), sentences.sort_values("sentence_start", kind="stable"),
        left_on="start", right_on="sentence_start", by="article_id",
    )  # fmt: skip
    found = found[found["start"] < found["sentence_end"]]
    return found.astype(dict.fromkeys(integers, "int64")).reset_index(drop=True)
