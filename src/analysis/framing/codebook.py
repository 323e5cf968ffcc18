"""Codebooks: frames, the yes/no questions that indicate them, and the terms that answer.

A codebook is data. What it may say is written here once, as models that refuse
every unknown key; how a file becomes a codebook is in `analysis.framing.loading`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

Function = Literal["problem", "cause", "judgement", "remedy"]
"""What a frame can do with an issue (Entman 1993)."""

Pos = Literal[
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
]  # fmt: skip
"""Universal parts of speech."""

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Text = Annotated[str, Field(min_length=1, max_length=4000)]

LONGEST_PHRASE = 6
"""Words a term may have."""

_WORD = re.compile(r"[^\W_][\w.&'/]*(?:\*)?|[$€£%]")
_WILDCARD_STEM = 3


class Strict(BaseModel):
    """A model that refuses keys it does not know and cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def term_words(term: str) -> list[str]:
    """Return the words of a term, cut as the tokeniser cuts running text.

    Hyphens separate words: ``cost-of-living`` and ``cost of living`` are one
    phrase, and either finds both spellings in a text.

    Examples
    --------
    >>> term_words("Nobody's cost-of-living crisis")
    ['nobody', "'s", 'cost', 'of', 'living', 'crisis']
    >>> term_words("econom*")
    ['econom*']
    """
    flat = term.lower().replace("’", "'").replace("-", " ").replace("‑", " ")
    return [part for word in flat.split() for part in _clitics(word)]


def _clitics(word: str) -> list[str]:
    cut = re.fullmatch(r"(.+?)(n't|'s|'re|'ve|'ll|'d|'m)", word)
    return [cut[1], cut[2]] if cut else [word]


def _check_words(value: str, *, longest: int) -> str:
    words = term_words(value)
    odd = next((w for w in words if not w.startswith("'") and w != "n't" and not _WORD.fullmatch(w)), None)
    if not words or odd is not None:
        raise PydanticCustomError(
            "term",
            "{value} is not a term: a term is words, and may end a word with *",
            {"value": repr(odd or value)},
        )
    if len(words) > longest:
        raise PydanticCustomError(
            "term",
            "{value} has {n} words; at most {longest}",
            {"value": repr(value), "n": len(words), "longest": longest},
        )
    short = next((w for w in words if w.endswith("*") and len(w) <= _WILDCARD_STEM), None)
    if short is not None:
        raise PydanticCustomError(
            "term", "{value} would match too many words; at least {n} letters before *",
            {"value": repr(short), "n": _WILDCARD_STEM},
        )  # fmt: skip
    return value


class Term(Strict):
    """A word or phrase that counts as evidence.

    Attributes
    ----------
    term : str
        Words separated by spaces or hyphens. ``*`` at the end of a word stands
        for up to twelve more letters.
    weight : float
        How strongly one hit speaks for the frame, above 0 and at most 10.
    match : {"lemma", "form"}
        Whether the words are base forms, which find every inflection, or must
        stand in the text as written here. Capitals never matter.
    pos : tuple of str
        Parts of speech the word must have; empty for any. Only for single words.
    near, not_near : tuple of str
        Words of which at least one must, or none may, stand within `window`
        words in the same sentence.
    window : int
        Words to either side.
    negated : {"keep", "drop"}
        Whether a hit under negation ("no war") is kept, and marked, or dropped.
    """

    term: str
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0
    match: Literal["lemma", "form"] = "lemma"
    pos: tuple[Pos, ...] = ()
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    window: Annotated[int, Field(ge=1, le=50)] = 8
    negated: Literal["keep", "drop"] = "keep"

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {"term": value} if isinstance(value, str) else value

    @field_validator("pos", "near", "not_near", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) and value else value

    @field_validator("term")
    @classmethod
    def _words(cls, value: str) -> str:
        return _check_words(value, longest=LONGEST_PHRASE)

    @field_validator("near", "not_near")
    @classmethod
    def _single_words(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_check_words(word, longest=1) for word in value)

    @model_validator(mode="after")
    def _pos_of_one_word(self) -> Term:
        if self.pos and len(term_words(self.term)) > 1:
            raise PydanticCustomError(
                "pos", "pos restricts single words; {value} is a phrase", {"value": repr(self.term)}
            )
        return self


