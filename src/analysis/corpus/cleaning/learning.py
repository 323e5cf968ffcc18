"""From counts to a table of furniture: what repeats, speaks for furniture and stands in articles that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from analysis.corpus.cleaning import counting
from analysis.corpus.cleaning.blocks import company
from analysis.corpus.cleaning.counting import Repeated
from analysis.corpus.cleaning.edges import common_closing, common_opening
from analysis.corpus.cleaning.scoring import ENOUGH, Evidence, score
from analysis.corpus.cleaning.stories import distinct_shares
from analysis.corpus.cleaning.units import dateline, forms, number
from analysis.corpus.cleaning.wording import leaning

FURNITURE = pa.schema(
    [("outlet", pa.string()), ("kind", pa.string()), ("text", pa.string()), ("articles", pa.int64()),
     ("share", pa.float64()), ("article_id", pa.string()), ("start", pa.int64()), ("end", pa.int64()),
     ("reason", pa.string()), ("score", pa.float64()), ("decision", pa.string()), ("form", pa.int64()),
     ("edge", pa.int64()), ("words", pa.int64())]
)  # fmt: skip
"""``kind`` is line, sentence, opening, closing or dateline; ``form, edge, words`` say how it is found again."""

MOSTLY = 0.8
"""Share of a unit's occurrences that must be enclosed by furniture for it to be furniture."""

_DOUBTFUL = 1.5  # points from which copies are looked for, and company may decide
_ROUNDS = 4  # times that new furniture is asked for its company
_SENTENCES = 60  # sentences compared for their common opening

Row = dict[str, Any]


def learn(parts: Sequence[Path], *, memory: str = "2GB", spill: Path | None = None) -> pa.Table:
    """Return the furniture of some articles.

    Parameters
    ----------
    parts : sequence of Path
        Folders of parts, with the table of `units.ensure_candidates`.
    memory : str
        What counting may use before it writes to disk.
    spill : Path, optional
        Where it then writes.

    Returns
    -------
    pyarrow.Table
        With the schema `FURNITURE`, by outlet and number of articles; the same
        whatever the order of parts and however articles are divided into them.

    Notes
    -----
    The rule is stated in docs/methods.md, "Cleaning".
    """
    connection = counting.connect(parts, memory=memory, spill=spill)
    try:
        units = list(counting.repeated(connection))
        _judge(connection, units)
        edges = [
            *_edges(connection, units, "head"),
            *_edges(connection, units, "tail"),
            *_datelines(connection),
        ]
        openings = [(row["house"], row["edge"]) for row in edges if row["kind"] == "opening"]
        _judge_by_company(connection, units, heads=openings)
    finally:
        connection.close()
    rows = [
        *(_row(unit, "line" if unit.alone >= MOSTLY else "sentence") for unit in units if _is_new(unit)),
        *edges,
    ]
    rows.sort(key=lambda row: (row["outlet"], -row["articles"], row["kind"], row["text"], row["form"]))
    return pa.Table.from_pylist(rows, schema=FURNITURE)


def _is_new(unit: Repeated) -> bool:
    """Whether a unit is furniture, and not so everywhere by the rules for pages already."""
    return unit.points >= ENOUGH and unit.known < 1


def _evidence(unit: Repeated) -> Evidence:
    return Evidence(
        unit.text, unit.outlet, unit.articles, first=unit.first, last=unit.last, alone=unit.alone,
        quoted=unit.quoted, known=unit.known, dates=unit.dates,
    )  # fmt: skip


def _judge(connection: duckdb.DuckDBPyConnection, units: Sequence[Repeated]) -> None:
    """Score repeated sentences; of those that may be furniture, copies of one article count once."""
    for unit in units:
        unit.points, unit.reason = score(_evidence(unit))
    asked = [unit for unit in units if unit.points >= _DOUBTFUL and unit.known < 1]
    shares = distinct_shares(
        connection, [unit.sample for unit in asked], ignore=[unit.number for unit in asked]
    )
    for unit, share in zip(asked, shares, strict=True):
        unit.points, unit.reason = score(replace(_evidence(unit), articles=unit.articles * share))


