from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.actors import corrected, validity, validity_of
from analysis.actors.validity import Measured
from analysis.errors import ParameterError


@pytest.fixture(autouse=True)
def _figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of these tests' own."""
    made = {
        ("quotations", ""): {
            "precision": Measured(0.8, 0.75, 0.85, 100, "A Corpus, 9 documents"),
            "recall": Measured(0.5, 0.4, 0.6, 160, "A Corpus, 9 documents"),
            "ratio": Measured(1.6, 1.2, 2.0, 100, "A Corpus, 9 documents"),
        },
        ("names", ""): {  # known exactly, for simulation
            "precision": Measured(0.8, 0.8, 0.8, 10**9),
            "recall": Measured(0.7, 0.7, 0.7, 10**9),
            "ratio": Measured(0.8 / 0.7, 0.8 / 0.7, 0.8 / 0.7, 10**9),
        },
        ("pronouns", ""): {"accuracy": Measured(0.743, 0.65, 0.83, 105, "B Corpus, 3 documents")},
    }
    monkeypatch.setattr(validity, "_measured", lambda: made)


def test_what_is_measured_is_given_with_its_interval() -> None:
    found = validity_of("quotations")
    assert found.precision is not None
    assert (found.precision.value, found.precision.low, found.precision.n) == (0.8, 0.75, 100)
    assert str(found) == "precision .80 [.75, .85], recall .50 [.40, .60]"
    assert validity_of("pronouns").precision is None


def test_what_is_not_measured_says_so() -> None:
    assert str(validity_of("actions")) == "not measured"
    assert validity_of("quotations", subset="direct").recall is None
    assert validity.sentence("actions") == "Actions: precision and recall are not measured."
    one = corrected(7, task="actions")
    assert np.isnan([one.value, one.low, one.high]).all()
    assert one.observed == 7
    assert one.note.endswith("cannot be corrected.")
    assert np.isnan(corrected(7, task="pronouns").value), "an accuracy is no precision and recall"


def test_one_sentence_for_captions() -> None:
    assert validity.sentence("quotations") == (
        "Quotations: precision .80 [.75, .85], recall .50 [.40, .60] for statements found (half of the content "
        "shared), measured on A Corpus, 9 documents (95 % intervals, articles resampled)."
    )


def test_a_corrected_count_by_hand() -> None:
    # 100 · .8 / .5 = 160. Log scale: ((ln 2 - ln 1.2) / 3.919928)² + .7 / 80 = .016982 + .008750 = .16041²,
    # and exp(1.959964 · .16041) = 1.36943.
    one = corrected(100, task="quotations")
    assert one.value == pytest.approx(160)
    assert one.low == pytest.approx(160 / 1.36943, rel=1e-4)
    assert one.high == pytest.approx(160 * 1.36943, rel=1e-4)
    assert "assume that errors are as in the articles they were measured on" in one.note


def test_nothing_found_may_be_something_missed() -> None:
    one = corrected(0, task="quotations")
    # Each is missed with .5: of six, all are missed with .0156, of five with .031.
    assert (one.value, one.low) == (0, 0)
    assert 5 < one.high < 6
    assert 0.5**one.high == pytest.approx(0.025)


def test_the_interval_holds_what_stands_behind_a_count() -> None:
    chance = np.random.default_rng(5)
    right = chance.binomial(200, 0.8, 50_000)
    there = right + chance.negative_binomial(right, 0.7)
    one = corrected(200, task="names")
    assert one.value == pytest.approx(there.mean(), rel=0.005)
    assert np.mean((one.low <= there) & (there <= one.high)) == pytest.approx(0.95, abs=0.01)


def test_a_table_is_corrected_row_by_row() -> None:
    table = pd.DataFrame({"outlet": ["Post", "Courier", "None"], "quotations": [100, 10, 0]}, index=[4, 2, 9])
    out = corrected(table, task="quotations", column="quotations")
    assert list(out.columns) == ["outlet", "quotations", "corrected", "corrected_low", "corrected_high"]
    assert out.index.tolist() == [4, 2, 9]
    for row in out.itertuples():
        one = corrected(row.quotations, task="quotations")
        assert (row.corrected, row.corrected_low, row.corrected_high) == (one.value, one.low, one.high)
    assert out.attrs["correction"].startswith("Corrected counts are counts × precision / recall")
    assert "corrected" not in table.columns
    empty = corrected(table.iloc[:0], task="quotations", column="quotations")
    assert len(empty) == 0


@given(st.integers(0, 10**6))
def test_more_found_is_more_there(n: int) -> None:
    one, more = (corrected(k, task="quotations") for k in (n, n + 1))
    assert one.low <= one.value <= one.high
    assert one.value < more.value
    assert one.low <= more.low


def test_errors_say_what_is_allowed() -> None:
    with pytest.raises(ParameterError, match="quotatoins"):
        validity_of("quotatoins")
    with pytest.raises(ParameterError, match="negative"):
        corrected(-1, task="quotations")
    with pytest.raises(ParameterError, match="counts"):
        corrected(pd.DataFrame({"n": [1]}), task="quotations", column="counts")


def test_the_figures_that_ship_are_shares_inside_their_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    measured = validity._measured()
    assert {task for task, _ in measured} <= set(validity.TASKS)
    assert {"quotations", "voices", "names", "coreference", "pronouns"} <= {task for task, _ in measured}
    for (_, _), measures in measured.items():
        for name, one in measures.items():
            assert 0 <= one.low <= one.value <= one.high
            assert one.high <= 1 or name == "ratio"
            assert one.n >= 30
        if "ratio" in measures:
            precision, recall = measures["precision"].value, measures["recall"].value
            assert measures["ratio"].value == pytest.approx(precision / recall, rel=1e-3)
