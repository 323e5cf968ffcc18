"""Who calls whom what: counts by hand, the test against exact enumeration."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.actors.description.finding import COLUMNS
from analysis.actors.description.naming import NAMING, ROLE_NAMES, namings, role_names
from analysis.actors.tables import MENTIONS
from analysis.errors import ParameterError

PUTIN = "person:vladimir-putin"


def _mentions(rows: list[tuple[str, int, str]]) -> pd.DataFrame:
    """Return mentions of Putin: article, start, words."""
    base = {"actor_id": PUTIN, "name": "Vladimir Putin", "kind": "person", "via": "name", "rule": "", "segment": "body",
            "paragraph": 0, "sentence": 0, "position": 0.5}  # fmt: skip
    made = [{**base, "article_id": a, "start": s, "end": s + len(w), "words": w} for a, s, w in rows]
    return pd.DataFrame(made, columns=list(MENTIONS))


def _roles(rows: list[tuple[str, str, bool]]) -> pd.DataFrame:
    """Return roles of Putin: article, role, quoted."""
    base = {"start": 90, "end": 99, "actor_id": PUTIN, "name": "Vladimir Putin", "kind": "person", "mention_start": 100,
            "mention_end": 105, "former": False, "of_id": "state:russia", "of_name": "Russia", "rule": "title",
            "words": "w", "sentence": 0, "segment": "body", "paragraph": 0}  # fmt: skip
    made = [
        {
            **base,
            "article_id": a,
            "role": r,
            "role_kind": "description" if r == "strongman" else "office",
            "quoted": q,
        }
        for a, r, q in rows
    ]
    return pd.DataFrame(made, columns=list(COLUMNS))


def _articles(n: int, *, outlets: str = "AB") -> pd.DataFrame:
    ids = [f"{outlet}{i}" for outlet in outlets for i in range(n)]
    return pd.DataFrame(
        {"article_id": ids, "outlet": [i[0] for i in ids], "date": "2024-06-01", "text": "x" * 200}
    )


def test_a_form_counts_once_an_article_and_shares_are_of_articles_that_refer_to_the_actor() -> None:
    articles = _articles(6)
    mentions = _mentions(
        [(f"A{i}", 100, "Putin") for i in range(6)] + [("A0", 150, "Putin")] + [("B0", 0, "Vladimir Putin")]
    )
    table = namings(_roles([("A0", "strongman", False)] * 2), mentions, articles=articles, least=1)
    assert tuple(table.columns) == NAMING
    row = table[(table["group"] == "A") & (table["form"] == "surname")].iloc[0]
    assert (row["n"], row["articles"], row["share"]) == (6, 6, 1.0)
    titled = table[(table["group"] == "A") & (table["form"] == "title and surname")].iloc[0]
    assert (titled["articles"], titled["share"]) == (
        1,
        1 / 6,
    )  # a role stands right before the first name of A0
    assert table[table["group"] == "B"]["n"].unique().tolist() == [1]
    assert table[table["group"] == "B"][["share_low", "p"]].isna().all(axis=None)


@pytest.fixture
def contrast() -> pd.DataFrame:
    """Six articles of A call Putin a strongman, six of B do not."""
    mentions = _mentions([(f"{o}{i}", 0, "Putin") for o in "AB" for i in range(6)])
    roles = _roles([(f"A{i}", "strongman", False) for i in range(6)])
    return namings(roles, mentions, articles=_articles(6), resamples=4999)


def test_the_test_agrees_with_exact_enumeration(contrast: pd.DataFrame) -> None:
    row = contrast[contrast["form"] == "strongman"].iloc[0]
    # Of the 924 ways to choose six of twelve articles, two are as extreme.
    assert row["p"] == pytest.approx(2 / 924, abs=0.002)
    assert contrast[contrast["form"] == "surname"]["p"].unique().tolist() == [1.0]
    assert row["q"] == pytest.approx(2 * row["p"])


def test_intervals_are_exact_binomial(contrast: pd.DataFrame) -> None:
    row = contrast[(contrast["form"] == "strongman") & (contrast["group"] == "B")].iloc[0]
    assert (row["share"], row["share_low"]) == (0, 0)
    assert row["share_high"] == pytest.approx(1 - 0.025 ** (1 / 6))


def test_quoted_words_are_not_the_outlets_unless_asked_for() -> None:
    mentions = _mentions([(f"A{i}", 0, "Putin") for i in range(5)])
    roles = _roles([(f"A{i}", "strongman", True) for i in range(5)])
    articles = _articles(5, outlets="A")
    assert "strongman" not in set(namings(roles, mentions, articles=articles)["form"])
    assert "strongman" in set(namings(roles, mentions, articles=articles, quoted=True)["form"])


def test_forms_of_a_persons_name() -> None:
    articles = pd.DataFrame(
        {"article_id": ["a"], "text": ["Mr Putin met Vladimir Putin and Vladimir, and Putin left."]}
    )
    words = ["Putin", "Vladimir Putin", "Vladimir", "Putin"]
    starts = [3, 13, 32, 46]
    assert [articles["text"][0][s:].startswith(w) for s, w in zip(starts, words, strict=True)] == [True] * 4
    table = namings(
        _roles([]),
        _mentions([("a", s, w) for s, w in zip(starts, words, strict=True)]),
        articles=articles,
        by=None,
        least=1,
    )
    assert set(table["form"]) == {"Mr or Ms and surname", "full name", "first name", "surname"}
    assert "p" not in table.columns


def test_copies_of_a_story_count_as_one_unit() -> None:
    articles = _articles(6).assign(unit="one story", weight=1 / 12)
    mentions = _mentions([(i, 0, "Putin") for i in articles["article_id"]])
    table = namings(_roles([("A0", "strongman", False)]), mentions, articles=articles, least=1)
    assert table["share_low"].isna().all()
    assert table["p"].isna().all()


def test_roles_by_actor_with_outlets_and_dates() -> None:
    articles = _articles(3)
    articles.loc[0, "date"] = "2024-05-01"
    table = role_names(
        _roles([("A0", "president", False), ("B1", "president", True), ("B1", "strongman", False)]),
        articles=articles,
    )
    assert tuple(table.columns) == ROLE_NAMES
    first = table.iloc[0]
    assert (first["role"], first["articles"], first["outlets"], first["mentions"]) == ("president", 2, 2, 2)
    assert (first["first"], first["last"], first["share"]) == ("2024-05-01", "2024-06-01", 1.0)
    assert table.iloc[1]["share"] == 0.5


def test_errors_name_what_is_wrong() -> None:
    mentions = _mentions([("A0", 0, "Putin")])
    with pytest.raises(ParameterError, match="state:nowhere"):
        namings(_roles([]), mentions, articles=_articles(2), actors=["state:nowhere"])
    with pytest.raises(ParameterError, match="no column"):
        namings(_roles([]), mentions, articles=_articles(2), by="newsroom")
    with pytest.raises(ParameterError, match="not among the articles"):
        role_names(_roles([("Z9", "president", False)]), articles=_articles(2))


def test_empty_tables_give_an_empty_table() -> None:
    assert namings(_roles([]), _mentions([]), articles=_articles(2)).empty
    assert role_names(_roles([]), articles=_articles(2)).empty


def test_limits_hold_strata_fixed() -> None:
    articles = pd.DataFrame(
        {
            "article_id": [f"a{i:02}" for i in range(40)],
            "text": "",
            "outlet": "Post",
            "stratum": ["x"] * 20 + ["y"] * 20,
        }
    )
    ids = articles["article_id"].tolist()
    mentions = _mentions([(a, 0, "Putin") for a in ids])
    # One stratum uses the word in all but two of its articles, the other in two: the difference is between strata.
    roles = _roles([(a, "strongman", False) for a in [*ids[:18], *ids[20:22]]])

    def width(drawn: pd.DataFrame) -> float:
        table = namings(roles, mentions, articles=drawn, by=None, least=1)
        row = table[table["form"] == "strongman"].iloc[0]
        assert row["share"] == pytest.approx(0.5)
        return float(row["share_high"] - row["share_low"])

    weighted = articles.assign(weight=[1.0, 20.0] * 20)
    assert width(weighted) < 0.9 * width(weighted.drop(columns="stratum"))
