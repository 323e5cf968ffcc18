"""Check a notebook's parameters before a kernel starts.

The cell tagged ``parameters`` is read as Python, not by pattern: names, defaults and
annotations say which parameters there are and of which type. Values from a command
line become values of that type, or the error says what would be right.
"""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from analysis.errors import ParameterError, suggestion

_KINDS: dict[str, type] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "list": list,
    "tuple": tuple,
    "dict": dict,
}
_WORDS = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: 'a list, such as a,b or ["a", "b"]',
    tuple: 'a list, such as a,b or ["a", "b"]',
    dict: 'a table, such as {"a": 1}',
    type(None): "anything",
}
_TRUE, _FALSE = ("true", "yes", "1", "on"), ("false", "no", "0", "off")


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook.

    Parameters
    ----------
    name : str
    default : object
        Its value in the notebook.
    kind : type
        From the annotation if there is one, else from the default; ``NoneType`` takes anything.
    optional : bool
        Whether None is a value of it.
    """

    name: str
    default: Any
    kind: type
    optional: bool

    def accept(self, value: Any, *, where: str = "") -> Any:
        """Return `value` as this parameter's type, or raise.

        Raises
        ------
        ParameterError
            Saying which type is right.

        Examples
        --------
        >>> Parameter("least", 5, int, False).accept("12")
        12
        """
        if value is None and (self.optional or self.kind is type(None)):
            return None
        if self.optional and isinstance(value, str) and value in ("None", "none") and self.kind is not str:
            return None
        try:
            converted = _from_text(value, self.kind) if isinstance(value, str) else _same(value, self.kind)
        except (ValueError, SyntaxError, json.JSONDecodeError):
            raise ParameterError(
                f"{value!r} is not right for the parameter {self.name!r}",
                where=where,
                remedy=f"It takes {_WORDS[self.kind]}; the notebook has {self.default!r}.",
            ) from None
        return converted


def notebook_parameters(notebook: NotebookNode, *, where: str) -> dict[str, Parameter]:
    """Return the parameters of a notebook by name.

    Parameters
    ----------
    notebook : NotebookNode
    where : str
        What to call the notebook in an error.

    Raises
    ------
    ParameterError
        If no cell, or more than one, is tagged ``parameters``; if the cell is no Python, or
        holds anything but ``name = plain value``.
    """
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise ParameterError(
            f"{len(cells) or 'no'} cells are tagged `parameters`"
            if cells
            else "no cell is tagged `parameters`",
            where=where,
            remedy="Tag the one cell that sets the parameters (JupyterLab: property inspector, Cell Tags).",
        )
    if cells[0].cell_type != "code":
        raise ParameterError("the cell tagged `parameters` is not a code cell", where=where)
    try:
        tree = ast.parse(cells[0].source)
    except SyntaxError as problem:
        raise ParameterError(
            f"line {problem.lineno} of the parameters cell is not Python ({problem.msg})", where=where
        ) from None
    found: dict[str, Parameter] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue  # a string that serves as a comment
        parameter = _read(statement, where)
        found[parameter.name] = parameter
    return found


def _read(statement: ast.stmt, where: str) -> Parameter:
    annotation = ""
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
        name, value = statement.target.id, statement.value
        note = statement.annotation
        annotation = (
            note.value
            if isinstance(note, ast.Constant) and isinstance(note.value, str)
            else ast.unparse(note)
        )
    elif (
        isinstance(statement, ast.Assign)
        and len(statement.targets) == 1
        and isinstance(statement.targets[0], ast.Name)
    ):
        name, value = statement.targets[0].id, statement.value
    else:
        raise ParameterError(
            f"`{ast.unparse(statement)[:60]}` in the parameters cell is not of the form `name = value`",
            where=where,
        )
    try:
        default = ast.literal_eval(value)
    except ValueError:
        raise ParameterError(
            f"the parameter {name!r} has a computed default",
            where=where,
            remedy="Give a plain value (text, number, true or false, list), and compute in a later cell.",
        ) from None
    return Parameter(name, default, *_kind(default, annotation))


def _kind(default: Any, annotation: str) -> tuple[type, bool]:
    parts = [part.strip() for part in annotation.removeprefix("Optional[").removesuffix("]").split("|")]
    named = [_KINDS[base] for part in parts if (base := part.partition("[")[0].strip()) in _KINDS]
    optional = default is None or "None" in parts or annotation.startswith("Optional[")
    kind = named[0] if len(named) == 1 else type(default)
    return (kind if kind in _WORDS else type(None)), optional


def check_parameters(
    known: Mapping[str, Parameter], given: Mapping[str, Any], *, where: str
) -> dict[str, Any]:
    """Return the given values in the types of the notebook's parameters.

    Raises
    ------
    ParameterError
        For an unknown name, with the nearest known one, or a wrong type.
    """
    checked = {}
    for name, value in given.items():
        if name not in known:
            raise ParameterError(
                f"the notebook has no parameter {name!r}",
                where=where,
                remedy=f"{suggestion(name, known)}It has: {describe(known)}.",
            )
        checked[name] = known[name].accept(value, where=where)
    return checked


def describe(known: Mapping[str, Parameter]) -> str:
    """Return the parameters as ``name (default)``, for error messages and help."""
    return ", ".join(f"{p.name} ({p.default!r})" for p in known.values() if p.name != "report_dir") or "none"


def assignments(values: Mapping[str, Any]) -> str:
    """Return Python that sets the values, as the cell put into the notebook.

    Examples
    --------
    >>> print(assignments({"where": "outlet = 'O''Brien'", "least": 3}))
    # Values of this run
    where = "outlet = 'O''Brien'"
    least = 3
    """
    lines = ["# Values of this run"]
    for name, value in values.items():
        assert name.isidentifier(), name
        text = (
            f"float({str(value)!r})" if isinstance(value, float) and not math.isfinite(value) else repr(value)
        )
        lines.append(f"{name} = {text}")
    return "\n".join(lines)


def _same(value: Any, kind: type) -> Any:
    if kind is type(None) or type(value) is kind:
        return value
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind in (list, tuple) and isinstance(value, (list, tuple)):
        return kind(value)
    raise ValueError(value)


def _from_text(text: str, kind: type) -> Any:
    if kind in (str, type(None)):
        return text
    if kind is bool:
        if text.strip().lower() not in (*_TRUE, *_FALSE):
            raise ValueError(text)
        return text.strip().lower() in _TRUE
    if kind in (int, float):
        return kind(text.strip())
    if kind is dict or text.lstrip().startswith(("[", "(")):
        value = json.loads(text) if text.lstrip().startswith(("[", "{")) else ast.literal_eval(text)
        return _same(value, kind)
    return kind(part.strip() for part in text.split(",") if part.strip())
