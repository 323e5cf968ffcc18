"""What is true of a line of a page in its surroundings, as names for the model of `pages.model`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from analysis.corpus.pages.lines import Line, function_words, traits

_DISTANCES = (
    (1, "0"),
    (2, "1"),
    (3, "2"),
    (5, "3-4"),
    (9, "5-8"),
    (17, "9-16"),
    (33, "17-32"),
    (10**9, "33+"),
)
_SHARES = ((0.0001, "none"), (0.05, "under .05"), (0.2, "under .2"), (0.5, "under .5"), (0.8, "under .8"),
           (0.95, "under .95"), (0.9999, "under 1"), (9.0, "all"))  # fmt: skip
_HEADINGS = ("comments", "related", "legal", "tags", "share", "newsletter")
_LEAST = 10  # words that make a line with a full stop prose


def features(lines: Sequence[Line]) -> list[list[str]]:
    """Return for each line the names of all that is true of it.

    Parameters
    ----------
    lines : sequence of Line

    Returns
    -------
    list of list of str
    """
    own = [list(dict.fromkeys(traits(line))) for line in lines]
    parts = [
        own,
        _neighbours(lines),
        _density(lines),
        _distances(lines),
        _headings(lines),
        _recurrence(lines),
    ]
    return [[name for part in parts for name in part[i]] for i in range(len(lines))]


def is_prose(line: Line) -> bool:
    """Whether a line by itself looks like a paragraph of running text."""
    return (line.words >= _LEAST and (line.stop or line.inner) and line.function >= 0.15) or line.words >= 40


def _bucket(value: float, bounds: Sequence[tuple[float, str]]) -> str:
    return next(name for bound, name in bounds if value < bound)


def _neighbours(lines: Sequence[Line]) -> list[list[str]]:
    """Describe the lines just before and after."""
    short = [_shape(line) for line in lines]
    # Empty lines tell something only where the page uses them for some lines and not for others.
    mixed = 0.1 < sum(line.blank_before for line in lines) / max(len(lines), 1) < 0.9
    out = []
    for i, line in enumerate(lines):
        row = [
            f"after {short[i - 1] if i else 'nothing'}",
            f"before {short[i + 1] if i + 1 < len(lines) else 'nothing'}",
        ]
        if mixed:
            row.append(
                f"gaps {int(line.blank_before)}{int(line.blank_after)}"
                + (" short" if line.words < 12 else "")
            )
        for j, side in ((i - 1, "after"), (i + 1, "before")):
            if 0 <= j < len(lines):
                row += [f"{side} a line that says {p}" for p in lines[j].furniture if not p.endswith("!")]
        out.append(row)
    return out


def _shape(line: Line) -> str:
    size = (
        "prose"
        if is_prose(line)
        else _bucket(line.words, ((4, "1-3"), (8, "4-7"), (16, "8-15"), (10**9, "16+")))
    )
    return size + (" stop" if line.stop else "")


def _density(lines: Sequence[Line]) -> list[list[str]]:
    """Say how much of what surrounds a line is prose, near and in the whole page."""
    words = np.array([line.words for line in lines], dtype=float)
    prose = np.array([line.words if is_prose(line) else 0 for line in lines], dtype=float)
    kind = np.array([is_prose(line) for line in lines], dtype=float)
    gathered = np.concatenate([[0.0], np.cumsum(prose)])
    counted = np.concatenate([[0.0], np.cumsum(kind)])
    n, total = len(lines), gathered[-1]
    at = np.arange(n)
    out: list[list[str]] = [[] for _ in lines]
    for reach in (2, 5, 12):
        low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, n)
        share = (counted[high] - counted[low] - kind) / np.maximum(high - low - 1, 1)
        before = (counted[at] - counted[low]) / np.maximum(at - low, 1)
        after = (counted[high] - counted[at + 1]) / np.maximum(high - at - 1, 1)
        for i in range(n):
            out[i] += [
                f"prose within {reach}: {int(share[i] * 4)}",
                f"prose {reach} back: {int(before[i] * 3)}",
                f"prose {reach} on: {int(after[i] * 3)}",
            ]
    page = (
        "page of prose"
        if total > 0.9 * words.sum()
        else "page half prose"
        if total > 0.5 * words.sum()
        else "page of bits"
    )
    for i in range(n):
        past = gathered[i] / total if total else 0.0
        left = (total - gathered[i + 1]) / total if total else 0.0
        size = "short " if words[i] < 12 else ""
        out[i] += [
            f"{size}prose so far {_bucket(past, _SHARES)}",
            f"{size}prose to come {_bucket(left, _SHARES)}",
            size + page,
        ]
    return out


def _distances(lines: Sequence[Line]) -> list[list[str]]:
    """Say how far the nearest prose lies on either side, and how large the nearest block of prose is."""
    n = len(lines)
    block = _blocks(lines)
    back, ahead = [10**6] * n, [10**6] * n
    size_back, size_ahead = [0.0] * n, [0.0] * n
    top = max(block, default=0.0) or 1.0
    last, size = -(10**6), 0.0
    for i in range(n):
        back[i], size_back[i] = i - last, size
        if block[i]:
            last, size = i, block[i]
    last, size = 10**7, 0.0
    for i in reversed(range(n)):
        ahead[i], size_ahead[i] = last - i, size
        if block[i]:
            last, size = i, block[i]
    return [
        [
            f"prose {_bucket(back[i], _DISTANCES)} back", f"prose {_bucket(ahead[i], _DISTANCES)} on",
            f"block {_bucket(block[i] / top, _SHARES)} of the largest",
            f"block back {_bucket(size_back[i] / top, _SHARES)} of the largest",
            f"block on {_bucket(size_ahead[i] / top, _SHARES)} of the largest",
        ]
        for i in range(n)
    ]  # fmt: skip


def _blocks(lines: Sequence[Line]) -> list[float]:
    """For each line of prose the words of its block; up to two other lines may interrupt a block."""
    out, members, words, gap = [0.0] * len(lines), [], 0.0, 0
    for i, line in enumerate([*lines, None]):
        if line is not None and is_prose(line):
            members.append(i)
            words += line.words
            gap = 0
            continue
        gap += 1
        if gap > 2 or line is None:
            for j in members:
                out[j] = words
            members, words = [], 0.0
    return out


def _headings(lines: Sequence[Line]) -> list[list[str]]:
    """Say which furniture was announced earlier: what follows a comments heading is comments."""
    last = dict.fromkeys(_HEADINGS, -(10**6))
    out = []
    for i, line in enumerate(lines):
        row = []
        for heading in _HEADINGS:
            distance = i - last[heading]
            if distance < 10**5:
                row.append(f"{heading} {_bucket(distance, _DISTANCES)} back")
        out.append(row)
        if line.words < 14:
            for heading in _HEADINGS:
                if heading in line.furniture:
                    last[heading] = i
    return out


def _recurrence(lines: Sequence[Line]) -> list[list[str]]:
    """Say whether a line stands on the page twice, and whether its words recur in the page's prose."""
    times = Counter(line.key for line in lines)
    held: Counter[str] = Counter()
    for line in lines:
        if is_prose(line):
            held.update(set(_content(line)))
    out = []
    for line in lines:
        row = []
        if times[line.key] > 1:
            row.append("repeated" + (" short" if line.words < 12 else ""))
        content = set(_content(line))
        if len(content) > 2:
            own = int(is_prose(line))
            share = sum(held[word] > own for word in content) / len(content)
            row.append(f"words that recur {min(int(share * 5), 4)}" + (" short" if line.words < 14 else ""))
        out.append(row)
    return out


def _content(line: Line) -> Iterator[str]:
    small = function_words()
    return (word for word in line.lower if len(word) > 3 and word not in small)
