"""A codebook that changes another: what is said anew, what is added, what is dropped.

The merge works on the plain data of the files, before any of it is a model, and
on nodes that know the file and line they come from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from pydantic import BaseModel

from analysis.errors import CodebookError, suggestion
from analysis.framing.codebooks.model import ActorCondition, Codebook, Frame, Indicator, Origin
from analysis.framing.codebooks.terms import term_words
from analysis.framing.codebooks.writing import fingerprint
from analysis.lines import Place, at

INHERITED = ("title", "description", "source", "language", "frames")
"""Keys of a codebook that one that extends it need not repeat; the others say who it is."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a file: a string, a list of nodes or nodes by key, and where it stands."""

    value: Any
    file: str
    line: int

    def get(self, key: str) -> list[Node]:
        """Return the items of a list under a key; a single value is a list of one, as in the models."""
        found = self.value.get(key)
        if found is None:
            return []
        return found.value if isinstance(found.value, list) else [found]


def marked(data: Any, lines: dict[Place, int], file: str, path: Place = ()) -> Node:
    """Return data of a file as a node.

    Examples
    --------
    >>> marked({"name": "x"}, {(): 1, ("name",): 3}, "x.yaml").value["name"]
    Node(value='x', file='x.yaml', line=3)
    """
    value = data
    if isinstance(data, dict):
        value = {key: marked(item, lines, file, (*path, key)) for key, item in data.items()}
    elif isinstance(data, list):
        value = [marked(item, lines, file, (*path, i)) for i, item in enumerate(data)]
    return Node(value, file, lines[path])


def plain(node: Node) -> Any:
    """Return the data of a node."""
    if isinstance(node.value, dict):
        return {key: plain(item) for key, item in node.value.items()}
    return [plain(item) for item in node.value] if isinstance(node.value, list) else node.value


def places(node: Node) -> dict[Place, tuple[str, int]]:
    """Return file and line of each path below a node."""
    out: dict[Place, tuple[str, int]] = {}
    waiting: list[tuple[Place, Node]] = [((), node)]
    while waiting:
        path, part = waiting.pop()
        out[path] = (part.file, part.line)
        if isinstance(part.value, dict):
            waiting += [((*path, key), item) for key, item in part.value.items()]
        elif isinstance(part.value, list):
            waiting += [((*path, i), item) for i, item in enumerate(part.value)]
    return out


def extended(own: Node, *, base: Node, codebook: Codebook) -> Node:
    """Return a codebook that extends another, with every part of either in its place.

    Frames are merged by id, and their indicators by id; terms and conditions on
    actors are added, and a term that is there already is replaced; every other
    key that is given replaces what it was. ``drop`` in a codebook, frame or
    indicator lists ids of frames, ids of indicators, or terms to leave out.

    Parameters
    ----------
    own : Node
        The file that has ``extends``.
    base : Node
        The codebook it extends.
    codebook : Codebook
        The same, read.

    Raises
    ------
    CodebookError
        For an id that is neither known nor a complete new part, or a drop of what is not there.
    """
    if "lineage" in own.value:
        _refuse("'lineage' is filled by 'extends'", own.value["lineage"], "Leave it out.")
    out = {key: base.value[key] for key in INHERITED if key in base.value}
    out |= {key: item for key, item in own.value.items() if key not in ("extends", "drop", "frames")}
    frames = _parts(base, own, "frames", Frame)
    out["frames"] = Node(frames, own.file, own.value.get("frames", own).line)
    line = own.value["extends"].line
    origins = [_origin(codebook), *(origin.model_dump() for origin in codebook.lineage)]
    out["lineage"] = Node([_placed(origin, own.file, line) for origin in origins], own.file, line)
    return Node(out, own.file, own.line)


def _origin(base: Codebook) -> dict[str, str]:
    origin = Origin(name=base.name, version=base.version, source=base.source, fingerprint=fingerprint(base))
    return origin.model_dump()


def _placed(data: dict[str, str], file: str, line: int) -> Node:
    return Node({key: Node(value, file, line) for key, value in data.items()}, file, line)


def _refuse(what: str, node: Node, remedy: str = "") -> NoReturn:
    raise CodebookError(what, where=at(node.file, node.line), remedy=remedy)


def _parts(base: Node, own: Node, key: str, model: type[Frame] | type[Indicator]) -> list[Node]:
    """Return the frames of a codebook, or the indicators of a frame, merged by id."""
    kind = model.__name__.lower()
    before = {str(plain(part.value["id"])): part for part in base.value[key].value}
    dropped = _dropped(own, before, kind)
    given = _given(own, key, kind)
    out = []
    for name, part in before.items():
        if name in dropped:
            continue
        change = given.pop(name, None)
        part = _without_opponents(part, dropped) if model is Frame else part  # noqa: PLW2901
        out.append(part if change is None else _changed(part, change, model))
    for new, part in given.items():
        _require_whole(new, part, before, model)
        out.append(part)
    return out


