"""Sheets that come back: what is used, and what is listed because it cannot be."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import InputError, ParameterError
from analysis.framing import parse_codebook
from analysis.framing.validation import add_coder, frame_codes, read_codings, write_sheets


def only(coder: str, change):
    return lambda name, rows: change(rows) if name == coder else None


def problems(folder, book, *edits) -> pd.DataFrame:
    return read_codings(folder(*edits), codebook=book).problems


def test_filled_sheets_are_read_whole(folder, book) -> None:
    coded = read_codings(folder(), codebook=book)
    assert coded.problems.empty
    assert coded.coders == ["A", "B"]
    assert len(coded.codes) == 2 * 40 * 2
    assert coded.codes["value"].isin([0, 1]).all()


def test_a_missing_row_is_named(folder, book) -> None:
    found = problems(folder, book, only("A", lambda rows: rows[rows["row_id"] != "r0007"]))
    assert found[["file", "row_id", "problem"]].values.tolist() == [
        ["A.csv", "r0007", "the row is missing from the sheet"]
    ]


def test_an_unknown_answer_is_named_with_line_column_and_suggestion(folder, book) -> None:
    def edit(rows: pd.DataFrame) -> pd.DataFrame:
        rows.loc[rows.index[4], "economic"] = "yess"
        return rows

    (row,) = problems(folder, book, only("B", edit)).to_dict("records")
    assert (row["file"], row["line"], row["column"], row["value"], row["used"]) == (
        "B.csv",
        "6",
        "economic",
        "yess",
        False,
    )
    assert "'yes'" in row["suggestion"]


def test_unclear_is_no_code_and_no_problem(folder, book) -> None:
    def edit(rows: pd.DataFrame) -> pd.DataFrame:
        rows.loc[rows.index[0], "economic"] = "Unclear"
        return rows

    coded = read_codings(folder(only("A", edit)), codebook=book)
    assert coded.problems.empty
    assert len(coded.codes) == 159


def test_rows_that_stand_twice(folder, book) -> None:
    def edit(rows: pd.DataFrame) -> pd.DataFrame:
        other = rows.iloc[[1]].assign(conflict=lambda r: r["conflict"].map({"yes": "no", "no": "yes"}))
        return pd.concat([rows, rows.iloc[[0]], other])

    coded = read_codings(folder(only("A", edit)), codebook=book)
    assert coded.problems["used"].tolist().count(True) == 1
    assert coded.problems["problem"].str.contains("same answers: the first is used").sum() == 1
    assert coded.problems["problem"].str.contains("different answers: none is used").sum() == 1
    assert (coded.codes["coder"] == "A").sum() == 2 * 39


def test_changed_ids_and_texts_are_not_used(folder, book) -> None:
    def edit(rows: pd.DataFrame) -> pd.DataFrame:
        rows.loc[rows.index[0], "row_id"] = "r9999"
        rows.loc[rows.index[1], "text"] = "Something else."
        return rows

    coded = read_codings(folder(only("A", edit)), codebook=book)
    assert coded.problems["problem"].str.contains("no row of the design").any()
    assert coded.problems["problem"].str.contains("the text is not the one").any()
    assert (coded.codes["coder"] == "A").sum() == 2 * 38


def test_a_sheet_sorted_by_one_column_only_is_not_used(folder, book) -> None:
    coded = read_codings(
        folder(only("A", lambda rows: rows.assign(row_id=sorted(rows["row_id"])))), codebook=book
    )
    assert (coded.codes["coder"] == "A").sum() <= 4


def test_another_codebook_is_said(folder, book, book_text) -> None:
    home = folder()
    changed = parse_codebook(book_text.replace("Sides quarrel.", "Sides quarrel in public."))
    found = read_codings(home, codebook=changed).problems
    assert found["problem"].str.contains("coded with another codebook").sum() == 2
    # More terms ask nobody anything new.
    more = parse_codebook(book_text.replace("{term: cost}", "{term: cost}, {term: price}"))
    assert read_codings(home, codebook=more).problems.empty


def test_one_coder_only(folder, book) -> None:
    home = folder()
    (home / "B.csv").unlink()
    (home / "B.xlsx").unlink()
    found = read_codings(home, codebook=book).problems
    assert found["problem"].str.contains("one coder only").any()
    assert found["problem"].str.contains("coder B was given rows").any()


def test_missing_and_strange_columns(folder, book) -> None:
    found = problems(folder, book, only("A", lambda rows: rows.rename(columns={"economic": "economics"})))
    assert found["problem"].tolist() == ["the column is missing: the question counts as not answered",
                                         "the codebook has no such question"]  # fmt: skip
    assert "'economic'" in found["suggestion"].iloc[1]


def test_empty_sheets_and_no_sheets(folder, book, tmp_path, design) -> None:
    write_sheets(design, tmp_path / "empty", codebook=book)
    coded = read_codings(tmp_path / "empty", codebook=book)
    assert coded.codes.empty
    assert "no sheet holds an answer" in coded.problems["problem"].tolist()
    (tmp_path / "nothing").mkdir()
    with pytest.raises(ParameterError, match="no coding sheet"):
        read_codings(tmp_path / "nothing", codebook=book)
    (tmp_path / "nothing/A.csv").write_text("id,x\n1,2\n")
    with pytest.raises(InputError, match="no column row_id"):
        read_codings(tmp_path / "nothing", codebook=book, design=design)


def test_european_separators_and_windows_encoding(folder, book) -> None:
    home = folder()
    for coder in ("A", "B"):
        table = pd.read_csv(home / f"{coder}.csv", dtype=str, keep_default_na=False)
        table["remarks"] = "zögernd – nein"
        table.to_csv(home / f"{coder}.csv", index=False, sep=";", encoding="cp1252")
    assert read_codings(home, codebook=book).problems.empty


def test_frames_follow_from_indicators_by_the_rule(folder, book) -> None:
    def edit(coder: str, rows: pd.DataFrame) -> pd.DataFrame:
        # quarrel, sides, war: yes yes -, yes no -, no no -
        answers = {"r0001": ("yes", "yes", ""), "r0002": ("yes", "no", ""), "r0003": ("no", "no", "")}
        for row, cells in answers.items():
            rows.loc[rows["row_id"] == row, ["conflict.quarrel", "conflict.sides", "conflict.war"]] = cells
        return rows

    coded = read_codings(folder(edit, ask="indicators"), codebook=book)
    frames = frame_codes(coded, codebook=book)
    own = frames[(frames["coder"] == "A") & (frames["variable"] == "conflict")].set_index("row_id")["value"]
    assert own["r0001"] == 1  # met already
    assert own["r0003"] == 0  # out of reach
    assert "r0002" not in own.index  # the unanswered one would decide


def test_other_coders_long_or_wide(folder, book, design, tmp_path) -> None:
    coded = read_codings(folder(), codebook=book)
    ids = dict(zip(design["row_id"], design["article_id"], strict=True))
    long = tmp_path / "model.csv"
    long.write_text(
        "article_id,frame,answer\n"
        + f"{ids['r0001']},conflict,Yes\n{ids['r0002']},conflict,0.3\n{ids['r0003']},conflict,maybe\n"
        + f"{ids['r0004']},conflct,1\nnowhere,conflict,1\n{ids['r0005']},conflict,1\n{ids['r0005']},conflict,0\n"
    )
    both = add_coder(coded, long, coder="model", codebook=book)
    own = both.codes[both.codes["coder"] == "model"].set_index("row_id")["value"]
    assert own.to_dict() == {"r0001": 1, "r0002": 0}
    said = " ".join(both.problems["problem"])
    assert "not an answer" in said
    assert "no such question" in said
    assert "1 ids are not in the drawn sample" in said
    assert said.count("more than once") == 2
    wide = tmp_path / "wide.csv"
    wide.write_text("row_id,conflict,economic\nr0001,1,0\nr0002,0,\n")
    both = add_coder(coded, wide, coder="wide", codebook=book)
    assert (both.codes["coder"] == "wide").sum() == 3
    with pytest.raises(InputError, match="already"):
        add_coder(coded, wide, coder="A", codebook=book)
    (tmp_path / "no.csv").write_text("x,y\n1,2\n")
    with pytest.raises(InputError, match="row_id or article_id"):
        add_coder(coded, tmp_path / "no.csv", coder="z", codebook=book)
