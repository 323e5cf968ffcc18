"""Which line before an article is its headline: candidates weighed against one another."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from analysis.corpus.pages.lines import Line, function_words, is_prose

REACH = 80  # lines before the article in which its headline is looked for
_PARTICLES = r"(?:(?:de|van|von|der|den|la|le|al|bin|ibn|el|di|da)[ \u00a0]){0,3}"
_NAME = rf"(?:[^\W\d_a-z][\w.'’-]*)(?:[ \u00a0]{_PARTICLES}[^\W\d_a-z][\w.'’-]*){{0,4}}"
BYLINE = re.compile(
    r"^(?:(?:Written |Reported |Posted |Story |Words |Published )?[Bb]y|BY|Von|Par|Por|Di|Door|Автор:?|Oleh|Text:|"
    rf"Author:)[ :\u00a0]+"
    rf"(?P<who>{_NAME}(?:(?:,| and| und| et| y| e| &)[ \u00a0]{_NAME}){{0,4}})(?: (?:in|for) {_NAME})?"
)
"""A line that names the author, as at the head of an article; group ``who`` holds the names."""
PLACED = re.compile(rf"^(?P<who>{_NAME}(?: and {_NAME})?) in {_NAME}$")
"""Names and the place they write from."""
BULLET = re.compile(r"^\s*[•·▪◦‣●■*–—-]\s+")
_STAFF = re.compile(
    r"\b(?:staff|correspondent|reporter|editor|newsroom|desk|agencies|news agency|writers?)\b", re.I
)
_TIME = re.compile(r"\b(?:1[89]|20)\d\d\b|\d{1,2}:\d\d|\bago\b", re.I)


def content_words(line: Line) -> list[str]:
    """Return the words of a line that carry its subject, lower case."""
    small = function_words()
    return [word for word in line.lower if len(word) > 3 and word not in small]


def names_newsroom(line: Line) -> bool:
    """Whether a short line names a newsroom or agency as the author."""
    return (
        line.words <= 8
        and not line.stop
        and _STAFF.search(line.text) is not None
        and "related" not in line.furniture
    )


def find_headline(lines: Sequence[Line], article: Sequence[bool]) -> int | None:
    """Return the index of the headline among the lines before the article.

    Parameters
    ----------
    lines : sequence of Line
    article : sequence of bool
        Which lines are the article's text.

    Returns
    -------
    int or None
        None where no line speaks for itself.
    """
    weights = load_weights()
    best, where = 0.0, None
    for i, row in candidates(lines, article).items():
        score = sum(weights.get(name, 0.0) * value for name, value in row.items())
        if score > best:
            best, where = score, i
    return where


@cache
def load_weights() -> dict[str, float]:
    """Read the weights that ship with the package."""
    text = files("analysis.resources").joinpath("corpus/page_headline.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights


def candidates(lines: Sequence[Line], article: Sequence[bool]) -> dict[int, dict[str, float]]:
    """Return the features of each line that may be the headline, nearest to the article first."""
    first = next((i for i, mark in enumerate(article) if mark), 0)
    body = [line for line, mark in zip(lines, article, strict=True) if mark]
    vocabulary = Counter(word for line in body for word in set(content_words(line)))
    lead = {word for line in body[:3] for word in content_words(line)}
    times = Counter(line.key for line in lines)
    out: dict[int, dict[str, float]] = {}
    passed = 0
    for i in range(first - 1, max(-1, first - 1 - REACH), -1):
        line = lines[i]
        if 2 <= line.words <= 40:
            row = _own(line) | _topic(line, vocabulary, lead) | _place(lines, i, first, passed)
            row["repeated"] = float(times[line.key] > 1)
            out[i] = row
        passed += line.words > 3 and not line.furniture
    return out


def _own(line: Line) -> dict[str, float]:
    n, text = line.words, line.text
    size = (
        "2-3"
        if n < 4
        else "4-5"
        if n < 6
        else "6-8"
        if n < 9
        else "9-15"
        if n < 16
        else "16-22"
        if n < 23
        else "23+"
    )
    row = {"constant": 1.0, "words " + size: 1.0, "function words": line.function, "capitals": line.capitals}
    flags = {
        "stop": line.stop and text[-1] not in "?!\"”'’", "question": text[-1] in "?!",
        "colon or comma": text[-1] in ":,;",
        "byline": BYLINE.match(text) is not None or names_newsroom(line), "time": _TIME.search(text) is not None,
        "divider": any(sign in text for sign in "|»>\t"), "bullet": BULLET.match(text) is not None,
        "starts small": text[0].islower(), "credit": "credit" in line.furniture,
        "furniture": bool(line.furniture - {"credit", "author"}), "sentences": line.inner,
        "all capitals": text.isupper(), "address": "://" in text or "@" in text,
    }  # fmt: skip
    return row | {name: 1.0 for name, holds in flags.items() if holds}


def _topic(line: Line, vocabulary: Counter[str], lead: set[str]) -> dict[str, float]:
    content = content_words(line)
    if not content:
        return {"no content": 1.0}
    return {
        "share known": sum(word in vocabulary for word in content) / len(content),
        "share in lead": sum(word in lead for word in content) / len(content),
        "recurring": math.log1p(sum(min(vocabulary[word], 4) for word in content)),
    }


def _place(lines: Sequence[Line], i: int, first: int, passed: int) -> dict[str, float]:
    line, after = lines[i], lines[i + 1 : min(first, i + 6)]
    row = {"distance": math.log1p(first - 1 - i), "passed": math.log1p(passed)}
    before = lines[i - 1] if i else None
    flags = {
        "author or date below": any(BYLINE.match(x.text) or x.furniture & {"byline", "dateline"} for x in after),
        "directly before": i == first - 1,
        "short above": before is None or before.words <= 3,
        "furniture above": before is not None and bool(before.furniture),
        "long above": before is not None and before.words >= 6 and not before.furniture,
        "long below": bool(after) and after[0].words >= 6 and not after[0].furniture,
        "longer below": bool(after) and after[0].words > line.words and not after[0].furniture,
        "sentence below": bool(after) and after[0].stop and after[0].words >= 6,
        "prose above": before is not None and is_prose(before),
        "first line": i == 0,
    }  # fmt: skip
    return row | {name: 1.0 for name, holds in flags.items() if holds}
