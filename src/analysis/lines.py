"""YAML with a memory for lines: plain data, and where in the file each part of it stands.

Every scalar stays a string, so that the terms ``no`` and ``1914`` are words and
not a truth value and a number; the models that read the data convert.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from analysis.errors import AnalysisError, InputError

Place = tuple[str | int, ...]

LARGEST = 4_000_000
"""Characters of the longest file that is read."""

DEEPEST = 40
"""Levels of nesting that are read; a codebook needs nine."""

FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser written in C, where PyYAML was built with it: the same nodes and lines, three times as fast."""

Error = type[AnalysisError]


def read_lines(text: str, *, where: str, error: Error = InputError) -> tuple[Any, dict[Place, int]]:
    r"""Read YAML text into plain data and the line of every part.

    Parameters
    ----------
    text : str
        The file's text.
    where : str
        Name of the file, for messages.
    error : type of AnalysisError
        What is raised.

    Returns
    -------
    data : dict, list or str
        Mappings, lists and strings; no scalar is converted.
    lines : dict of tuple to int
        Line, counted from 1, of each path such as ``("frames", 0, "label")``.

    Raises
    ------
    AnalysisError
        Of the type `error`, if the text is no YAML, has an anchor or a tag, or names a key twice.

    Examples
    --------
    >>> data, lines = read_lines("name: x\nframes:\n  - id: no", where="x.yaml")
    >>> data, lines["frames", 0, "id"]
    ({'name': 'x', 'frames': [{'id': 'no'}]}, 3)
    """
    if len(text) > LARGEST:
        raise error(f"the file has {len(text):,} characters", where=where, remedy=f"At most {LARGEST:,}.")
    try:
        root = _composed(text, where, error)
    except yaml.MarkedYAMLError as problem:
        raise _syntax(problem, where, error) from problem
    except yaml.YAMLError as problem:
        raise error(f"not YAML ({' '.join(str(problem).split())})", where=where) from problem
    lines: dict[Place, int] = {(): 1}
    return _plain(root, (), lines, where, error) if root is not None else {}, lines


def at(where: str, line: int) -> str:
    """Return a place in a file as messages name it."""
    return f"{where}, line {line}"


def _composed(text: str, where: str, error: Error) -> yaml.Node | None:
    """Return the nodes of a text; what is wrong with it is said by the one parser that every machine has."""
    for loader in (FAST, yaml.SafeLoader):
        try:
            _refuse(text, where, error, loader)
            return yaml.compose(text, Loader=loader)
        except (yaml.YAMLError, UnicodeError):
            if loader is yaml.SafeLoader:
                raise
    raise AssertionError("the last parser returns or raises")


def _refuse(text: str, where: str, error: Error, loader: Any) -> None:
    """Stop at what can make a small file large or run code: aliases, tags, deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        place = at(where, event.start_mark.line + 1 if event.start_mark else 1)
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise error(
                "anchors (&) and aliases (*) are not read",
                where=place,
                remedy="Write the part out; put a term that begins with * or & in quotation marks.",
            )
        if tag not in (None, "!"):
            raise error(
                f"the tag {tag!r} is not read",
                where=place,
                remedy="Put a value that begins with ! in quotation marks.",
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise error(f"more than {DEEPEST} levels of nesting", where=place)


def _syntax(problem: yaml.MarkedYAMLError, where: str, error: Error) -> AnalysisError:
    mark = problem.problem_mark or problem.context_mark
    line = mark.line + 1 if mark else 1
    words = " ".join((problem.problem or str(problem)).split())
    return error(
        f"not YAML ({words})", where=at(where, line),
        remedy="Look at the indentation, colons and quotation marks of this line and the one above.",
    )  # fmt: skip


def _plain(node: yaml.Node, path: Place, lines: dict[Place, int], where: str, error: Error) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lines, where, error) for i, item in enumerate(node.value)]
    out: dict[str, Any] = {}
    for key, line, value in _pairs(node, where, error):
        if key in out:
            raise error(f"the key {key!r} stands twice in one mapping", where=at(where, line),
                                remedy=f"The first is on line {lines[(*path, key)]}; keep one.")  # fmt: skip
        lines[(*path, key)] = line
        out[key] = _plain(value, (*path, key), lines, where, error)
    return out


def _pairs(node: yaml.Node, where: str, error: Error) -> Iterator[tuple[str, int, yaml.Node]]:
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise error("a key is not a plain name", where=at(where, line))
        yield key.value, line, value
