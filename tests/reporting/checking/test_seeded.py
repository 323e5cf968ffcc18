"""The promise: 30 seeded errors found, 30 correct citations left alone, in each format."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("form", ["tex", "qmd", "md", "docx"])
def test_all_seeded_errors_are_found_and_no_correct_citation_is_flagged(example, seeded, form) -> None:
    places, checked = example[1][form]
    bad = seeded.flagged(checked)
    right = [at for at, seed in places.items() if seed.right]
    wrong = [at for at, seed in places.items() if not seed.right]
    assert (len(right), len(wrong)) == (30, 30)
    assert [places[at].what for at in wrong if at not in bad] == []
    assert {places[at].what: bad[at].says for at in right if at in bad} == {}
    assert bad.keys() == set(wrong), "nothing else is flagged: no comment, no listing"


@pytest.mark.parametrize("form", ["tex", "qmd", "md", "docx"])
def test_every_seed_was_read_as_a_citation(example, form) -> None:
    places, checked = example[1][form]
    read = {f.place.number * (-1 if f.place.unit == "footnote" else 1) for f in checked.findings}
    assert places.keys() <= read
    assert checked.manuscript.unread == []
