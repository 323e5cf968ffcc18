from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import EmptySelectionError, ParameterError
from analysis.reporting.claims.robustness import possible, robustness, vary
from analysis.reporting.showing.robust import Shown


def table(holds: list[bool]) -> pd.DataFrame:
    return pd.DataFrame(
        {"dimension": "outlets", "variant": [f"without {i}" for i in range(len(holds))], "holds": holds}
    )


@pytest.mark.parametrize(
    ("held", "of", "fragile"),
    [(48, 48, False), (46, 48, False), (45, 48, True), (19, 20, False), (18, 20, True), (4, 4, True)]
)  # fmt: skip
def test_fragile_below_95_per_cent_or_below_five_variants(held: int, of: int, fragile: bool) -> None:
    found = robustness("A leads.", table([True] * held + [False] * (of - held)))
    assert (found.holds, found.variants, found.fragile) == (held, of, fragile)
    assert str(found).startswith(f"holds in {held} of {of} variants")


@given(st.lists(st.booleans(), max_size=30))
def test_a_claim_that_does_not_hold_is_never_reported_as_holding(holds: list[bool]) -> None:
    found = robustness("A leads.", table(holds), base=False)
    assert found.fragile
    assert str(found) == "does not hold"
    assert found.entry("t")["holds"] == 0


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_every_variant_that_turns_is_named(holds: list[bool]) -> None:
    found = robustness("A leads.", table(holds))
    assert found.holds + len(found.flipped) == found.variants == len(holds)
    assert list(found.flipped) == [f"outlets: without {i}" for i, one in enumerate(holds) if not one]


def refuse() -> tuple[float, bool]:
    raise EmptySelectionError("two articles", remedy="Take more.")


def test_a_variant_that_leaves_too_few_articles_does_not_hold_and_says_why() -> None:
    found = vary([("outlets", "without A", lambda: (1.0, True)), ("outlets", "without B", refuse)])
    assert found["holds"].tolist() == [True, False]
    assert "two articles" in found["note"][1]
    assert list(vary([]).columns) == list(found.columns)


def test_an_error_in_a_variant_is_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        vary([("outlets", "without A", lambda: (1 / 0, True))])
    with pytest.raises(ParameterError, match="no column holds"):
        robustness("A leads.", pd.DataFrame({"dimension": [], "variant": []}))


def test_variants_are_shown_escaped_and_those_that_turn_come_first() -> None:
    variants = table([True, False]).assign(variant=["<b>kept</b>", "<script>"], value=[1.0, 2.0], note="")
    html = Shown(robustness("“<i>” leads.", variants), variants).html()
    assert "<script>" not in html
    assert "<i>" not in html
    assert html.index("&lt;script&gt;</bdi>") < html.index("&lt;b&gt;kept")
    assert "holds in 1 of 2 variants, fragile; fails with outlets: &lt;script&gt;" in html


def test_a_headline_that_needs_more_articles_is_left_out_and_the_others_stay() -> None:
    assert possible(lambda: {"name": "a"}, lambda: {"name": str(refuse())}, lambda: {"name": "b"}) == [
        {"name": "a"}, {"name": "b"},
    ]  # fmt: skip
