"""The register as a table, and as a file beside which a person's own lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.actors.register.decisions import load_decisions, parse_decisions
from analysis.actors.register.identities import identities
from analysis.actors.register.resolving import resolve
from analysis.actors.register.writing import REGISTER, register_table, write_register
from analysis.errors import ParameterError

Making = Callable[..., pd.DataFrame]
ROWS = """\
actor_id,action,target,words
person:vera-novak,merge,person:ani-petrosyan,
person:ani-petrossyan,split,,
state:armenia,split,Armenia (ship),Armenia
state:armenia,rename,Republic of Armenia,
organisation:harbour-union,ignore,,
person:nobody,rename,X,
"""


@pytest.fixture
def table(make: Making) -> pd.DataFrame:
    return make(
        a=["person:Ani Petrosyan", "person:Vera Novak", "place:Yerevan", "state:Armenia"],
        b=["person:Ani Petrossyan", "organisation:Harbour Union"],
        c=["person:Ani Petrosyan", "person:Serzh Sargsyan"],
        d=["person:Serzh Sarkisyan"],
    )


def test_every_actor_and_below_it_what_was_merged_into_it(table: pd.DataFrame) -> None:
    found = register_table(
        table, resolve(table, parse_decisions("actor_id,action\n"), merges=identities(table))
    )
    assert list(found.columns) == list(REGISTER)
    rows = found[found["into"] == "person:ani-petrosyan"]
    assert rows[["row", "actor_id", "article_id", "articles"]].values.tolist() == [
        ["merged", "person:ani-petrossyan", "b", 1]
    ]
    assert "spellings of one" in rows["reason"].iloc[0]
    at = found.index[found["actor_id"] == "person:ani-petrosyan"][0]
    assert rows.index[0] == at + 1
    actor = found.loc[at]
    assert (actor["articles"], actor["mentions"], actor["aliases"]) == (3, 3, "Ani Petrossyan")
    assert found.loc[found["name"] == "Yerevan", ["relation", "part_of"]].values.tolist() == [
        ["capital", "state:armenia"]
    ]


def test_written_decisions_are_read_again_and_mean_the_same(table: pd.DataFrame, tmp_path: Path) -> None:
    decisions = parse_decisions(ROWS)
    register = resolve(table, decisions, merges=identities(table))
    found = register_table(table, register, decisions=decisions)
    path = write_register(found, tmp_path / "out/actors.csv", raw=tmp_path / "raw")
    again = load_decisions(path)
    key = [(row.actor_id, row.action, row.target, row.words) for row in decisions.rows]
    assert sorted((row.actor_id, row.action, row.target, row.words) for row in again.rows) == sorted(key)
    other = resolve(table, again, merges=identities(table))
    assert (other.found, other.decided, other.ignored, other.moved) == (
        register.found, register.decided, register.ignored, register.moved
    )  # fmt: skip
    unmatched = found[found["actor_id"] == "person:nobody"].iloc[0]
    assert unmatched["row"] == "decision"
    assert "no mention has the actor" in unmatched["reason"]


def test_what_to_look_at_stands_beside_the_actor(table: pd.DataFrame) -> None:
    register = resolve(table, parse_decisions("actor_id,action\n"))
    look = pd.DataFrame({"actor_id": ["person:vera-novak"], "reason": ["two people? …"]})
    found = register_table(table, register, namesakes=look)
    assert found.loc[found["reason"] != "", "actor_id"].tolist() == ["person:vera-novak"]


def test_no_cell_is_a_formula_and_nothing_is_written_beside_the_articles(
    table: pd.DataFrame, tmp_path: Path
) -> None:
    table["name"] = table["name"].replace("Harbour Union", "=cmd|' /C calc'!A0")
    found = register_table(table, resolve(table, parse_decisions("actor_id,action\n")))
    text = write_register(found, tmp_path / "register.csv").read_text(encoding="utf-8")
    assert "'=cmd" in text
    assert not any(cell.startswith(("=", "+", "@")) for line in text.splitlines() for cell in line.split(","))
    (tmp_path / "raw").mkdir()
    with pytest.raises(ParameterError, match="lay it there yourself"):
        write_register(found, tmp_path / "raw/actors.csv", raw=tmp_path / "raw")
    assert not list((tmp_path / "raw").iterdir())


def test_an_empty_corpus_has_an_empty_register(make: Making) -> None:
    found = register_table(make(), resolve(make(), parse_decisions("actor_id,action\n")))
    assert found.empty
    assert list(found.columns) == list(REGISTER)
