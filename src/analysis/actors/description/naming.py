"""Who is called what, by whom: roles of each actor, and forms of reference compared between outlets."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import stats

from analysis.actors.description.forms import references
from analysis.actors.tables import actor_names, outright
from analysis.corpus.design import units
from analysis.errors import ParameterError
from analysis.sampling import LEAST, Sample, domain_shares, group_labels, permuted_difference

ROLE_NAMES = (
    "actor_id", "name", "kind", "role", "role_kind", "former", "of_id", "of_name", "mentions", "articles", "outlets",
    "first", "last", "share", "words",
)  # fmt: skip
"""Columns of the table of roles by actor."""

NAMING = (
    "group", "actor_id", "name", "kind", "form_kind", "form", "n", "articles", "share", "share_low", "share_high",
    "p", "q",
)  # fmt: skip
"""Columns of the table of forms of reference."""

_SAME = ["actor_id", "role", "role_kind", "former", "of_id"]


def role_names(roles: pd.DataFrame, *, articles: pd.DataFrame) -> pd.DataFrame:
    """Return what each actor is said to be, how widely, and when.

    Parameters
    ----------
    roles : DataFrame
        From `actors.roles`.
    articles : DataFrame
        The selected articles: article_id, and if known outlet, date, and how they were drawn.

    Returns
    -------
    DataFrame
        One row per actor and role, the most widely said first: actor_id, name, kind,
        role, role_kind, former, of_id, of_name; mentions, articles and outlets that say
        it; first and last date of these articles; share (weighted) of the articles that
        say anything of the actor; words, the most frequent as written. A date is that
        of the article: the role was said then, it need not have been held then.

    Raises
    ------
    ParameterError
        If a role's article is not among the articles.

    Examples
    --------
    >>> from analysis.actors.description.finding import roles_table
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("Russian President Vladimir Putin spoke.", article_id="a")
    >>> listed = pd.DataFrame({"article_id": ["a"], "outlet": ["Post"], "date": ["2024-06-01"]})
    >>> table = role_names(roles_table([article]), articles=listed)
    >>> table[["name", "role", "of_name", "articles", "first"]].values.tolist()
    [['Vladimir Putin', 'president', 'Russia', 1, '2024-06-01']]
    """
    own = articles.drop_duplicates("article_id").set_index("article_id")
    sample = Sample.of(units(articles))
    sample.places(roles["article_id"].unique())
    rows = roles.assign(
        outlet=roles["article_id"].map(own["outlet"]) if "outlet" in own.columns else "",
        date=roles["article_id"].map(own["date"]) if "date" in own.columns else "",
        weight=roles["article_id"].map(pd.Series(sample.weight, index=sample.ids)).astype(float),
    )
    by_role = rows.groupby(_SAME, sort=True)
    out = by_role.agg(
        of_name=("of_name", "first"),
        mentions=("start", "size"),
        articles=("article_id", "nunique"),
        outlets=("outlet", "nunique"),
        first=("date", "min"),
        last=("date", "max"),
        words=("words", _most_frequent),
    )
    once = rows.drop_duplicates(["article_id", *_SAME])
    said_of = rows.drop_duplicates(["article_id", "actor_id"]).groupby("actor_id")["weight"].sum()
    out["share"] = once.groupby(_SAME)["weight"].sum()
    out = out.reset_index()
    out["share"] /= out["actor_id"].map(said_of).astype("float64")  # of no actor: not a number by itself
    out = out.join(actor_names(roles), on="actor_id")
    order = ["articles", "mentions", "actor_id", "role_kind", "role", "of_id", "former"]
    out = out.sort_values(order, ascending=[False, False, True, True, True, True, True], ignore_index=True)
    return out[list(ROLE_NAMES)]


def _most_frequent(words: pd.Series) -> str:
    counts = words.value_counts()
    return str(min(counts.index[counts == counts.max()]))


def namings(
    roles: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: str | None = "outlet",
    actors: Collection[str] | None = None,
    top: int = 10,
    least: int = 3,
    quoted: bool = False,
    seed: int = 0,
    resamples: int = 999,
) -> pd.DataFrame:
    """Return which group of articles calls whom what: forms of reference as shares of articles.

    Parameters
    ----------
    roles, mentions : DataFrame
        From `actors.roles` and `actors.mentions`.
    articles : DataFrame
        All selected articles: article_id, the column `by`, text (to tell "Mr" and the
        like), and how they were drawn (weight, stratum, unit; without these each counts once).
    by : str, optional
        Column of `articles` that makes the groups; None for all articles together.
    actors : collection of str, optional
        Ids of the actors; by default the `top` that most articles name.
    least : int
        Articles that must use a form for it to be listed.
    quoted : bool
        Whether roles inside quotation marks count. By default they do not: there
        not the outlet speaks. Names count wherever they stand.
    seed, resamples : int
        Of the permutation test.

    Returns
    -------
    DataFrame
        One row per group, actor and form: group (with `by`), actor_id, name, kind;
        form_kind (name, role, description) and form; n, the group's articles that refer
        to the actor, and articles, those that use the form (both as read); their
        weighted share with the limits of `sampling.domain_shares`, which hold strata fixed
        (missing below five units); p and q (with `by`) of the hypothesis that all
        groups use the form in the same share of the articles that refer to the actor.
        q is Benjamini and Hochberg's over all forms tested. Groups of fewer than five
        units are listed but not tested.

    Raises
    ------
    ParameterError
        If `by` is no column, or an actor is nowhere referred to.

    Notes
    -----
    A form counts once an article, so that a long article weighs no more than a
    short one. The test exchanges articles (or what they were drawn as) between
    groups; see `sampling.permuted_difference`.
    """
    labels = group_labels(articles, by) if by else group_labels(articles.assign(group="all"), "group")
    sample = Sample.of(units(articles))
    said = roles if quoted else roles[~roles["quoted"].astype(bool)]
    used = references(mentions, said, articles)
    used = used[used["article_id"].isin(labels.index)]
    called = ["actor_id", "name", "kind"]
    names = actor_names(pd.concat([outright(mentions)[called], roles[called]]))
    chosen = _chosen(used, actors, top)
    once = used[used["actor_id"].isin(chosen)].drop_duplicates(
        ["article_id", "actor_id", "form_kind", "form"]
    )
    parts = [
        _one_actor(own, labels, sample, least=least, seed=seed, resamples=resamples if by else 0)
        for _, own in once.groupby("actor_id", sort=True)
    ]
    out = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(NAMING))
    out[["name", "kind"]] = names.reindex(out["actor_id"]).to_numpy()
    out["q"] = _adjusted(out)
    rank = out["actor_id"].map({actor: i for i, actor in enumerate(chosen)})
    out = out.assign(rank=rank).sort_values(["rank", "form_kind", "form", "group"], ignore_index=True)
    return out[list(NAMING)] if by else out[[c for c in NAMING if c not in {"group", "p", "q"}]]


def _chosen(used: pd.DataFrame, actors: Collection[str] | None, top: int) -> list[str]:
    """Return the actors whose forms are listed, the most widely named first."""
    widely = used.drop_duplicates(["article_id", "actor_id"])["actor_id"].value_counts()
    order = sorted(widely.index, key=lambda actor: (-widely[actor], actor))
    if actors is None:
        return order[:top]
    missing = sorted(set(actors) - set(order))
    if missing:
        raise ParameterError(
            f"no article refers to the actor {missing[0]!r}", where="actors",
            remedy="Give ids of the actors table, such as " + ", ".join(order[:3]) + ".",
        )  # fmt: skip
    return list(dict.fromkeys(actors))


def _one_actor(
    used: pd.DataFrame, labels: pd.Series, sample: Sample, *, least: int, seed: int, resamples: int
) -> pd.DataFrame:
    """Return the rows of one actor, without names and q."""
    ids = pd.Index(sorted(used["article_id"].unique()))
    counts = used.groupby(["form_kind", "form"]).size()
    forms = pd.MultiIndex.from_tuples(counts.index[counts >= least].to_list(), names=["form_kind", "form"])
    columns = forms.get_indexer(pd.MultiIndex.from_frame(used[["form_kind", "form"]]))
    values = np.zeros((len(ids), len(forms)))
    values[ids.get_indexer(pd.Index(used["article_id"]))[columns >= 0], columns[columns >= 0]] = 1
    group = labels.reindex(ids)
    tables, large = [], []
    for label in sorted(group.unique()):
        own = (group == label).to_numpy()
        part = sample.part(sample.places(ids[own]))
        large += [label] if part.units >= LEAST else []
        tables.append(_shares(values[own], ids[own], sample, forms).assign(group=label))
    out = pd.concat(tables, ignore_index=True).assign(actor_id=used["actor_id"].iloc[0])
    tested = group.isin(large).to_numpy()
    p = np.full(len(forms), np.nan)
    if resamples and len(large) > 1:
        codes = pd.factorize(group[tested], sort=True)[0]
        p = permuted_difference(
            values[tested], codes, ids=ids[tested], sample=sample, resamples=resamples, seed=seed
        )
    out["p"] = np.tile(p, len(tables))
    return out


def _shares(values: np.ndarray, ids: pd.Index, sample: Sample, forms: pd.MultiIndex) -> pd.DataFrame:
    """Return the share of a group's articles that use each form; rows of `values` are articles."""
    columns = pd.RangeIndex(len(forms))
    found = domain_shares(
        pd.Series(np.repeat(ids, len(forms))),
        pd.Series(np.tile(columns, len(ids))),
        values.ravel(),
        np.ones(values.size),
        columns=columns,
        sample=sample,
    )
    table = forms.to_frame(index=False)
    return table.assign(
        n=len(values), articles=values.sum(axis=0).astype("int64"), share=found["share"].to_numpy(),
        share_low=found["low"].to_numpy(), share_high=found["high"].to_numpy(),
    )  # fmt: skip


def _adjusted(out: pd.DataFrame) -> pd.Series:
    """Return q of each form, counted once however many groups there are."""
    once = out.drop_duplicates(["actor_id", "form_kind", "form"]).dropna(subset=["p"])
    q = pd.Series(
        stats.false_discovery_control(once["p"].to_numpy(dtype=float)) if len(once) else [],
        index=pd.MultiIndex.from_frame(once[["actor_id", "form_kind", "form"]]), dtype=float,
    )  # fmt: skip
    return pd.Series(
        q.reindex(pd.MultiIndex.from_frame(out[["actor_id", "form_kind", "form"]])).to_numpy(),
        index=out.index,
    )
