"""Networks as files that Gephi, Cytoscape, R or networkx read."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from analysis.errors import ParameterError, one_of, require
from analysis.labels import neutralise

FORMATS = (".graphml", ".gexf")
"""Endings of the files, and so their formats."""

_ENDS = {
    True: ("source_id", "target_id", "source", "target", "source_kind", "target_kind"),
    False: ("actor_a", "actor_b", "name_a", "name_b", "kind_a", "kind_b"),
}
# What XML 1.0 cannot hold, even written as a number.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EVIDENCE = ("article_id", "start", "end")


def graph(edges: pd.DataFrame) -> nx.Graph:
    """Return a network as a graph of networkx.

    Parameters
    ----------
    edges : DataFrame
        From `cooccurrence`, `quotation_network`, `action_network` or `who_to_whom`; a column
        ``hit`` (from `Corpus.kwic`) goes along as the words of the evidence.

    Returns
    -------
    networkx.Graph or DiGraph
        Nodes have ``label`` and ``kind``; edges all other columns that are numbers or
        text, ``weight`` (the count) and ``evidence`` ("article_id:start-end"). Missing values are left out, and
        characters that XML cannot hold or that reorder text.

    Raises
    ------
    ParameterError
        If the table is no network.

    Examples
    --------
    >>> table = pd.DataFrame([["a", "b", "Ann", "Bo", "person", "person", 2]],
    ...     columns=["actor_a", "actor_b", "name_a", "name_b", "kind_a", "kind_b", "count"])
    >>> sorted(graph(table).edges(data="weight"))
    [('a', 'b', 2)]
    """
    directed = "source_id" in edges.columns
    ends = _ENDS[directed]
    require(
        edges,
        (*ends, "count"),
        what="edges have",
        where="graph",
        remedy="Give a table of cooccurrence, quotation_network, action_network or who_to_whom.",
    )
    out: nx.Graph = nx.DiGraph() if directed else nx.Graph()
    for row in edges.to_dict("records"):
        pair = [_clean(row[name]) for name in ends[:2]]
        for node, name, kind in zip(pair, ends[2:4], ends[4:], strict=True):
            out.add_node(node, label=_clean(row[name]), kind=_clean(row[kind]))
        told = {str(k): _clean(v) for k, v in row.items() if k not in (*ends, *_EVIDENCE) and _is_known(v)}
        if all(name in row and _is_known(row[name]) for name in _EVIDENCE):
            told["evidence"] = f"{_clean(row['article_id'])}:{int(row['start'])}-{int(row['end'])}"
        out.add_edge(*pair, weight=_clean(row["count"]), **told)
    return out


def write_graph(edges: pd.DataFrame, path: str | Path) -> Path:
    """Write a network to a file: GraphML or GEXF, by its ending.

    Parameters
    ----------
    edges : DataFrame
        As for `graph`.
    path : str or Path
        Ends in ``.graphml`` or ``.gexf``; its folder must exist.

    Returns
    -------
    Path
        The file. The same edges give the same bytes.

    Raises
    ------
    ParameterError
        If the ending is neither, the folder does not exist or the table is no network.
    """
    path = Path(path)
    one_of(path.suffix.lower(), FORMATS, name="format of networks")
    if not path.parent.is_dir():
        raise ParameterError("the folder does not exist", where=str(path.parent), remedy="Make it first.")
    made = graph(edges)
    lines = nx.generate_graphml(made) if path.suffix.lower() == ".graphml" else nx.generate_gexf(made)
    # The date of writing would make two files of the same network differ.
    text = re.sub(r' lastmodifieddate="[^"]*"', "", "\n".join(lines))
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', encoding="utf-8")
    return path


def _is_known(value: Any) -> bool:
    if isinstance(value, str):
        return True
    return isinstance(value, bool | int | np.number | np.bool_ | float) and math.isfinite(value)


def _clean(value: Any) -> Any:
    """Return a plain number, or text that XML can hold."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool | int | float):
        return value
    return _NO_XML.sub("\ufffd", neutralise(value))
