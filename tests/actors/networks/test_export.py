"""Networks written to files and read back by another implementation."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from analysis.actors.networks.export import graph, write_graph
from analysis.errors import ParameterError

HOSTILE = '<b>"&\x00\ufffe\u202e$x'


def directed() -> pd.DataFrame:
    return pd.DataFrame(
        {"source_id": ["a", "b"], "target_id": ["b", "a"], "source": ["Ann", HOSTILE], "target": [HOSTILE, "Ann"],
         "source_kind": "person", "target_kind": "person", "count": np.array([3, 1]), "net": [-2, 1],
         "low": [0.1, np.nan], "verbs": ["hit, meet", HOSTILE], "article_id": "one", "start": [4, 9], "end": [8, 12]}
    )  # fmt: skip


@pytest.mark.parametrize(("ending", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_files_hold_everything_and_are_the_same_twice(tmp_path, ending, read) -> None:
    path = write_graph(directed(), tmp_path / f"deeds.{ending}")
    got = read(path)
    assert got.is_directed()
    assert got.nodes["b"]["label"].startswith('<b>"&')
    edge = got.edges["a", "b"]
    assert (edge["weight"], edge["net"], edge["low"], edge["evidence"]) == (3, -2, 0.1, "one:4-8")
    assert "low" not in got.edges["b", "a"]
    text = path.read_bytes()
    assert b"lastmodified" not in text
    assert write_graph(directed(), tmp_path / f"again.{ending}").read_bytes() == text


def test_pairs_have_no_direction() -> None:
    pairs = pd.DataFrame(
        {"actor_a": ["a"], "actor_b": ["b"], "name_a": "A", "name_b": "B", "kind_a": "state", "kind_b": "state",
         "count": [2], "q": [pd.NA]}
    )  # fmt: skip
    got = graph(pairs)
    assert not got.is_directed()
    assert got.edges["a", "b"] == {"weight": 2, "count": 2}


def test_an_empty_network_is_a_file(tmp_path) -> None:
    assert len(nx.read_graphml(write_graph(directed().iloc[:0], tmp_path / "none.graphml"))) == 0


def test_what_is_no_network_is_refused(tmp_path) -> None:
    with pytest.raises(ParameterError, match="format of networks"):
        write_graph(directed(), tmp_path / "deeds.xml")
    with pytest.raises(ParameterError, match="folder does not exist"):
        write_graph(directed(), tmp_path / "nowhere" / "deeds.gexf")
    with pytest.raises(ParameterError, match="no column count"):
        graph(directed().drop(columns="count"))
