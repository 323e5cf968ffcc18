"""From counts to a table of furniture: what repeats, speaks for furniture and stands in articles that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.corpus.cleaning import counting
from analysis.corpus.cleaning.blocks import enclosed
from analysis.corpus.cleaning.edges import common_closing, common_opening
from analysis.corpus.cleaning.scoring import ENOUGH, Evidence, score
from analysis.corpus.cleaning.stories import distinct_shares
from analysis.corpus.cleaning.units import dateline, forms, number
from analysis.corpus.cleaning.wording import leaning, plain

FURNITURE = pa.schema(
    [("outlet", pa.string()), ("kind", pa.string()), ("text", pa.string()), ("articles", pa.int64()),
     ("share", pa.float64()), ("article_id", pa.string()), ("start", pa.int64()), ("end", pa.int64()),
     ("reason", pa.string()), ("score", pa.float64()), ("decision", pa.string()), ("form", pa.int64()),
     ("edge", pa.int64()), ("words", pa.int64())]
)  # fmt: skip
"""``kind`` is line, sentence, opening, closing or dateline; ``form, edge, words`` say how it is found again."""

INSIDE = 0.8
"""Share of a unit's occurrences that must be enclosed by furniture for it to be furniture."""

_DOUBTFUL = 1.5  # points from which copies are looked for, and company may decide
_ROUNDS = 4  # times that new furniture is asked for its company
_SENTENCES = 60  # sentences compared for their common opening


def learn(files: Sequence[tuple[str, Path]], *, memory: str = "2GB") -> pa.Table:
    """Return the furniture of some articles.

    Parameters
    ----------
    files : sequence of (source, part folder)
        For each raw file the part that holds its articles; beside the part lies
        the table of `units.ensure_candidates`.
    memory : str
        What counting may use before it writes to disk.

    Returns
    -------
    pyarrow.Table
        With the schema `FURNITURE`, by outlet and number of articles; the same
        whatever the order of files and however they are divided into parts.

    Notes
    -----
    The rule is stated in docs/methods.md, "Cleaning".
    """
    connection = counting.connect(files, memory=memory)
    try:
        units = _scored(connection, counting.repeated(connection))
        edges = [*_edges(connection, units, "head"), *_edges(connection, units, "tail"), *_datelines(connection)]
        units = _with_company(connection, units, edges)
        rows = [*_rows(units), *edges]
    finally:
        connection.close()
    rows.sort(key=lambda row: (row["outlet"], -row["articles"], row["kind"], row["text"], row["form"]))
    return pa.Table.from_pylist(rows, schema=FURNITURE)


def _evidence(row: Any) -> Evidence:
    return Evidence(
        row.text, row.outlet, row.articles, row.first, row.last, row.alone, row.quoted, row.known, row.dates
    )


def _scored(connection: duckdb.DuckDBPyConnection, units: pd.DataFrame) -> pd.DataFrame:
    """Add ``points, reason`` to repeated sentences, those of doubtful and better standing without copies."""
    evidence = [_evidence(row) for row in units.itertuples()]
    found = [score(item) for item in evidence]
    asked = [i for i, (points, _) in enumerate(found) if points >= _DOUBTFUL and units["known"].iloc[i] < 1]
    ignore = units["form"].iloc[asked].tolist()
    shares = distinct_shares(connection, units["sample"].iloc[asked].tolist(), ignore=ignore)
    for i, share in zip(asked, shares, strict=True):
        found[i] = score(replace(evidence[i], articles=evidence[i].articles * share))
    return units.assign(points=[points for points, _ in found], reason=[reason for _, reason in found])


def _with_company(
    connection: duckdb.DuckDBPyConnection, units: pd.DataFrame, edges: Sequence[dict[str, Any]]
) -> pd.DataFrame:
    """Add what furniture encloses, and what wording leaves in doubt and stands beside furniture."""
    openings = [(edge["outlet"], "head", edge["edge"]) for edge in edges if edge["kind"] == "opening"]
    for _ in range(_ROUNDS):
        sure = units["points"] >= ENOUGH
        known = [(row.outlet, "form", row.form) for row in units[sure].itertuples()]
        furniture = pd.DataFrame([*known, *openings], columns=["outlet", "column", "unit"]).drop_duplicates()
        asked = units[~sure & (units["outlet"] != "") & (units["quoted"] < 1 - INSIDE)]
        if furniture.empty or asked.empty:
            break
        found = _in_company(connection, asked, enclosed(connection, asked, furniture))
        if not found:
            break
        units.loc[list(found), "points"] = ENOUGH
        units.loc[list(found), "reason"] = list(found.values())
    return units


