"""The register of an open corpus, and the tables of actors with it applied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.actors.naming.gazetteer import Gazetteer, gazetteer, using
from analysis.actors.reading import actors_table
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

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    actors_list, decisions : str or Path
        As for `register_of`.

    Returns
    -------
    DataFrame
        Columns `tables.MENTIONS`, one row per mention in order of article and place:
        offsets into the article's text; ``actor_id``, ``name`` and ``kind`` of
        the actor; ``via`` and ``rule`` of the mention; ``words`` as written;
        kind of the ``segment``; number of the ``paragraph`` (segment) and
        ``sentence`` in the article; ``position`` of the start as a share of the
        article's characters.

    Notes
    -----
    Read one article at a time, where actors of different articles are one only by gazetteer entry
    or by the same full name; then the register is applied.
    """
    return _applied(corpus, "mentions", actors_list, decisions)


def quotations(corpus: Corpus, *, actors_list: str | Path = "", decisions: str | Path = "") -> pd.DataFrame:
    """Return the attributed statements of the selected articles, speakers joined across articles.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    actors_list, decisions : str or Path
        As for `register_of`.

    Returns
    -------
    DataFrame
        The columns of `statement_table.COLUMNS`, and

        - ``speaker_id``: an ``actor_id``; ``anonymous`` for a source without a
          name; empty where no source is named,
        - ``speaker_name``: the actor's name, or the words for the source,
        - ``speaker_kind``: kind of the actor, ``anonymous`` or empty,
        - ``affiliation``: the actor named inside an anonymous source ("a Kremlin spokesman"),
        - ``words_quoted``, ``words_paraphrased``: words of the content inside and
          outside quotation marks,
        - the columns of `statement_table.FACTS`: refusals, words at second hand and
          their medium, the surrounding statement, order and position,
        - ``via_id``, ``via_name``: the medium, or the reporting speaker, as an actor.
    """
    return _applied(corpus, "quotations", actors_list, decisions)


def roles(corpus: Corpus, *, actors_list: str | Path = "", decisions: str | Path = "") -> pd.DataFrame:
    """Return what the selected articles say their actors are, actors joined across articles.

    Columns as in `description.finding.COLUMNS`; corpus and options as for `mentions`.
    """
    return _applied(corpus, "roles", actors_list, decisions)


def actions(corpus: Corpus, *, actors_list: str | Path = "", decisions: str | Path = "") -> pd.DataFrame:
    """Return who does what to whom in the selected articles, actors joined across articles.

    Columns as in `interaction.finding.ACTIONS`; corpus and options as for `mentions`.
    """
    return _applied(corpus, "actions", actors_list, decisions)


def actors_register(
    corpus: Corpus, *, actors_list: str | Path = "", decisions: str | Path = ""
) -> pd.DataFrame:
    """Return the register of a corpus as a table to edit; see `writing.register_table`, options as `register_of`."""
    with using(known_names(corpus, actors_list=actors_list)):
        rows = _decided(corpus, decisions)
        own, found = _register(corpus, rows), actors_table(corpus, "mentions")
        said = apply_register(actors_table(corpus, "roles"), own)
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


def _applied(corpus: Corpus, table: str, actors_list: str | Path, decisions: str | Path) -> pd.DataFrame:
    with using(known_names(corpus, actors_list=actors_list)):
        own = _register(corpus, _decided(corpus, decisions))
        return apply_register(actors_table(corpus, table), own)


def _register(corpus: Corpus, decisions: Decisions) -> Register:
    """Return the register under the gazetteer in force, kept with the corpus until a decision changes."""

    def make() -> Register:
        found = actors_table(corpus, "mentions")
        merges = identities(found, articles=_origins(corpus), roles=actors_table(corpus, "roles"))
        return resolve(
            found, decisions, merges=merges, select=lambda where: matching(corpus.connection, where)
        )

    key = ("register", gazetteer().mark, decisions.rows, tuple(decisions.known.items()))
    return kept(corpus, key, make)


def _origins(corpus: Corpus) -> pd.DataFrame:
    return corpus.sql("select article_id, outlet, date from articles order by article_id")
