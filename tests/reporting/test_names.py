from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ParameterError
from analysis.reporting.names import check_name, exact_slug, slugify

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)
HOSTILE = [
    "../../etc",
    "A/B",
    "a b",
    "A:B",
    "CON",
    "📰",
    "Ереван",
    "x" * 500,
    'o\'brien "&"',
    ".",
    "-rf",
    "a\x00b",
    "",
]


@given(ANY_TEXT)
def test_slugs_are_safe_names_of_folders(text: str) -> None:
    for slug in (slugify(text), exact_slug(text)):
        assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
        assert len(slug) <= 70


def test_different_names_have_different_slugs() -> None:
    slugs = [exact_slug(name) for name in HOSTILE]
    assert len(set(slugs)) == len(HOSTILE)
    assert all(slugs)


def test_plain_names_stay_readable() -> None:
    assert exact_slug("Harbour Post") == "harbour-post"
    assert exact_slug("Élan") != "elan"
    assert exact_slug("Élan").startswith("elan-")


def test_a_wrong_name_is_told_a_right_one() -> None:
    check_name("fig-a-1", "fig")
    check_name("share", "")
    with pytest.raises(ParameterError, match=r"'fig-Top Words' is not a name.*such as 'fig-top-words'"):
        check_name("fig-Top Words", "fig")
