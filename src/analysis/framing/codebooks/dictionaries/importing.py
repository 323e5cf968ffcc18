"""A dictionary of another program as a codebook, with a list of all that was not taken."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pandas as pd

from analysis.corpus.encoding import decode
from analysis.errors import CodebookError, ParameterError, one_of
from analysis.framing.codebooks.dictionaries.entries import PLACEHOLDER, Contents, Entry
from analysis.framing.codebooks.dictionaries.formats import READERS
from analysis.framing.codebooks.dictionaries.patterns import same, term_of
from analysis.framing.codebooks.model import Codebook, Frame, Indicator
from analysis.framing.codebooks.terms import Term
from analysis.lines import LARGEST

FORMATS = {
    ".yml": "quanteda", ".yaml": "quanteda", ".cat": "wordstat", ".lc3": "lexicoder", ".dic": "liwc",
    ".ykd": "yoshikoder", ".lcd": "yoshikoder",
}  # fmt: skip
"""Format of a dictionary by the ending of its file."""

COLUMNS = ("line", "category", "entry", "reason")
"""Columns of the table of what was not taken."""

_Node = tuple[str, ...]


def import_dictionary(path: str | Path, *, format: str = "") -> tuple[Codebook, pd.DataFrame]:
    """Return a dictionary of another program as a codebook, and what of it could not be taken.

    A category of the highest level becomes a frame; what stands in it directly,
    and each category below it, becomes an indicator that one hit answers with
    yes. Words are matched as written, as those programs do. Definitions,
    questions and functions are in no dictionary: they say that they are to be
    written, and `lint` lists them.

    Parameters
    ----------
    path : str or Path
        Quanteda YAML (``.yml``), WordStat (``.cat``), Lexicoder (``.lc3``), LIWC
        2007 and 2015 (``.dic``), Yoshikoder (``.ykd``, ``.lcd``).
    format : str
        One of ``quanteda, wordstat, lexicoder, liwc, yoshikoder``; by the file's ending if empty.

    Returns
    -------
    codebook : Codebook
    not_taken : DataFrame
        One row per entry that the codebook does not hold: line, category, entry, reason.

    Raises
    ------
    CodebookError
        If the file is none, too large, not of its format, or nothing of it could be taken.
    InputError
        If its bytes are no text.
    """
    file = Path(path).expanduser()
    kind = _format(file, format)
    contents = Contents(str(path))
    READERS[kind](_text(file), contents)
    taken = _terms(contents)
    if not taken:
        reasons = "; ".join(f"{r.entry!r}: {r.reason}" for r in contents.refusals[:3])
        raise CodebookError(
            "the dictionary has no entry that a codebook can hold",
            where=str(path),
            remedy=f"{reasons}." * bool(reasons),
        )
    frames = _frames(taken)
    name = _id(file.stem, set())
    codebook = Codebook(
        name=name, version="0 (imported)", title=file.stem, source=f"Imported from {file.name} ({kind}).",
        description=f"{PLACEHOLDER}: what this dictionary is for, who made it, how it was validated.", frames=frames,
    )  # fmt: skip
    rows = sorted(contents.refusals)
    return codebook, pd.DataFrame(rows, columns=list(COLUMNS))


def _format(file: Path, format: str) -> str:
    if format:
        return one_of(format, READERS, name="format of dictionaries")
    if file.suffix.lower() not in FORMATS:
        raise ParameterError(
            f"{file.suffix!r} is no ending of a dictionary", where=str(file),
            remedy=f"Known: {', '.join(FORMATS)}; or say the format: {', '.join(READERS)}.",
        )  # fmt: skip
    return FORMATS[file.suffix.lower()]


def _text(file: Path) -> str:
    try:
        if not file.is_file():
            raise CodebookError("there is no such file", where=str(file), remedy="Check the path.")
        if file.stat().st_size > LARGEST:
            raise CodebookError(
                "the file is too large", where=str(file), remedy=f"At most {LARGEST:,} bytes."
            )
        return decode(file.read_bytes())[0].lstrip("\ufeff")
    except OSError as error:
        raise CodebookError(f"the file cannot be read ({error.strerror})", where=str(file)) from error


def _terms(contents: Contents) -> dict[_Node, list[Term]]:
    """Return the terms of each category; what is no term, or stands there already, is listed."""
    out: dict[_Node, list[Term]] = {}
    first: dict[tuple[_Node, str], Entry] = {}
    for entry in contents.entries:
        term, reason = term_of(entry.pattern, entry.weight)
        before = first.get((entry.path, same(term))) if term else None
        if term is None:
            contents.refuse(entry.path, entry.pattern, entry.line, reason)
        elif before is not None:
            contents.refuse(entry.path, entry.pattern, entry.line, f"repeats line {before.line}")
        else:
            first[entry.path, same(term)] = entry
            out.setdefault(entry.path, []).append(term)
    return out


def _frames(taken: dict[_Node, list[Term]]) -> tuple[Frame, ...]:
    tops: dict[str, dict[_Node, list[Term]]] = defaultdict(dict)
    for path, terms in taken.items():
        tops[path[0]][path] = terms
    ids: set[str] = set()
    return tuple(
        Frame(
            id=_id(top, ids), label=top[:200] or "?", functions=("problem",),
            definition=f"{PLACEHOLDER}: imported category {top[:200]!r}; its function is set to problem until you say.",
            indicators=_indicators(parts),
        )
        for top, parts in tops.items()
    )  # fmt: skip


def _indicators(parts: dict[_Node, list[Term]]) -> tuple[Indicator, ...]:
    ids: set[str] = set()
    return tuple(
        Indicator(
            id=_id(" ".join(path[1:]) or "words", ids), terms=tuple(terms),
            question=f"Does the article use words of {' > '.join(path)[:300]!r}?",
        )
        for path, terms in parts.items()
    )  # fmt: skip


def _id(name: str, taken: set[str]) -> str:
    """Return an id like a name, different from those taken, and take it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    base = (base if base[:1].isalpha() else f"c_{base}".rstrip("_"))[:50]
    number = 1
    out = base
    while out in taken:
        number += 1
        out = f"{base}_{number}"
    taken.add(out)
    return out
