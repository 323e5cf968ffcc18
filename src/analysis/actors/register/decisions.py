"""What a person decides about actors: the rows of ``actors.csv`` that carry an action."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from analysis.actors.types import KINDS
from analysis.corpus.beside import DECISIONS
from analysis.corpus.encoding import decode
from analysis.errors import InputError, suggestion

ACTIONS = ("merge", "split", "rename", "retype", "ignore")

LARGEST = 64 * 2**20
"""Bytes of the longest table that is read."""

_LONGEST = 200
_MEANING = {
    "merge": "target is the actor_id it goes into",
    "split": "target names the actor that part of it becomes, with words or where to say which part; with neither, "
    "it takes back a merge that was found",
    "rename": "target is the new name",
    "retype": f"target is one of {', '.join(KINDS)}",
    "ignore": "no target",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One row with an action.

    Attributes
    ----------
    line : int
        In the file.
    actor_id : str
    action : str
        One of `ACTIONS`.
    target : str
        Actor it goes into, new name or new kind, as the action has it.
    words : tuple of str
        For a split: the names, as written in articles, that mean the other actor.
    where : str
        For a split: condition on the articles in which it is the other actor.
    """

    line: int
    actor_id: str
    action: str
    target: str = ""
    words: tuple[str, ...] = ()
    where: str = ""

    @property
    def takes_back(self) -> bool:
        """Whether it undoes a merge that was found."""
        return self.action == "split" and not self.words and not self.where


@dataclass(frozen=True)
class Decisions:
    """The decisions of a file, and name and kind of every actor a row of it is about."""

    rows: tuple[Decision, ...] = ()
    known: dict[str, tuple[str, str]] = field(default_factory=dict)
    source: str = DECISIONS

    def of(self, action: str) -> list[Decision]:
        """Return the decisions with an action."""
        return [row for row in self.rows if row.action == action]


def load_decisions(path: str | Path) -> Decisions:
    """Read the decisions on actors beside raw articles.

    Parameters
    ----------
    path : str or Path
        The raw folder, which may hold ``actors.csv``, or such a file.

    Raises
    ------
    InputError
        If the file breaks a rule; the message names the line, the value and what is allowed.
    """
    given = Path(path).expanduser()
    file = given / DECISIONS if given.is_dir() else given
    if not file.is_file():
        return Decisions()
    if file.stat().st_size > LARGEST:
        raise InputError(
            f"the table has more than {LARGEST:,} bytes", where=file.name,
            remedy="Leave out rows without an action.",
        )  # fmt: skip
    text, _ = decode(file.read_bytes())
    return parse_decisions(text, where=file.name)


def parse_decisions(text: str, *, where: str = DECISIONS) -> Decisions:
    r"""Read decisions from the text of their table.

    Parameters
    ----------
    text : str
        CSV with the columns actor_id and action, and where an action needs them target, words
        (several with ``|`` between them) and where; columns name and kind are read as well, all
        others are left alone. Rows without an action decide nothing.
    where : str
        Name of the file, for messages.

    Raises
    ------
    InputError
        As `load_decisions`.

    Examples
    --------
    >>> parse_decisions("actor_id,action,target\nperson:j-smith,merge,person:john-smith").rows[0].target
    'person:john-smith'
    """
    lines = text.lstrip("\ufeff")
    delimiter = max(",;\t", key=lines.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(lines, newline=""), delimiter=delimiter, strict=True)
    columns = [(name or "").strip().lower() for name in reader.fieldnames or []]
    missing = [name for name in ("actor_id", "action") if name not in columns]
    if missing:
        raise InputError(
            f"the table of actors has no column {missing[0]!r}", where=f"{where}, line 1",
            remedy="Its first line must name the columns actor_id, action, target; and words, where for splits.",
        )  # fmt: skip
    reader.fieldnames = columns
    rows: list[Decision] = []
    known: dict[str, tuple[str, str]] = {}
    try:
        for row in reader:
            cells = {name: _cell(value) for name, value in row.items() if isinstance(value, str) and name}
            actor = cells.get("actor_id", "")
            if actor and cells.get("name") and cells.get("kind") in KINDS:
                known.setdefault(actor, (cells["name"], cells["kind"]))
            if cells.get("action"):
                rows.append(_checked(cells, reader.line_num, where))
    except csv.Error as error:
        raise InputError(f"no CSV ({error})", where=f"{where}, line {reader.line_num}",
                         remedy="Look at the quotation marks of this line.") from error  # fmt: skip
    _agree(rows, where)
    _no_circle(rows, where)
    return Decisions(tuple(dict.fromkeys(rows)), known, where)


