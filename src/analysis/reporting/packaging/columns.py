"""What columns of CSV files mean: read from ``resources/reporting/columns.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

TYPES = ("integer", "number", "boolean", "date", "string", "category")
"""Types a column can have; a category is a string of few values."""


@dataclass(frozen=True)
class Meaning:
    """What a column holds.

    Parameters
    ----------
    type : str
        One of `TYPES`.
    unit, meaning, empty : str
        Unit of its numbers; what it says; what an empty cell means, where that is known.
    """

    type: str
    unit: str
    meaning: str
    empty: str = ""


def meaning_of(column: str, *, item: str = "", notebook: str = "") -> Meaning | None:
    """Return what a column means, or None if nobody has described it.

    Parameters
    ----------
    column : str
        Name of the column; limits of an interval and estimates need no description of their own.
    item, notebook : str
        Figure or table and notebook the file belongs to: a name may mean something else there.

    Examples
    --------
    >>> meaning_of("share_low").meaning
    'Lower end of the 95 % interval of share.'
    >>> meaning_of("n", item="tbl-phrases").unit
    'words'
    """
    found = _described_as(column, item, notebook)
    if found is not None:
        return found
    if column.startswith("coder "):
        return Meaning("category", "", "What this coder answered.", "Not coded.")
    for ending, words in _described()["endings"].items():
        stem = column.removesuffix(ending)
        if stem != column:
            # The limits of a share may be named after what it is a share of: does, does_share, does_low.
            for of in (f"{stem}_share", stem):
                base = _described_as(of, item, notebook)
                if base is not None:
                    empty = "" if ending == "_estimated" else "No interval: too few units."
                    return Meaning("number", base.unit, words.format(column=of), empty)
    return None


def _described_as(column: str, item: str, notebook: str) -> Meaning | None:
    items, columns = _described()["items"], _described()["columns"]
    for place in (items.get(f"{notebook}/{item}", {}), items.get(item, {}), columns):
        if column in place:
            return Meaning(*place[column])
    return None


@cache
def _described() -> dict[str, Any]:
    text = (resources.files("analysis.resources") / "reporting/columns.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)  # type: ignore[no-any-return]
