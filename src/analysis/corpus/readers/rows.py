"""From rows with named columns to records: what tables, JSON and Parquet have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.corpus.metadata.columns import field_columns, fields_of, listed
from analysis.corpus.records import Record, Remark

EXCEL_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold."""


class Rows:
    """Turns the rows of one file into records, and says at the end what was odd about them.

    Parameters
    ----------
    source : str
        Name of the file in the records.
    cut : int, optional
        Number of characters at which the program that wrote the file cuts texts off.
    """

    def __init__(self, source: str, *, cut: int = 0) -> None:
        self.source, self.cut = source, cut
        self._columns: dict[tuple[str, ...], dict[str, str]] = {}
        self._headlines = self._full = self._articles = 0
        self._texts = False
        self._names: tuple[str, ...] = ()

    def columns(self, names: tuple[str, ...]) -> dict[str, str]:
        """Return which column holds which field.

        Raises
        ------
        InputError
            If neither text nor headline has a column.
        """
        if names not in self._columns:
            if len(self._columns) > 1000:
                self._columns.clear()
            self._columns[names] = field_columns(names, headlines=True)
        return self._columns[names]

    def read(self, number: int, row: Mapping[str, Any]) -> Iterator[Record | Remark]:
        """Yield the record that a row makes, or why there is none.

        Parameters
        ----------
        number : int
            Number of the row in the file, from 0.
        row : mapping
            Its cells by column name.

        Raises
        ------
        InputError
            If neither text nor headline has a column.
        """
        names = tuple(map(str, row))
        columns = self.columns(names)
        if "text" in columns or "html" in columns:
            self._texts = True
        elif self._texts:
            field_columns(names)  # among rows with texts, one without has lost its text: the error says so
        fields = fields_of(row, columns)
        text, html = fields.pop("text", ""), fields.pop("html", "")
        if not text and not html and ("text" in columns or "html" in columns):
            yield Remark(
                self.source, number, "rejected", "the text is empty", "Nothing to do, unless text got lost."
            )
            return
        if not text and not html:
            if not fields.get("title"):
                yield Remark(self.source, number, "rejected", "the headline is empty", "Nothing to do.")
                return
            self._headlines += 1
            self._names = names
        self._articles += 1
        self._full += bool(self.cut) and len(text or html) == self.cut
        yield Record(self.source, number, text=text, html="" if text else html, metadata=fields)

    def notices(self) -> Iterator[Remark]:
        """Yield what should be known about the file as a whole."""
        if self._headlines:
            names = listed(self._names)
            yield Remark(
                self.source, -1, "notice",
                f"no column holds the article text; there are: {names}; {self._headlines:,} of {self._articles:,} "
                "articles are headlines only",
                "If there is text, name its column one of: text, full text, body, content.",
            )  # fmt: skip
        if self._full:
            yield Remark(
                self.source, -1, "notice",
                f"{self._full:,} texts fill their cell to the limit of {self.cut:,} characters and are probably cut",
                "Export them in a format without that limit, such as CSV or DOCX.",
            )  # fmt: skip