def _given(own: Node, key: str, kind: str) -> dict[str | int, Node]:
    """Return the parts a file gives, by id; what has no id in words is left to the models to refuse."""
    out: dict[str | int, Node] = {}
    for i, part in enumerate(own.get(key)):
        known = isinstance(part.value, dict) and "id" in part.value
        value = part.value["id"].value if known else None
        name = value.strip() if isinstance(value, str) else i
        if name in out:
            first = out[name].line
            _refuse(f"the {kind} {name!r} stands twice", part, f"The first is on line {first}; keep one.")
        out[name] = part
    return out


def _require_whole(name: Any, part: Node, before: dict[str, Node], model: type[BaseModel]) -> None:
    """Refuse a part that is neither in the extended codebook nor complete: most often a typing error."""
    if not isinstance(part.value, dict) or not isinstance(name, str):
        return
    kind = model.__name__.lower()
    needed = [key for key, info in model.model_fields.items() if info.is_required()]
    missing = [key for key in needed if key not in part.value]
    if missing:
        has = f"'drop' leaves out the {kind}" if name in before else f"the extended codebook has no {kind}"
        _refuse(f"{has} {name!r} here, and a new one needs {', '.join(missing)}", part.value["id"],
                f"{suggestion(name, before)}There: {', '.join(before)}.")  # fmt: skip
    if "drop" in part.value:
        _refuse(f"a new {kind} has nothing to drop", part.value["drop"], "Leave 'drop' out.")
    for indicator in part.get("indicators"):
        if isinstance(indicator.value, dict) and "drop" in indicator.value:
            _refuse("a new indicator has nothing to drop", indicator.value["drop"], "Leave 'drop' out.")


def _changed(base: Node, own: Node, model: type[BaseModel]) -> Node:
    """Return a frame or indicator with what a file says anew about it."""
    lists = ("indicators",) if model is Frame else ("terms", "actors")
    changes = {key: item for key, item in own.value.items() if key != "drop" and key not in lists}
    out = base.value | changes
    if model is Frame:
        parts = _parts(base, own, "indicators", Indicator)
        out["indicators"] = Node(parts, own.file, own.value.get("indicators", own).line)
    else:
        for key, items in _answers(base, own).items():
            out[key] = Node(items, own.file, own.value.get(key, own).line)
    return Node(out, own.file, own.line)


def _answers(base: Node, own: Node) -> dict[str, list[Node]]:
    """Return the terms and conditions on actors of an indicator: kept, replaced and added."""
    words = {id(term): _words(term) for term in base.get("terms")}
    labels = {id(part): ActorCondition.model_validate(plain(part)).label for part in base.get("actors")}
    dropped = _dropped(own, [*words.values(), *labels.values()], "term")
    added = [_key(term) for term in own.get("terms")]
    terms = [t for t in base.get("terms") if words[id(t)] not in dropped and _key(t) not in added]
    actors = [part for part in base.get("actors") if labels[id(part)] not in dropped]
    return {"terms": [*terms, *own.get("terms")], "actors": [*actors, *own.get("actors")]}


def _words(term: Node) -> str:
    data = plain(term)
    text = data.get("term", "") if isinstance(data, dict) else data
    return " ".join(term_words(text)) if isinstance(text, str) else ""


def _key(term: Node) -> tuple[str, str, tuple[str, ...]]:
    """Return what `Term.key` will be, of data that may still be wrong."""
    data = plain(term) if isinstance(term.value, dict) else {}
    pos = data.get("pos", ())
    return (
        _words(term), str(data.get("match", "lemma")), (pos,) if isinstance(pos, str) else tuple(map(str, pos))
    )  # fmt: skip


def _dropped(own: Node, known: Iterable[str], kind: str) -> set[str]:
    """Return what a file drops, checked: ids, or the words of terms."""
    options = list(known)
    out = set()
    for node in own.get("drop"):
        if not isinstance(node.value, str):
            _refuse(f"'drop' is a list of {kind}s", node)
        name = node.value.strip()
        name = " ".join(term_words(name)) if kind == "term" and name not in options else name
        if name not in options:
            shown = options if len(options) <= 12 else [*options[:12], "…"]
            _refuse(
                f"there is no {kind} {node.value!r} to drop", node,
                f"{suggestion(name, options)}There: {', '.join(shown)}.",
            )  # fmt: skip
        out.add(name)
    return out


def _without_opponents(frame: Node, dropped: set[str]) -> Node:
    """Return an inherited frame that no longer opposes what was dropped."""
    kept = [node for node in frame.get("opposes") if node.value not in dropped]
    if len(kept) == len(frame.get("opposes")):
        return frame
    return Node(frame.value | {"opposes": Node(kept, frame.file, frame.line)}, frame.file, frame.line)
