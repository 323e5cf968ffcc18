"""Where in an article is counted: kinds of segment, and the lead."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.corpus import KINDS
from analysis.errors import ParameterError, one_of

PLACES = ("headline", "standfirst", "opening", "rest", "caption", "byline", "boilerplate")
"""Parts of an article that share no word, from which every choice is put together.

The body is the opening, its first paragraph where there is no standfirst, and the rest.
"""

COUNTED = (*KINDS, "lead")
"""What can be counted: a kind of segment, or the lead (the standfirst, or else the first paragraph of the body)."""

_TOGETHER = {"body": ("opening", "rest"), "lead": ("standfirst", "opening")}


def places(kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of an article that some kinds are put together from, each once.

    Raises
    ------
    ParameterError
        If there is no such kind, or none is given.

    Examples
    --------
    >>> places(("headline", "lead", "body"))
    ('headline', 'standfirst', 'opening', 'rest')
    """
    # A name alone would be read letter by letter.
    given = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    if not given:
        raise ParameterError("no kind of segment to count", where="kinds",
                             remedy=f"Give one or more of {', '.join(COUNTED)}.")  # fmt: skip
    wanted = {
        place
        for kind in given
        for place in _TOGETHER.get(one_of(kind, COUNTED, name="kind of segment"), (kind,))
    }
    return tuple(place for place in PLACES if place in wanted)


def placed(segments: str, *, keys: str) -> str:
    """Return a query for the segments of a relation with the column ``place``.

    Parameters
    ----------
    segments : str
        Relation with ``kind, segment`` and the keys.
    keys : str
        Columns that name an article.
    """
    return (
        "select *, case when kind <> 'body' then kind when segment = min(segment) filter (kind = 'body') over article "
        "and not bool_or(kind = 'standfirst') over article then 'opening' else 'rest' end as place "
        f"from {segments} window article as (partition by {keys})"
    )
