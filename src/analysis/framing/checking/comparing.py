"""What differs between two codebooks, and what that changes in articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.framing.codebooks.model import Codebook, Frame, Indicator, Origin
from analysis.framing.scoring import frame_articles, frames

if TYPE_CHECKING:
    from analysis.corpus import Corpus

COLUMNS = ("part", "frame", "indicator", "term", "change", "key", "before", "after")
"""Columns of the table of differences."""

_Row = tuple[str, str, str, str, str, str, str, str]


def diff(before: Codebook, after: Codebook) -> pd.DataFrame:
    r"""Return what a codebook says otherwise than another; order and layout do not count.

    Parameters
    ----------
    before, after : Codebook

    Returns
    -------
    DataFrame
        One row per difference: part (codebook, frame, indicator, term, condition),
        frame, indicator, term, change (added, removed, changed), key (what
        changed), before, after. Of a frame or indicator that was added or removed
        there is one row, with its number of terms.

    Examples
    --------
    >>> from analysis.framing import load_codebook, parse_codebook
    >>> own = parse_codebook("extends: generic5\nname: own\nversion: '1'\ndrop: morality")
    >>> table = diff(load_codebook("generic5"), own)
    >>> table.loc[table["part"] == "frame", ["frame", "change"]].values.tolist()
    [['morality', 'removed']]
    """
    rows = [("codebook", "", "", "", "changed", *change) for change in _changes(before, after, ("frames",))]
    for old, new in _paired(before.frames, after.frames, lambda frame: frame.id):
        rows += _frame_rows(old, new)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def diff_presence(before: Codebook, after: Codebook, *, corpus: Corpus) -> pd.DataFrame:
    """Return in how many articles the difference between two codebooks decides what is present.

    Parameters
    ----------
    before, after : Codebook
        Voices and actors are not heard: the terms alone decide.
    corpus : Corpus
        Annotated on demand.

    Returns
    -------
    DataFrame
        One row per frame of either: frame, articles, before, after (articles in
        which it is present; missing where a codebook has no such frame), gained,
        lost (articles), changed (share of the articles).
    """
    articles = corpus.articles
    shown = [_present(codebook, corpus, articles) for codebook in (before, after)]
    rows = []
    for frame in dict.fromkeys([frame.id for book in (before, after) for frame in book.frames]):
        old, new = (table.get(frame) for table in shown)
        rows.append({
            "frame": frame, "articles": len(articles),
            "before": None if old is None else len(old), "after": None if new is None else len(new),
            "gained": None if old is None or new is None else len(new - old),
            "lost": None if old is None or new is None else len(old - new),
            "changed": None if old is None or new is None else len(old ^ new) / max(len(articles), 1),
        })  # fmt: skip
    table = pd.DataFrame(rows)
    return table.astype(
        dict.fromkeys(["before", "after", "gained", "lost"], "Int64") | {"changed": "float64"}
    )


def _present(codebook: Codebook, corpus: Corpus, articles: pd.DataFrame) -> dict[str, set[str]]:
    heard = codebook.worded()
    scores = frame_articles(frames(corpus, codebook=heard), codebook=heard, articles=articles)
    return {
        frame.id: set(scores.loc[(scores["frame"] == frame.id) & scores["present"], "article_id"])
        for frame in codebook.frames
    }


def _paired(before: Any, after: Any, key: Any) -> list[tuple[Any, Any]]:
    """Return parts of the same key side by side, None where there is none."""
    old, new = ({key(part): part for part in parts} for parts in (before, after))
    return [(old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new])]


def _frame_rows(old: Frame | None, new: Frame | None) -> list[_Row]:
    if old is None or new is None:
        frame = old or new
        assert frame is not None
        terms = sum(len(i.terms) + len(i.actors) for i in frame.indicators)
        return [_whole("frame", frame.id, "", "", f"{frame.label}: {terms} terms", added=old is None)]
    rows: list[_Row] = [("frame", old.id, "", "", "changed", *c) for c in _changes(old, new, ("indicators",))]
    for one, other in _paired(old.indicators, new.indicators, lambda indicator: indicator.id):
        rows += _indicator_rows(old.id, one, other)
    return rows


def _indicator_rows(frame: str, old: Indicator | None, new: Indicator | None) -> list[_Row]:
    if old is None or new is None:
        indicator = old or new
        assert indicator is not None
        text = f"{indicator.question} {len(indicator.terms) + len(indicator.actors)} terms"
        return [_whole("indicator", frame, indicator.id, "", text, added=old is None)]
    rows: list[_Row] = [
        ("indicator", frame, old.id, "", "changed", *change)
        for change in _changes(old, new, ("terms", "actors"))
    ]
    for part, name, key in (
        ("term", "terms", lambda term: term.key),
        ("condition", "actors", lambda one: (one.label,)),
    ):
        for one, other in _paired(getattr(old, name), getattr(new, name), key):
            shown = one or other
            label = shown.term if part == "term" else shown.label
            if one is None or other is None:
                text = _said(
                    {k: v for k, v in shown.model_dump(exclude_defaults=True).items() if k != "term"}
                )
                rows.append(_whole(part, frame, old.id, label, text, added=one is None))
            else:
                rows += [(part, frame, old.id, label, "changed", *c) for c in _changes(one, other, ("term",))]
    return rows


def _whole(part: str, frame: str, indicator: str, term: str, text: str, *, added: bool) -> _Row:
    change = "added" if added else "removed"
    return (part, frame, indicator, term, change, "", "" if added else text, text if added else "")


def _changes(old: Any, new: Any, without: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return the keys whose values differ, with both."""
    keys = [key for key in type(old).model_fields if key not in without]
    pairs = [(key, getattr(old, key), getattr(new, key)) for key in keys]
    return [(key, _said(a), _said(b)) for key, a, b in pairs if a != b]


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_said(item)}" for key, item in value.items())
    if isinstance(value, Origin):
        return f"{value.name} {value.version} ({value.fingerprint})"
    if isinstance(value, tuple | list):
        return "; ".join(_said(item) for item in value)
    if hasattr(value, "model_dump"):
        return _said(value.model_dump())
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)
