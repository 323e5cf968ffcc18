"""Where sentences begin and end, in text that may have lost its paragraphs.

NLTK's Punkt learns abbreviations from a corpus and its trained data are a
download of their own; here abbreviations are a list, and three things that it
does not know are added: a full stop whose space went with the paragraph
("…said.The minister"), addresses without a full stop after them, and
remarks in brackets that stand between sentences ("(Agency Photo/A. Penner)").
Offsets are kept and time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

_BREAK = re.compile(r"\n\s*\n|\t+|[^\S\n]{3,}")
# A pattern that begins with one set of characters is searched for many times as fast as one that begins with a choice
# or a repetition: what was found is told apart by looking back.
# Half of all stops need no second look: a full stop after five small letters (no abbreviation of the list but two ends
# so), a space and a capital.
_STOP = re.compile(
    r"[.!?…。！？｡](?:(?<=[a-z]{5}\.)(?<!essrs.)(?<!pprox.)(?= [A-Z])"
    r"|(?<=[.!?…])([.!?…]*)([\"'”’»)\]]*)(?=(\s*)([\"'“‘«„(\[]*)(\S|\Z))"
    r"|(?<=[。！？｡])[。！？｡]*[」』”’）]*)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S{1,300}+(?=\s{1,9}[\"“‘(]?[A-Z])")
_SIGN = re.compile(
    r"[_•©P(](?<=\s.)(?:(?<=_)_+|(?<=•)|(?<=©) ?\d{4}\b|(?<=P)hotograph:"
    r"|(?<=\()(?:AP|AFP|EPA|Reuters|Getty)\b[^()\n]{0,80}\)\s+[\"“A-Z])"
)
_SIGNS = ("•", "©", "Photograph:")
_AGENCY = re.compile(r"\((?:AP|AFP|EPA|Reuters|Getty)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_PART = re.compile(r"[^-–—/(\[]*\Z")
_EDGE = "([{\"'“‘«„*_"
_QUOTES = frozenset("\"“”‘’'»")
_NUMERALS = frozenset("0123456789)]%")
_DOMAINS = frozenset(["com", "org", "net", "gov", "edu", "tv", "uk", "eu", "ru", "ua", "de", "fr"])
_CLOSING = {"(": ")", "[": "]"}
_REACH = 40
"""Characters looked back from a full stop for the word it closes."""
_LONGEST_REMARK = 250


@cache
def _words(group: str) -> frozenset[str]:
    text = files("analysis.resources").joinpath("corpus/abbreviations.yaml").read_text(encoding="utf-8")
    return frozenset(str(word) for word in yaml.safe_load(text)[group])


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the character offsets of the sentences of a text, end exclusive.

    Parameters
    ----------
    text : str
    start, end : int, optional
        The part of the text to divide; all of it if not given.

    Returns
    -------
    list of (int, int)
        In order, without white space at either end; together they hold every
        character that is not white space.

    Examples
    --------
    >>> text = "Mr. Maren met the U.S. envoy.He said: “We go. Now.” (Photo: A. Penner) It rained."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Mr. Maren met the U.S. envoy.', 'He said: “We go.', 'Now.”', '(Photo: A. Penner)', 'It rained.']
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    first = start
    for stop in [*_breaks(text, start, end), end]:
        here = first
        for cut in [*_cuts(text, first, stop), stop]:
            _add(spans, text, here, cut)
            here = cut
        first = stop
    return spans


def _breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Yield places where white space alone divides: an empty line, a tab, or many spaces before a new start."""
    # The search for a fixed string is much faster than a pattern: here and below.
    if any(text.find(sign, start, end) >= 0 for sign in ("\n", "\t", "   ", "\xa0")):
        for match in _BREAK.finditer(text, start, end):
            if match.end() < end and ("\n" in match.group() or not text[match.end()].islower()):
                yield match.end()


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return the places between sentences of a piece without breaks, in order."""
    cuts = []
    for match in _STOP.finditer(text, start, end):
        place = match.end() if match.lastindex is None else _place(text, start, match)
        if place is not None:
            cuts.append(place)
    if text.find("www.", start, end) >= 0 or text.find("/", start, end) >= 0:
        cuts = sorted({*cuts, *(match.end() for match in _ADDRESS.finditer(text, start, end))})
    if _signed(text, start, end):
        signs = (match.start() for match in _SIGN.finditer(text, start, end))
        cuts = sorted({*cuts, *(place for place in signs if not _bracketed(text, start, place))})
    return cuts


def _signed(text: str, start: int, end: int) -> bool:
    """Whether a piece may hold one of the signs that begin a sentence."""
    if text.find("_", start, end) >= 0 and text.find("__", start, end) >= 0:
        return True
    return any(text.find(sign, start, end) >= 0 for sign in _SIGNS) or bool(_AGENCY.search(text, start, end))


def _bracketed(text: str, start: int, place: int) -> bool:
    first = max(start, place - _LONGEST_REMARK)
    return text.rfind("(", first, place) > text.rfind(")", first, place)


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a sentence without the white space around it; a remark in brackets before it becomes one of its own."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if text[start] in _CLOSING:
        rest = _after_remark(text, start, end)
        if rest > start:
            spans.append((start, start + len(text[start:rest].rstrip())))
            start = rest
    spans.append((start, end))


def _after_remark(text: str, start: int, end: int) -> int:
    """Return where the sentence after a remark in brackets begins, or `start` if the brackets are part of it."""
    close = text.find(_CLOSING[text[start]], start, min(end, start + _LONGEST_REMARK)) + 1
    if not 0 < close < end:
        return start
    while close < end and text[close] in " \xa0-–—":
        close += 1
    return close if close < end and (text[close].isupper() or text[close] in '"“(') else start


def _place(text: str, start: int, match: re.Match[str]) -> int | None:
    """Return where a sentence ends that a stop closes, or None if the stop closes none."""
    more, close, gap, opening, following = match.groups()
    if not following:
        return match.end()
    if not gap:
        return _glued(text, start, match)
    place = match.start()
    if following.islower():
        last = more[-1:] or text[place]
        return match.end() if last == "." and text.startswith(("http", "www."), match.start(5)) else None
    if more or close[:1] in _QUOTES or text[place] != ".":
        return match.end()
    # No abbreviation of the list but two ends with five small letters.
    last = text[max(start, place - 5) : place]
    if last.isalpha() and last.islower() and last not in {"essrs", "pprox"}:
        return match.end()
    return match.end() if _full_stop(text, start, match, opening) else None


def _full_stop(text: str, start: int, match: re.Match[str], opening: str) -> bool:
    """Whether a single full stop before a capital or digit ends more than an abbreviation."""
    word = _PART.search(_before(text, start, match.start()))[0]  # type: ignore[index]
    low, capital, following = word.lower(), word[:1].isupper(), match.start(5)
    if low in _words("link") or (capital and low in _words("title")):
        return False
    if low in _words("number") and text[following].isdigit():
        return False
    if low in {"a.m", "p.m"}:
        return _word_at(text, following) not in _words("after_hour")
    if (
        (len(word) == 1 and word.isalpha())
        or (capital and low in _words("name"))
        or low in _words("end")
        or _DOTTED.fullmatch(word)
    ):
        return opening[-1:] in _QUOTES or _word_at(text, following) in _words("starters")
    # "1." at a sentence's start numbers it.
    return not (word.isdigit() and len(word) < 3 and _begins(text, start, match.start() - len(word)))


def _begins(text: str, start: int, place: int) -> bool:
    """Whether nothing but a stop stands close before a place."""
    last = max(start, place - 4) + len(text[max(start, place - 4) : place].rstrip()) - 1
    if place == start or text[last] in "!?:\n":
        return True
    return text[last] == "." and _before(text, start, last).lower() not in _words("name")


def _glued(text: str, start: int, match: re.Match[str]) -> int | None:
    """Return where a sentence ends whose stop has lost the space after it, or None."""
    more, close, _, opening, _ = match.groups()
    at = match.start(5)
    if not _word_begins(text, at):
        return None
    token = _before(text, start, match.start())
    if any(mark in token for mark in "./@"):
        return None
    if not more and not close and text[match.start()] == ".":
        word = len(token) > 1 and token[-2:].islower() and token not in _words("end")
        name = len(token) > 1 and token.isupper() and _word_at(text, at) in _words("starters")
        if not word and not name and token[-1:] not in _NUMERALS:
            return None
    straight = close[-1:] in {'"', "'"} and not close.endswith("''")
    if straight and not opening and not _open(text, start, match.end() - 1):
        return match.end() - 1
    return match.end()


def _word_begins(text: str, at: int) -> bool:
    """Whether a word with a capital begins at a place, and not the ending of an address."""
    two = text[at : at + 2]
    if not two[:1].isupper():
        return False
    if two[1:].isalpha():
        return _word_at(text, at) not in _DOMAINS
    return two in {"I ", "A ", "I'", "I’"}


def _open(text: str, start: int, place: int) -> bool:
    """Whether a straight quotation mark before a place has opened and not closed."""
    for marks in range(20):
        last = text.rfind(text[place], start, place)
        if last < 0:
            return marks % 2 == 1
        if last == start or text[last - 1].isspace() or text[last - 1] in "([—–":
            return marks % 2 == 0
        if not text[last + 1].isalnum():
            return marks % 2 == 1
        place = last
    return False


def _before(text: str, start: int, place: int) -> str:
    """Return the word that a stop follows, without opening marks."""
    words = text[max(start, place - _REACH) : place].rsplit(None, 1)
    return words[-1].lstrip(_EDGE) if words and not text[place - 1].isspace() else ""


def _word_at(text: str, at: int) -> str:
    word = _WORD.match(text, at, at + 20)
    return word.group().lower() if word else ""
