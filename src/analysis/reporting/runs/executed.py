"""An executed notebook made fit to keep: no times, no paths, no noise; and its errors in one line."""

from __future__ import annotations

import re
from typing import Any

from nbformat import NotebookNode, from_dict

from analysis.errors import AnalysisError
from analysis.labels import clip
from analysis.reporting.runs.provenance import Scrubber

_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_WARNING = re.compile(r"(?:^|: )(\w*Warning: .+)$", re.MULTILINE)
_KEPT = ("tags", "jupyter", "editable", "slideshow")


def without_colours(text: str) -> str:
    """Return text without a terminal's colour codes."""
    return _COLOUR.sub("", text)


def settled(notebook: NotebookNode, scrub: Scrubber, *, keep_errors: bool = False) -> NotebookNode:
    """Return an executed notebook that is the same for the same run.

    Times of execution, ids of processes, standard error and state of widgets are
    left out; pieces of standard output are joined; paths of this machine are replaced.

    Parameters
    ----------
    notebook : NotebookNode
    scrub : Scrubber
    keep_errors : bool
        Keep error outputs, for the record of a failed run.
    """
    cells = [_cell(cell, scrub, keep_errors) for cell in notebook.cells if not _papermill_note(cell)]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    if "news_profiles" in notebook.metadata:
        metadata["news_profiles"] = notebook.metadata["news_profiles"]
    return from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})  # type: ignore[no-any-return]


def _papermill_note(cell: NotebookNode) -> bool:
    return "papermill-error-cell-tag" in cell.metadata.get("tags", [])


def _cell(cell: NotebookNode, scrub: Scrubber, keep_errors: bool) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "cell_type": cell.cell_type,
        "id": cell["id"],
        "metadata": {key: value for key, value in cell.metadata.items() if key in _KEPT},
        "source": scrub.paths(cell.source),
    }
    if cell.cell_type == "code":
        kept["execution_count"] = cell.get("execution_count")
        kept["outputs"] = _outputs(cell.get("outputs", []), scrub, keep_errors)
    elif "attachments" in cell:
        kept["attachments"] = cell["attachments"]
    return kept


def _outputs(outputs: list[Any], scrub: Scrubber, keep_errors: bool) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream":
            if output["name"] != "stdout":
                continue
            text = scrub.text(without_colours(output["text"]))
            if kept and kept[-1]["output_type"] == "stream":
                kept[-1]["text"] += text
            else:
                kept.append({"output_type": "stream", "name": "stdout", "text": text})
        elif kind == "error":
            if keep_errors:
                trace = [scrub.text(without_colours(line)) for line in output["traceback"]]
                value = scrub.text(output["evalue"])
                kept.append(
                    {"output_type": kind, "ename": output["ename"], "evalue": value, "traceback": trace}
                )
        else:
            data = {
                mime: _content(mime, value, scrub)
                for mime, value in output["data"].items()
                if "widget" not in mime
            }
            entry = {"output_type": kind, "data": data, "metadata": dict(output.get("metadata", {}))}
            if kind == "execute_result":
                entry["execution_count"] = output.get("execution_count")
            kept.append(entry)
    return kept


def _content(mime: str, value: Any, scrub: Scrubber) -> Any:
    if mime.startswith("image/") and mime != "image/svg+xml":
        return value
    if mime == "text/plain" and isinstance(value, str):
        return scrub.text(value)
    return scrub.tree(value)


def warnings_in(notebook: NotebookNode, scrub: Scrubber) -> list[str]:
    """Return the distinct Python warnings a run gave, which its report does not show."""
    found: dict[str, None] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output["output_type"] == "stream" and output["name"] == "stderr":
                text = without_colours(output["text"])
                found.update(dict.fromkeys(clip(scrub.text(w), 300) for w in _WARNING.findall(text)))
    return list(found)


def first_line(problem: BaseException) -> str:
    """Return one clear line about what went wrong in a run."""
    name = getattr(problem, "ename", "")
    if name:
        value = (str(getattr(problem, "evalue", "")).strip() or "no message").splitlines()[0]
        known = {kind.__name__ for kind in _subclasses(AnalysisError)}
        return clip(value if name in known else f"{name}: {value}", 500)
    if isinstance(problem, AnalysisError):
        return clip(problem, 500)
    kind = type(problem).__name__
    if kind == "DeadKernelError":
        return "The kernel died, most often for want of memory. Select fewer articles, or use fewer workers."
    return clip(f"{kind}: {(str(problem).strip() or 'no message').splitlines()[0]}", 500)


def _subclasses(kind: type[AnalysisError]) -> list[type[AnalysisError]]:
    found = [kind]
    for sub in kind.__subclasses__():
        found += _subclasses(sub)
    return found
