"""One line for what is wrong with a codebook: which file and line, which key, what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from analysis.errors import CodebookError, suggestion
from analysis.framing.codebooks.model import (
    ActorCondition,
    Codebook,
    Frame,
    Function,
    Indicator,
    Kind,
    Origin,
    Part,
    Voice,
)
from analysis.framing.codebooks.terms import Pos, Term
from analysis.lines import Place, at

_CHOICES: dict[str, tuple[str, ...]] = {
    "functions": get_args(Function),
    "voice": get_args(Voice),
    "part": get_args(Part),
    "kinds": get_args(Kind),
    "other_kinds": get_args(Kind),
    "pos": get_args(Pos),
    "match": ("lemma", "form"),
    "negated": ("keep", "drop"),
}
_OWN = ("double", "rule", "term", "pos", "actors", "empty", "opposes")


@dataclass(frozen=True)
class Shape:
    """Which model stands where in a kind of file.

    Attributes
    ----------
    root : type of BaseModel
        The whole file.
    levels : tuple of (str, type of BaseModel)
        Lists of parts by their key, the innermost first.
    """

    root: type[BaseModel]
    levels: tuple[tuple[str, type[BaseModel]], ...]


CODEBOOK = Shape(
    Codebook,
    (("terms", Term), ("actors", ActorCondition), ("indicators", Indicator), ("frames", Frame), ("lineage", Origin)),
)  # fmt: skip
"""What stands where in a codebook."""

_CHANGING = {Codebook: ("extends", "drop"), Frame: ("drop",), Indicator: ("drop",)}
"""Keys that only a codebook that extends another may have."""


def first_problem(
    error: ValidationError,
    lines: dict[Place, int],
    where: str,
    *,
    changes: bool = False,
    shape: Shape = CODEBOOK,
) -> CodebookError:
    """Report the problem that stands first in the file, and how many follow."""
    # A list of wrong parts also counts as too short, and a misspelt key as a missing one; say it once.
    errors = error.errors()
    unknown = {e["loc"][:-1] for e in errors if e["type"] == "extra_forbidden"}
    told = [
        e
        for e in errors
        if not (e["type"] == "too_short" and e["input"])
        and not (e["type"] == "missing" and e["loc"][:-1] in unknown)
    ]
    found = sorted(((_line(e, lines), i, e) for i, e in enumerate(told)), key=lambda row: row[:2])
    line, _, details = found[0]
    what, remedy = _explain(details, changes=changes, shape=shape)
    more = len(found) - 1
    tail = f" ({more} more problem{'s' if more > 1 else ''} after this one.)" if more else ""
    return CodebookError(what, where=at(where, line), remedy=(remedy + tail).strip())


def _line(details: ErrorDetails, lines: dict[Place, int]) -> int:
    path: Place = tuple(details["loc"])
    if details["type"] == "double":
        path = (*path, details["ctx"]["index"])
    elif details["type"] == "opposes":
        path = (*path, "frames", details["ctx"]["index"], "opposes")
    elif details["type"] == "rule":
        path = path if path and path[-1] == "rule" else (*path, "rule")
    elif details["type"] == "pos":
        path = (*path, "pos")
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _explain(details: ErrorDetails, *, changes: bool, shape: Shape) -> tuple[str, str]:
    """Say what is wrong and what would be right; some keys are only for a file that changes another."""
    path, kind, value = details["loc"], details["type"], details["input"]
    key, level = str(path[-1]) if path else "", _level(path, shape)
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "codebook")
    allowed = _CHOICES.get(name, ())
    keys = [
        *level.model_fields,
        *(_CHANGING.get(level, ()) if changes else ("extends",) * (level is Codebook)),
    ]
    if kind == "extra_forbidden" and key == "drop" and not changes:
        return (
            "only a codebook that extends another can drop something",
            "Say 'extends', or leave 'drop' out.",
        )
    answers = {
        "extra_forbidden": (
            f"unknown key {key!r}",
            f"{suggestion(key, keys)}Allowed here: {', '.join(keys)}.",
        ),
        "missing": (f"the key {key!r} is missing", f"A {level.__name__.lower()} needs {_needed(level)}."),
        "literal_error": (
            f"{value!r} is not allowed for {name!r}",
            f"{suggestion(str(value), allowed)}Allowed: {', '.join(allowed)}.",
        ),
        "too_short": (f"{name!r} is empty", "Give at least one."),
        "string_too_short": (f"{name!r} is empty", "Write it, or leave the key out."),
        "string_pattern_mismatch": (
            f"{_short(value)} is not an id",
            "An id is lower-case letters, digits and _, and begins with a letter.",
        ),
        "model_type": (
            f"{name!r} holds {_short(value)}",
            f"Expected a mapping with the keys {keys_of(_level((*path, ''), shape))}.",
        ),
        **dict.fromkeys(_OWN, (details["msg"], "")),
    }
    plain = details["msg"][0].lower() + details["msg"][1:]
    return answers.get(kind, (f"{name!r} is {_short(value)}: {plain}", ""))


def _level(path: tuple[int | str, ...], shape: Shape) -> type[BaseModel]:
    """Return the model whose key a path ends in."""
    parents = path[:-1]
    return next((model for name, model in shape.levels if name in parents), shape.root)


def keys_of(model: type[BaseModel]) -> str:
    """Return the keys of a part of a codebook, as messages list them."""
    return ", ".join(model.model_fields)


def _needed(model: type[BaseModel]) -> str:
    return ", ".join(name for name, info in model.model_fields.items() if info.is_required())


def _short(value: Any) -> str:
    shown = repr(value) if isinstance(value, str | int | float) else f"a {type(value).__name__}"
    return shown if len(shown) <= 60 else shown[:57] + "..."
