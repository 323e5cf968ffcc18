from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import vocabulary
from analysis.corpus import Corpus
from analysis.figures.theme import new_figure
from analysis.reporting import Report, claims, open_report
from analysis.reporting.claims.ledger import COLUMNS, NO_CORPUS, NO_SOURCE
from analysis.reporting.claims.points import points

DATA = pd.DataFrame({
    "word": ["river", "desert", "=bank"], "per_million": [1.5, 0.0, 2.0],
    "low": [1.0, None, 1.0], "high": [2.0, None, 3.0],
    "n": 3, "validity": ["unvalidated", "", "unvalidated"],
})  # fmt: skip


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.reporting.record._show", lambda output: None)


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    texts = ["The river rose.", "A river\n bank and a bank.", "Nothing."]
    return make_corpus([{"outlet": "Post", "title": f"T {i}", "text": t} for i, t in enumerate(texts)])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def draw(report: Report, name: str, data: pd.DataFrame, **options: Any) -> None:
    report.figure(name, new_figure(height_mm=40)[0], data=data, caption="c", alt="a", **options)


def test_every_plotted_row_has_one_claim_with_its_interval_status_and_evidence(
    corpus: Corpus, tmp_path: Path
) -> None:
    report = open_report(str(tmp_path), corpus=corpus)
    draw(report, "fig-words", DATA, evidence=claims.words())
    report.value("articles", 3, label="Articles", evidence=claims.articles())
    found = rows(tmp_path / "claims.csv")
    assert list(found[0]) == COLUMNS
    assert [row["claim"] for row in found] == ["fig-words/1", "fig-words/2", "fig-words/3", "val-articles"]
    first, second = found[0], found[1]
    assert (first["label"], first["value"], first["low"], first["high"], first["n"]) == (
        "river",
        "1.5",
        "1.0",
        "2.0",
        "3",
    )
    assert (first["unit"], first["status"]) == ("per million words", "unvalidated")
    assert (first["evidence"], first["places"], first["kept"]) == ("evidence/fig-words.csv", "2", "2")
    assert second["evidence"] == ""
    assert "no place" in second["note"]
    assert found[3]["evidence"] == "evidence/val-articles.csv"
    assert len(rows(tmp_path / "evidence/val-articles.csv")) == 3


def test_hashes_are_those_of_the_corpus_and_no_word_of_it_is_written(corpus: Corpus, tmp_path: Path) -> None:
    report = open_report(str(tmp_path), corpus=corpus)
    draw(report, "fig-words", DATA.assign(word=["river", "bank", "rose"]), evidence=claims.words())
    texts = corpus.articles.set_index("article_id")["text"]
    found = rows(tmp_path / "evidence/fig-words.csv")
    assert [row["row"] for row in found] == ["1", "1", "2", "2", "3"]
    for row in found:
        hit = " ".join(texts[row["article_id"]][int(row["start"]) : int(row["end"])].split())
        assert row["hit_sha256"] == hashlib.sha256(hit.encode()).hexdigest()
    assert "river" not in (tmp_path / "evidence/fig-words.csv").read_text()


def test_without_evidence_or_corpus_the_ledger_says_so(tmp_path: Path) -> None:
    report = open_report(str(tmp_path))
    draw(report, "fig-a", DATA)
    draw(report, "fig-b", DATA, evidence="these are codes of coders")
    draw(
        report,
        "fig-c",
        DATA,
        evidence=pd.DataFrame({"article_id": ["x"], "start": [1], "end": [2], "word": ["river"]}),
    )
    notes = {row["claim"]: row["note"] for row in rows(tmp_path / "claims.csv")}
    assert (notes["fig-a/1"], notes["fig-b/1"], notes["fig-c/1"]) == (
        NO_SOURCE,
        "these are codes of coders",
        NO_CORPUS,
    )
    assert notes["fig-c/2"] == "no place in the articles"


def test_a_headline_keeps_its_robustness_everywhere(corpus: Corpus, tmp_path: Path) -> None:
    report = open_report(str(tmp_path), corpus=corpus)
    draw(report, "fig-words", DATA)
    variants = pd.DataFrame(
        {"dimension": "outlets", "variant": list("abcdef"), "value": 1.0, "holds": [True] * 5 + [False]}
    )
    report.headline(
        "leader", 1.5, label="Leader", claim="River leads.", variants=variants, figure="fig-words", unit="%"
    )
    entry = json.loads((tmp_path / "values.json").read_text())["leader"]
    held = {
        "claim": "River leads.",
        "holds": 5,
        "variants": 6,
        "fragile": True,
        "table": "tables/rob-leader.csv",
    }
    assert (entry["robustness"], entry["text"], entry["claim"]) == (held, "1.5%", "val-leader")
    items = {item["name"]: item for item in json.loads((tmp_path / "manifest.json").read_text())["items"]}
    assert items["leader"]["robustness"] == items["fig-words"]["robustness"] == held
    assert (
        items["fig-words"]["data_sha256"]
        == hashlib.sha256((tmp_path / "figures/fig-words.csv").read_bytes()).hexdigest()
    )
    assert items["fig-words"]["status"] == "unvalidated"
    last = rows(tmp_path / "claims.csv")[-1]
    assert (last["claim"], last["holds"], last["variants"], last["fragile"]) == (
        "val-leader",
        "5",
        "6",
        "True",
    )
    assert len(rows(tmp_path / "tables/rob-leader.csv")) == 6


@pytest.mark.parametrize(
    ("columns", "drawn", "low"),
    [
        ({"share": 0.1, "share_low": 0.0, "rate": 2.0, "rate_low": 1.0}, 0.1, 0.0),
        ({"share": 0.1, "low": 0.05}, 0.1, 0.05), ({"net": -1, "count": 3, "low": -0.9}, -1, None),
        ({"dp": 0.2, "per_million": 4.0, "low": 3.0}, 4.0, 3.0), ({"other_thing": 4.0}, None, None),
    ],
)  # fmt: skip
def test_a_point_is_the_drawn_column_with_its_own_limit(
    columns: dict[str, float], drawn: float, low: float
) -> None:
    (row,) = points(pd.DataFrame([{"word": "w", **columns}])).to_dict("records")
    assert (row["value"], row["low"]) == (drawn, low)


def test_places_of_keywords_are_as_many_as_were_counted(sample: Corpus, tmp_path: Path) -> None:
    counts = vocabulary.count(sample)
    keywords = vocabulary.keywords(vocabulary.keyness(counts, by="outlet"), top=5)
    draw(
        open_report(str(tmp_path), corpus=sample),
        "fig-keyness",
        keywords,
        evidence=claims.words("group word", by="outlet"),
    )
    assert [int(row["places"]) for row in rows(tmp_path / "claims.csv")] == keywords["f"].tolist()
