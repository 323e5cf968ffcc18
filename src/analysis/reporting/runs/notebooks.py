"""Find notebooks, read them and say what makes one of them different from another."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis.errors import ParameterError, RunError, suggestion
from analysis.reporting.formatting import json_text, sha256

ORDER = (
    "corpus",
    "vocabulary",
    "style",
    "actors",
    "voices",
    "framing",
    "article",
    "validation",
    "comparison",
)
"""Order of the project's own notebooks in a batch and in the catalogue; others follow by name."""

_WHOLE = ("comparison",)
_HEADING = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)


def read_notebook(path: Path) -> NotebookNode:
    """Return a notebook in today's format, without outputs.

    Raises
    ------
    RunError
        If the file is missing or is no notebook.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        near = suggestion(path.stem, [other.stem for other in path.parent.glob("*.ipynb")])
        raise RunError("there is no such notebook", where=path.name, remedy=near) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise RunError(f"the notebook cannot be read ({problem})", where=path.name) from None
    try:
        notebook = nbformat.reads(text, as_version=4)
    except Exception as problem:  # nbformat raises whatever its JSON or schema reader raises
        first = (str(problem).strip() or type(problem).__name__).splitlines()[0]
        raise RunError(
            f"the file is not a notebook ({first[:120]})",
            where=path.name,
            remedy="Open and save it in JupyterLab.",
        ) from None
    for number, cell in enumerate(notebook.cells):
        # A random id for a cell without one would make each run's notebook differ.
        cell["id"] = cell.get("id") or f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def source_hash(notebook: NotebookNode) -> str:
    """Return a hash of what a notebook says and does: cells, kinds and tags, not outputs or view state.

    Examples
    --------
    >>> from nbformat.v4 import new_notebook, new_code_cell
    >>> source_hash(new_notebook(cells=[new_code_cell("1")])) != source_hash(new_notebook())
    True
    """
    cells = [[cell.cell_type, cell.source, sorted(cell.metadata.get("tags", []))] for cell in notebook.cells]
    return sha256(json_text(cells))[:16]


def title_of(notebook: NotebookNode, default: str) -> str:
    """Return the first heading of a notebook."""
    for cell in notebook.cells:
        found = _HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if found:
            return re.sub(r"[*_`]", "", found.group(1))
    return default


def compares_groups(path: Path, notebook: NotebookNode) -> bool:
    """Return whether a notebook contrasts groups, and so runs once on the whole selection.

    True for ``comparison`` and for any notebook whose metadata hold
    ``{"news_profiles": {"scope": "whole"}}``.
    """
    scope = notebook.metadata.get("news_profiles", {}).get("scope", "")
    return path.stem in _WHOLE or scope == "whole"


def needs_annotation(notebook: NotebookNode) -> bool:
    """Return whether a notebook reads what the language model says of the texts, as far as is known beforehand.

    True unless its metadata hold ``{"news_profiles": {"annotation": false}}``.
    """
    return bool(notebook.metadata.get("news_profiles", {}).get("annotation", True))


def has_parameters(notebook: NotebookNode) -> bool:
    """Return whether a cell is tagged ``parameters``."""
    return any("parameters" in cell.metadata.get("tags", []) for cell in notebook.cells)


def find_notebooks(folder: Path, names: list[str] | None = None) -> list[Path]:
    """Return the notebooks named, or all of a folder that take parameters, in order.

    Parameters
    ----------
    folder : Path
    names : list of str, optional
        Names without ``.ipynb`` inside the folder, or paths.

    Raises
    ------
    ParameterError
        If a name is unknown or the folder holds no notebook.
    """
    here = sorted(folder.glob("*.ipynb"), key=lambda p: (_rank(p.stem), p.stem)) if folder.is_dir() else []
    if names:
        return list(dict.fromkeys(_one(folder, here, name) for name in names))
    chosen = [path for path in here if has_parameters(read_notebook(path))]
    if not chosen:
        raise ParameterError(
            "the folder holds no notebook with a cell tagged `parameters`",
            where=str(folder),
            remedy="Start from the project's folder, or name the folder with --notebook-dir.",
        )
    return chosen


def _rank(stem: str) -> int:
    return ORDER.index(stem) if stem in ORDER else len(ORDER)


def _one(folder: Path, here: list[Path], name: str) -> Path:
    by_path = Path(name).expanduser()
    if by_path.suffix == ".ipynb" and by_path.is_file():
        return by_path.resolve()
    stem = name.removesuffix(".ipynb")
    for path in here:
        if path.stem == stem:
            return path
    stems = [path.stem for path in here]
    raise ParameterError(
        f"there is no notebook {name!r} in {folder}",
        remedy=f"{suggestion(stem, stems)}There are: {', '.join(stems) or 'none'}.",
    )
