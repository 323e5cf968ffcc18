"""Conditions on actors: what somebody does, suffers or says that counts as evidence."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from analysis.framing.codebooks.terms import Strict, Text

Part = Literal["agent", "patient", "speaker", "mentioned"]
"""What an actor can be in an article: who does, who is done to, who is quoted, who is named."""

Kind = Literal["person", "state", "organisation", "group", "place"]
"""Kinds of actors."""


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

    @field_validator("sign", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        # Scalars of a file are strings, and a literal number is never made from one.
        return {"-1": -1, "0": 0, "1": 1, "+1": 1}.get(value, value) if isinstance(value, str) else value

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
