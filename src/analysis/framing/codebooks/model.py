"""Codebooks: frames, the yes/no questions that indicate them, and what answers these.

A codebook is data. What it may say is written here once, as models that refuse
every unknown key; how a file becomes a codebook is in `analysis.framing.codebooks.loading`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, field_validator, model_validator
from pydantic_core import PydanticCustomError

from analysis.framing.codebooks.conditions import ActorCondition, Kind, Part
from analysis.framing.codebooks.places import Places
from analysis.framing.codebooks.terms import Id, Strict, Term, Text

Function = Literal["problem", "cause", "judgement", "remedy"]
"""What a frame can do with an issue (Entman 1993)."""

Voice = Literal["any", "narrator", "quoted"]
"""Whose words may speak for a frame."""

__all__ = [
    "ActorCondition",
    "Codebook",
    "Frame",
    "Function",
    "Indicator",
    "Kind",
    "Origin",
    "Part",
    "Voice",
    "counts",
    "no_double",
]


def no_double(names: list[str], kind: str, *, among: list[Any] | None = None) -> None:
    """Refuse a list in which a name stands twice, or a key of what is named."""
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


class Indicator(Strict):
    """A yes/no question a coder would answer about an article.

    It is answered *yes* when at least `min` hits of at least `min_terms`
    different terms stand in the article. A condition on actors counts as a term.

    Attributes
    ----------
    id : str
        Lower-case letters, digits and ``_``, beginning with a letter.
    question : str
        What a coder would be asked, so that yes speaks for the frame.
    functions : tuple of str
        Which of its frame's functions the question is about; empty for all of them.
    terms, actors : tuple
        What answers it; at least one of either.
    min : int
        Hits at different places from which the answer is yes.
    min_terms : int
        Different terms from which the answer is yes.
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
        keys = [term.key for term in terms]
        no_double([key[0] for key in keys], "term", among=keys)
        return terms


class Frame(Strict):
    """A frame: what it is, which questions indicate it, how many yeses make it present.

    Attributes
    ----------
    id : str
        Lower-case letters, digits and ``_``, beginning with a letter.
    label : str
        Name as figures and tables print it.
    definition : str
        What the frame is, as a coder reads it.
    functions : tuple of str
        What the frame does with the issue (Entman 1993): problem, cause, judgement, remedy.
    include, exclude : tuple of str
        Cases a coder counts as the frame, and cases that look like it and are not.
    examples, counterexamples : tuple of str
        Sentences that show the frame, and sentences that could be taken for it and do not.
    rule : str
        ``any``, ``all`` or ``at least 2`` (or another number) of the indicators.
    voice : {"any", "narrator", "quoted"}
        Whose words may speak for it.
    opposes : tuple of str
        Frames of the same codebook that tell the issue the other way round.
    seeds, antiseeds : tuple of str
        Words at either end of the frame's axis, for exploratory scaling.
    indicators : tuple of Indicator
        The questions; at least one.
    """

    id: Id
    label: Text
    definition: Text
    functions: Annotated[tuple[Function, ...], Field(min_length=1)]
    include: tuple[Text, ...] = ()
    exclude: tuple[Text, ...] = ()
    examples: tuple[Text, ...] = ()
    counterexamples: tuple[Text, ...] = ()
    rule: str = "any"
    voice: Voice = "any"
    opposes: tuple[Id, ...] = ()
    seeds: tuple[Text, ...] = ()
    antiseeds: tuple[Text, ...] = ()
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]

    @field_validator(
        "functions", "include", "exclude", "examples", "counterexamples", "opposes", "seeds", "antiseeds",
        mode="before",
    )  # fmt: skip
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
        no_double([indicator.id for indicator in value], "indicator")
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


class Origin(Strict):
    """A codebook that another one was made from.

    Attributes
    ----------
    name, version, source : str
        As they stand in that codebook.
    fingerprint : str
        Hash of all it says; see `analysis.framing.codebooks.fingerprint`.
    """

    name: Id
    version: Text
    source: Text
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class Codebook(Strict):
    """A named, versioned set of frames.

    Attributes
    ----------
    name : str
        Lower-case letters, digits and ``_``, beginning with a letter.
    version : str
        Changed with every change of content.
    title, description : str
        As reports print them.
    source : str
        The literature or data it comes from.
    language : str
        ISO 639-1 code of the articles its terms are meant for; empty if not said.
    authors : tuple of str
        Who wrote it.
    license : str
        Under which terms it may be used.
    lineage : tuple of Origin
        The codebooks it was made from, nearest first; filled by ``extends``.
    frames : tuple of Frame
        At least one.

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
    language: Annotated[str, Field(pattern=r"^([a-z]{2})?$")] = ""
    authors: tuple[Text, ...] = ()
    license: Annotated[str, Field(max_length=4000)] = ""
    lineage: tuple[Origin, ...] = ()
    frames: Annotated[tuple[Frame, ...], Field(min_length=1)]

    _places: Places = PrivateAttr(default_factory=Places)

    @field_validator("authors", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) and value else value

    @field_validator("frames")
    @classmethod
    def _distinct(cls, value: tuple[Frame, ...]) -> tuple[Frame, ...]:
        no_double([frame.id for frame in value], "frame")
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

    @property
    def places(self) -> Places:
        """Where each part stands in the files it was read from; empty if it was not read from files."""
        return self._places

    def worded(self) -> Codebook:
        """Return it as far as words alone answer it: without conditions on actors, in any voice."""
        frames = tuple(
            frame.model_copy(
                update={
                    "voice": "any",
                    "indicators": tuple(i.model_copy(update={"actors": ()}) for i in frame.indicators),
                }
            )
            for frame in self.frames
        )
        return self.model_copy(update={"frames": frames})

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
