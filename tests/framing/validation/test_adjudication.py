"""Differences side by side, decisions read back, and the codes that follow."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import InputError, ParameterError
from analysis.framing.validation import (
    adjudicated,
    disagreements,
    read_adjudication,
    read_codings,
    reliability,
    write_adjudication,
)


def differ(coder: str, rows: pd.DataFrame) -> pd.DataFrame:
    if coder == "B":
        rows.loc[rows["row_id"].isin(["r0001", "r0002"]), "conflict"] = "yes"
        rows.loc[rows["row_id"] == "r0004", "conflict"] = ""
    return rows


def test_the_list_is_written_filled_in_and_read(folder, book) -> None:
    home = folder(differ)
    coded = read_codings(home, codebook=book)
    table = disagreements(coded, codebook=book)
    assert table[["row_id", "coder A", "coder B"]].values.tolist() == [
        ["r0001", "no", "yes"],
        ["r0002", "no", "yes"],
    ]
    for path in write_adjudication(table, home):
        assert path.exists()
    with pytest.raises(ParameterError, match="a list already"):
        write_adjudication(table, home)
    filled = table.assign(decision=["Yes", "dunno"])
    filled.to_csv(home / "adjudication.csv", index=False)
    decisions, open_ = read_adjudication(home, codebook=book)
    assert decisions.to_dict("records") == [{"row_id": "r0001", "variable": "conflict", "value": 1.0}]
    assert open_["problem"].tolist() == ["not an answer: yes or no"]
    codes = adjudicated(coded, codebook=book, decisions=decisions).set_index(["frame", "row_id"])
    assert codes.loc[("conflict", "r0001"), ["value", "how"]].tolist() == [1.0, "decided"]
    assert pd.isna(codes.loc[("conflict", "r0002"), "value"])
    assert codes.loc[("conflict", "r0004"), "how"] == "one coder"
    assert codes.loc[("economic", "r0001"), "how"] == "agreed"


def test_a_majority_settles_only_if_asked_and_a_tie_stays_open(folder, book, tmp_path) -> None:
    from analysis.framing.validation import add_coder

    coded = read_codings(folder(differ), codebook=book)
    tied = adjudicated(coded, codebook=book, rule="majority").set_index(["frame", "row_id"])
    assert pd.isna(tied.loc[("conflict", "r0001"), "value"])
    third = tmp_path / "c.csv"
    third.write_text("row_id,conflict\nr0001,yes\nr0002,no\n")
    three = add_coder(coded, third, coder="C", codebook=book)
    codes = adjudicated(three, codebook=book, rule="majority").set_index(["frame", "row_id"])
    assert codes.loc[("conflict", "r0001"), ["value", "how"]].tolist() == [1.0, "majority"]
    assert codes.loc[("conflict", "r0002"), "value"] == 0.0
    # A model that was added settles nothing where the people are named.
    people = adjudicated(three, codebook=book, rule="majority", coders=["A", "B"]).set_index(
        ["frame", "row_id"]
    )
    assert pd.isna(people.loc[("conflict", "r0001"), "value"])


def test_a_list_without_its_columns_is_refused_and_no_list_decides_nothing(book, tmp_path) -> None:
    (tmp_path / "x.csv").write_text("row_id,frame\nr0001,conflict\n")
    with pytest.raises(InputError, match="no column variable, decision"):
        read_adjudication(tmp_path / "x.csv", codebook=book)
    assert all(table.empty for table in read_adjudication(tmp_path, codebook=book))


def test_reliability_of_frames_and_indicators(folder, book) -> None:
    def edit(coder: str, rows: pd.DataFrame) -> pd.DataFrame:
        if coder == "B":
            rows["conflict.war"] = "no"
        return rows

    table = reliability(
        read_codings(folder(edit, ask="indicators"), codebook=book), codebook=book, resamples=100
    )
    assert table["variable"].tolist() == [
        "conflict", "conflict.quarrel", "conflict.sides", "conflict.war", "economic", "economic.costs",
    ]  # fmt: skip
    rows = table.set_index("variable")
    assert rows.loc["conflict.quarrel", "alpha"] == 1
    assert "never differ" in rows.loc["conflict.quarrel", "note"]
    assert rows.loc["conflict.war", "alpha"] < 0
    assert rows.loc["conflict", "alpha"] == 1  # two of three indicators are enough


def test_one_coder_and_one_class(folder, book) -> None:
    home = folder(lambda _, rows: rows.assign(economic="no"))
    table = reliability(read_codings(home, codebook=book), codebook=book).set_index("frame")
    assert pd.isna(table.loc["economic", "alpha"])
    assert "All codes are the same" in table.loc["economic", "note"]
    for end in ("csv", "xlsx"):
        (home / f"B.{end}").unlink()
    alone = reliability(read_codings(home, codebook=book), codebook=book)
    assert alone["note"].unique().tolist() == ["One coder: agreement cannot be known."]
    assert alone["alpha"].isna().all()
