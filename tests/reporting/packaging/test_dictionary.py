"""Every column of every CSV file is described, or said not to be."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import yaml

from analysis.paths import PACKAGE
from analysis.reporting.packaging.columns import TYPES, meaning_of
from analysis.reporting.packaging.dictionary import data_dictionary, write_dictionary

ABOUT = {"notebook": {"name": "vocabulary"}}


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_each_column_of_each_file_has_a_row(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "figures/fig-keyness.csv",
        "group,word,log_ratio,log_ratio_low,own_name\nA,frontier,1.5,,True\n",
    )
    _write(tmp_path, "tables/tbl-phrases.csv", "phrase,n\nprime minister,2\n")
    table = data_dictionary(tmp_path, notebook="vocabulary").set_index(["file", "column"])
    assert len(table) == 7
    low = table.loc[("figures/fig-keyness.csv", "log_ratio_low")]
    assert list(low[["type", "unit", "rows", "missing", "empty_means"]]) == [
        "number", "log2", 1, 1, "No interval: too few units.",
    ]  # fmt: skip
    assert table.loc[("figures/fig-keyness.csv", "own_name"), "levels"] == "True"
    assert table.loc[("tables/tbl-phrases.csv", "n"), "unit"] == "words"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "-2", ""], "integer"),
        (["1", "2.5", "1e-9", "inf"], "number"),
        (["True", "False"], "boolean"),
        (["1", "x"], "string"),
        (["", ""], "string"),
    ],
)
def test_a_column_nobody_described_is_said_not_to_be(tmp_path: Path, cells: list[str], kind: str) -> None:
    _write(tmp_path, "figures/fig-own.csv", "my_column\n" + "".join(f'"{cell}"\n' for cell in cells))
    about: dict = {**ABOUT, "warnings": ["earlier"]}
    write_dictionary(tmp_path, about)
    row = pd.read_csv(tmp_path / "dictionary.csv").iloc[0]
    assert (row["type"], row["meaning"]) == (kind, "not described")
    assert about["warnings"][0] == "earlier"
    assert "my_column" in about["warnings"][1]


def test_a_name_means_what_it_means_in_its_file() -> None:
    general, phrases = meaning_of("n"), meaning_of("n", item="tbl-phrases")
    article = meaning_of("words", item="tbl-ledger", notebook="article")
    voices = meaning_of("words", item="tbl-ledger", notebook="voices")
    assert general
    assert phrases
    assert article
    assert voices
    assert (general.unit, phrases.unit, article.type, voices.type) == (
        "articles",
        "words",
        "string",
        "integer",
    )


def test_limits_are_those_of_a_described_column_only() -> None:
    of_share = meaning_of("does_low")
    assert of_share
    assert of_share.meaning == "Lower end of the 95 % interval of does_share."
    assert meaning_of("nonsense_low") is None
    assert meaning_of("_low" * 5000) is None


def test_hostile_names_and_cells_stay_inert(tmp_path: Path) -> None:
    _write(tmp_path, "figures/fig-own.csv", '"=HYPERLINK(1)",kind\n1,=cmd()\n2,"a\n<script>"\n')
    about: dict = dict(ABOUT)
    write_dictionary(tmp_path, about)
    table = pd.read_csv(tmp_path / "dictionary.csv", keep_default_na=False)
    assert (
        not table.astype(str).apply(lambda column: column.str.startswith(("=", "+", "@", "\t"))).any().any()
    )


def test_every_description_is_whole() -> None:
    content = yaml.safe_load((PACKAGE / "resources/reporting/columns.yaml").read_text(encoding="utf-8"))
    described = [("", content["columns"]), *content["items"].items()]
    for item, columns in described:
        for name, facts in columns.items():
            assert len(facts) in (3, 4), (item, name)
            assert all(isinstance(fact, str) for fact in facts), (item, name)
            assert facts[0] in TYPES, (item, name)
            assert facts[2].endswith("."), (item, name)


def test_an_empty_report_has_an_empty_dictionary(tmp_path: Path) -> None:
    about: dict = dict(ABOUT)
    write_dictionary(tmp_path, about)
    assert len(pd.read_csv(tmp_path / "dictionary.csv")) == 0
    assert "warnings" not in about
