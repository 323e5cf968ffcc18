"""The figure of forms of reference, tested by its artists."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import EmptySelectionError, ParameterError
from analysis.figures.actors import naming
from analysis.figures.theme import SMALLEST_POINTS, smallest_letters


def _table(groups: int = 3) -> pd.DataFrame:
    forms = [("name", "surname", 0.01), ("role", "president", 0.6), ("description", "strongman", 0.2)]
    return pd.DataFrame(
        [
            {"group": f"Outlet {g}", "actor_id": "person:x", "name": "X Y", "kind": "person", "form_kind": kind,
             "form": form, "n": 20 - g, "articles": 5, "share": 0.25, "share_low": 0.1, "share_high": 0.5, "p": q,
             "q": q}
            for g in range(groups) for kind, form, q in forms
        ]
    )  # fmt: skip


def test_each_form_is_a_row_and_each_group_a_key() -> None:
    figure = naming(_table())
    (axes,) = figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["surname *", "president", "strongman"]
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == [
        f"Outlet {g} (n = {20 - g})" for g in range(3)
    ]
    assert "%" in axes.get_xlabel()
    assert smallest_letters(figure) >= SMALLEST_POINTS


def test_only_the_largest_groups_are_drawn() -> None:
    assert len(naming(_table(9)).legends[0].get_texts()) == 5


def test_errors() -> None:
    with pytest.raises(EmptySelectionError):
        naming(_table().iloc[:0])
    with pytest.raises(ParameterError, match="person:z"):
        naming(_table(), actor="person:z")
