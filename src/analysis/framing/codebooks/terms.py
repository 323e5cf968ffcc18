"""Terms of codebooks: words and phrases that count as evidence, and what else may be said of them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

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

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes a term itself among the terms of an indicator: its words, `match` and `pos`."""
        return " ".join(term_words(self.term)), self.match, self.pos

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
