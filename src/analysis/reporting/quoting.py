"""How much of an article's text a written report may show: nothing, unless asked for.

Reports are passed on and the articles often must not be. So the handle cuts what it
shows to a number of characters of each article, says so where it cuts, and says how
to ask for more. Names, single words, headlines in a reference, counts and hashes are no text here.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.errors import ParameterError
from analysis.reporting.formatting import number

TEXT_COLUMNS = frozenset({
    "left", "hit", "right", "text", "sentence", "content", "example", "wording", "passage", "quote", "line", "lead",
    "context", "excerpt", "original", "body",
})  # fmt: skip
"""Columns of tables that hold wording of articles, where they hold text."""

PHRASE_COLUMNS = frozenset({"role", "words", "phrase", "form", "what", "detail"})
"""Columns of short wording, which is a result: only a cell of more than `MOST_WORDS` words is text."""

MOST_WORDS = 7

WITHHELD = "[withheld]"


class Quotes:
    """What is left to show of each article.

    Parameters
    ----------
    limit : int or None
        Characters of each article that may be shown in all; None: as many as there are.

    Raises
    ------
    ParameterError
        If the limit is no whole number from 0.

    Examples
    --------
    >>> Quotes(10).take("a", 8), Quotes(0).take("a", 1), Quotes(None).take("a", 9_999)
    (True, False, True)
    """

    def __init__(self, limit: int | None) -> None:
        if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 0):
            raise ParameterError(
                f"quote_limit = {limit!r}", where="quote_limit",
                remedy="Give the characters a report may show of each article: 0 for none, or more.",
            )  # fmt: skip
        self.limit = limit
        self._spent: dict[str, int] = {}

    def left(self, article_id: str) -> float:
        """Return the characters that may still be shown of an article."""
        return float("inf") if self.limit is None else self.limit - self._spent.get(article_id, 0)

    def take(self, article_id: str, characters: int) -> bool:
        """Say whether so much may be shown, and note that it is."""
        if characters > self.left(article_id):
            return False
        self._spent[article_id] = self._spent.get(article_id, 0) + characters
        return True

    def lines(self, lines: pd.DataFrame) -> tuple[pd.DataFrame, int]:
        """Return concordance lines cut to what may be shown, and how many were cut.

        Context goes first, evenly on both sides; where not even the hit may be shown, its offsets stand for it.

        Parameters
        ----------
        lines : DataFrame
            ``article_id, start, end, left, hit, right``.
        """
        if self.limit is None:
            return lines, 0
        cut, out = 0, []
        for row in lines.to_dict("records"):
            left, hit, right = (str(row.get(name) or "") for name in ("left", "hit", "right"))
            key = str(row["article_id"])
            if not self.take(key, len(left) + len(hit) + len(right)):
                cut += 1
                left, hit, right = self._shortened(key, left, hit, right, row)
            out.append({**row, "left": left, "hit": hit, "right": right})
        return pd.DataFrame(out, columns=lines.columns, index=lines.index), cut

    def _shortened(
        self, key: str, left: str, hit: str, right: str, row: dict[Any, Any]
    ) -> tuple[str, str, str]:
        side = int(max(self.left(key) - len(hit), 0)) // 2
        if not self.take(key, len(hit)):
            return "", f"[characters {number(int(row['start']))} to {number(int(row['end']))}]", ""
        left, right = (left[-side:] if side else ""), right[:side]
        self.take(key, len(left) + len(right))
        return f"…{left}", hit, f"{right}…"

    def table(self, table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
        """Return a table without the cells of text that may not be shown, and how many these are.

        A table without ``article_id`` cannot be charged to articles: each of its cells may be as long as the limit.
        """
        columns = [i for i, name in enumerate(table.columns) if str(name) in TEXT_COLUMNS | PHRASE_COLUMNS]
        columns = [i for i in columns if not pd.api.types.is_numeric_dtype(table.iloc[:, i])]
        if self.limit is None or not columns or table.empty:
            return table, 0
        out, cut = table.copy(), 0
        ids = table["article_id"].astype(str).tolist() if "article_id" in table.columns else [""] * len(table)
        for i in columns:
            cells, least = [], 1 if str(table.columns[i]) in TEXT_COLUMNS else MOST_WORDS + 1
            for key, cell in zip(ids, table.iloc[:, i], strict=True):
                text = cell if isinstance(cell, str) and len(cell.split()) >= least else ""
                shown = not text or (self.take(key, len(text)) if key else len(text) <= self.limit)
                cut += not shown
                cells.append(cell if shown else WITHHELD)
            out.isetitem(i, cells)
        out.attrs = table.attrs
        return out, cut

    def said(self, what: str) -> str:
        """Return the sentence that says what was withheld, and how to ask for it."""
        allowed = "no text" if not self.limit else f"at most {number(self.limit)} characters"
        return (
            f"{what}: this report shows {allowed} of an article. To show more, run it with --quote-limit CHARACTERS "
            "(parameter quote_limit)."
        )
