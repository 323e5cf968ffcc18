from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ParameterError
from analysis.reporting import open_report
from analysis.reporting.quoting import WITHHELD, Quotes
from analysis.reporting.showing.annotated import Annotated
from analysis.reporting.showing.outputs import Output

SENTENCE = "The mayor opened the bridge on Monday."


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Output]:
    outputs: list[Output] = []
    monkeypatch.setattr("analysis.reporting.record._show", outputs.append)
    return outputs


def lines(parts: list[tuple[str, str, str]]) -> pd.DataFrame:
    rows = [("a", 10, 20, *part, "Post", "2024-01-01", "Title") for part in parts]
    return pd.DataFrame(
        rows, columns=["article_id", "start", "end", "left", "hit", "right", "outlet", "date", "title"]
    )


@given(
    st.lists(st.tuples(*[st.text("abc ", max_size=30)] * 3), max_size=6),
    st.integers(0, 120),
)
def test_no_more_is_shown_of_an_article_than_the_limit(parts: list[tuple[str, str, str]], limit: int) -> None:
    cut, number = Quotes(limit).lines(lines(parts))
    shown = "".join(left + hit + right for left, hit, right in cut[["left", "hit", "right"]].to_numpy())
    kept = sum(
        len(x.strip("…")) for row in cut[["left", "hit", "right"]].to_numpy() for x in row if "[char" not in x
    )
    assert kept <= limit
    assert number <= len(parts)
    if sum(len("".join(part)) for part in parts) <= limit:
        assert number == 0
        assert shown == "".join("".join(part) for part in parts)


def test_a_written_report_shows_no_text_unless_asked_and_says_how(
    shown: list[Output], tmp_path: Path
) -> None:
    report = open_report(str(tmp_path / "none"))
    table = pd.DataFrame({"word": ["bridge"], "sentence": [SENTENCE]})
    report.evidence("ev-a", lines([(SENTENCE, "bridge", SENTENCE)]), caption="Bridges")
    report.table("tbl-a", table, caption="Sentences")
    report.text("txt-a", Annotated(f"<p>{SENTENCE}</p>", SENTENCE), caption="The text")
    everything = "".join(o.html + o.plain for o in shown) + "".join(
        path.read_text() for path in (tmp_path / "none").rglob("*") if path.is_file()
    )
    assert "mayor" not in everything
    assert WITHHELD in everything
    assert "characters 10 to 20" in everything
    assert everything.count("--quote-limit") >= 3


def test_asked_for_or_by_hand_the_text_is_shown(shown: list[Output], tmp_path: Path) -> None:
    for report in (open_report(), open_report(str(tmp_path), quote_limit=500)):
        shown.clear()
        report.evidence("ev-a", lines([(SENTENCE, "bridge", SENTENCE)]), caption="Bridges")
        report.text("txt-a", Annotated(f"<p>{SENTENCE}</p>", SENTENCE), caption="The text")
        assert sum("mayor" in output.html for output in shown) == 2


@pytest.mark.parametrize("limit", [-1, 1.5, True])
def test_a_limit_that_is_none_is_refused(limit: int, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="quote_limit"):
        open_report(str(tmp_path), quote_limit=limit)


def test_short_wording_is_a_result_and_a_clause_is_text() -> None:
    table = pd.DataFrame(
        {"role": ["prime minister", "the man who opened the bridge on Monday"], "articles": [2, 1]}
    )
    cut, number = Quotes(0).table(table)
    assert (cut["role"].tolist(), number) == (["prime minister", WITHHELD], 1)
    assert Quotes(None).table(table)[1] == 0
