"""What a mention of an actor is."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("person", "state", "organisation", "group", "place")
"""Kinds of actors."""

VIAS = ("name", "acronym", "title", "pronoun", "metonym", "demonym", "description", "credit", "nested")
"""The ways a text refers to an actor."""

NESTED = "nested"
"""A name inside a longer name: "University of *Chicago*"."""

ASIDE = ("demonym", "credit", NESTED)
"""Ways that point at an actor without speaking of it: an adjective, a picture credit, a part of another's name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference to an actor in an article.

    Attributes
    ----------
    start, end : int
        Character offsets in the article's text, end exclusive.
    kind : str
        One of `KINDS`.
    via : str
        One of `VIAS`. A ``metonym`` is a seat of power that stands for its state
        ("the Kremlin warned"); a ``demonym`` is an adjective ("the Armenian government");
        a ``credit`` names who took or sold a picture; a ``nested`` name stands inside
        a longer one ("University of Chicago"), which may be a mention of its own.
    rule : str
        What made the mention: where the span comes from and what joined it to its actor.
    cluster : int
        Number of the actor inside the article, from 0 in order of first appearance.
    name : str
        The actor's canonical name: of the gazetteer, else its fullest form in the article.
    """

    start: int
    end: int
    kind: str
    via: str
    rule: str
    cluster: int
    name: str
