"""From a codebook file to a codebook, or to one line that says what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from analysis.errors import CodebookError, suggestion
from analysis.framing.codebooks.extending import Node, extended, marked, places, plain
from analysis.framing.codebooks.model import Codebook
from analysis.framing.codebooks.places import Places
from analysis.framing.codebooks.problems import first_problem, keys_of
from analysis.lines import LARGEST, at, read_lines

LEVELS = 4
"""Codebooks that may stand behind one another by ``extends``."""

_SHIPPED = "analysis.resources"


@dataclass(frozen=True)
class _Source:
    """A codebook file: its text, its name in messages, and what tells it from other files."""

    text: str
    where: str
    identity: str
    folder: Path | None
    """Where the files it names begin; none for text and shipped codebooks, which can only name shipped ones."""


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
    return _parsed(_source(name_or_path))


def parse_codebook(text: str, *, where: str = "codebook") -> Codebook:
    """Read a codebook from the text of its file.

    Parameters
    ----------
    text : str
        It may extend a shipped codebook, but no file.
    where : str
        Name of the file, for messages.

    Raises
    ------
    CodebookError
        As `load_codebook`.
    """
    return _parsed(_Source(text, where, "", None))


def codebook_files(path: str | Path) -> list[Path]:
    """Return the files a codebook file is made from: itself, and those it extends one after the other.

    Nothing else about them is checked; the list ends where a file cannot be read.
    Shipped codebooks are not among them.
    """
    files: list[Path] = []
    following: Path | None = Path(path).expanduser().resolve()
    while following is not None and following not in files and len(files) <= LEVELS:
        files.append(following)
        try:
            data, _ = read_lines(read_file(following), where=str(following), error=CodebookError)
            name = data.get("extends", "") if isinstance(data, dict) else ""
            following = (following.parent / name).resolve() if _names_a_file(name) else None
        except CodebookError:
            following = None
    return files


def _source(name_or_path: str | Path) -> _Source:
    given = str(name_or_path)
    if isinstance(name_or_path, Path) or _names_a_file(given):
        path = Path(given).expanduser()
        return _Source(read_file(path), given, str(path.resolve()), path.parent)
    names = shipped_codebooks()
    if given not in names:
        raise CodebookError(
            f"{given!r} is not a codebook", where="codebook",
            remedy=f"{suggestion(given, names)}Shipped: {', '.join(names)}; or give the path of a .yaml file.",
        )  # fmt: skip
    text = (resources.files(_SHIPPED) / "codebooks" / f"{given}.yaml").read_text(encoding="utf-8")
    return _Source(text, f"{given}.yaml", given, None)


def _names_a_file(name: Any) -> bool:
    return isinstance(name, str) and (name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name)


def _parsed(source: _Source) -> Codebook:
    return _resolved(source, ())[1]


def _resolved(source: _Source, chain: tuple[_Source, ...]) -> tuple[Node, Codebook]:
    """Return a codebook and the data it was made from, with all it extends."""
    data, lines = read_lines(source.text, where=source.where, error=CodebookError)
    if not isinstance(data, dict) or not data:
        raise CodebookError(
            "the file holds no codebook", where=source.where, remedy=f"It needs {keys_of(Codebook)}."
        )
    node = marked(data, lines, source.where)
    files: tuple[str, ...] = (source.where,)
    changes = "extends" in data
    if changes:
        below = _extended_source(node, source, (*chain, source))
        base, codebook = _resolved(below, (*chain, source))
        node = extended(node, base=base, codebook=codebook)
        files = (*files, *codebook.places.files)
    found = Places(places(node), files)
    try:
        out = Codebook.model_validate(plain(node))
    except ValidationError as error:
        # What is extended is right by itself: whatever is wrong with the whole stands in this file.
        own = {path: line for path, (file, line) in found.lines.items() if file == source.where}
        raise first_problem(error, own, source.where, changes=changes) from error
    out._places = found
    return node, out


def _extended_source(node: Node, source: _Source, chain: tuple[_Source, ...]) -> _Source:
    """Return the file that a codebook extends."""
    named = node.value["extends"]
    name, where = named.value, at(source.where, named.line)
    if not isinstance(name, str) or not name.strip():
        raise CodebookError("'extends' names one codebook", where=where, remedy="Give a name or a path.")
    try:
        found = _beside(name.strip(), source.folder)
    except CodebookError as error:
        raise CodebookError(f"'extends': {error.what} ({name})", where=where, remedy=error.remedy) from error
    if found.identity in [one.identity for one in chain]:
        road = " → ".join(Path(one.where).name for one in (*chain, found))
        raise CodebookError(f"'extends' goes in a circle: {road}", where=where, remedy="Break it.")
    if len(chain) > LEVELS:
        raise CodebookError(
            f"more than {LEVELS} codebooks extend one another", where=where,
            remedy="Write some of them out: analysis codebook show FILE --yaml.",
        )  # fmt: skip
    return found


def _beside(name: str, folder: Path | None) -> _Source:
    """Return a shipped codebook, or a file named as seen from a folder."""
    if not _names_a_file(name):
        return _source(name)
    if folder is None:
        raise CodebookError("only a codebook file can extend a file", remedy="Name a shipped codebook.")
    path = Path(name)
    if path.is_absolute() or path.suffix not in (".yaml", ".yml"):
        raise CodebookError(
            "not a path of a .yaml file as seen from this file", remedy="Write it like ../common/base.yaml."
        )
    return _Source(
        read_file(folder / path), str(folder / path), str((folder / path).resolve()), (folder / path).parent
    )


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


def read_file(path: Path) -> str:
    """Return the text of a file of codebooks or devices.

    Raises
    ------
    CodebookError
        If there is no such file, or it is too large or no UTF-8 text.
    """
    try:
        if path.exists() and not path.is_file():
            raise CodebookError("this is no file", where=str(path), remedy="Check its path.")
        if path.stat().st_size > 4 * LARGEST:
            raise CodebookError(
                "the file is too large", where=str(path), remedy=f"At most {LARGEST:,} characters."
            )
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CodebookError("there is no such file", where=str(path), remedy="Check its path.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"the file cannot be read as UTF-8 text ({error})", where=str(path)) from error
