"""A researcher's own list of actors, found in text before the names that ship."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from analysis.actors.naming.gazetteer import Entry, Gazetteer, Listed, gazetteer, shipped
from analysis.actors.tables import slug_of
from analysis.corpus.beside import OWN_LISTS, lying
from analysis.corpus.encoding import decode
from analysis.errors import InputError, suggestion
from analysis.lines import Place, at, read_lines

LARGEST = 4_000_000
"""Bytes of the longest list that is read."""

Kind = Literal["person", "state", "organisation", "group", "place"]
Role = Literal["", "seat", "capital", "city", "region", "territory", "institution", "alliance", "people"]
_LISTS = ("aliases", "acronyms", "not_names", "careful")
_Name = Field(min_length=1, max_length=200)


class OwnActor(BaseModel):
    """One actor of an own list.

    Attributes
    ----------
    name : str
        The name tables and figures show.
    kind : str
        person, state, organisation, group or place.
    id : str
        Its ``actor_id``; made of kind and name if not given.
    aliases, acronyms : tuple of str
        Other names, as written in text.
    not_names : tuple of str
        Words that hold one of its names and mean something else.
    careful : tuple of str
        Those of its names that are common words or others' names too: they count only
        where the tagger, a title or the sentence supports them.
    state : str
        The state it belongs to, as the gazetteer or this list names it.
    role : str
        What it is to its state (seat, capital, institution …): a seat or capital
        that acts stands for it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: str = _Name
    kind: Kind
    id: str = Field("", max_length=120, pattern=r"^(?:[^\W_][\w:.\-]*)?$")
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    careful: tuple[str, ...] = ()
    state: str = Field("", max_length=200)
    role: Role = ""

    @field_validator(*_LISTS, mode="before")
    @classmethod
    def _as_list(cls, value: Any) -> Any:
        """Take one name for a list of one, and a cell with | for several."""
        given = value.split("|") if isinstance(value, str) else value
        return [part.strip() for part in given if part.strip()] if _all_text(given) else given

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the canonical one first."""
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.acronyms)))


def _all_text(given: Any) -> bool:
    return isinstance(given, list | tuple) and all(isinstance(part, str) for part in given)


def load_own_actors(path: str | Path) -> tuple[OwnActor, ...]:
    """Read an own list of actors.

    Parameters
    ----------
    path : str or Path
        A ``.yaml`` file with a list of actors, or a ``.csv`` file with a row for each;
        keys and columns as the attributes of `OwnActor`, in a CSV file several names
        with ``|`` between them.

    Raises
    ------
    InputError
        If the file is missing or no such list; the message names the line, the
        value, and what is allowed.
    """
    file = Path(path).expanduser()
    if not file.is_file():
        raise InputError(
            "there is no such file", where=str(path), remedy="Check the path of the list of actors."
        )
    if file.stat().st_size > LARGEST:
        raise InputError(f"the list has more than {LARGEST:,} bytes", where=file.name, remedy="Divide it.")
    text, _ = decode(file.read_bytes())
    return parse_own_actors(text, where=file.name)


def parse_own_actors(text: str, *, where: str = "own_actors.yaml") -> tuple[OwnActor, ...]:
    r"""Read an own list from the text of its file; the ending of `where` tells its format.

    Examples
    --------
    >>> parse_own_actors("name,kind,acronyms\nHarbour Union,organisation,HU", where="own_actors.csv")[0].names
    ('Harbour Union', 'HU')
    """
    rows = _from_csv(text, where) if where.lower().endswith(".csv") else _from_yaml(text, where)
    out, lines = [], []
    for data, line, of in rows:
        try:
            out.append(OwnActor.model_validate(data))
        except ValidationError as error:
            raise _problem(error, where, line, of) from error
        lines.append(line)
    _check(out, lines, where)
    return tuple(out)


def _from_yaml(text: str, where: str) -> Iterator[tuple[Any, int, dict[str, int]]]:
    data, lines = read_lines(text, where=where)
    start: Place = ()
    if isinstance(data, dict) and list(data) == ["actors"]:
        data, start = data["actors"], ("actors",)
    if not isinstance(data, list):
        raise InputError(
            "the file holds no list of actors", where=where,
            remedy="Each actor begins with '- name:' and has a kind.",
        )  # fmt: skip
    for i, item in enumerate(data):
        of = {key: lines[(*start, i, key)] for key in item} if isinstance(item, dict) else {}
        yield item, lines[(*start, i)], of


def _from_csv(text: str, where: str) -> Iterator[tuple[Any, int, dict[str, int]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = [
        (name or "").strip().lower().replace("-", "_").replace(" ", "_") for name in reader.fieldnames or []
    ]
    unknown = [name for name in columns if name not in OwnActor.model_fields]
    missing = [name for name in ("name", "kind") if name not in columns]
    if unknown or missing:
        what = f"there is no column {missing[0]!r}" if missing else f"unknown column {unknown[0]!r}"
        near = suggestion(unknown[0], OwnActor.model_fields) if unknown else ""
        raise InputError(
            what, where=at(where, 1), remedy=f"{near}Columns: {', '.join(OwnActor.model_fields)}."
        )
    reader.fieldnames = columns
    for row in reader:
        if None in row:
            raise InputError("the line has more cells than there are columns", where=at(where, reader.line_num),
                             remedy="Put quotation marks around a cell that holds a comma.")  # fmt: skip
        given = {name: value for name, value in row.items() if value and value.strip()}
        if given:
            yield given, reader.line_num, {}


def _problem(error: ValidationError, where: str, line: int, of: dict[str, int]) -> InputError:
    details = error.errors()[0]
    key = str(details["loc"][0]) if details["loc"] else ""
    place = at(where, of.get(key, line))
    value = details["input"]
    if details["type"] == "extra_forbidden":
        near = suggestion(key, OwnActor.model_fields)
        return InputError(f"unknown key {key!r}", where=place,
                          remedy=f"{near}Allowed: {', '.join(OwnActor.model_fields)}.")  # fmt: skip
    if details["type"] == "missing":
        return InputError(
            f"the key {key!r} is missing", where=place, remedy="An actor needs a name and a kind."
        )
    if details["type"] == "literal_error":
        allowed = [one for one in get_args(Kind if key == "kind" else Role) if one]
        return InputError(f"{value!r} is no {key}", where=place,
                          remedy=f"{suggestion(str(value), allowed)}Allowed: {', '.join(allowed)}.")  # fmt: skip
    if details["type"] == "string_pattern_mismatch":
        return InputError(f"{value!r} is no id", where=place,
                          remedy="An id is letters, digits and - _ : . and begins with a letter or digit.")  # fmt: skip
    shown = repr(value) if isinstance(value, str | int | float) else f"a {type(value).__name__}"
    return InputError(f"{key or 'the entry'} is {shown[:60]}: {details['msg'].lower()}", where=place)


def _check(actors: Sequence[OwnActor], lines: Sequence[int], where: str) -> None:
    """Refuse two actors of one id or name, a name that is no name, and a state nobody knows."""
    states = {one.name for one in actors if one.kind == "state"}
    names: dict[str, int] = {}
    ids: dict[str, int] = {}
    for actor, line in zip(actors, lines, strict=True):
        place = at(where, line)
        own = actor_id(actor)
        if own in ids:
            raise InputError(
                f"the id {own!r} is given twice", where=place, remedy=f"It is also on line {ids[own]}."
            )
        ids[own] = line
        for name in actor.names:
            if name in names:
                raise InputError(f"{name!r} is a name of two actors", where=place,
                                 remedy=f"It is also on line {names[name]}; leave one.")  # fmt: skip
        names.update(dict.fromkeys(actor.names, line))
        for name in actor.careful:
            if name not in actor.names:
                raise InputError(f"{name!r} is careful, but no name of {actor.name!r}", where=place,
                                 remedy="List it among the aliases or acronyms too.")  # fmt: skip
        if actor.state and actor.state not in states and _state(actor.state) is None:
            known = sorted(states | {e.entry.name for e in shipped() if e.entry.role == "state"})
            near = suggestion(actor.state, known)
            raise InputError(f"{actor.state!r} is no known state", where=place,
                             remedy=f"{near}Name it as the gazetteer does, or list it.")  # fmt: skip
    for actor, line in zip(actors, lines, strict=True):
        both = [name for name in actor.not_names if name in names]
        if both:
            raise InputError(f"{both[0]!r} is both a name and no name", where=at(where, line),
                             remedy=f"The name is on line {names[both[0]]}; leave one of the two.")  # fmt: skip


def _state(name: str) -> Entry | None:
    entry = gazetteer().entry(name)
    return entry if entry is not None and (entry.role in {"state", "former state", "territory"}) else None


def actor_id(actor: OwnActor) -> str:
    """Return the id an actor of an own list has in tables."""
    return actor.id or f"{actor.kind}:{slug_of(actor.name)}"


def own_gazetteer(actors: Iterable[OwnActor]) -> Gazetteer:
    """Return the bundled gazetteer with the actors of an own list before it; for `gazetteer.using`."""
    own = []
    for actor in actors:
        state = _state(actor.state)
        role = actor.role or ("people" if actor.kind == "group" else actor.kind)
        entry = Entry(actor.name, actor.kind, state.name if state else actor.state, role, actor_id(actor))
        own.append(Listed(entry, actor.names, actor.careful, actor.not_names))
    return Gazetteer(shipped(), own=own)


def own_list_beside(raw: Path) -> Path | None:
    """Return the own list that lies beside raw articles, if there is one.

    Raises
    ------
    InputError
        If there are several.
    """
    there = lying(raw, OWN_LISTS)
    if len(there) > 1:
        raise InputError(
            f"there are both {there[0].name} and {there[1].name}", where=str(raw), remedy="Keep one."
        )
    return there[0] if there else None