def _cell(value: str) -> str:
    """Return a cell with single spaces, without the mark that guards it from a spreadsheet."""
    text = " ".join(value.split())
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def _checked(cells: dict[str, str], line: int, where: str) -> Decision:
    place = f"{where}, line {line}"
    action = cells["action"].lower().removesuffix(" into")
    if action not in ACTIONS:
        raise InputError(f"{cells['action']!r} is no action", where=place,
                         remedy=f"{suggestion(action, ACTIONS)}Allowed: {', '.join(ACTIONS)}.")  # fmt: skip
    actor, target = cells.get("actor_id", ""), cells.get("target", "")
    words = tuple(dict.fromkeys(part.strip() for part in cells.get("words", "").split("|") if part.strip()))
    row = Decision(line, actor, action, target, words, cells.get("where", ""))
    problem = _problem(row)
    if problem:
        raise InputError(problem, where=place, remedy=f"{action}: {_MEANING[action]}.")
    return row


def _problem(row: Decision) -> str:
    """Return what is wrong with one row, or an empty string."""
    wants = row.action != "ignore" and not row.takes_back
    extra = f"{row.action} takes no target here ({row.target!r})"
    misplaced = f"words and where belong to a split, not to {row.action}"
    checks = (
        (not row.actor_id, "the cell in column 'actor_id' is empty"),
        (row.action != "split" and bool(row.words or row.where), misplaced),
        (not wants and bool(row.target), extra),
        (wants and not row.target, f"the cell in column 'target' is empty, which {row.action} needs"),
        (len(row.target) > _LONGEST, f"the target has {len(row.target):,} characters (at most {_LONGEST})"),
        (row.action == "retype" and row.target not in KINDS, f"{row.target!r} is no kind of actor"),
        (row.action in {"merge", "split"} and row.target == row.actor_id, f"{row.actor_id!r} cannot go into itself"),
    )  # fmt: skip
    return next((what for wrong, what in checks if wrong), "")


def _agree(rows: Iterable[Decision], where: str) -> None:
    """Refuse rows that contradict each other."""
    first: dict[tuple[str, str], Decision] = {}
    fates: dict[str, Decision] = {}
    for row in rows:
        place = f"{where}, line {row.line}"
        if row.action != "split":
            before = first.setdefault((row.actor_id, row.action), row)
            if before.target != row.target:
                raise InputError(
                    f"{row.actor_id!r} has the target {row.target!r}, but in line {before.line} {before.target!r}",
                    where=place, remedy="Keep one of the two lines.",
                )  # fmt: skip
            ends = row.action in {"merge", "ignore"}
            other = fates.setdefault(row.actor_id, row)
            if other.action != row.action and (ends or other.action in {"merge", "ignore"}):
                raise InputError(
                    f"{row.actor_id!r} has the action {row.action}, but in line {other.line} {other.action}",
                    where=place, remedy="Keep one of the two lines; what is merged or ignored has no name or kind of "
                    "its own.",
                )  # fmt: skip


def _no_circle(rows: Iterable[Decision], where: str) -> None:
    """Refuse merges that lead back to where they began."""
    into = {row.actor_id: row for row in rows if row.action == "merge"}
    done: set[str] = set()
    for start in into:
        path: dict[str, Decision] = {}
        one = start
        while one in into and one not in done:
            if one in path:
                lines = ", ".join(str(row.line) for row in path.values())
                place = f"{where}, line {path[one].line}"
                raise InputError(f"the merges of lines {lines} lead in a circle", where=place,
                                 remedy="Take out one of them.")  # fmt: skip
            path[one] = into[one]
            one = into[one].target
        done.update(path)
