"""What a line of a page says by itself, in numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.corpus.pages.captions import is_caption
from analysis.corpus.pages.headline import BULLET, BYLINE, PLACED
from analysis.corpus.pages.lines import Line, is_prose

Floats = NDArray[np.float64]
Columns = dict[str, Floats]

PURPOSES = ("share", "newsletter", "navigation", "account", "comments", "related", "legal", "advert", "tags", "byline",
            "dateline", "author", "credit", "agency")  # fmt: skip
"""What the furniture of a page is for, as `resources/corpus/furniture.yaml` lists it."""

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
_TIME = re.compile(
    rf"\b(?:ago|yesterday|today|\d{{1,2}}:\d\d|(?:19|20)\d\d|{_MONTHS})\b|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}",
    re.I,
)
_COMMENT = re.compile(
    r"\b(?:says|said|wrote|reply|permalink|likes?|upvote|on .{3,25} at)\b.{0,12}$|^reply\b|\bat \d{1,2}:\d\d",
    re.I,
)
_DEPICTED = re.compile(
    r"\b(?:pictured|seen here|in this (?:[\w-]{1,20} ){0,3}(?:photo|image|picture|frame|screenshot)|"
    r"(?:file|stock|handout|undated|aerial) (?:photo|image|picture)|photographed|illustration|"
    r"(?:left|right|cent(?:er|re))[,.)]|(?:top|bottom|far) (?:left|right)|clockwise)|"
    r"\((?:left|right|L|R|C|cent(?:er|re))\)|\((?:Image|Photo|Picture|Pic|AP|Getty)\b|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
)
_ADDRESS = re.compile(r"https?://|www\.|[\w.]@[\w]|^@\w")
_GLUED = re.compile(r"[a-zà-öø-ÿа-я][A-ZÀ-ÖØ-ÞА-Я]")
_SENTENCE_END = re.compile(r"[.!?…。！？।]")
_QUOTED = re.compile(r"[\"“”«»„‘’]")
_PERSONS = frozenset(
    ["i", "you", "your", "my", "me", "yours", "i'm", "you're", "i've", "you'll", "i’m", "you’re", "we", "us", "our"]
)  # fmt: skip


def traits(lines: Sequence[Line]) -> Columns:
    """Return what each line says about itself.

    Parameters
    ----------
    lines : sequence of Line

    Returns
    -------
    dict of str to ndarray of shape (lines,)
        Counts, shares and yes or no (1 or 0), by name.
    """
    rows = [_counts(line) | _signs(line) | _wording(line) for line in lines]
    return {name: np.array([row[name] for row in rows], dtype=float) for name in (rows[0] if rows else ())}


def _counts(line: Line) -> dict[str, float]:
    text, n, size = line.text, line.words, len(line.text)
    letters = sum(character.isalpha() for character in text)
    digits = sum(character.isdigit() for character in text)
    return {
        "words": min(n, 200), "characters": min(line.end - line.start, 1200),
        "word length": letters / n if n else 0,
        "sentence ends": min(len(_SENTENCE_END.findall(text)), 12), "function words": line.function,
        "capitals": line.capitals, "digits": digits / size, "signs": 1 - (letters + digits) / size,
        "commas": text.count(",") / max(n, 1), "quotation marks": min(len(_QUOTED.findall(text)), 6),
        "tabs": text.count("\t"), "persons": sum(word in _PERSONS for word in line.lower) / max(len(line.lower), 1),
    }  # fmt: skip


def _signs(line: Line) -> dict[str, float]:
    text, first = line.text, line.text[0]
    return {
        "stop": line.stop, "ellipsis": text.endswith(("...", "…")), "sentences": line.inner,
        "starts small": first.islower(), "starts with sign": not first.isalnum() and first not in "\"“‘«'„",
        "divider": "|" in text or "»" in text[1:] or " · " in text or " • " in text,
        "ends with capital": text.split()[-1][:1].isupper(), "bullet": BULLET.match(text) is not None,
        "blank before": line.blank_before, "blank after": line.blank_after,
    }  # fmt: skip


def _wording(line: Line) -> dict[str, float]:
    text, n = line.text, line.words
    named = n <= 20 and (BYLINE.match(text) is not None or PLACED.match(text) is not None)
    row: dict[str, float] = {
        "prose": is_prose(line), "caption": is_caption(line), "names author": named,
        "depicts": _DEPICTED.search(text) is not None,
        "time": n < 16 and _TIME.search(text) is not None, "comment head": n < 25 and _COMMENT.search(text) is not None,
        "address": _ADDRESS.search(text) is not None, "glued": _GLUED.search(text) is not None,
        "phrase": 4 <= n <= 16 and not line.stop and line.function < 0.6,
        "furniture": len(line.furniture), "plain furniture": any(purpose.endswith("!") for purpose in line.furniture),
    }  # fmt: skip
    return row | {
        f"says {purpose}": 2.0 if purpose + "!" in line.furniture else float(purpose in line.furniture)
        for purpose in PURPOSES
    }
