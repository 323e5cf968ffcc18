"""Codebooks: frames, the yes/no questions that indicate them, and what answers these.

A codebook is data. What it may say is written here once, as models that refuse
every unknown key; how a file becomes a codebook is in `analysis.framing.codebooks.loading`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from analysis.framing.codebooks.terms import Id, Strict, Term, Text, term_words

Function = Literal["problem", "cause", "judgement", "remedy"]
"""What a frame can do with an issue (Entman 1993)."""

Voice = Literal["any", "narrator", "quoted"]
"""Whose words may speak for a frame."""

Part = Literal["agent", "patient", "speaker", "mentioned"]
"""What an actor can be in an article: who does, who is done to, who is quoted, who is named."""

Kind = Literal["person", "state", "organisation", "group", "place"]
"""Kinds of actors."""


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


class ActorCondition(Strict):
    """What an actor does, suffers or says that counts as evidence, from the tables of actors.

    Attributes
    ----------
    part : {"agent", "patient", "speaker", "mentioned"}
        What the actor is: the one who does or is done to (table actions), is
        quoted (quotations), or is named (mentions).
    ids, kinds : tuple of str
        Actors by id, such as ``state:armenia``, and by kind; empty for any actor.
    other_ids, other_kinds : tuple of str
        The same for the other party of an action; only with agent or patient.
    classes : tuple of str
        Classes of the action, or of the quotation's cue; empty for any.
    sign : {-1, 0, 1}, optional
        Hostile, neutral or cooperative actions only.
    weight : float
        How strongly one hit speaks for the frame, above 0 and at most 10.
    """

    part: Part
    ids: tuple[Text, ...] = ()
    kinds: tuple[Kind, ...] = ()
    other_ids: tuple[Text, ...] = ()
    other_kinds: tuple[Kind, ...] = ()
    classes: tuple[Text, ...] = ()
    sign: Literal[-1, 0, 1] | None = None
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0

    @field_validator("ids", "kinds", "other_ids", "other_kinds", "classes", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) and value else value

    @model_validator(mode="after")
    def _fits_its_part(self) -> ActorCondition:
        of_actions = self.other_ids or self.other_kinds or self.sign is not None
        if of_actions and self.part not in ("agent", "patient"):
            raise PydanticCustomError(
                "actors", "only an agent or a patient has another party and a sign, not {part}",
                {"part": repr(self.part)},
            )  # fmt: skip
        if self.classes and self.part == "mentioned":
            raise PydanticCustomError("actors", "actions and cues have classes, mentions have none")
        return self

    @property
    def label(self) -> str:
        """What stands in the column `term` of evidence found by this condition."""
        who = ", ".join([*self.ids, *self.kinds]) or "any actor"
        whom = ", ".join([*self.other_ids, *self.other_kinds])
        sign = {-1: "hostile", 0: "neutral", 1: "cooperative", None: ""}[self.sign]
        how = ", ".join([*self.classes, *filter(None, [sign])])
        return f"{self.part}: {who}" + (f" / {whom}" if whom else "") + (f" ({how})" if how else "")


class Indicator(Strict):
    """A yes/no question a coder would answer about an article.

    It is answered *yes* when at least `min` hits of at least `min_terms`
    different terms stand in the article. A condition on actors counts as a term.

    Attributes
    ----------
    functions : tuple of str
        Which of its frame's functions the question is about; empty for all of them.
    terms, actors : tuple
        What answers it; at least one of either.
    """

    id: Id
    question: Text
    functions: tuple[Function, ...] = ()
    terms: tuple[Term, ...] = ()
    actors: tuple[ActorCondition, ...] = ()
    min: Annotated[int, Field(ge=1)] = 1
    min_terms: Annotated[int, Field(ge=1)] = 1

    @field_validator("functions", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) and value else value

    @model_validator(mode="after")
    def _answerable(self) -> Indicator:
        if not self.terms and not self.actors:
            raise PydanticCustomError(
                "empty", "nothing answers the indicator {id}: give it terms or actors", {"id": repr(self.id)}
            )
        return self

    @field_validator("terms")
    @classmethod
    def _distinct(cls, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        keys = [(" ".join(term_words(t.term)), t.match, t.pos) for t in terms]
        _no_double([key[0] for key in keys], "term", among=keys)
        return terms


class Frame(Strict):
    """A frame: what it is, which questions indicate it, how many yeses make it present.

    Attributes
    ----------
    voice : {"any", "narrator", "quoted"}
        Whose words may speak for it.
    opposes : tuple of str
        Frames of the same codebook that tell the issue the other way round.
    seeds, antiseeds : tuple of str
        Words at either end of the frame's axis, for exploratory scaling.
    """

    id: Id
    label: Text
    definition: Text
    functions: Annotated[tuple[Function, ...], Field(min_length=1)]
    include: tuple[Text, ...] = ()
    exclude: tuple[Text, ...] = ()
    examples: tuple[Text, ...] = ()
    rule: str = "any"
    voice: Voice = "any"
    opposes: tuple[Id, ...] = ()
    seeds: tuple[Text, ...] = ()
    antiseeds: tuple[Text, ...] = ()
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]

    @field_validator("include", "exclude", "examples", "opposes", "seeds", "antiseeds", mode="before")
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

    @model_validator(mode="after")
    def _opponents_exist(self) -> Codebook:
        known = [frame.id for frame in self.frames]
        for i, frame in enumerate(self.frames):
            strange = next((name for name in frame.opposes if name == frame.id or name not in known), None)
            if strange is not None:
                raise PydanticCustomError(
                    "opposes", "frame {id} opposes {name}; another frame of this codebook is needed: {known}",
                    {"id": repr(frame.id), "name": repr(strange), "known": ", ".join(known), "index": i},
                )  # fmt: skip
        return self

    def frame(self, frame_id: str) -> Frame:
        """Return one frame by its id.

        Raises
        ------
        KeyError
            If there is none.
        """
        return {frame.id: frame for frame in self.frames}[frame_id]


def counts(codebook: Codebook) -> Counter[str]:
    """Return how many frames, indicators and terms a codebook has."""
    indicators = [i for frame in codebook.frames for i in frame.indicators]
    return Counter(
        frames=len(codebook.frames), indicators=len(indicators), terms=sum(len(i.terms) for i in indicators)
    )
