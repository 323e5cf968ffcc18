"""What is read from a manuscript, whatever its format: citations, and numbers that cite nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import InputError
from analysis.reporting.checking.numerals import numerals, plain

LARGEST_TEXT = 20 * 2**20
"""Bytes of a manuscript, or of a file it takes in, that are read."""

LONGEST_LINE = 100_000
"""Characters of a line that are read; a longer one is reported as not read."""

LONGEST_ARGUMENT = 4_000
"""Characters of a typed text, an address or a path that are read."""

MOST_CITATIONS = 20_000
"""Citations of a manuscript that are read."""

MOST_FILES, DEEPEST = 200, 20
"""Files a manuscript may take in, and how deep."""

CONTEXT = 120
"""Characters of prose kept on both sides of a citation."""

_ADDRESS = re.compile(
    r"(?:^|/)(?P<slug>[^/\s]{1,200}?)--(?P<run>[0-9A-Za-z]{6,40})(?:/(?P<file>[^#?]{0,300}))?(?:\?[^#]{0,200})?(?:#(?P<anchor>.{0,200}))?\Z"
)
_RUN_LIKE = re.compile(r"[0-9a-f]{6,40}\Z")
_RUN_NAME = re.compile(r"(?<=[a-z0-9])(?:--|–)[0-9a-f]{12}\b")
_ANCHOR = re.compile(r"(?:fig|tbl|val|ev|par|txt)-")


@dataclass(frozen=True)
class Place:
    """Where something stands: file, number of line or paragraph, what that number counts, and its first words.

    Word shows no numbers of paragraphs: there the first words help to find one.
    """

    file: str
    number: int
    unit: str = "line"
    opening: str = ""

    def within(self, manuscript: str) -> str:
        """Return it as told to someone who knows which manuscript is meant."""
        return str(self).removeprefix(f"{manuscript}, ")

    def __str__(self) -> str:
        words = f" (“{self.opening}…”)" if self.opening else ""
        return f"{self.file}, {self.unit} {self.number}{words}"


@dataclass(frozen=True)
class Address:
    """A place inside a report: slug, run id, file, anchor."""

    slug: str
    run: str
    file: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Context:
    """Prose on both sides of a citation."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Citation:
    """Something in a manuscript that cites a run, or should.

    Parameters
    ----------
    kind : str
        address (a link into a report), literal (typed text for a named value), macro and
        variable (text taken from the run), load (a file of macros), picture.
    place : Place
    target : str
        Link, path, or name of the value.
    typed : str
        What a reader of the manuscript sees.
    run : str
        First characters of the run id where the citation names it.
    before, after : str
        Prose around it.
    content : bytes or None
        The picture or file of macros itself, where it was read.
    known_as : str
        Name of the picture's file, to hold against what is in it.
    """

    kind: str
    place: Place
    target: str
    typed: str = ""
    run: str = ""
    before: str = ""
    after: str = ""
    content: bytes | None = None
    known_as: str = ""


@dataclass(frozen=True)
class Number:
    """A number in the prose that is tied to no run."""

    place: Place
    typed: str
    around: str


@dataclass
class Manuscript:
    """All that was read from a manuscript.

    ``unread`` says what was passed over and why; nothing is lost silently.
    """

    path: Path
    citations: list[Citation] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    unread: list[tuple[Place, str]] = field(default_factory=list)
    variables: dict[str, dict[str, str]] | None = None

    def cite(self, citation: Citation) -> None:
        """Keep a citation; past the limit say once that there are more."""
        if len(self.citations) < MOST_CITATIONS:
            self.citations.append(citation)
        elif len(self.citations) == MOST_CITATIONS:
            self.unread.append(
                (citation.place, f"more than {MOST_CITATIONS:,} citations; the rest was not read")
            )
            self.citations.append(citation)

    def prose(self, text: str, place: Place) -> None:
        """Count the numbers of a piece of prose; years are none."""
        words = _RUN_NAME.sub(lambda match: " " * len(match.group()), plain(text[:LONGEST_LINE]))
        for found in numerals(words):
            typed = words[found.start : found.end].strip()
            year = found.decimals == 0 and not found.signed and re.fullmatch(r"(?:19|20)\d\d", typed)
            if not year and len(self.numbers) < MOST_CITATIONS:
                around = words[max(found.start - 30, 0) : found.end + 30].strip()
                self.numbers.append(Number(place, typed, around))


def address_of(target: str) -> Address | None:
    """Return the place in a report that a link or path leads to, or None if it leads to none.

    Examples
    --------
    >>> address_of("https://example.org/r/framing--3fb1c0de77a1/index.html#val-share")
    Address(slug='framing', run='3fb1c0de77a1', file='index.html', anchor='val-share')
    >>> address_of("https://example.org/a--b/page.html") is None
    True
    """
    found = _ADDRESS.search(target[:LONGEST_ARGUMENT].replace("\\", "/").strip())
    if found is None:
        return None
    slug, run, file, anchor = found["slug"], found["run"], found["file"] or "", found["anchor"] or ""
    if not _RUN_LIKE.match(run) and not _ANCHOR.match(anchor):
        return None
    return Address(slug, run, file, anchor)


def read_text(path: Path, *, name: str) -> str:
    """Return the text of a manuscript file.

    Raises
    ------
    InputError
        If it is missing, no regular file, or beyond the limit.
    """
    if not path.is_file():
        raise InputError("there is no such manuscript", where=name)
    if path.stat().st_size > LARGEST_TEXT:
        raise InputError(
            f"it has more than {LARGEST_TEXT:,} bytes", where=name, remedy="Divide it into files."
        )
    text = path.read_bytes().decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def bounded_lines(text: str, manuscript: Manuscript, name: str) -> str:
    """Return text with lines beyond the limit left empty, each reported."""
    if max(map(len, text.split("\n"))) <= LONGEST_LINE:
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            why = f"the line has {len(line):,} characters, more than {LONGEST_LINE:,}; it was not read"
            manuscript.unread.append((Place(name, number + 1), why))
            lines[number] = ""
    return "\n".join(lines)
