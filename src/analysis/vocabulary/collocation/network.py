"""Collocation networks: collocates of a node, and theirs in turn."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.corpus import PROSE, Corpus
from analysis.errors import EmptySelectionError, ParameterError, one_of
from analysis.vocabulary.collocation.spans import Field, collocates, spans
from analysis.vocabulary.collocation.table import reach_of
from analysis.vocabulary.measures.association import MEASURES
from analysis.vocabulary.running import parse

DEEPEST = 3
"""Steps from the first node; further ones reach everything."""

MOST_NODES = 200
"""Nodes whose collocates are looked up in one network."""


def collocation_network(
    corpus: Corpus,
    node: str | Sequence[str],
    *,
    depth: int = 2,
    top: int = 8,
    measure: str = "log_dice",
    least: float | None = None,
    window: int | tuple[int, int] = 5,
    span: str = "window",
    unit: str = "word",
    kinds: Sequence[str] = PROSE,
    least_f: int = 5,
    least_df: int = 5,
    least_outlets: int = 1,
    most_dp: float = 1.0,
) -> pd.DataFrame:
    """Return a network of collocates: those of a node, those of its collocates, and so on.

    Parameters
    ----------
    corpus : Corpus
    node : str or sequence of str
        Where the network begins: one or more queries, as for `concordance`.
    depth : int
        Steps from the first nodes, at most `DEEPEST`; 1 for their collocates alone.
    top : int
        Strongest collocates that are kept of each node.
    measure : str
        Measure by which they are kept.
    least : float, optional
        Smallest value of the measure.
    window, span, unit, kinds, least_f, least_df, least_outlets, most_dp
        As for `collocations`; ``span`` is ``window`` or ``sentence``.

    Returns
    -------
    DataFrame
        One row per edge: ``node, collocate, step`` (of the collocate, from 1),
        and the columns of `collocations` with a node; those that were looked up
        first come first. An edge between two nodes that were both looked up is
        one row, the stronger of the two. In ``attrs``: ``nodes`` (the first ones).

    Raises
    ------
    EmptySelectionError
        If the first nodes have no collocates.

    Notes
    -----
    After Brezina, McEnery and Wattam (2015), doi:10.1075/ijcl.20.2.01bre.
    Every node is looked up among the same running words, so a step costs a
    fraction of a second for each node.

    Examples
    --------
    >>> collocation_network(corpus, "sanctions", depth=2, top=6)  # doctest: +SKIP
    """
    one_of(measure, MEASURES, name="measure")
    one_of(span, ("window", "sentence"), name="span")
    if not 1 <= depth <= DEEPEST or top < 1:
        raise ParameterError(
            f"depth = {depth}, top = {top}", remedy=f"depth is 1 to {DEEPEST}, top 1 or more."
        )
    first = list(dict.fromkeys([node] if isinstance(node, str) else node))
    reach = reach_of(window, span)
    annotated = any(parse(query).annotated for query in first)
    field = Field.of(corpus, kinds=kinds, unit=unit, annotated=annotated)
    tables: list[pd.DataFrame] = []
    looked_up: set[str] = set()
    waiting = first
    for step in range(1, depth + 1):
        found: list[str] = []
        for name in waiting[: MOST_NODES - len(looked_up)]:
            query = name if step == 1 or unit == "word" else f'[lemma="{name}"]'
            own = spans(field, query, window=reach, by_sentence=span == "sentence")
            rows = collocates(field, own, least_f=least_f, least_df=least_df, with_function_words=False)
            rows = rows[(rows["dp"] <= most_dp) & (rows["outlets"] >= least_outlets)]
            rows = rows if least is None else rows[rows[measure] >= least]
            rows = rows.sort_values([measure, "f", "collocate"], ascending=[False, False, True]).head(top)
            tables.append(rows.assign(node=name, step=step))
            looked_up.add(name)
            found += rows["collocate"].tolist()
        waiting = [name for name in dict.fromkeys(found) if name not in looked_up]
    edges = pd.concat(tables, ignore_index=True)
    if edges.empty:
        raise EmptySelectionError(
            f"{', '.join(map(repr, first))} has no collocates that occur {least_f} times in {least_df} articles",
            where="node", remedy="Lower least_f, least_df or least, or begin from a more frequent word.",
        )  # fmt: skip
    edges = _once(edges, measure)
    edges.attrs = {"nodes": first, "measure": measure, "looked_up": len(looked_up)}
    return edges


def _once(edges: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Keep of the two rows that join the same two words the stronger."""
    pair = [" ".join(sorted(ends)) for ends in zip(edges["node"], edges["collocate"], strict=True)]
    ranked = edges.assign(pair=pair, order=range(len(edges))).sort_values(
        [measure, "order"], ascending=[False, True]
    )
    kept = ranked[ranked["node"] != ranked["collocate"]].drop_duplicates("pair").sort_values("order")
    front = ["node", "collocate", "step"]
    kept = kept[[*front, *(name for name in edges.columns if name not in front)]]
    return kept.reset_index(drop=True)
