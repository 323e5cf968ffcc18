"""What a report keeps of each thing it showed: its name, number and files, in a manifest beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import ParameterError
from analysis.labels import neutralise
from analysis.reporting.formatting import json_text
from analysis.reporting.names import check_name
from analysis.reporting.quoting import Quotes
from analysis.reporting.showing import outputs


class Record:
    """The things a report has shown, in order; kept in memory, and in a folder if there is one.

    Attributes
    ----------
    folder : Path or None
        Where the report is written.
    title, run_id : str
    quotes : Quotes
        What may be shown of the articles' text.
    """

    def __init__(
        self, folder: Path | None, *, title: str = "", run_id: str = "", quote_limit: int | None = 0
    ) -> None:
        self.folder, self.title, self.run_id = folder, neutralise(title), run_id
        # By hand nothing is passed on: the limit is for what is written.
        self.quotes = Quotes(None if folder is None else quote_limit)
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
        about = {"title": self.title, "run": self.run_id, "items": list(self._items.values())}
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
