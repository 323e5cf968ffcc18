"""From a file of devices to a list of them, or to one line that says what is wrong with it."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from analysis.errors import CodebookError
from analysis.framing.codebooks.loading import read_file
from analysis.framing.codebooks.problems import Shape, first_problem
from analysis.framing.codebooks.terms import Term
from analysis.framing.devices.model import Device, DeviceList, Group
from analysis.lines import read_lines

SHAPE = Shape(DeviceList, (("terms", Term), ("groups", Group), ("devices", Device)))
"""What stands where in a file of devices."""


def device_list(path: str | Path = "") -> DeviceList:
    """Return the devices of a file, or those that come with the package.

    Parameters
    ----------
    path : str or Path
        A ``.yaml`` file with the key ``devices``; see ``resources/framing/devices.yaml``. Empty: the package's own.

    Raises
    ------
    CodebookError
        One line with the file, the line in it, the bad key or value, and what is allowed.

    Examples
    --------
    >>> device_list().devices[0].label
    'Hedges'
    """
    return parse_devices(read_file(Path(path).expanduser()), where=str(path)) if str(path) else _shipped()


@lru_cache(maxsize=1)
def _shipped() -> DeviceList:
    file = resources.files("analysis.resources") / "framing" / "devices.yaml"
    return parse_devices(file.read_text(encoding="utf-8"), where="devices.yaml")


def parse_devices(text: str, *, where: str = "devices") -> DeviceList:
    r"""Read a list of devices from the text of its file.

    Raises
    ------
    CodebookError
        As `device_list`.

    Examples
    --------
    >>> text = "devices:\n- {id: doubt, label: Doubt, definition: d, source: s, groups: []}"
    >>> parse_devices(text)
    Traceback (most recent call last):
    analysis.errors.CodebookError: devices, line 2: 'groups' is empty. Give at least one.
    """
    data, lines = read_lines(text, where=where, error=CodebookError)
    if not isinstance(data, dict) or not data:
        raise CodebookError(
            "the file holds no list of devices", where=where, remedy="It needs the key devices."
        )
    try:
        return DeviceList.model_validate(data)
    except ValidationError as error:
        raise first_problem(error, lines, where, shape=SHAPE) from error


def device_table(devices: DeviceList | None = None) -> pd.DataFrame:
    """Return a list of devices as a table to read: one row per group.

    Columns: device, label, definition, source, group, group_label, terms (how many), examples (the first eight).
    """
    return pd.DataFrame(
        [
            {
                "device": device.id, "label": device.label, "definition": device.definition, "source": device.source,
                "group": group.id, "group_label": group.label, "terms": len(group.terms),
                "examples": ", ".join(term.term for term in group.terms[:8]),
            }
            for device in (devices or device_list()).devices
            for group in device.groups
        ]
    )  # fmt: skip
