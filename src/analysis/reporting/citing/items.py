"""What of a report can be cited, read from its folder and checked.

A report folder may come from anywhere, so nothing in it is taken for a name or a
number of a run before it has the form of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.errors import RunError
from analysis.labels import neutralise
from analysis.reporting.formatting import value_text
from analysis.reporting.known import RUN, SLUG, KnownRun
from analysis.reporting.names import check_name

_ENDS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_PREFIXES = {"figure": "fig", "table": "tbl", "value": ""}

_NO_CHARACTER = re.compile(f"[\ufdd0-\ufdef{_ENDS}]")
"""What Unicode says is no character."""


@dataclass(frozen=True)
class Item:
    """A figure, a table or a named value of a report.

    Attributes
    ----------
    name, kind : str
        As in ``manifest.json``; kind is figure, table or value.
    number : int
        Its number among the items of its kind.
    caption : str
        Caption of a figure or table, label of a value.
    alt : str
        What a figure shows to someone who cannot see it.
    text : str
        A value as the report prints it.
    about : dict
        A value's entry in ``values.json``.
    columns : dict of str to str
        Columns of a table that its report shows, and what each is called there; empty for all.
    """

    name: str
    kind: str
    number: int
    caption: str
    alt: str = ""
    text: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """Return the item's id on the report's page."""
        return f"val-{self.name}" if self.kind == "value" else self.name


@dataclass(frozen=True)
class Citable:
    """A report as far as it can be cited.

    Attributes
    ----------
    slug, run, title : str
    items : list of Item
        Figures, tables and values in the order of the report.
    paragraphs : list of str
        Paragraphs written from the data.
    about : dict
        Content of ``run.json``.
    """

    slug: str
    run: str
    title: str
    items: list[Item]
    paragraphs: list[str]
    about: dict[str, Any]

    @property
    def run8(self) -> str:
        """Return the first eight characters of the run id, which manuscripts tell runs apart by."""
        return self.run[:8]

    @property
    def folder(self) -> str:
        """Return the name of the report's folder."""
        return f"{self.slug}--{self.run}"

    def of(self, kind: str) -> list[Item]:
        """Return the items of a kind: figure, table or value."""
        return [item for item in self.items if item.kind == kind]

    def address(self, item: Item | None = None) -> str:
        """Return the address of an item, or of the page, beside other reports."""
        return f"{self.folder}/index.html" + (f"#{item.anchor}" if item else "")


def plain(text: object) -> str:
    r"""Return one line of text without characters that are none, which XML, YAML and TeX stop at.

    Examples
    --------
    >>> plain("a\ufffeb\x00c")
    'a�b c'
    """
    return _NO_CHARACTER.sub("\ufffd", neutralise(text))


def read_citable(folder: Path, about: dict[str, Any]) -> Citable:
    """Return what can be cited of a report.

    Parameters
    ----------
    folder : Path
        With ``manifest.json``, ``values.json`` and ``figures/``.
    about : dict
        Content of ``run.json``, as far as it is known.

    Raises
    ------
    RunError
        If the run or the slug has not the form of one.
    ParameterError
        If an item has not the form of a name.
    """
    report = KnownRun(folder, about)
    if not (SLUG.fullmatch(report.slug) and RUN.fullmatch(report.run)):
        raise RunError(
            f"{plain(report.slug)[:60]!r} with run {plain(report.run)[:60]!r} is no report that can be cited",
            where=folder.name,
            remedy="Run analysis report again.",
        )
    items = [_item(report, entry) for entry in report.listed if entry["kind"] in _PREFIXES]
    paragraphs = [plain(entry.get("caption", "")) for entry in report.listed if entry["kind"] == "paragraph"]
    title = plain(about.get("title", "")) or report.slug
    return Citable(report.slug, report.run, title, items, paragraphs, about)


def _item(report: KnownRun, entry: dict[str, Any]) -> Item:
    name, kind, number = entry["name"], entry["kind"], entry.get("number")
    check_name(name, _PREFIXES[kind])
    item = Item(name, kind, number if isinstance(number, int) else 0, plain(entry.get("caption", "")))
    if kind == "figure":
        return replace(item, alt=plain(report.figure(name).get("alt", "")))
    if kind == "value":
        about = report.values.get(name, {"value": None})
        return replace(item, text=plain(about.get("text") or value_text(about)), about=about)
    return replace(item, columns=_columns(entry.get("columns")))


def _columns(stated: Any) -> dict[str, str]:
    """Return names and headings of columns in their order; none if something else stands there."""
    pairs = stated if isinstance(stated, list) else []
    return {str(pair[0]): str(pair[1]) for pair in pairs if isinstance(pair, list) and len(pair) == 2}
