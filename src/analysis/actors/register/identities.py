"""Merges of actors across articles, each with its two signals and a place in the text."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.actors.register import institutions, matching
from analysis.actors.register.facts import Facts, facts_of

MERGES = (
    "actor_id", "into_id", "name", "into_name", "into_kind", "reason", "articles", "article_id", "start", "end",
)  # fmt: skip
"""Columns of the table of merges."""


def identities(
    mentions: pd.DataFrame, *, articles: pd.DataFrame | None = None, roles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find actors of different articles that are one.

    A merge needs two signals. For persons these are the surname (in any
    transliteration) with the given name (a spelling or form of it); an initial,
    or the surname alone, needs a role, two actors of the same company, or the same
    outlet within days. For organisations, an acronym that another article uses for
    the long name, with the initials, the company or the outlet; or the same words
    otherwise spelt or ordered. Another middle name, another generation, a rival who
    fits as well, or one article that names both, block.

    Parameters
    ----------
    mentions : DataFrame
        Columns `tables.MENTIONS`, ids as from one article at a time.
    articles : DataFrame, optional
        With article_id, outlet and date; without them the outlet and the days are no signal.
    roles : DataFrame, optional
        With actor_id, role, role_kind and of_name; without them roles are no signal.

    Returns
    -------
    DataFrame
        Columns `MERGES`, one row per id that is given up, in order of ``into_id``:
        the actor it goes into, the reason in words, the number of articles it
        stands in, and where it is first named. No ``into_id`` is given up itself.

    Notes
    -----
    Only names that share a key (of surname and given name, initials, words) are
    compared, so time grows with the number of mentions.

    Examples
    --------
    >>> from analysis.actors.tables import mentions_table
    >>> from analysis.annotation.articles import parse_text
    >>> texts = {"a": "Serzh Sargsyan spoke.", "b": "Serzh Sarkisyan left Yerevan."}
    >>> table = identities(mentions_table(parse_text(text, article_id=a) for a, text in texts.items()))
    >>> table[["actor_id", "into_id", "reason"]].values.tolist()
    [['person:serzh-sarkisyan', 'person:serzh-sargsyan', 'surnames that are spellings of one, same given name']]
    """
    facts = first = facts_of(mentions, articles=articles, roles=roles)
    into: dict[str, str] = {}
    why: dict[str, str] = {}
    # Kinds first, so that names are compared with their like; surnames last, when who bears them is settled.
    for step in (
        institutions.kinds,
        matching.full_names,
        institutions.spellings,
        lambda known: institutions.acronyms(known, mentions),
        matching.surnames,
    ):
        found = step(facts)
        own = settled((one, other) for one, other, _ in found)
        why.update((one, reason) for one, _, reason in found if one in own)
        into.update(own)
        facts = facts.merged(own)
    return _table(first, settled(into.items()), why)


def settled(merges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return where each id ends; of a circle, the step that would close it is left out.

    Examples
    --------
    >>> settled([("a", "b"), ("b", "c"), ("c", "a")])
    {'a': 'c', 'b': 'c'}
    """
    into: dict[str, str] = {}

    def end(one: str) -> str:
        seen = []
        while one in into:
            seen.append(one)
            one = into[one]
        into.update(dict.fromkeys(seen, one))
        return one

    for one, other in merges:
        target = end(other)
        if one not in into and target != one:
            into[one] = target
    return {one: end(one) for one in into}


def _table(facts: Facts, into: dict[str, str], why: dict[str, str]) -> pd.DataFrame:
    known = facts.actors.to_dict("index")
    rows = []
    for one, other in into.items():
        a, b = known[one], known[other]
        rows.append((one, other, a["name"], b["name"], b["kind"], why[one], a["articles"],
                     a["article_id"], a["start"], a["end"]))  # fmt: skip
    table = pd.DataFrame(rows, columns=list(MERGES))
    table = table.astype(dict.fromkeys(("articles", "start", "end"), np.int64))
    return table.sort_values(["into_id", "actor_id"], ignore_index=True)
