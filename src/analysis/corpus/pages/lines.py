"""Lines of a page and what each says about itself: length, punctuation, wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files

import yaml

_BREAKS = r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
_BREAK = re.compile(f"{_BREAKS}{_BREAKS}*")  # found many times as fast as with a plus
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_NO_SPACES = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_STOP = re.compile(r"(?:[.!?…。！？؟।]|\.\.\.)[\"'”’»)\]]*$")
_INNER = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]?[^\W\d_]|[。！？।]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_RUN = re.compile(r"[^\W_]+")
_NO_LETTERS = re.compile(r"[\d\W_]+")

_LEAST = 10  # words that make a line with a full stop prose

EDGE = 300
"""Characters at either end of a line in which furniture phrases are looked for; a paragraph is not searched whole."""

LONGEST_PHRASE = 60
"""Characters of the longest line that may consist of a furniture phrase and nothing else."""


class Line:
    """One line of a page without the white space around it.

    What costs time is worked out when it is first asked for: in clean text most
    of it never is.

    Attributes
    ----------
    start, end : int
        Character offsets into the page, end exclusive.
    text : str
        The line; of a very long one only the ends.
    key : str
        The same in lower case.
    words : int
        Number of words; for scripts without spaces half the number of characters.
    lower : list of str
        The words of `text`, lower case.
    furniture : frozenset of str
        Purposes of page furniture the wording suggests (``share``, ``related``, …).
    stop, inner : bool
        Whether the line closes with a full stop or the like, and whether sentences meet inside.
    function, capitals : float
        Share of small words among all words, and of capitalised words among the longer ones.
    blank_before, blank_after : bool
        Whether an empty line lies before or after.
    """

    def __init__(
        self, start: int, end: int, text: str, *, page: str = "", blank_before: bool = False
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.blank_before = blank_before
        self.blank_after = True
        self._page = page  # where `text` holds only the line's ends

    @cached_property
    def key(self) -> str:
        """The line in lower case."""
        return self.text.lower()

    @cached_property
    def _found(self) -> list[str]:
        return _WORD.findall(self.text)

    @cached_property
    def words(self) -> int:
        """Number of words."""
        spaces = self._page.count(" ", self.start, self.end) + 1 if self._page else 0
        count = max(len(self._found), spaces)
        if self.text.isascii() or len(_NO_SPACES.findall(self.text)) <= len(self.text) / 3:
            return count
        return max(count, (self.end - self.start) // 2)

    @cached_property
    def lower(self) -> list[str]:
        """The words, lower case."""
        return [word.lower() for word in self._found]

    @cached_property
    def furniture(self) -> frozenset[str]:
        """Purposes of furniture that the wording suggests."""
        return furniture(self.text)

    @cached_property
    def stop(self) -> bool:
        """Whether the line closes as a sentence does."""
        return _STOP.search(self.text[-8:]) is not None

    @cached_property
    def inner(self) -> bool:
        """Whether sentences meet inside."""
        return _INNER.search(self.text) is not None

    @cached_property
    def function(self) -> float:
        """Share of small words."""
        small = function_words()
        return sum(word in small for word in self.lower) / len(self.lower) if self.lower else 0.0

    @cached_property
    def capitals(self) -> float:
        """Share of capitalised words among the longer ones."""
        longer = [word for word in self._found if len(word) > 3]
        return sum(word[0].isupper() for word in longer) / len(longer) if longer else 0.0


@cache
def _resource(name: str) -> dict[str, dict[str, list[str]]]:
    text = files("analysis.resources").joinpath(f"corpus/{name}").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return loaded


@cache
def function_words() -> frozenset[str]:
    """Return the small words of all languages of the list."""
    return frozenset(str(word) for words in _resource("function_words.yaml").values() for word in words)


@cache
def _whole() -> dict[str, frozenset[str]]:
    """Return the purposes of lines that consist of one phrase."""
    out: dict[str, set[str]] = {}
    for purpose, kinds in _resource("furniture.yaml").items():
        for phrase in kinds["whole"]:
            out.setdefault(_plain(str(phrase)), set()).add(purpose)
    return {phrase: frozenset(found) for phrase, found in out.items()}


@cache
def _starts() -> dict[str, list[tuple[str, str]]]:
    """Return (phrase, purpose) of the phrases that begin a line, by their first letters, so that few are tried."""
    out: dict[str, list[tuple[str, str]]] = {}
    for phrase, purpose in _phrases("start"):
        out.setdefault(phrase[:2], []).append((phrase, purpose))
    return out


@cache
def _within() -> dict[str, list[tuple[str, str]]]:
    """Return (phrase, purpose) of the phrases that stand within a line, by their longest word."""
    out: dict[str, list[tuple[str, str]]] = {}
    for phrase, purpose in _phrases("within"):
        out.setdefault(max(_RUN.findall(phrase), key=len), []).append((phrase, purpose))
    return out


def _phrases(where: str) -> Iterator[tuple[str, str]]:
    for purpose, kinds in _resource("furniture.yaml").items():
        yield from ((str(phrase).lower(), purpose) for phrase in kinds[where])


def _stands(phrase: str, at: int, text: str) -> bool:
    """Whether a phrase found at a place is not the middle of a word."""
    end = at + len(phrase)
    left = at > 0 and phrase[0].isalnum() and text[at - 1].isalnum()
    right = end < len(text) and phrase[-1].isalnum() and text[end].isalnum()
    return not left and not right


def _plain(text: str) -> str:
    return " ".join(_NO_LETTERS.sub(" ", text.lower()).split()) or text.strip().lower()


def furniture(text: str) -> frozenset[str]:
    """Return the purposes of furniture that a line's wording suggests.

    A purpose is followed by ``!`` when the line says this and nothing else.

    Examples
    --------
    >>> sorted(furniture("Share this article")), sorted(furniture("12 Comments"))
    (['share'], ['comments', 'comments!'])
    >>> furniture("The ministers met twice.")
    frozenset()
    """
    found: set[str] = set()
    for purpose in _whole().get(_plain(text), ()) if len(text) <= LONGEST_PHRASE else ():
        found |= {purpose, purpose + "!"}
    low = text.lower().replace("’", "'").lstrip(' \t•·-–—*▶►»>|“"')
    starts = _starts()
    for phrase, purpose in (*starts.get(low[:2], ()), *starts.get(low[:1], ())):
        if low.startswith(phrase) and _stands(phrase, 0, low):
            found.add(purpose)
    within = _within()
    for word in within.keys() & set(_RUN.findall(low)):
        for phrase, purpose in within[word]:
            if phrase in low and _stands(phrase, low.index(phrase), low):
                found.add(purpose)
    return frozenset(found)


def lines_of(text: str) -> list[Line]:
    r"""Split a page into its non-empty lines, with offsets.

    Examples
    --------
    >>> [(line.start, line.end, line.words) for line in lines_of("One line\n\n  and two ")]
    [(0, 8, 2), (12, 19, 2)]
    """
    out: list[Line] = []
    for start, end, gap in _pieces(text):
        whole = end - start <= 2 * EDGE
        shown = text[start:end] if whole else text[start : start + EDGE] + " " + text[end - EDGE : end]
        if not shown.isascii():
            shown = _INVISIBLE.sub("", shown).replace("\u00a0", " ").strip() or shown
        if out:
            out[-1].blank_after = gap
        out.append(Line(start, end, shown, page="" if whole else text, blank_before=gap or not out))
    return out


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end of each non-empty line and whether an empty line lies before it."""
    position, newlines = 0, 0
    for match in [*_BREAK.finditer(text), None]:
        stop = match.start() if match else len(text)
        piece = text[position:stop]
        stripped = piece.strip()
        if stripped:
            start = position + len(piece) - len(piece.lstrip())
            yield start, start + len(stripped), newlines > 1
            newlines = 0
        if match:
            newlines += match.group().replace("\r\n", "\n").count("\n") or 1
            position = match.end()


def is_prose(line: Line) -> bool:
    """Whether a line by itself looks like a paragraph of running text."""
    if line.words >= 40:
        return True
    return line.words >= _LEAST and (line.stop or line.inner) and line.function >= 0.15
