"""What a sentence says that is no journalism, by its wording alone.

Lines of pages are judged by `pages.kinds`; here are sentences, which may stand
in running text whose paragraphs are lost. Only what hardly any report says
counts, and nothing inside a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex
import yaml

from analysis.corpus.pages.captions import AGENCIES

LONGEST = 45
"""Words of the longest sentence that can be furniture as a whole."""

_SEEN = 600
"""Characters of a sentence that are looked at."""

_SURE = 20
"""Words from which a call must address the reader, or give an address."""

_READER = re.compile(r"\b(?:you|your|our|us)\b|https?://|\S@\S", re.I)
_PICTURE = (
    r"(?:Photo(?:graph|graphy)?|Image|Picture|Illustration|Graphic|Infographic|Composite|Credit|Video|Map)s?"
)
_NAME = r"(?:[A-Z][\w.'’-]{0,30}|and|for|of|the|via|&)"
_CREDIT_OPENS = (
    "(", "[", "Photo", "Image", "Picture", "Illustration", "Graphic", "Infographic", "Composite", "Credit", "Video",
    "Map", "File ", "REUTERS/", "AFP/", "AP/", "EPA/", "Getty/",
)  # fmt: skip
"""What every text begins with that `_CREDIT` fits."""

_CREDIT = re.compile(
    rf"[(\[](?=[^()\[\]]{{0,120}}(?:/|\bvia\b|©|{_PICTURE}\b|\bFile\b))(?:[^()\[\]]{{0,100}}\b)?(?:{AGENCIES}|{_PICTURE})\b"
    rf"[^()\[\]]{{0,100}}[)\]]\.?"
    rf"|[(\[]{AGENCIES}[)\]]\.?"
    rf"|(?:File )?{_PICTURE}(?: (?:credit|source|caption|courtesy|by))?\s?[:/©](?:[^.!?\n]|(?<=\b[A-Z])\.){{2,80}}"
    rf"|{_PICTURE} by {_NAME}(?:[ ,/]{{1,2}}{_NAME}){{1,12}}"
    rf"|(?:REUTERS|AFP|AP|EPA|Getty)/[\w .'’-]{{2,40}}"
)
_LOST = re.compile(
    r"(?:(?<=\S)\s{2,9}(?=[A-Z“\"])"
    r"|(?<=[a-z0-9)])[.!:]? (?=(?:He|She|They|But|When|While|After|Before|According|Meanwhile|However|His|Her|Their|"
    r"Its|It|Although|Since|As|If|There|These|Those|What|Why|How|With|For|From|Last|Earlier|Mr|Mrs|Ms)\b [\w’'“\"]))"
    r"|\b(?:here|below)[.:]? (?=[A-Z“\"])"
    r"|\b(?:Twitter|Facebook|Instagram|inbox|app|newsletter|bulletin|news|politics|updates|report|story|"
    r"article)[.:]? (?=(?:The|A|An|In|On|At|I|We|Our|This|That)\b)"
    r"|\S@\S{1,80} (?=[A-Z“\"])|(?<=\b[Aa][Pp][Pp])(?=[\"“])"
)
"""Where a sentence without a full stop seems to end: at a word that begins sentences, or after the end of a call."""

_TELLS = re.compile(
    r"(?<=[a-z0-9]) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3} (?:said|says|told|was|were|is|are|has|have|had|will|would|"
    r"[a-z]{2,12}ed)\b|\b(?:said|says|told|added|announced|according to)\b"
)
"""A name with its verb, or a verb of saying: a call to the reader has run on into a report."""

_CALLS = ("subscribe", "follow", "contact")

_OPENING = 5
"""Letters by which most sentences are seen to begin as no furniture does."""


@cache
def _patterns() -> dict[str, Any]:
    text = files("analysis.resources").joinpath("corpus/furniture_sentences.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def _nameless() -> frozenset[str]:
    return frozenset(str(word) for word in _patterns()["nameless"])


@cache
def _begins() -> re.Pattern[str]:
    groups = _patterns()["plain"]["begins"]
    return re.compile("|".join(f"(?P<{name}>{'|'.join(found)})" for name, found in groups.items()), re.S)


@lru_cache(maxsize=16_384)
def _may_begin(opening: str) -> bool:
    """Whether a sentence with these first letters may fit a pattern of `_begins`."""
    return _partly().match(opening, partial=True) is not None


@cache
def _partly() -> regex.Pattern[str]:
    return regex.compile(_begins().pattern, regex.S)


@cache
def _holds() -> list[tuple[str, re.Pattern[str], str]]:
    groups = _patterns()["plain"]["holds"]
    return [(word, re.compile(found, re.S), name) for name, pairs in groups.items() for word, found in pairs]


@cache
def _telling() -> frozenset[str]:
    return frozenset(word for word, _, _ in _holds())


@cache
def _leaning() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(found), re.S) for name, found in _patterns()["leaning"].items()}


def suspects(text: str, sentences: Sequence[tuple[int, int]]) -> list[bool]:
    """Tell for each sentence of a text whether `plain` or `credit` may find it to be furniture.

    Both need a pattern or more for each sentence; here the letters are looked at that they ask for, and few sentences
    have them.

    Parameters
    ----------
    text : str
    sentences : sequence of (start, end)
        Offsets of sentences that follow one another.

    Examples
    --------
    >>> suspects("The ferry sailed. Click here. (AP) It rained.", [(0, 17), (18, 29), (30, 34), (35, 45)])
    [False, True, True, False]
    """
    if not sentences:
        return []
    first, last = sentences[0][0], sentences[-1][1]
    low = text[first:last].lower().replace("’", "'")
    if len(low) != last - first:
        return [True] * len(sentences)
    telling = [word for word in _telling() if word in low]  # hardly ever any
    return [
        _may_begin(low[start - first : start - first + _OPENING])
        or text.startswith(_CREDIT_OPENS, start)
        or (bool(telling) and any(low.find(word, start - first, end - first) >= 0 for word in telling))
        for start, end in sentences
    ]


def plain(sentence: str) -> tuple[str, int]:
    """Return why a sentence is furniture by its wording, and how many of its first characters are.

    Returns
    -------
    (str, int)
        The purpose (``subscribe``, ``contact``, …) and the length of the
        furniture, which is shorter than the sentence where a new one follows
        without a full stop; ``("", 0)`` if it is none.

    Examples
    --------
    >>> plain("Follow us on Facebook and Twitter.")
    ('follow', 34)
    >>> plain("Download our app here The ferry sailed at noon, the port said.")
    ('subscribe', 21)
    >>> plain("Follow-up talks were held on Monday.")
    ('', 0)
    """
    low = sentence[:_SEEN].lower().replace("’", "'")
    if len(low) != len(sentence[:_SEEN]):
        return "", 0  # letters whose small form is longer: offsets would not fit
    found = _begins().match(low)
    if found is None:
        return _held(sentence, low)
    if found.lastgroup == "embedded":
        return "embedded", found.end()
    label = low[: found.end()]
    if label.endswith(("here:", "below:")) or (label[-1] == ":" and sentence.endswith((".", "!", "”", '"'))):
        return found.lastgroup or "", found.end()  # what it points at may be a report
    lost = _LOST.search(sentence, 0, _SEEN)
    if lost is not None:
        length = len(sentence[: lost.end()].rstrip())
        found = _begins().match(low, 0, length)
        return (found.lastgroup or "", length) if found else ("", 0)
    name = found.lastgroup or ""
    return (name, len(sentence)) if _whole(sentence, name) else ("", 0)


def _whole(sentence: str, name: str) -> bool:
    """Whether all of a sentence that begins as furniture is: a call tells nothing, and a long one addresses readers."""
    if name not in _CALLS:
        return _short(sentence)
    if _TELLS.search(sentence):
        return False
    return sentence.count(" ") < _SURE or (_short(sentence) and _READER.search(sentence) is not None)


def _short(sentence: str) -> bool:
    return len(sentence) <= _SEEN and sentence.count(" ") < LONGEST


def _held(sentence: str, low: str) -> tuple[str, int]:
    """Return why a sentence is a notice by a phrase within it, and how long the notice is."""
    if _short(sentence):
        for word, pattern, name in _holds():
            if word in low and (held := pattern.search(low)):
                length = _notice(sentence, held.end())
                return (name, length) if length else ("", 0)
    return "", 0


def _notice(sentence: str, end: int) -> int:
    """Return how long a notice is whose telling phrase stops at `end`; none if it is told of in a report."""
    before = [word for word in re.findall(r"[\w'’-]+", sentence[:end]) if word.lower() not in _nameless()]
    if sum(word[0].islower() for word in before) > 3 + len(before) // 4:
        return 0
    rest = sentence[end:].lstrip(" .:;)")
    return end if rest[:1].isupper() and len(rest) > 30 else len(sentence)


def credit(sentence: str) -> bool:
    """Whether a sentence is the credit of a picture or an agency's name in brackets, and nothing else.

    Examples
    --------
    >>> [credit(s) for s in ("(AP Photo/Ada Penner, File)", "Photograph: A. Penner/Osk", "Photos: she took three.")]
    [True, True, False]
    """
    return len(sentence) < 220 and _CREDIT.fullmatch(sentence) is not None


def leaning(sentence: str) -> list[str]:
    """Return the purposes of furniture that a sentence's wording allows, without proving them.

    Examples
    --------
    >>> leaning("Sign up to the harbour letter, our free weekly newsletter.")
    ['subscribe']
    >>> leaning("Get the app The ferry sailed at noon, the port said.")
    ['subscribe']
    >>> leaning("The ferry sailed at noon.")
    []
    """
    low = sentence[:_SEEN].lower().replace("’", "'")
    begun = _begins().match(low)
    names = [name for name, pattern in _leaning().items() if pattern.search(low)]
    return names if begun is None or begun.lastgroup in names else [str(begun.lastgroup), *names]
