"""What a dictionary file holds, before it is a codebook: categories, patterns, and what was passed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.errors import CodebookError

PLACEHOLDER = "To be written"
"""How texts begin that no dictionary holds and a person has to write."""

MOST_ENTRIES = 200_000
"""Entries of the largest dictionary that is read."""

DEEPEST = 12
"""Levels of categories that are read."""

LONGEST_ENTRY = 300
"""Characters of an entry; longer ones are listed as not taken."""


class Entry(NamedTuple):
    """A pattern in a category: path of category names, the pattern, its weight if stated, its line."""

    path: tuple[str, ...]
    pattern: str
    line: int
    weight: float | None = None


class Refusal(NamedTuple):
    """Something of the file that the codebook will not hold."""

    line: int
    category: str
    entry: str
    reason: str


@dataclass
class Contents:
    """Entries and refusals of a file, bounded."""

    where: str
    entries: list[Entry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def add(self, path: tuple[str, ...], pattern: str, line: int, weight: float | None = None) -> None:
        """Add an entry, or the reason why it is none."""
        if not path:
            self.refuse(path, pattern, line, "stands before any category")
        elif len(pattern) > LONGEST_ENTRY:
            self.refuse(path, pattern, line, f"has {len(pattern):,} characters; at most {LONGEST_ENTRY}")
        else:
            self.entries.append(Entry(path, pattern, line, weight))
        self._bound()

    def refuse(self, path: tuple[str, ...], pattern: str, line: int, reason: str) -> None:
        """List something as not taken."""
        shown = pattern if len(pattern) <= LONGEST_ENTRY else pattern[: LONGEST_ENTRY - 1] + "…"
        self.refusals.append(Refusal(line, " > ".join(path), shown, reason))
        self._bound()

    def _bound(self) -> None:
        if len(self.entries) + len(self.refusals) > MOST_ENTRIES:
            raise CodebookError(
                f"more than {MOST_ENTRIES:,} entries", where=self.where, remedy="Divide the dictionary."
            )
