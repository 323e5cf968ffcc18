"""The ledger of claims: one row for every named value and every plotted row, each with its evidence.

Formats: reports/README.md. Nothing in it is a sentence of an article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.corpus import Corpus
from analysis.reporting.claims.points import points
from analysis.reporting.claims.resolving import Places, hashed, resolve
from analysis.reporting.claims.sources import Backing, Source, carried
from analysis.reporting.tables import csv_bytes

COLUMNS = [
    "claim", "item", "label", "value", "low", "high", "n", "unit", "status", "holds", "variants", "fragile", "evidence",
    "places", "kept", "note",
]  # fmt: skip
"""Columns of ``claims.csv``."""

NO_SOURCE = "no evidence was named for this figure"
NO_VALUE_SOURCE = "no evidence was named for this value"
NO_CORPUS = "hits without a hash: the report knows no corpus"

Evidence = Source | pd.DataFrame | str | None
"""What a figure or value may be given: a source, rows with places, why there are none, or nothing."""


class Ledger:
    """Claims as they are made, and the bytes of ``claims.csv``.

    Parameters
    ----------
    corpus : Corpus, optional
        The articles the claims are about.
    """

    def __init__(self, corpus: Corpus | None = None) -> None:
        self.corpus = corpus
        self._rows: list[bytes] = []

    def csv(self) -> bytes:
        """Return the whole ledger as CSV."""
        return csv_bytes(pd.DataFrame(columns=COLUMNS)) + b"".join(self._rows)

    def figure(
        self, name: str, data: pd.DataFrame, evidence: Evidence, *, value: str = "", status: str = ""
    ) -> bytes | None:
        """Enter each plotted row, and return the CSV of their places; None where there are none.

        Parameters
        ----------
        name : str
            ``fig-…``.
        data : DataFrame
            The plotted rows.
        evidence : Source, DataFrame, str or None
        value, status : str
            As in `points`.
        """
        rows = points(data, value=value, status=status)
        rows = rows.assign(claim=[f"{name}/{row}" for row in rows["row"]], item=name)
        source = self._source(data, evidence)
        if source is None:
            why = evidence if isinstance(evidence, str) else NO_SOURCE
            self._enter(rows.assign(evidence="", note=why))
            return None
        found = resolve(data, source, self.corpus)
        counts = rows["row"].map(found.counts).fillna(0).astype("int64")
        has = counts > 0
        rows = rows.assign(
            evidence=has.map({True: f"evidence/{name}.csv", False: ""}),
            places=counts,
            kept=rows["row"].map(found.kept).fillna(0).astype("int64"),
            note=has.map({True: _joined(found.note, self._unhashed()), False: source.empty}),
        )
        self._enter(rows)
        return csv_bytes(found.rows) if len(found.rows) else None

    def value(
        self, name: str, entry: Mapping[str, Any], evidence: str, places: Places | None = None, note: str = ""
    ) -> None:
        """Enter a named value.

        Parameters
        ----------
        name : str
        entry : mapping
            As in ``values.json``.
        evidence : str
            File of its places; empty with a reason in `note`.
        places : Places, optional
            What the file lists.
        note : str
        """
        held = entry.get("robustness") or {}
        shown = {
            column: entry.get(column) for column in ("label", "value", "low", "high", "n", "unit", "status")
        }
        row = {
            "claim": f"val-{name}", "item": f"val-{name}", **shown, "evidence": evidence,
            "holds": held.get("holds"), "variants": held.get("variants"), "fragile": held.get("fragile"),
            "places": None if places is None else int(places.counts.sum()),
            "kept": None if places is None else len(places.rows),
            "note": note or ("" if evidence else NO_VALUE_SOURCE),
        }  # fmt: skip
        self._enter(pd.DataFrame([row]))

    def places(self, evidence: Source | Backing | pd.DataFrame) -> Places:
        """Return the places of a value: of all rows of its evidence, or of those that are meant."""
        one = pd.DataFrame({"value": [0]})
        if isinstance(evidence, Backing):
            found = resolve(evidence.rows, evidence.source, self.corpus)
        elif isinstance(evidence, Source):
            rows = evidence.find(one, self.corpus)
            found = resolve(one, replace(evidence, find=lambda data, corpus: rows, on=()), self.corpus)
        else:
            found = resolve(one, Source(lambda data, corpus: evidence, ()), self.corpus)
        return Places(found.rows.drop(columns="row"), found.counts, _joined(found.note, self._unhashed()))

    def lines(self, lines: pd.DataFrame) -> bytes:
        """Return the CSV of the places of concordance lines, in their order, with the hash of each hit."""
        return csv_bytes(hashed(lines[["article_id", "start", "end", "hit"]], None))

    def _source(self, data: pd.DataFrame, evidence: Evidence) -> Source | None:
        if isinstance(evidence, Source):
            return evidence
        if isinstance(evidence, pd.DataFrame):
            shared = [
                c for c in data.columns if c in evidence.columns and c not in ("article_id", "start", "end")
            ]
            return Source(lambda rows, corpus: evidence, tuple(shared))
        return None if evidence is not None else carried(data)

    def _unhashed(self) -> str:
        return "" if self.corpus is not None else NO_CORPUS

    def _enter(self, rows: pd.DataFrame) -> None:
        whole = csv_bytes(rows.reindex(columns=COLUMNS))
        self._rows.append(whole.split(b"\n", 1)[1])


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
