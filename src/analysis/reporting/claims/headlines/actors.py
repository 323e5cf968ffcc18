"""Headlines of actors and voices: who is named most, who is quoted most, whose words have no name, who does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd

from analysis import actors
from analysis.actors import validity
from analysis.actors.attribution.sources import ANONYMOUS
from analysis.actors.prominence import DEFAULT_VIAS
from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError
from analysis.reporting.claims.portrayals import named, places, said
from analysis.reporting.claims.robustness import Said, possible, vary
from analysis.reporting.claims.selections import each, selections

Setting = tuple[str, str, Callable[[], Said]]


def of_actors(corpus: Corpus, mentions: pd.DataFrame, *, by: str = "") -> list[dict[str, Any]]:
    """Return headlines about who is named, for `Report.headlines`.

    Parameters
    ----------
    corpus : Corpus
    mentions : DataFrame
        From `actors.mentions`.
    by : str
        Column of the articles table: the widest gap between two of its groups is a headline, too.
    """
    chosen = selections(corpus)
    gaps = [partial(_gap, corpus, mentions, by, chosen)] if by else []
    return possible(partial(_most_named, corpus, mentions, chosen), *gaps)


def _most_named(corpus: Corpus, mentions: pd.DataFrame, chosen: list[Any]) -> dict[str, Any]:
    def first(articles: pd.DataFrame, via: Sequence[str] = DEFAULT_VIAS) -> pd.DataFrame:
        table = actors.prominence(mentions, articles=articles, via=via, resamples=1)
        return _some(table.sort_values("share", ascending=False, kind="stable"))

    table = _some(actors.prominence(mentions, articles=corpus.articles))
    base = table.sort_values("share", ascending=False, kind="stable").iloc[0]

    def same(articles: pd.DataFrame, via: Sequence[str] = DEFAULT_VIAS) -> Said:
        return _leads(first(articles, via), "actor_id", str(base["actor_id"]), "share")

    without = [via for via in DEFAULT_VIAS if (mentions["via"] == via).any()]
    settings: list[Setting] = list(each(chosen, lambda other: same(other.articles)))
    for via in without if len(without) > 1 else []:
        rest = tuple(one for one in DEFAULT_VIAS if one != via)
        settings.append(("ways of mention", f"without {via}", partial(same, corpus.articles, rest)))
    if (mentions["via"] == "demonym").any():
        wider = (*DEFAULT_VIAS, "demonym")
        settings.append(("ways of mention", "with demonyms", partial(same, corpus.articles, wider)))
    ahead = _leads(table, "actor_id", str(base["actor_id"]), "share")[1]
    return {
        "name": "most-named", "value": float(base["share"]) * 100, "unit": "%", "low": base["share_low"] * 100,
        "high": base["share_high"] * 100, "n": int(base["n"]), "status": validity.status("names"), "base": ahead,
        "label": f"Articles that name {base['name']}", "variants": vary(settings), "figure": "fig-prominence",
        "claim": f"No actor is named in more articles than {base['name']}.",
        "evidence": named(mentions).of(actor_id=[base["actor_id"]]),
    }  # fmt: skip


def _gap(corpus: Corpus, mentions: pd.DataFrame, by: str, chosen: list[Any]) -> dict[str, Any]:
    table = _some(actors.prominence(mentions, articles=corpus.articles, by=by, resamples=1))
    big = table[table["n"] >= 5]
    wide = _some(big).pivot_table(
        index="actor_id", columns="group", values="share", fill_value=0.0, observed=True
    )
    spread = (wide.max(axis=1) - wide.min(axis=1)).sort_values(ascending=False, kind="stable")
    actor = str(spread.index[0])
    more, less = str(wide.loc[actor].idxmax()), str(wide.loc[actor].idxmin())
    name = str(table.loc[table["actor_id"] == actor, "name"].iloc[0])

    def gap(articles: pd.DataFrame, via: Sequence[str] = DEFAULT_VIAS) -> Said:
        found = actors.prominence(mentions, articles=articles, by=by, via=via, resamples=1)
        own = found[found["actor_id"] == actor].set_index("group")["share"]
        value = float(own.get(more, 0.0) - own.get(less, 0.0))
        return value * 100, value > 0

    about = (more, less) if by == "outlet" else ()
    settings: list[Setting] = list(each(chosen, lambda other: gap(other.articles), about=about))
    for via in DEFAULT_VIAS:
        rest = tuple(one for one in DEFAULT_VIAS if one != via)
        if (mentions["via"] == via).any():
            settings.append(("ways of mention", f"without {via}", partial(gap, corpus.articles, rest)))
    value = float(gap(corpus.articles)[0])
    return {
        "name": "widest-gap", "value": value, "unit": "percentage points", "n": len(corpus), "base": value > 0,
        "label": f"{name}: articles of {more} less articles of {less}", "status": validity.status("names"),
        "claim": f"{name} is named in a larger share of the articles of {more} than of {less}.",
        "variants": vary(settings), "figure": "fig-prominence",
        "evidence": named(mentions, "group actor_id", by=by).of(group=[more, less], actor_id=[actor] * 2),
    }  # fmt: skip


def of_voices(
    corpus: Corpus, quotations: pd.DataFrame, mentions: pd.DataFrame, actions: pd.DataFrame | None = None
) -> list[dict[str, Any]]:
    """Return headlines about who speaks and who does, for `Report.headlines`.

    Parameters
    ----------
    corpus : Corpus
    quotations, mentions : DataFrame
        From `actors.quotations`, `actors.mentions`.
    actions : DataFrame, optional
        From `actors.actions`; without it there is no headline about deeds.
    """
    chosen = selections(corpus)
    deeds = [] if actions is None else [partial(_agency, corpus, actions, mentions, quotations, chosen)]
    spoken = [partial(one, corpus, quotations, chosen) for one in (_most_heard, _nameless)]
    return possible(*spoken, *deeds)


def _statements(quotations: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """Return the statements counted otherwise: dimension, variant, statements."""
    none = quotations.assign(words_paraphrased=0), quotations.assign(words_quoted=0)
    return [
        ("statements", "words in quotation marks only", none[0]),
        ("statements", "paraphrase only", none[1]),
        ("statements", "without what others passed on", quotations[~quotations["second_hand"].astype(bool)]),
        ("statements", "without negated statements", quotations[~quotations["negated"].astype(bool)]),
    ]


def _most_heard(corpus: Corpus, quotations: pd.DataFrame, chosen: list[Any]) -> dict[str, Any]:
    def shares(articles: pd.DataFrame, rows: pd.DataFrame, resamples: int = 1) -> pd.DataFrame:
        table = actors.voice_shares(rows, articles=articles, resamples=resamples)
        return _some(table[~table["kind"].isin([ANONYMOUS, "none"])])

    table = shares(corpus.articles, quotations, 1000)
    base = table.iloc[0]

    def same(articles: pd.DataFrame, rows: pd.DataFrame) -> Said:
        return _leads(shares(articles, rows), "speaker_id", str(base["speaker_id"]), "share")

    settings: list[Setting] = list(each(chosen, lambda other: same(other.articles, quotations)))
    settings += [
        (kind, what, partial(same, corpus.articles, rows)) for kind, what, rows in _statements(quotations)
    ]
    ahead = _leads(table, "speaker_id", str(base["speaker_id"]), "share")[1]
    return {
        "name": "most-heard", "value": float(base["share"]) * 100, "unit": "%", "low": base["share_low"] * 100,
        "high": base["share_high"] * 100, "n": len(corpus), "status": validity.status("voices"), "base": ahead,
        "label": f"Attributed words given to {base['name']}", "variants": vary(settings), "figure": "fig-voices",
        "claim": f"No speaker with a name is given more words than {base['name']}.",
        "evidence": said(quotations).of(speaker_id=[base["speaker_id"]]),
    }  # fmt: skip


def _nameless(corpus: Corpus, quotations: pd.DataFrame, chosen: list[Any]) -> dict[str, Any]:
    def share(articles: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
        table = _some(actors.voice_shares(rows, articles=articles))
        own = table[table["speaker_id"] == ANONYMOUS]
        return own.iloc[0] if len(own) else pd.Series({"share": 0.0, "share_low": None, "share_high": None})

    base = share(corpus.articles, quotations)
    more = float(base["share"]) > 0.5

    def side(row: pd.Series) -> Said:
        limit = row["share_low" if more else "share_high"]
        return float(row["share"]) * 100, bool(pd.notna(limit) and (limit > 0.5 if more else limit < 0.5))

    settings: list[Setting] = list(each(chosen, lambda other: side(share(other.articles, quotations))))
    settings += [
        (kind, what, lambda rows=rows: side(share(corpus.articles, rows)))  # type: ignore[misc]
        for kind, what, rows in _statements(quotations)
    ]
    low, high = (
        None if pd.isna(base[name]) else float(base[name]) * 100 for name in ("share_low", "share_high")
    )
    return {
        "name": "nameless", "value": float(base["share"]) * 100, "unit": "%", "low": low, "high": high,
        "n": len(corpus), "label": "Attributed words given to sources without a name", "base": side(base)[1],
        "claim": f"Sources without a name are given {'more' if more else 'less'} than half of the attributed words "
        "(the 95 % interval leaves out half).",
        "status": validity.status("voices"), "variants": vary(settings),
        "evidence": said(quotations).of(speaker_id=[ANONYMOUS]),
    }  # fmt: skip


def _agency(
    corpus: Corpus, actions: pd.DataFrame, mentions: pd.DataFrame, quotations: pd.DataFrame, chosen: list[Any]
) -> dict[str, Any]:
    def balance(articles: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
        return _some(actors.role_balance(rows, mentions, articles=articles, quotations=quotations, least=1))

    base = balance(corpus.articles, actions).iloc[0]
    does = float(base["agency"]) >= 0.5

    def side(table: pd.DataFrame) -> Said:
        own = _some(table[table["actor_id"] == base["actor_id"]]).iloc[0]
        limit = own["agency_low" if does else "agency_high"]
        return float(own["agency"]) * 100, bool(pd.notna(limit) and (limit > 0.5 if does else limit < 0.5))

    subsets = {
        "without negated clauses": actions[~actions["negated"].astype(bool)],
        "the articles' own words only": actions[actions["according_to"] == ""],
        "words of sources only": actions[actions["according_to"] != ""],
        "clauses with a sign only": actions[actions["sign"].astype(int) != 0],
    }
    settings: list[Setting] = list(each(chosen, lambda other: side(balance(other.articles, actions))))
    settings += [
        ("clauses", what, lambda rows=rows: side(balance(corpus.articles, rows)))  # type: ignore[misc]
        for what, rows in subsets.items()
    ]
    limits = [
        None if pd.isna(base[name]) else float(base[name]) * 100 for name in ("agency_low", "agency_high")
    ]
    return {
        "name": "agency", "value": float(base["agency"]) * 100, "unit": "%", "low": limits[0], "high": limits[1],
        "n": int(base["n"]), "label": f"Clauses with {base['name']} as agent, of those as agent or patient",
        "claim": f"{base['name']} {'does more than it undergoes' if does else 'undergoes more than it does'} "
        "(the 95 % interval leaves out half).",
        "base": side(balance(corpus.articles, actions))[1], "status": validity.status("actions"),
        "variants": vary(settings), "figure": "fig-roles-all",
        "evidence": places(mentions, quotations, actions).of(actor_id=[base["actor_id"]]),
    }  # fmt: skip


def _leads(table: pd.DataFrame, key: str, name: str, value: str) -> Said:
    """Return the value of a row, and whether no other is larger."""
    own = table.loc[table[key] == name, value]
    rest = table.loc[table[key] != name, value]
    if own.empty:
        return None, False
    return float(own.iloc[0]) * 100, rest.empty or float(own.iloc[0]) >= float(rest.max())


def _some(table: pd.DataFrame) -> pd.DataFrame:
    if table.empty:
        raise EmptySelectionError("nothing is found in these articles", remedy="Widen the selection.")
    return table