def _judge_by_company(
    connection: duckdb.DuckDBPyConnection, units: Sequence[Repeated], *, heads: Sequence[tuple[int, int]]
) -> None:
    """Take for furniture what furniture encloses, and what wording leaves in doubt and stands beside furniture."""
    for _ in range(_ROUNDS):
        known = [(unit.house, unit.number) for unit in units if unit.points >= ENOUGH]
        asked = {
            (unit.house, unit.number): unit
            for unit in units
            if unit.points < ENOUGH and unit.house and unit.quoted < 1 - MOSTLY
        }
        if not asked or not (known or heads):
            return
        found = company(connection, asked, forms=known, heads=heads)
        chosen = [
            asked[pair]
            for pair, (inside, beside) in sorted(found.items())
            if inside >= MOSTLY or (beside >= MOSTLY and asked[pair].points >= _DOUBTFUL)
        ]
        shares = distinct_shares(
            connection, [unit.sample for unit in chosen], ignore=[unit.number for unit in chosen]
        )
        chosen = [
            unit
            for unit, share in zip(chosen, shares, strict=True)
            if unit.articles * share >= counting.LEAST_ARTICLES
        ]
        if not chosen:
            return
        for unit in chosen:
            inside = found[unit.house, unit.number][0] >= MOSTLY
            unit.points, unit.reason = ENOUGH, "inside furniture" if inside else "beside furniture"


def _row(unit: Repeated, kind: str, *, edge: int = 0) -> Row:
    return {
        "house": unit.house, "outlet": unit.outlet, "kind": kind, "text": " ".join(unit.text.split()),
        "articles": unit.articles, "share": unit.share, "article_id": unit.article_id, "start": unit.start,
        "end": unit.end, "reason": unit.reason, "score": round(unit.points, 2), "decision": "learned",
        "form": unit.number, "edge": edge, "words": len(forms(unit.text)),
    }  # fmt: skip


def _edges(connection: duckdb.DuckDBPyConnection, units: Sequence[Repeated], column: str) -> Iterator[Row]:
    """Yield openings (``head``) or closings (``tail``) that sentences of an outlet share."""
    found = [
        unit
        for unit in counting.repeated(connection, column)
        if max(unit.known, unit.quoted) < MOSTLY and _may_be_furniture(unit.text, column)
    ]
    # Sentences that repeat as a whole have been judged as a whole.
    taken = {unit.number for unit in units}
    texts = counting.sentences(connection, column, found, without=taken, most=_SENTENCES)
    shares = distinct_shares(connection, [unit.sample for unit in found], ignore=taken)
    for unit, share in zip(found, shares, strict=True):
        yield from _edge(unit, texts.get((unit.house, unit.number), []), column, apart=share)


def _may_be_furniture(text: str, column: str) -> bool:
    words = text.split()
    part = " ".join(words[:20] if column == "head" else words[-20:])
    return bool(leaning(part))


def _edge(
    unit: Repeated, sentences: Sequence[tuple[str, str, int]], column: str, *, apart: float
) -> Iterator[Row]:
    """Yield the opening or closing that sentences with the same first (last) words share, if it is furniture.

    ``apart`` is the share of the unit's articles that are no copies.
    """
    find, kind = (common_opening, "opening") if column == "head" else (common_closing, "closing")
    text, times = find([sentence for sentence, _, _ in sentences], least=counting.LEAST_ARTICLES)
    if not text:
        return
    articles = round(unit.articles * times / len(sentences)) if len(sentences) == _SENTENCES else times
    points, reason = score(replace(_evidence(unit), text=text, articles=articles * apart, alone=0.0))
    if points < ENOUGH:
        return
    sentence, article_id, start = next(item for item in sentences if text in item[0])
    start += sentence.index(text) if column == "head" else sentence.rindex(text)
    found = replace(
        unit, text=text, articles=articles, share=unit.share * articles / unit.articles, article_id=article_id,
        start=start, end=start + len(text), number=number(forms(text)), points=points,
        reason=f"{kind} of many sentences, {reason}",
    )  # fmt: skip
    yield _row(found, kind, edge=unit.number)


def _datelines(connection: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    """Yield the agencies that open articles of an outlet after a place: ``OSK (Basinfoto) -``."""
    found = list(counting.repeated(connection, "dateline"))
    shares = distinct_shares(connection, [unit.sample for unit in found], ignore=())
    for unit, share in zip(found, shares, strict=True):
        match = dateline(unit.text, 0, len(unit.text))
        if match and unit.articles * share >= counting.LEAST_ARTICLES:
            text = match.group().rstrip()
            reason = "agency that opens articles"
            yield _row(
                replace(unit, text=text, end=unit.start + len(text), points=4.0, reason=reason), "dateline"
            )
