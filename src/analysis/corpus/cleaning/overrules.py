"""What a person says about furniture: a table in the raw folder that keeps or removes stated words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from analysis.corpus.encoding import decode
from analysis.errors import InputError, suggestion

FILE = "furniture.csv"
"""Name of the table in the raw folder."""

DECISIONS = ("keep", "remove")
LONGEST = 500
"""Characters of the longest text that can be overruled."""

_REMEDY = "Each line needs a text, an outlet (empty for all) and a decision: keep or remove."


@dataclass(frozen=True)
class Overrule:
    """One line of the table.

    Attributes
    ----------
    text : str
        Words as they stand in articles; case, punctuation and white space do
        not matter. A ``*`` at the end takes the rest of the sentence along, at
        the beginning what stands before in it.
    outlet : str
        The outlet it is for; empty for all.
    decision : str
        ``keep`` (never boilerplate) or ``remove`` (always).
    """

    text: str
    outlet: str
    decision: str

    @property
    def from_start(self) -> bool:
        """Whether the sentence is meant from its beginning."""
        return self.text.startswith("*")

    @property
    def to_end(self) -> bool:
        """Whether the sentence is meant to its end."""
        return self.text.endswith("*")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = [re.escape(word) for word in _words(self.text)]
        return re.compile(r"(?<![^\W_])" + r"[\W_]{1,12}".join(words) + r"(?![^\W_])[.!?…:;,)\]\"”’]*", re.I)

    @cached_property
    def _longest(self) -> str:
        return max(_words(self.text.lower()), key=len)

    def concerns(self, outlet: str) -> bool:
        """Whether it is for an outlet."""
        return not self.outlet or self.outlet.casefold() == outlet.casefold()

    def spans(self, text: str, low: str) -> list[tuple[int, int]]:
        """Return where its words stand in a text, given the text in lower case too."""
        if self._longest not in low:
            return []
        return [match.span() for match in self._pattern.finditer(text)]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def load_overrules(raw: Path) -> tuple[Overrule, ...]:
    """Read ``furniture.csv`` of a raw folder, if there is one.

    Parameters
    ----------
    raw : Path
        The raw folder; a single file has no overrules.

    Raises
    ------
    InputError
        If a column is missing, or a line has no words, an unknown decision, or
        contradicts another one.
    """
    path = raw / FILE
    if not path.is_file():
        return ()
    text, _ = decode(path.read_bytes())
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = [(name or "").strip().lower() for name in reader.fieldnames or []]
    missing = [name for name in ("text", "outlet", "decision") if name not in columns]
    if missing:
        raise InputError(
            f"the table of furniture has no column {', '.join(map(repr, missing))}", where=FILE,
            remedy="Its first line must be: text,outlet,decision.",
        )  # fmt: skip
    found: dict[tuple[str, str], Overrule] = {}
    for row in reader:
        given = {
            (name or "").strip().lower(): (value or "")
            for name, value in row.items()
            if isinstance(value, str)
        }
        overrule = _checked(given, where=f"{FILE}, line {reader.line_num}")
        key = (" ".join(_words(overrule.text.lower())), overrule.outlet.casefold())
        if key in found and found[key].decision != overrule.decision:
            raise InputError(
                f"{overrule.text[:60]!r} is both kept and removed", where=f"{FILE}, line {reader.line_num}",
                remedy="Leave one of the two lines.",
            )  # fmt: skip
        found[key] = overrule
    return tuple(found.values())


def _checked(row: dict[str, str], *, where: str) -> Overrule:
    text, outlet = " ".join(row.get("text", "").split()), " ".join(row.get("outlet", "").split())
    decision = row.get("decision", "").strip().lower()
    if decision not in DECISIONS:
        raise InputError(
            f"{decision!r} is no decision", where=where,
            remedy=f"{suggestion(decision, DECISIONS)}Write keep or remove.",
        )  # fmt: skip
    if not _words(text) or len(text) > LONGEST:
        raise InputError(f"{text[:60]!r} is no text that could be found (1 to {LONGEST} characters, a word at least)",
                         where=where, remedy=_REMEDY)  # fmt: skip
    return Overrule(text, outlet, decision)


def kept_spans(overrules: Sequence[Overrule], text: str, low: str) -> list[tuple[int, int]]:
    """Return what a person keeps of a text, given those overrules that concern its outlet."""
    return [span for rule in overrules if rule.decision == "keep" for span in rule.spans(text, low)]
