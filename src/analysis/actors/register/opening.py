"""The register of an open corpus, and the tables of actors with it applied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.actors import reading
from analysis.actors.naming.gazetteer import Gazetteer, gazetteer, using
from analysis.actors.register.applying import apply_register
from analysis.actors.register.decisions import Decisions, load_decisions
from analysis.actors.register.identities import identities
from analysis.actors.register.namesakes import namesakes
from analysis.actors.register.own_list import load_own_actors, own_gazetteer, own_list_beside
from analysis.actors.register.resolving import Register, resolve
from analysis.actors.register.writing import register_table
from analysis.corpus.keeping import kept
from analysis.corpus.selection import matching
from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis.corpus import Corpus


def known_names(corpus: Corpus, *, actors_list: str | Path = "") -> Gazetteer | None:
    """Return the gazetteer with an own list before it, or None where there is no such list.

    Parameters
    ----------
    corpus : Corpus
    actors_list : str or Path
        File of the list; without it ``own_actors.yaml`` or ``.csv`` beside the raw articles.
    """
    file = Path(actors_list) if actors_list else own_list_beside(corpus.raw)
    return own_gazetteer(load_own_actors(file)) if file is not None else None


def register_of(corpus: Corpus, *, actors_list: str | Path = "", decisions: str | Path = "") -> Register:
    """Return which actors of a corpus are one, as found and as a person decides.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    actors_list : str or Path
        File of an own list; see `known_names`.
    decisions : str or Path
        File of decisions; without it ``actors.csv`` beside the raw articles.

    Notes
    -----
    An edited file is seen at once, also by a corpus that is open.
    """
    with using(known_names(corpus, actors_list=actors_list)):
        return _register(corpus, _decided(corpus, decisions))


def mentions(corpus: Corpus, *, actors_list: str | Path = "", decisions: str | Path = "") -> pd.DataFrame:
    """Return every reference to an actor in the selected articles, actors joined across articles.

    As `reading.mentions`, which sees one article at a time, with the register applied; options as `register_of`.
    """
    return _applied(corpus, reading.mentions, actors_list, decisions)


def quotations(corpus: Corpus, *, actors_list: str | Path = "", decisions: str | Path = "") -> pd.DataFrame:
    """Return the attributed statements of the selected articles, speakers joined across articles.

    As `reading.quotations`, which sees one article at a time, with the register applied; options as `register_of`.
    """
    return _applied(corpus, reading.quotations, actors_list, decisions)


def roles(corpus: Corpus, *, actors_list: str | Path = "", decisions: str | Path = "") -> pd.DataFrame:
    """Return what the selected articles say their actors are, actors joined across articles.

    As `reading.roles`, which sees one article at a time, with the register applied; options as `register_of`.
    """
    return _applied(corpus, reading.roles, actors_list, decisions)


def actions(corpus: Corpus, *, actors_list: str | Path = "", decisions: str | Path = "") -> pd.DataFrame:
    """Return who does what to whom in the selected articles, actors joined across articles.

    As `reading.actions`, which sees one article at a time, with the register applied; options as `register_of`.
    """
    return _applied(corpus, reading.actions, actors_list, decisions)


def actors_register(
    corpus: Corpus, *, actors_list: str | Path = "", decisions: str | Path = ""
) -> pd.DataFrame:
    """Return the register of a corpus as a table to edit; see `writing.register_table`, options as `register_of`."""
    with using(known_names(corpus, actors_list=actors_list)):
        rows = _decided(corpus, decisions)
        own, found = _register(corpus, rows), reading.mentions(corpus)
        said = apply_register(reading.roles(corpus), own)
        look = namesakes(apply_register(found, own), articles=_origins(corpus), roles=said)
        return register_table(found, own, decisions=rows, namesakes=look)


def _decided(corpus: Corpus, file: str | Path) -> Decisions:
    """Return the decisions of a file that is named, else those beside the raw articles."""
    if file and not Path(file).expanduser().is_file():
        raise InputError(
            "there is no such file",
            where=str(file),
            remedy="Give the path of a table of decisions on actors.",
        )
    if file or corpus.raw.is_dir():
        return load_decisions(file or corpus.raw)
    # One raw file is all there is to read: nothing lies beside it.
    return Decisions()


def _applied(
    corpus: Corpus, table: Callable[[Corpus], pd.DataFrame], actors_list: str | Path, decisions: str | Path
) -> pd.DataFrame:
    with using(known_names(corpus, actors_list=actors_list)):
        own = _register(corpus, _decided(corpus, decisions))
        return apply_register(table(corpus), own)


def _register(corpus: Corpus, decisions: Decisions) -> Register:
    """Return the register under the gazetteer in force, kept with the corpus until a decision changes."""

    def make() -> Register:
        found = reading.mentions(corpus)
        merges = identities(found, articles=_origins(corpus), roles=reading.roles(corpus))
        return resolve(
            found, decisions, merges=merges, select=lambda where: matching(corpus.connection, where)
        )

    key = ("register", gazetteer().mark, decisions.rows, tuple(decisions.known.items()))
    return kept(corpus, key, make)


def _origins(corpus: Corpus) -> pd.DataFrame:
    return corpus.sql("select article_id, outlet, date from articles order by article_id")
