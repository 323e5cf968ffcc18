"""From a codebook file to a codebook, or to one line that says what is wrong with it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any, get_args

import pandas as pd
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
    Part,
    Voice,
)
from analysis.framing.codebooks.terms import Pos, Term
from analysis.lines import Place, at, read_lines

_SHIPPED = "analysis.resources"
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
_LEVELS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("terms", Term),
    ("actors", ActorCondition),
    ("indicators", Indicator),
    ("frames", Frame),
)


def shipped_codebooks() -> list[str]:
    """Return the names of the codebooks that come with the package.

    Examples
    --------
    >>> "generic5" in shipped_codebooks()
    True
    """
    folder = resources.files(_SHIPPED) / "codebooks"
    return sorted(
        entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")
    )


def load_codebook(name_or_path: str | Path = "generic5") -> Codebook:
    """Load a shipped codebook by name, or any codebook by its path.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped codebook, or path of a ``.yaml`` or ``.yml`` file.

    Raises
    ------
    CodebookError
        One line with the file, the line in it, the bad key or value, and the
        nearest name that is allowed.

    Examples
    --------
    >>> load_codebook().title
    'Five generic news frames'
    """
    given = str(name_or_path)
    if isinstance(name_or_path, Path) or given.endswith((".yaml", ".yml")) or "/" in given or "\\" in given:
        return parse_codebook(_read(Path(given)), where=given)
    names = shipped_codebooks()
    if given not in names:
        raise CodebookError(
            f"{given!r} is not a codebook", where="codebook",
            remedy=f"{suggestion(given, names)}Shipped: {', '.join(names)}; or give the path of a .yaml file.",
        )  # fmt: skip
    text = (resources.files(_SHIPPED) / "codebooks" / f"{given}.yaml").read_text(encoding="utf-8")
    return parse_codebook(text, where=f"{given}.yaml")


def parse_codebook(text: str, *, where: str = "codebook") -> Codebook:
    """Read a codebook from the text of its file.

    Parameters
    ----------
    text : str
    where : str
        Name of the file, for messages.

    Raises
    ------
    CodebookError
        As `load_codebook`.
    """
    data, lines = read_lines(text, where=where, error=CodebookError)
    if not isinstance(data, dict) or not data:
        raise CodebookError("the file holds no codebook", where=where, remedy=f"It needs {_keys(Codebook)}.")
    try:
        return Codebook.model_validate(data)
    except ValidationError as error:
        raise _first(error, lines, where) from error


def codebook_table(codebook: Codebook) -> pd.DataFrame:
    """Return a codebook as a table to read: one row per indicator.

    Columns: frame, label, definition, functions, rule, indicator, question,
    fires (when the question counts as answered *yes*), terms (how many), and
    examples of the terms with the highest weight.
    """
    rows = []
    for frame in codebook.frames:
        for indicator in frame.indicators:
            strongest = sorted(indicator.terms, key=lambda term: -term.weight)[:8]
            different = f" of {indicator.min_terms} different terms" if indicator.min_terms > 1 else ""
            rows.append(
                {
                    "frame": frame.id, "label": frame.label, "definition": frame.definition,
                    "functions": ", ".join(frame.functions), "rule": frame.rule, "indicator": indicator.id,
                    "question": indicator.question, "fires": f"from {indicator.min} hits{different}",
                    "terms": len(indicator.terms), "examples": ", ".join(term.term for term in strongest),
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def _read(path: Path) -> str:
    try:
        return path.expanduser().read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CodebookError(
            "there is no such file", where=str(path), remedy="Check the path of the codebook."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"the file cannot be read as UTF-8 text ({error})", where=str(path)) from error


def _first(error: ValidationError, lines: dict[Place, int], where: str) -> CodebookError:
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
    what, remedy = _explain(details)
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


def _explain(details: ErrorDetails) -> tuple[str, str]:
    """Say what is wrong and what would be right."""
    path, kind, value = details["loc"], details["type"], details["input"]
    key, level = str(path[-1]) if path else "", _level(path)
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "codebook")
    allowed = _CHOICES.get(name, ())
    answers = {
        "extra_forbidden": (
            f"unknown key {key!r}",
            f"{suggestion(key, level.model_fields)}Allowed here: {_keys(level)}.",
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
            f"Expected a mapping with the keys {_keys(_inside(path))}.",
        ),
        **dict.fromkeys(_OWN, (details["msg"], "")),
    }
    plain = details["msg"][0].lower() + details["msg"][1:]
    return answers.get(kind, (f"{name!r} is {_short(value)}: {plain}", ""))


def _inside(path: tuple[int | str, ...]) -> type[BaseModel]:
    """Return the model that should stand at a path."""
    return _level((*path, ""))


def _level(path: tuple[int | str, ...]) -> type[BaseModel]:
    """Return the model whose key a path ends in."""
    parents = path[:-1]
    return next((model for name, model in _LEVELS if name in parents), Codebook)


def _keys(model: type[BaseModel]) -> str:
    return ", ".join(model.model_fields)


def _needed(model: type[BaseModel]) -> str:
    return ", ".join(name for name, info in model.model_fields.items() if info.is_required())


def _short(value: Any) -> str:
    shown = repr(value) if isinstance(value, str | int | float) else f"a {type(value).__name__}"
    return shown if len(shown) <= 60 else shown[:57] + "..."
