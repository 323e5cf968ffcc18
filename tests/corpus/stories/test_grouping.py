from __future__ import annotations

import numpy as np

from analysis.corpus.stories.grouping import MANY_HELD, Links, stories

Row = tuple[int, int, int, int, int]


def linked(*rows: Row) -> Links:
    """Return links from (first, second, shared, size of first, size of second)."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return Links(*columns)


def days(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def test_versions_join_the_original_they_are_most_like() -> None:
    links = linked((0, 2, 60, 100, 100), (1, 2, 90, 100, 100))
    assert stories(links, day=days(1, 1, 1)) == {1: 1, 2: 1}


def test_a_version_of_a_version_is_not_joined() -> None:
    links = linked((0, 1, 60, 100, 100), (1, 2, 60, 100, 100))
    assert stories(links, day=days(1, 1, 1)) == {0: 0, 1: 0}


def test_an_excerpt_joins_the_text_that_holds_most_of_it() -> None:
    links = linked((0, 2, 25, 500, 40), (1, 2, 38, 500, 40))
    assert stories(links, day=days(1, 1, 1)) == {1: 1, 2: 1}


def test_a_round_up_links_nothing_unless_it_came_first() -> None:
    links = linked((0, 2, 90, 100, 900), (1, 2, 90, 100, 900))
    assert stories(links, day=days(1, 1, 2)) == {}
    assert stories(links, day=days(1, 1, 1)) == {}
    assert stories(links, day=days(1, -1, 2)) == {}
    source = linked((0, 1, 90, 900, 100), (0, 2, 90, 900, 100))
    assert stories(source, day=days(1, 2, 3)) == {0: 0, 1: 0, 2: 0}
    assert stories(source, day=days(1, 1, 1)) == {}


def test_two_versions_in_one_text_are_no_round_up() -> None:
    links = linked((0, 1, 90, 100, 100), (0, 2, 90, 100, 900), (1, 2, 90, 100, 900))
    assert stories(links, day=days(1, 1, 2)) == {0: 0, 1: 0, 2: 0}


def test_stories_are_joined_only_if_all_pair_with_the_earliest() -> None:
    # 0 is the flash, 1 the report that holds it, 2 a version of the report without the flash.
    links = linked((0, 1, 60, 100, 400), (1, 2, 300, 400, 400))
    assert stories(links, day=days(1, 2, 3)) == {1: 1, 2: 1}
    links = linked((0, 1, 60, 100, 400), (1, 2, 300, 400, 400), (0, 2, 50, 100, 400))
    assert stories(links, day=days(1, 2, 3)) == {0: 0, 1: 0, 2: 0}


def test_a_text_that_holds_very_many_is_a_round_up() -> None:
    many = MANY_HELD + 5
    rows = [(i, many, 90, 100, 90_000) for i in range(many)]
    assert stories(linked(*rows), day=days(*[1] * (many + 1))) == {}


def test_no_links_no_stories() -> None:
    assert stories(linked(), day=days(1)) == {}
