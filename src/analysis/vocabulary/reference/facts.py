"""What is known of a reference beside its counts, and the names of its columns."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

LENGTHS = (100, 200, 400, 800)
"""Words at which classes of article length begin; the first class holds all shorter articles."""

AT_LEAST = (1, 2, 3, 5, 10)
"""Numbers of occurrences for which the articles that reach them are counted."""

LEVELS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
"""Levels of the stored quantiles of measures of single articles."""

MEASURES = ("words", "outside", "rarity", "function_words", "letters")
"""Measures of single articles: see `single.ArticleProfile`."""

SUMS = ("f", "df", "ff", "fn")
"""Columns of sums over articles: occurrences, articles, and the sums of f² and of f times words."""

Whole = Annotated[int, Field(ge=0)]


class _Fixed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Fixed):
    """One of the sources a reference was counted from: a collection, an outlet."""

    name: str
    articles: Annotated[int, Field(ge=1)]
    outlets: Whole
    first: str
    last: str


class Unit(_Fixed):
    """Totals of what was counted: words (``n`` = 1) or pairs of neighbouring words (``n`` = 2).

    Attributes
    ----------
    n : int
        Words in a unit.
    total, squares : int
        Units counted, listed or not, and the sum over articles of the square of their number.
    types, listed, listed_total : int
        Different units; those that are listed; and occurrences of the listed ones.
    least_df, least_outlets : int
        Articles and outlets a unit must stand in to be listed.
    by_source : tuple of int
        Units counted in each source.
    by_length : tuple of int
        Articles in each class of length (`LENGTHS`, in these units).
    """

    n: Annotated[int, Field(ge=1, le=2)]
    total: Annotated[int, Field(ge=1)]
    squares: Annotated[int, Field(ge=1)]
    types: Whole
    listed: Whole
    listed_total: Whole
    least_df: Annotated[int, Field(ge=1)]
    least_outlets: Annotated[int, Field(ge=1)]
    by_source: tuple[Whole, ...]
    by_length: tuple[Whole, ...]


class Facts(_Fixed):
    """What a reference was counted from and how; stored in its file.

    Attributes
    ----------
    format : int
        Version of this layout.
    name : str
    words : str
        Hash of the definition of a word it was counted with.
    kinds : tuple of str
        Kinds of segment that were counted.
    articles : int
    sources : tuple of Source
    units : tuple of Unit
    quantiles : dict
        For each of `MEASURES` its values at `LEVELS` over the articles of each class of
        length and, last, over all; none for a class without articles.
    """

    format: Literal[1] = 1
    name: str
    words: str
    kinds: tuple[str, ...]
    articles: Annotated[int, Field(ge=1)]
    sources: tuple[Source, ...]
    units: tuple[Unit, ...]
    quantiles: dict[str, tuple[tuple[float, ...], ...]]

    @model_validator(mode="after")
    def _agreeing(self) -> Facts:
        if sum(source.articles for source in self.sources) != self.articles:
            raise ValueError("the articles of the sources do not add up")
        for unit in self.units:
            if len(unit.by_source) != len(self.sources) or sum(unit.by_source) != unit.total:
                raise ValueError(f"the totals by source of n = {unit.n} do not add up")
            if len(unit.by_length) != len(LENGTHS) + 1 or sum(unit.by_length) != self.articles:
                raise ValueError(f"the articles by length of n = {unit.n} do not add up")
        for name in MEASURES:
            if any(len(levels) not in (0, len(LEVELS)) for levels in self.quantiles.get(name, ((0.0,),))):
                raise ValueError(f"the quantiles of {name!r} are not at the levels {LEVELS}")
        return self

    def columns(self) -> list[str]:
        """Return the columns the table of counts must have, in order."""
        sources = range(len(self.sources))
        return [
            "n", "word", *SUMS, "dp", "outlets",
            *(f"f_source_{i}" for i in sources), *(f"df_source_{i}" for i in sources),
            *(having(k, c) for k in AT_LEAST for c in range(len(LENGTHS) + 1)),
        ]  # fmt: skip


def having(least: int, length: int) -> str:
    """Return the column that counts articles of a class of length with at least so many occurrences.

    Examples
    --------
    >>> having(2, 0)
    'df_2_length_0'
    """
    return f"df_{least}_length_{length}"
