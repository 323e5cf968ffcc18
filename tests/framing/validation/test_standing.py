"""The status of a frame: what the line says, and when it no longer holds."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.framing import parse_codebook, with_status
from analysis.framing.validation import load_validity, validity_table, write_validity


def table(book, **change: object) -> pd.DataFrame:
    agreement = {"frame": "conflict", "indicator": "", "coders": 2, "n": 200, "alpha": 0.61, "alpha_low": 0.5,
                 "alpha_high": 0.71}  # fmt: skip
    found = {
        "frame": "conflict",
        "n": 200,
        "positive": 60,
        "f1": 0.66,
        "f1_low": 0.58,
        "f1_high": 0.73,
        "ceiling": 0.71,
    }
    for values in (agreement, found):
        values |= {name: value for name, value in change.items() if name in values}
    return validity_table(pd.DataFrame([agreement]), pd.DataFrame([found]), codebook=book)


def test_the_line(book) -> None:
    (line,) = table(book)["status"]
    assert line == (
        "200 articles coded by 2, α .61 (.50–.71), F1 .66 (.58–.73), between coders .71; low reliability (α below .667)"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"alpha": 0.7}, "tentative conclusions only (α below .80)"),
        ({"coders": 1, "alpha": float("nan")}, "one coder, so reliability is unknown"),
        ({"n": 40}, "few articles coded"),
        ({"positive": 7}, "only 7 coded yes"),
        ({"positive": 0, "f1": float("nan")}, "no row coded yes"),
        ({"alpha": float("nan")}, "α not defined"),
        ({"alpha": -0.08}, "α −.08"),
        ({"n": 0}, "not coded"),
    ],
)
def test_doubts_are_said_in_words(book, change: dict, said: str) -> None:
    assert said in table(book, **change)["status"].iloc[0]


def test_high_reliability_has_no_doubts(book) -> None:
    assert ";" not in table(book, alpha=0.85)["status"].iloc[0]


def test_a_file_beside_the_articles(book, book_text: str, tmp_path) -> None:
    path = write_validity(table(book), tmp_path / "validity.csv")
    again = load_validity(path, codebook=book)
    assert again["status"].tolist() == table(book)["status"].tolist()
    assert again["alpha"].tolist() == [0.61]
    frames = with_status(pd.DataFrame({"frame": ["conflict", "economic"]}), again)
    assert frames["validity"].str.startswith(("200 articles", "unvalidated")).all()
    terms = parse_codebook(book_text.replace("{term: cost}", "{term: cost}, {term: price}"))
    assert (
        load_validity(path, codebook=terms)["status"]
        .iloc[0]
        .startswith("outdated (measured with other terms")
    )
    words = parse_codebook(book_text.replace("Sides quarrel.", "Sides fight."))
    assert (
        load_validity(path, codebook=words)["status"]
        .iloc[0]
        .startswith("outdated (coded with other definitions")
    )
    with pytest.raises(InputError, match="about codebook 'small'"):
        load_validity(path, codebook=parse_codebook(book_text.replace("name: small", "name: large")))
    (tmp_path / "x.csv").write_text("frame\nconflict\n")
    with pytest.raises(InputError, match="no column status"):
        load_validity(tmp_path / "x.csv", codebook=book)
