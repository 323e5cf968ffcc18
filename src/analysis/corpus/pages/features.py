"""What is true of each line of a page in its surroundings, in numbers, for the model of `pages.model`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.corpus.pages.headline import content_words
from analysis.corpus.pages.lines import Line
from analysis.corpus.pages.traits import Columns, Floats, traits

Bools = NDArray[np.bool_]

_FAR = 200.0  # lines from which a distance makes no difference
_HEADINGS = ("comments", "related", "legal", "tags", "share", "newsletter", "navigation", "author", "byline",
             "dateline", "advert")  # fmt: skip
_REACHES = (3, 6, 12, 25)  # lines on either side
_LEAD = 22  # lines after a headline whose words are held against it


def features(lines: Sequence[Line]) -> Columns:
    """Return what is true of each line by itself and in its surroundings.

    Parameters
    ----------
    lines : sequence of Line

    Returns
    -------
    dict of str to ndarray of shape (lines,)
        By name; names are what the weights of the model refer to.
    """
    own = traits(lines)
    content = [set(content_words(line)) for line in lines]
    prose = own["prose"] > 0
    return (
        own | _neighbours(own) | _windows(own) | _places(own) | _headings(own) | _blocks(own["words"], prose)
        | _recurrence(lines, content, prose) | _title(own["words"], content, prose)
    )  # fmt: skip


def running(values: NDArray[Any]) -> Floats:
    """Return the sums of the first 0, 1, … values: one longer than the values."""
    total: Floats = np.concatenate([[0.0], np.cumsum(values)])
    return total


def edges(n: int, reach: int) -> tuple[Floats, Floats]:
    """Return for each of n places the first place within reach, and one past the last."""
    at = np.arange(n)
    return np.maximum(at - reach, 0), np.minimum(at + reach + 1, n)


def moved(values: Floats, by: int, *, fill: float) -> Floats:
    """Return the values each place sees `by` places ahead (behind, where negative)."""
    out = np.full(len(values), fill)
    if 0 < by < len(values):
        out[:-by] = values[by:]
    elif 0 < -by < len(values):
        out[-by:] = values[:by]
    return out


def _neighbours(own: Columns) -> Columns:
    names = ("words", "stop", "capitals", "furniture")
    near = {f"{name} at {by:+}": moved(own[name], by, fill=-1.0) for name in names for by in (-2, -1, 1, 2)}
    return near | {f"words at {by:+}": moved(own["words"], by, fill=-1.0) for by in (-3, 3)}


def _windows(own: Columns) -> Columns:
    """Say how much of what lies before and after a line is prose, furniture, dates and the like."""
    words = own["words"]
    counted = {
        "words": words, "furniture": (own["furniture"] > 0) * 1.0, "plain furniture": own["plain furniture"],
        "times": own["time"], "comment heads": own["comment head"], "stops": own["stop"], "phrases": own["phrase"],
    }  # fmt: skip
    shared = {
        "small words": running(own["function words"] * words),
        "prose words": running(own["prose"] * words),
    }
    n, at, out = len(words), np.arange(len(words)), {}
    for reach in _REACHES:
        low, high = edges(n, reach)
        sums = {name: running(values) for name, values in counted.items()}
        for name, total in sums.items():
            out[f"{name} {reach} back"] = (total[at] - total[low]) / reach
            out[f"{name} {reach} on"] = (total[high] - total[at + 1]) / reach
        all_words = np.maximum(sums["words"][high] - sums["words"][low], 1)
        for name, total in shared.items():
            out[f"share of {name} within {reach}"] = (total[high] - total[low]) / all_words
    return out


def _places(own: Columns) -> Columns:
    """Say where in the page a line stands, and what page it is."""
    words, prose = own["words"], own["words"] * own["prose"]
    n, said, told = len(words), running(words), running(prose)
    total, longest = max(told[-1], 1.0), max(words.max(), 1.0)
    whole = {
        "prose of the page": total / max(said[-1], 1.0), "words of the page": min(said[-1], 10_000.0),
        "lines of the page": float(n), "prose words of the page": total, "longest line": longest,
    }  # fmt: skip
    return {name: np.full(n, value) for name, value in whole.items()} | {
        "lines so far": np.arange(n) / max(n - 1, 1), "words so far": said[:-1] / max(said[-1], 1.0),
        "prose so far": told[:-1] / total, "prose to come": (total - told[1:]) / total,
        "of the longest": words / longest,
    }  # fmt: skip


def _since(flags: Floats) -> Floats:
    """Return how many lines ago the last flagged line was, itself not counted."""
    at = np.arange(len(flags), dtype=float)
    last = np.maximum.accumulate(np.where(flags > 0, at, -2 * _FAR))
    return np.minimum(at - moved(last, -1, fill=-2 * _FAR), _FAR)


def _headings(own: Columns) -> Columns:
    """Say which furniture was announced, how long ago and how often: what follows a comments heading is comments."""
    flags = {name: (own[f"says {name}"] > 0) & (own["words"] < 14) for name in _HEADINGS}
    flags["byline"] |= own["names author"] > 0
    flags["comment head"] = own["comment head"] > 0
    out = {"prose back": _since(own["prose"]), "prose ahead": _since(own["prose"][::-1])[::-1]}
    for name, flag in flags.items():
        values = flag.astype(float)
        out |= {
            f"{name} back": _since(values), f"{name} ahead": _since(values[::-1])[::-1],
            f"{name} seen": np.minimum(running(values)[:-1], 20),
        }  # fmt: skip
    return out


def _blocks(words: Floats, prose: Bools) -> Columns:
    """Say how large the block of prose around a line is, and those before and after; some lines may interrupt one."""
    n, where = len(words), np.flatnonzero(prose)
    out: Columns = {}
    for gap in (1, 2, 5):
        size, count, place = np.zeros(n), np.zeros(n), np.zeros(n)
        for group in np.split(where, np.flatnonzero(np.diff(where) > gap + 1) + 1) if len(where) else ():
            size[group], count[group], place[group] = words[group].sum(), len(group), np.arange(len(group))
        top = max(size.max(), 1.0)
        out |= {
            f"block {gap} of the largest": size / top, f"block {gap} words": np.minimum(size, 3000),
            f"block {gap} lines": count, f"block {gap} place": place, f"block {gap} before": _previous(size) / top,
            f"block {gap} after": _previous(size[::-1])[::-1] / top,
        }  # fmt: skip
    return out


def _previous(values: Floats) -> Floats:
    """Return for each place the last value before it that is not nothing."""
    at = np.maximum.accumulate(np.where(values > 0, np.arange(len(values)), -1))
    last = np.where(at >= 0, values[at], 0.0)
    return moved(last, -1, fill=0.0)


def _recurrence(lines: Sequence[Line], content: Sequence[set[str]], prose: Bools) -> Columns:
    """Say whether a line, its beginning or its words recur on the page, near it and in all."""
    held = Counter(word for own, is_told in zip(content, prose, strict=True) if is_told for word in own)
    on_page, before, after = (np.full(len(lines), -1.0) for _ in range(3))
    told = [own if is_told else set() for own, is_told in zip(content, prose, strict=True)]
    for i, own in enumerate(content):
        if len(own) > 1:
            on_page[i] = sum(held[word] > prose[i] for word in own) / len(own)
            before[i] = len(own.intersection(set().union(*told[max(0, i - 6) : i]))) / len(own)
            after[i] = len(own.intersection(set().union(*told[i + 1 : i + 7]))) / len(own)
    every = [set(line.lower) for line in lines]
    alike = np.array([0.0] + [len(a & b) / max(1, min(len(a), len(b))) for a, b in pairwise(every)])
    return {
        "words on the page": on_page, "words before": before, "words after": after,
        "words near": np.maximum(before, after), "like the one before": alike,
        "like the next": moved(alike, 1, fill=0.0),
        "repeated": _times([line.key for line in lines]),
        "beginning repeated": _times([" ".join(line.lower[:3]) if len(line.lower) > 3 else "" for line in lines]),
        "end repeated": _times([" ".join(line.lower[-3:]) if len(line.lower) > 3 else "" for line in lines]),
    }  # fmt: skip


def _times(keys: Sequence[str]) -> Floats:
    times: Callable[[str], int] = Counter(key for key in keys if key).__getitem__
    return np.minimum([float(times(key)) for key in keys], 8.0)


def _title(words: Floats, content: Sequence[set[str]], prose: Bools) -> Columns:
    """Say where the line stands whose words come back most in the prose below it, and how a line relates to it."""
    n, score = len(words), np.zeros(len(words))
    short = (~prose & (words >= 3) & (words <= 28)).tolist()
    for j, own in enumerate(content):
        if short[j] and len(own) > 1:
            told = Counter(
                word for k in range(j + 1, min(n, j + _LEAD)) if prose[k] for word in own & content[k]
            )
            score[j] = sum(min(times, 4) for times in told.values()) / math.sqrt(len(own))
    best, top = int(np.argmax(score)), score.max()
    shared = np.array([len(own & content[best]) for own in content], dtype=float)
    low, high = edges(n, 3)
    total, size = running(shared), max(len(content[best]), 1)
    return {
        "title": score / max(top, 1.0), "best title": np.full(n, top),
        "lines since the title": np.clip(np.arange(n) - best, -100, 100).astype(float),
        "best title so far": np.maximum.accumulate(moved(score, -1, fill=0.0)) / max(top, 1.0),
        "title back": _since((score >= max(2.0, 0.5 * top)) * 1.0), "words of the title": shared / size,
        "words of the title within 3": (total[high] - total[low]) / size,
    }  # fmt: skip
