"""A claim below its value: in how many variants it holds, and which turn it, in a list that opens."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.labels import neutralise
from analysis.reporting.claims.robustness import LEAST_HELD, LEAST_VARIANTS, Robustness
from analysis.reporting.formatting import escape
from analysis.reporting.tables import html_table

_NAMED = 3
"""Variants that are named before the list is opened."""

_MOST = 100


@dataclass(frozen=True)
class Shown:
    """A claim with its variants, as they are shown.

    Attributes
    ----------
    found : Robustness
    variants : DataFrame
    file : str
        Address of the table of variants; empty when nothing is written.
    """

    found: Robustness
    variants: pd.DataFrame
    file: str = ""

    def html(self) -> str:
        """Return the claim, its count and its variants as escaped HTML."""
        found = self.found
        turned = self.variants[~self.variants["holds"].fillna(False).astype(bool)]
        rest = self.variants.drop(turned.index)
        columns = [
            name for name in ("dimension", "variant", "value", "holds", "note") if name in self.variants
        ]
        rows = self.variants.loc[[*turned.index, *rest.index], columns]
        if "note" in rows and not (rows["note"].fillna("") != "").any():
            rows = rows.drop(columns="note")
        link = f' <a href="{escape(self.file)}">CSV</a>' if self.file else ""
        more = f"<p><small>First {_MOST} of {len(rows):,} variants.</small></p>" if len(rows) > _MOST else ""
        return (
            f'<details class="np-evidence np-robust"><summary>{escape(found.claim)} '
            f"<small>({escape(str(found))}{escape(self._named())})</small></summary>"
            f'<div class="np-scroll" style="overflow-x:auto">{html_table(rows, max_rows=_MOST)}</div>{more}'
            f'<p class="np-note-small"><small>{escape(_rule())}{link}</small></p></details>'
        )

    def plain(self) -> str:
        """Return the same in one line."""
        return neutralise(f"\n{self.found.claim} [{self.found}{self._named()}]")

    def _named(self) -> str:
        flipped = self.found.flipped
        if not flipped:
            return ""
        more = f" and {len(flipped) - _NAMED:,} more" if len(flipped) > _NAMED else ""
        return f"; fails with {'; '.join(flipped[:_NAMED])}{more}"


def _rule() -> str:
    return (
        f"Each variant changes one choice. Fragile: holds in fewer than {LEAST_HELD:.0%} of the variants, or was put "
        f"to fewer than {LEAST_VARIANTS}. Where a variant leaves too few articles, the claim does not hold in it."
    )
