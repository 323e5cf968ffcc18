"""What a report keeps of each thing it showed: its name, number and files, in a manifest beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.labels import neutralise
from analysis.reporting.formatting import json_text
from analysis.reporting.names import check_name
from analysis.reporting.quoting import Quotes
from analysis.reporting.showing import outputs


def read_facts(corpus: Corpus | None) -> dict[str, Any]:
    """Return how many articles a report is about, of which dates, and which one if it is one.

    Parameters
    ----------
    corpus : Corpus or None
        The selected articles.

    Returns
    -------
    dict
        ``articles``, ``first``, ``last`` ("" where no date is known), and ``article_id`` and ``outlet`` of a
        single one; empty without a corpus.
    """
    if corpus is None:
        return {}
    rows = corpus.articles
    dates = sorted(str(date) for date in rows["date"].dropna() if str(date)) if "date" in rows else []
    first, last = (dates[0][:10], dates[-1][:10]) if dates else ("", "")
    facts: dict[str, Any] = {"articles": len(rows), "first": first, "last": last}
    if len(rows) == 1:
        facts |= {name: neutralise(rows[name].iloc[0]) for name in ("article_id", "outlet") if name in rows}
    return facts


class Record:
    """The things a report has shown, in order; kept in memory, and in a folder if there is one.

    Attributes
    ----------
    folder : Path or None
        Where the report is written.
    title, run_id : str
    quotes : Quotes
        What may be shown of the articles' text.
    read : dict
        Which articles it is about (`read_facts`), which may be fewer than the run was given.
    """

    def __init__(
        self, folder: Path | None, *, title: str = "", run_id: str = "", quote_limit: int | None = 0,
        read: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self.folder, self.title, self.run_id = folder, neutralise(title), run_id
        # By hand nothing is passed on: the limit is for what is written.
        self.quotes = Quotes(None if folder is None else quote_limit)
        self.read = read or {}
        self._items: dict[str, dict[str, Any]] = {}
        if folder is not None:
            self._write_manifest()

    def __repr__(self) -> str:
        return f"Report of {len(self._items)} items{f', run {self.run_id}' if self.run_id else ''}"

    def _check(self, name: str, prefix: str, *, data: pd.DataFrame | None = None, **texts: str) -> None:
        check_name(name, prefix)
        # By hand a cell may run again; a report that is written must not hold two things of one name.
        if self.folder is not None and name in self._items:
            raise ParameterError(
                "the name is taken in this report", where=name, remedy="Give each item its own name."
            )
        for what, text in texts.items():
            if not str(text).strip():
                raise ParameterError(
                    f"the {what} is empty", where=name, remedy=f"Say it in a sentence: {what}=…."
                )
        if data is not None and not isinstance(data, pd.DataFrame):
            raise ParameterError(
                f"{type(data).__name__} is not a table", where=name, remedy="Pass a DataFrame."
            )

    def _number(self, name: str, kind: str) -> int:
        names = [key for key, item in self._items.items() if item["kind"] == kind]
        return names.index(name) + 1 if name in names else len(names) + 1

    def _record(
        self, output: outputs.Output, kind: str, *, caption: str, files: list[str], key: str = "", **more: Any
    ) -> None:
        name = key or output.name
        about = {"name": name, "kind": kind, "number": self._number(name, kind), "files": files}
        self._items[name] = {**about, "caption": neutralise(caption), **more}
        self._saved()
        _show(output)

    def _saved(self) -> None:
        if self.folder is not None:
            self._write_manifest()

    def _write_manifest(self) -> None:
        about: dict[str, Any] = {"title": self.title, "run": self.run_id, "items": list(self._items.values())}
        about |= {"read": self.read} if self.read else {}
        self._write("manifest.json", json_text(about))

    def _write(self, relative: str, content: str | bytes) -> None:
        assert self.folder is not None
        path = self.folder / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(path.name + ".part")
        draft.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        draft.replace(path)


def _show(output: outputs.Output) -> None:
    from IPython.display import display

    display(output)