class Indicator(Strict):
    """A yes/no question a coder would answer about an article.

    It is answered *yes* when at least `min` hits of at least `min_terms`
    different terms stand in the article.
    """

    id: Id
    question: Text
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    min: Annotated[int, Field(ge=1)] = 1
    min_terms: Annotated[int, Field(ge=1)] = 1

    @field_validator("terms")
    @classmethod
    def _distinct(cls, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        keys = [(" ".join(term_words(t.term)), t.match, t.pos) for t in terms]
        _no_double([key[0] for key in keys], "term", among=keys)
        return terms


class Frame(Strict):
    """A frame: what it is, which questions indicate it, how many yeses make it present."""

    id: Id
    label: Text
    definition: Text
    functions: Annotated[tuple[Function, ...], Field(min_length=1)]
    include: tuple[Text, ...] = ()
    exclude: tuple[Text, ...] = ()
    examples: tuple[Text, ...] = ()
    rule: str = "any"
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]

    @field_validator("include", "exclude", "examples", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) and value else value

    @field_validator("rule")
    @classmethod
    def _known_rule(cls, value: str) -> str:
        if not re.fullmatch(r"any|all|at least [1-9]\d?", value):
            raise PydanticCustomError(
                "rule", "{value} is not a rule over indicators: any, all, or at least 2 (or another number)",
                {"value": repr(value)},
            )  # fmt: skip
        return value

    @field_validator("indicators")
    @classmethod
    def _distinct(cls, value: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        _no_double([indicator.id for indicator in value], "indicator")
        return value

    @model_validator(mode="after")
    def _reachable(self) -> Frame:
        if self.needed > len(self.indicators):
            raise PydanticCustomError(
                "rule", "the rule {rule} cannot be met: frame {id} has {n} indicators",
                {"rule": repr(self.rule), "id": repr(self.id), "n": len(self.indicators)},
            )  # fmt: skip
        return self

    @property
    def needed(self) -> int:
        """Number of indicators that must be answered yes."""
        if self.rule == "any":
            return 1
        return len(self.indicators) if self.rule == "all" else int(self.rule.split()[-1])


class Codebook(Strict):
    """A named, versioned set of frames.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> [frame.id for frame in load_codebook("generic5").frames]
    ['conflict', 'human_interest', 'economic', 'morality', 'responsibility']
    """

    name: Id
    version: Text
    title: Text
    description: Text
    source: Text
    frames: Annotated[tuple[Frame, ...], Field(min_length=1)]

    @field_validator("frames")
    @classmethod
    def _distinct(cls, value: tuple[Frame, ...]) -> tuple[Frame, ...]:
        _no_double([frame.id for frame in value], "frame")
        return value

    def frame(self, frame_id: str) -> Frame:
        """Return one frame by its id.

        Raises
        ------
        KeyError
            If there is none.
        """
        return {frame.id: frame for frame in self.frames}[frame_id]


def _no_double(names: list[str], kind: str, *, among: list[Any] | None = None) -> None:
    keys: list[Any] = list(names) if among is None else among
    double = (
        next((i for i, key in enumerate(keys) if key in keys[:i]), None)
        if len(set(keys)) < len(keys)
        else None
    )
    if double is not None:
        raise PydanticCustomError(
            "double",
            "the {kind} {name} stands twice",
            {"kind": kind, "name": repr(names[double]), "index": double},
        )


def counts(codebook: Codebook) -> Counter[str]:
    """Return how many frames, indicators and terms a codebook has."""
    indicators = [i for frame in codebook.frames for i in frame.indicators]
    return Counter(
        frames=len(codebook.frames), indicators=len(indicators), terms=sum(len(i.terms) for i in indicators)
    )
