"""Errors a user can act on: where it happened, what is wrong, what to do.

Every error of this package is an `AnalysisError`, so that a batch, the command
line and a notebook can show it as one line instead of a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any


class AnalysisError(Exception):
    """Something the user can put right.

    Parameters
    ----------
    what : str
        What is wrong, with the offending value, without a closing full stop.
    where : str, optional
        File, record, cell or parameter it concerns.
    remedy : str, optional
        What to do about it.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        head = f"{where}: {what}" if where else what
        super().__init__(f"{head}. {remedy}".strip() if remedy else f"{head}.")

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuild with its keyword arguments when it crosses a process border."""
        return _rebuild, (type(self), self.what, self.where, self.remedy)


def _rebuild(kind: type[AnalysisError], what: str, where: str, remedy: str) -> AnalysisError:
    return kind(what, where=where, remedy=remedy)


class InputError(AnalysisError):
    """A raw file, or one record of it, cannot be used."""


class ParameterError(AnalysisError):
    """An option or notebook parameter has no such name, or a wrong type or value."""


class EmptySelectionError(AnalysisError):
    """A condition leaves no article, or too few for the question asked."""


class CodebookError(AnalysisError):
    """A codebook file breaks the rules of codebooks."""


class ModelError(AnalysisError):
    """A language model is missing or cannot be loaded."""


class RunError(AnalysisError):
    """A notebook could not be executed or its report could not be written."""


def one_of(value: str, allowed: Iterable[str], *, name: str) -> str:
    """Return `value` if it is allowed, else raise with the nearest allowed value.

    Parameters
    ----------
    value : str
        What the user gave.
    allowed : iterable of str
        All values that are accepted.
    name : str
        What the value is called in the interface.

    Raises
    ------
    ParameterError
        If `value` is not among `allowed`.

    Examples
    --------
    >>> one_of("body", ["headline", "body"], name="kind")
    'body'
    """
    options = [str(option) for option in allowed]
    if value in options:
        return value
    raise ParameterError(
        f"{value!r} is not a {name}", remedy=f"{suggestion(value, options)}Allowed: {', '.join(options)}."
    )


def require(table: Any, columns: Iterable[str], *, what: str, where: str = "", remedy: str = "") -> None:
    """Raise unless a table has some columns.

    Parameters
    ----------
    table : DataFrame
    columns : iterable of str
        What it needs.
    what : str
        What the message begins with, such as ``"the scores have"``.
    where, remedy : str
        As in `AnalysisError`.

    Raises
    ------
    ParameterError
        Naming the columns that are missing.

    Examples
    --------
    >>> import pandas as pd
    >>> require(pd.DataFrame({"frame": ["conflict"]}), ["frame"], what="the table has")
    """
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise ParameterError(f"{what} no column {', '.join(missing)}", where=where, remedy=remedy)


def suggestion(value: str, options: Iterable[str]) -> str:
    """Return ``"Did you mean 'x'? "`` for the nearest option, or nothing."""
    near = get_close_matches(str(value), list(options), n=1, cutoff=0.6)
    return f"Did you mean {near[0]!r}? " if near else ""
