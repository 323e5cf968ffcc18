"""Lists of devices: wording that can carry a stance, by device and group, as terms of codebooks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from analysis.framing.codebooks.model import Codebook, Frame, Indicator, no_double
from analysis.framing.codebooks.terms import Id, Strict, Term, Text

SCARE, AGENTLESS, NAMING = "scare_quote", "agentless", "naming"

RULED = (SCARE, AGENTLESS, NAMING)
"""Devices that are found by rules and not by words; a list cannot take their names."""


class Group(Strict):
    """Words of one kind within a device.

    Attributes
    ----------
    id : str
        Lower-case letters, digits and ``_``, beginning with a letter.
    label : str
        Name as tables print it.
    terms : tuple of Term
        At least one.
    """

    id: Id
    label: Text
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]

    @field_validator("terms")
    @classmethod
    def _distinct(cls, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        keys = [term.key for term in terms]
        no_double([key[0] for key in keys], "term", among=keys)
        return terms


class Device(Strict):
    """A way of wording that is often used to frame.

    Attributes
    ----------
    id : str
        Lower-case letters, digits and ``_``, beginning with a letter; none of `RULED`.
    label : str
        Name as figures and tables print it.
    definition : str
        What its words do.
    source : str
        The literature it comes from.
    groups : tuple of Group
        At least one.
    """

    id: Id
    label: Text
    definition: Text
    source: Text
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]

    @field_validator("id")
    @classmethod
    def _not_ruled(cls, value: str) -> str:
        # It would be counted together with what the rule finds.
        if value in RULED:
            raise PydanticCustomError(
                "empty", "{value} is found by a rule: a list needs another id", {"value": repr(value)}
            )
        return value

    @field_validator("groups")
    @classmethod
    def _distinct(cls, value: tuple[Group, ...]) -> tuple[Group, ...]:
        no_double([group.id for group in value], "group")
        return value


class DeviceList(Strict):
    """Devices with the words that show them.

    Attributes
    ----------
    devices : tuple of Device
        At least one.

    Examples
    --------
    >>> from analysis.framing import device_list
    >>> [device.id for device in device_list().devices]
    ['hedge', 'booster', 'presupposition', 'unattributed', 'loaded', 'metaphor']
    """

    devices: Annotated[tuple[Device, ...], Field(min_length=1)]

    @field_validator("devices")
    @classmethod
    def _distinct(cls, value: tuple[Device, ...]) -> tuple[Device, ...]:
        no_double([device.id for device in value], "device")
        return value


def as_codebook(devices: DeviceList) -> Codebook:
    """Return a list of devices as a codebook whose frames are devices and whose indicators are groups.

    Only so that one query matches both: nobody codes by it, and no rule over its indicators is read.

    Examples
    --------
    >>> from analysis.framing import device_list
    >>> as_codebook(device_list()).frame("hedge").indicators[0].terms[0].term
    'may'
    """
    frames = [
        Frame(
            id=device.id, label=device.label, definition=device.definition, functions=("judgement",),
            indicators=tuple(Indicator(id=one.id, question=one.label, terms=one.terms) for one in device.groups),
        )
        for device in devices.devices
    ]  # fmt: skip
    return Codebook(
        name="devices", version="1", title="Devices", description="Wording that can carry a stance.",
        source="A list of devices.", frames=tuple(frames),
    )  # fmt: skip
