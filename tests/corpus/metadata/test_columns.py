"""Which column of a table holds what."""

from __future__ import annotations

import pytest

from analysis.corpus.metadata.columns import field_columns
from analysis.errors import InputError


def test_a_message_names_columns_on_one_line() -> None:
    with pytest.raises(InputError) as refused:
        field_columns(["a column\nwith a break", "x" * 500], where="table.csv")
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 400
