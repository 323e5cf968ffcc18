"""The forms in which a text refers to an actor: full name, surname, title and name, role, description."""

from __future__ import annotations

import re

import pandas as pd

from analysis.actors.description.lexicon import role_words
from analysis.actors.naming.forms import plain

FORMS = ("name", "role", "description")
"""Kinds of forms: what is written for the name; what the actor is; how else the actor is described."""

_NAMED = ("name", "acronym", "metonym")
_TITLES = ("title", "premodifier")
_BEFORE = 16


def references(mentions: pd.DataFrame, roles: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return every reference to an actor with the form it has.

    Parameters
    ----------
    mentions, roles : DataFrame
        From `actors.mentions` and `actors.roles`.
    articles : DataFrame
        With ``article_id``, and ``text`` if "Mr" and the like before a name are to be told.

    Returns
    -------
    DataFrame
        article_id, actor_id, form_kind (one of `FORMS`), form. A person's name is a
        ``full name``, ``surname``, ``first name`` or ``other name``, alone or with
        ``Mr or Ms and`` or ``title and`` before it; other actors' names stand as
        they are written. Roles keep "former".
    """
    named = mentions[mentions["via"].isin(_NAMED)]
    person = named["kind"] == "person"
    titled = _titled(named, roles)
    addressed = _addressed(named, articles)
    forms = pd.Series(
        [
            _person_form(words, name, title=bool(title), address=bool(address)) if is_person else words
            for words, name, is_person, title, address in zip(
                named["words"], named["name"], person, titled, addressed, strict=True
            )
        ],
        index=named.index,
        dtype=object,
    )
    own = named[["article_id", "actor_id"]].assign(form_kind="name", form=forms)
    said = roles[["article_id", "actor_id"]].assign(
        form_kind=(roles["role_kind"] == "description").map({True: "description", False: "role"}),
        form=roles["role"].where(~roles["former"].astype(bool), "former " + roles["role"]),
    )
    return pd.concat([own, said], ignore_index=True)


def _titled(named: pd.DataFrame, roles: pd.DataFrame) -> pd.Series:
    """Tell which names have a title or other role right before them."""
    before = roles[roles["rule"].isin(_TITLES) & (roles["end"] <= roles["mention_start"])]
    places = set(zip(before["article_id"], before["mention_start"], strict=True))
    found = [place in places for place in zip(named["article_id"], named["start"], strict=True)]
    return pd.Series(found, index=named.index, dtype=bool)


def _addressed(named: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Tell which names have "Mr", "Ms" and the like right before them."""
    if "text" not in articles.columns:
        return pd.Series(False, index=named.index)
    texts = articles.drop_duplicates("article_id").set_index("article_id")["text"]
    words = "|".join(sorted(map(re.escape, role_words("honorifics"))))
    pattern = re.compile(rf"(?:^|\W)(?:{words})\.?\s$", re.I)
    found = [
        bool(pattern.search(str(texts.get(article, ""))[max(0, start - _BEFORE) : start]))
        for article, start in zip(named["article_id"], named["start"], strict=True)
    ]
    return pd.Series(found, index=named.index, dtype=bool)


def _person_form(words: str, name: str, *, title: bool, address: bool) -> str:
    """Return what part of a person's name stands in a text.

    Examples
    --------
    >>> _person_form("Pashinyan", "Nikol Pashinyan", title=False, address=True)
    'Mr or Ms and surname'
    """
    parts, full = plain(words).split(), plain(name).split()
    if len(parts) > 1:
        form = "full name"
    elif parts and full and parts[0] == full[-1]:
        form = "surname"
    else:
        form = "first name" if parts and full and parts[0] == full[0] else "other name"
    return f"title and {form}" if title else f"Mr or Ms and {form}" if address else form
