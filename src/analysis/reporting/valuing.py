"""The named values of a report, alone and with what is concluded from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus import Corpus
from analysis.labels import neutralise
from analysis.reporting.claims.ledger import Ledger
from analysis.reporting.claims.robustness import robustness
from analysis.reporting.claims.sources import Backing, Source
from analysis.reporting.formatting import json_text, jsonable, value_text
from analysis.reporting.names import check_name
from analysis.reporting.record import read_facts
from analysis.reporting.showing import outputs
from analysis.reporting.showing.robust import Shown
from analysis.reporting.tables import csv_bytes
from analysis.reporting.telling import Telling

Places = Source | Backing | pd.DataFrame
Given = Places | str | None
"""What a value may be given as its evidence."""


class Valuing(Telling):
    """A record that keeps named values and the ledger of claims."""

    def __init__(
        self,
        folder: Path | None,
        *,
        title: str = "",
        run_id: str = "",
        corpus: Corpus | None = None,
        quote_limit: int = 0,
    ) -> None:
        super().__init__(folder, title=title, run_id=run_id, quote_limit=quote_limit, read=read_facts(corpus))
        self._values: dict[str, dict[str, Any]] = {}
        self._claims = Ledger(corpus)

    def value(
        self,
        name: str,
        value: Any,
        *,
        label: str,
        unit: str = "",
        n: str | int | None = None,
        low: float | None = None,
        high: float | None = None,
        evidence: Given = None,
        status: str = "",
    ) -> None:
        """Show a number that the text may name, and keep it under its name in ``values.json``.

        Parameters
        ----------
        name : str
            Small letters, digits and hyphens, unique in the report.
        value : number or str
        label : str
            What the number is, as a reader should read it.
        unit : str
            Such as ``"%"`` or ``"per 1,000 words"``.
        n : str or int, optional
            Number of units it rests on.
        low, high : float, optional
            Ends of its interval.
        evidence : str, DataFrame or Source, optional
            Name of the ``ev-…`` list that shows where it comes from; or rows with ``article_id``, perhaps
            ``start, end``; or, in a sentence, why there are none.
        status : str
            Validity, such as ``unvalidated``; empty where none applies.
        """
        about = {"value": value, "unit": unit, "n": n, "low": low, "high": high, "status": status}
        self._value(name, about, label=label, evidence=evidence)

    def headline(
        self,
        name: str,
        value: Any,
        *,
        label: str,
        claim: str,
        variants: pd.DataFrame,
        base: bool = True,
        figure: str = "",
        evidence: Given = None,
        **about: Any,
    ) -> None:
        """Show a number together with what is concluded from it, and whether that holds under other choices.

        Parameters
        ----------
        name, value, label, evidence
            As for `value`.
        claim : str
            What is concluded, in a sentence that holds or not.
        variants : DataFrame
            ``dimension, variant, value, holds`` and perhaps ``note``, a row for each recomputation
            (`claims.vary`).
        base : bool
            Whether the claim holds for this value.
        figure : str
            ``fig-…`` that shows it, shown before: its entry in the manifest says so, too (of several, a fragile one).
        **about
            ``unit, n, low, high, status``, as for `value`.
        """
        found = robustness(claim, variants, base=base)
        table = f"tables/rob-{name}.csv"
        self._value(name, {"value": value, **about}, label=label, evidence=evidence, held=found.entry(table),
                    robust=Shown(found, variants, table if self.folder is not None else ""))  # fmt: skip
        if self.folder is not None:
            self._write(table, csv_bytes(variants))
        known = self._items.get(figure, {}).get("robustness")
        # Of several claims on one figure it keeps a fragile one.
        if figure in self._items and not (known and known["fragile"]):
            self._items[figure]["robustness"] = found.entry(table)
            self._saved()

    def headlines(self, headlines: Iterable[Mapping[str, Any]]) -> None:
        """Show several headlines, such as those of `claims.of_keywords`.

        Parameters
        ----------
        headlines : iterable of mapping
            Arguments of `headline`, by name.
        """
        for one in headlines:
            self.headline(**one)

    def _value(
        self, name: str, about: Mapping[str, Any], *, label: str, evidence: Given,
        held: dict[str, Any] | None = None, robust: Shown | None = None,
    ) -> None:  # fmt: skip
        self._check(name, "", label=label)
        named = isinstance(evidence, str) and evidence.startswith("ev-")
        if named:
            check_name(str(evidence), "ev")
        own = isinstance(evidence, Places)
        empty = {"unit": "", "n": None, "low": None, "high": None, "status": ""}
        entry = jsonable({
            **empty, **about, "label": neutralise(label), "robustness": held, "claim": f"val-{name}",
            "evidence": evidence if named else f"val-{name}" if own else None,
        })  # fmt: skip
        entry["unit"], entry["status"] = neutralise(entry["unit"]), neutralise(entry["status"])
        entry["text"] = value_text(entry)
        self._values[name] = entry
        files = [robust.file] if robust is not None and robust.file else []
        if self.folder is not None:
            places = self._claims.places(evidence) if isinstance(evidence, Places) else None
            file = f"evidence/{entry['evidence']}.csv" if entry["evidence"] else ""
            if places is not None:
                files.append(file)
                self._write(file, csv_bytes(places.rows))
            why = "" if places is None else places.note
            why = str(evidence) if isinstance(evidence, str) and not named else why
            self._claims.value(name, entry, file, places, why)
            self._write("values.json", json_text(self._values))
            self._write("claims.csv", self._claims.csv())
        output = outputs.value_output(name, entry, robust=robust, file=files[-1] if own and files else "")
        more = {"status": entry["status"], "robustness": held}
        self._record(output, "value", caption=label, files=files, key=name, **more)
