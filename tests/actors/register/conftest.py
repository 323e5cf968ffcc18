"""Mentions of invented articles, without a parser."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.actors.tables import MENTIONS, slug_of

Making = Callable[..., pd.DataFrame]


def mention_rows(**articles: list[str]) -> pd.DataFrame:
    """Return a mentions table: for each article the actors it names, as ``kind:Name`` or ``kind:Name=words``.

    As in tables of real articles, a person of one word gets an id of its article.
    """
    rows = []
    for article, actors in articles.items():
        for i, actor in enumerate(actors):
            kind, _, rest = actor.partition(":")
            name, _, words = rest.partition("=")
            alone = kind == "person" and " " not in name
            own = f"{kind}:{slug_of(name)}" + (f"@{article}" if alone else "")
            words = words or name
            pronoun = words in {"he", "she"}
            via = "pronoun" if pronoun else "acronym" if words.isupper() else "name"
            rows.append(
                (article, 20 * i, 20 * i + len(words), own, name, kind, via, "", words, "body", 0, i, 0.1)
            )
    return pd.DataFrame(rows, columns=list(MENTIONS))


@pytest.fixture
def make() -> Making:
    return mention_rows


@pytest.fixture
def origins() -> Callable[..., pd.DataFrame]:
    def table(**articles: tuple[str, str]) -> pd.DataFrame:
        rows = [(article, outlet, date) for article, (outlet, date) in articles.items()]
        return pd.DataFrame(rows, columns=["article_id", "outlet", "date"])

    return table