def _in_company(
    connection: duckdb.DuckDBPyConnection, asked: pd.DataFrame, company: pd.DataFrame
) -> dict[Any, str]:
    """Return the labels of units that their company shows to be furniture, each with the reason."""
    shares = asked[["outlet", "form"]].merge(company, on=["outlet", "form"], how="left").set_index(asked.index)
    inside = shares["inside"] >= INSIDE
    chosen = asked[inside | ((shares["beside"] >= INSIDE) & (asked["points"] >= _DOUBTFUL))]
    apart = distinct_shares(connection, chosen["sample"].tolist(), ignore=chosen["form"].tolist())
    return {
        label: "inside furniture" if inside[label] else "beside furniture"
        for label, articles, share in zip(chosen.index, chosen["articles"], apart, strict=True)
        if articles * share >= counting.LEAST_ARTICLES
    }


def _rows(units: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of whole sentences; those that the rules for pages know everywhere need none."""
    for row in units[(units["points"] >= ENOUGH) & (units["known"] < 1)].itertuples():
        yield _row(row, "line" if row.alone >= 0.5 else "sentence", row.text, row.end, row.points, row.reason, row.form)


def _row(
    row: Any, kind: str, text: str, end: int, points: float, reason: str, form: int, *, edge: int = 0, words: int = 0,
    start: int | None = None, articles: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    share = row.share if articles is None else row.share * articles / row.articles
    return {
        "outlet": row.outlet, "kind": kind, "text": " ".join(text.split()), "articles": articles or row.articles,
        "share": share, "article_id": row.article_id, "start": row.start if start is None else start, "end": end,
        "reason": reason, "score": round(points, 2), "decision": "learned", "form": form, "edge": edge, "words": words,
    }  # fmt: skip


def _edges(connection: duckdb.DuckDBPyConnection, units: pd.DataFrame, column: str) -> Iterator[dict[str, Any]]:
    """Yield openings (``head``) or closings (``tail``) that sentences share."""
    found = counting.repeated(connection, column)
    if found.empty:
        return
    taken = units[(units["points"] >= ENOUGH) | (units["known"] >= INSIDE)]["form"]
    worded = found["text"].map(lambda text: _may_be(text, column))
    found = found[worded & (found["known"] < INSIDE) & (found["quoted"] < INSIDE)]
    texts = counting.sentences(connection, column, found, without=taken, most=_SENTENCES)
    for row in found.itertuples():
        yield from _edge(row, texts.get((row.outlet, getattr(row, column)), []), column)


def _may_be(text: str, column: str) -> bool:
    words = text.split()
    part = " ".join(words[:20] if column == "head" else words[-20:])
    return bool(plain(part)[1] or leaning(part))


def _edge(row: Any, sentences: list[tuple[str, str, int]], column: str) -> Iterator[dict[str, Any]]:
    """Yield the opening or closing that sentences with the same first (last) words share, if it is furniture."""
    texts = [text for text, _, _ in sentences]
    if len(texts) < counting.LEAST_ARTICLES:
        return
    find, kind = (common_opening, "opening") if column == "head" else (common_closing, "closing")
    text, times = find(texts, least=counting.LEAST_ARTICLES)
    if not text:
        return
    articles = round(row.articles * times / len(texts)) if len(texts) == _SENTENCES else times
    points, reason = score(replace(_evidence(row), text=text, articles=articles, alone=0.0))
    if points < ENOUGH:
        return
    sentence, article_id, start = next(item for item in sentences if text in item[0])
    start += sentence.index(text)
    words = forms(text)
    example = row._replace(article_id=article_id)
    yield _row(
        example, kind, text, start + len(text), points, f"{kind} of many sentences, {reason}", number(words),
        edge=getattr(row, column), words=len(words), start=start, articles=articles,
    )  # fmt: skip


def _datelines(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Yield the agencies that open articles of an outlet after a place: ``OSK (Basinfoto) -``."""
    found = counting.repeated(connection, "dateline")
    if found.empty:
        return
    shares = distinct_shares(connection, found["sample"].tolist(), ignore=())
    for row, share in zip(found.itertuples(), shares, strict=True):
        match = dateline(row.text, 0, len(row.text))
        if match and row.articles * share >= counting.LEAST_ARTICLES:
            text = match.group().rstrip()
            yield _row(row, "dateline", text, row.start + len(text), 4.0, "agency that opens articles", row.dateline)
